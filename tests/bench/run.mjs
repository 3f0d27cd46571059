// Brings the bench to the point where it can run: the product, built, and the peers in this folder alone. Then runs it.
// Uses nothing but Node itself, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bench = fileURLToPath(new URL(".", import.meta.url));

await import("../../server/cli/prepare.mjs");
const stamp = path.join(bench, "node_modules/.installed");
const wanted = `${process.versions.modules} ${readFileSync(path.join(bench, "package-lock.json"), "utf8")}`;
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  process.stderr.write("Installing the peers into tests/bench …\n");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  run(npm ? process.execPath : "npm", npm ? [npm, ...args] : args, bench);
  writeFileSync(stamp, wanted);
}
run(process.execPath, ["--import", "tsx", "tests/bench/main.ts", ...process.argv.slice(2)], root);

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
