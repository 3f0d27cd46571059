import { parseArgs } from "node:util";
import { kindOf } from "./servers/kinds.ts";
import { workloadOf } from "./workloads/all.ts";
import { inFolder } from "./workloads/workload.ts";

// One workload on one server, once, in a process of its own: the clients. The last line of its output is the figures.
const { values } = parseArgs({
  options: {
    workload: { type: "string", default: "s1" },
    server: { type: "string", default: "accord" },
    seed: { type: "string", default: "1" },
    quick: { type: "boolean", default: false },
  },
});
// Each provider listens to the end of the process.
process.setMaxListeners(0);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
const workload = workloadOf(values.workload);
const kind = kindOf(values.server);
const figures = await inFolder((dir) =>
  workload.measure({ kind, dir, seed: Number(values.seed), quick: values.quick }),
);
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
