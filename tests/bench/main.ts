import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Figures } from "./measure.ts";
import { kindOf, kinds } from "./servers/kinds.ts";
import { root } from "./servers/server.ts";
import { lineOf, type Result, table } from "./table.ts";
import { workloadOf, workloads } from "./workloads/all.ts";

const USAGE = `Usage: npm run bench -- [--only s1,fixed] [--servers accord,hocuspocus-sqlite] [--reps 3] [--seed 1] [--quick]
  --only     ${workloads.map(({ name }) => name).join(", ")}
  --servers  ${kinds.map(({ name }) => name).join(", ")}
  --reps     how often each server does each work, in turn
  --quick    short and small: shows that it runs, compares nothing
`;

/** Each repetition asks every server once, one after the other, so that a slow minute of the machine meets them all. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: workloads.map(({ name }) => name).join() },
      servers: { type: "string", default: kinds.map(({ name }) => name).join() },
      reps: { type: "string", default: "3" },
      seed: { type: "string", default: "1" },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return say(USAGE);
  const chosen = values.only.split(",").map(workloadOf);
  const servers = values.servers.split(",").map(kindOf);
  const reps = values.quick ? 1 : Number(values.reps);
  const machine = `${os.cpus().length} x ${os.cpus()[0]?.model.trim()}, ${os.type()} ${os.release()}, Node ${process.version}`;
  say(`${new Date().toISOString()} · ${machine} · seed ${values.seed} · ${reps} repetitions\n`);

  let failed = 0;
  const results: Result[] = [];
  for (const workload of chosen) {
    say(`\n${workload.name}: ${workload.says}\n`);
    const able = servers.filter(({ name }) => !workload.not?.[name]);
    for (const { name } of servers) if (workload.not?.[name]) say(`  ${name}: ${workload.not[name]}\n`);
    for (let rep = 1; rep <= reps; rep++)
      for (const { name } of able) {
        const seed = Number(values.seed) + rep - 1;
        const figures = await runOnce(
          ["--workload", workload.name, "--server", name, "--seed", `${seed}`],
          values.quick,
        );
        if (!figures) failed++;
        results.push({ workload: workload.name, server: name, rep, figures });
        say(`  ${rep} ${lineOf(name, figures)}\n`);
      }
    say(`\n${table(workload, able, results)}\n`);
  }
  const file = path.join(root, "test-results/bench.json");
  mkdirSync(path.dirname(file), { recursive: true });
  const run = { at: new Date().toISOString(), machine, seed: Number(values.seed), reps, quick: values.quick, results };
  writeFileSync(file, `${JSON.stringify(run, null, 1)}\n`);
  return failed === 0 ? 0 : say(`${failed} runs failed; their figures are missing above.\n`) + 1;
}

/** One run in a process of its own. @returns null when it failed; what it said is on the screen. */
async function runOnce(args: string[], quick: boolean): Promise<Figures | null> {
  const one = path.join(root, "tests/bench/one.ts");
  const child = spawn(process.execPath, ["--import", "tsx", one, ...args, ...(quick ? ["--quick"] : [])], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const interrupt = () => {
    child.kill("SIGTERM");
    process.exit(1);
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  let said = "";
  child.stdout.on("data", (data: Buffer) => {
    said += data;
  });
  const [code] = await once(child, "exit");
  process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  return code === 0 ? (JSON.parse(said.trim().split("\n").at(-1) as string) as Figures) : null;
}

function say(words: string): number {
  process.stdout.write(words);
  return 0;
}

process.exitCode = await main();
