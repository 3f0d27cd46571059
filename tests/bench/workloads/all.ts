import { coldOpen } from "./cold-open.ts";
import { fixed } from "./fixed.ts";
import { kill } from "./kill.ts";
import { memory } from "./memory.ts";
import { pages } from "./pages.ts";
import { s1 } from "./s1.ts";
import { s3 } from "./s3.ts";
import type { Workload } from "./workload.ts";

export const workloads: readonly Workload[] = [s1, fixed, s3, coldOpen, memory, kill, pages];

/** @throws when there is no such workload. */
export function workloadOf(name: string): Workload {
  const workload = workloads.find((each) => each.name === name);
  if (!workload) throw new Error(`There is no ${name}. There are: ${workloads.map((each) => each.name).join(", ")}.`);
  return workload;
}
