/**
 * Proves the suite by breaking the product: copies the tree, plants one fault at a time, and expects the test that is
 * there to catch it to turn red for the right reason. `node tests/faults/planted.mjs [part of a fault's name]`
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { FAULTS } from "./planted/faults.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const copy = mkdtempSync(path.join(os.tmpdir(), "accord-planted-"));
const wanted = FAULTS.filter(({ name }) => name.includes(process.argv[2] ?? ""));
let caught = 0;

try {
  copyTree();
  for (const fault of wanted) checkPlace(fault);
  for (const fault of wanted) {
    const sound = runTest(fault);
    if (sound.failed.length > 0 || sound.passed === 0) {
      say(fault, `NOT JUDGED: its test is not green without the fault. ${sound.failed.join(" ") || sound.output}`);
      continue;
    }
    plant(fault);
    const broken = runTest(fault);
    restore(fault);
    const right = broken.failed.some((message) => message.includes(fault.says));
    if (right) caught++;
    say(fault, right ? `caught by ${fault.test}` : `NOT CAUGHT. ${broken.failed.join(" ") || broken.output}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(`${caught} of ${wanted.length} caught\n`);
process.exitCode = caught === wanted.length ? 0 : 1;

function say({ name, harm }, what) {
  process.stdout.write(`${name}: ${what}\n  without it: ${harm}\n`);
}

/** What git knows or would know; the packages and the built pages are only pointed at. */
function copyTree() {
  const names = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
  for (const name of names.split("\0").filter((each) => each && existsSync(path.join(root, each)))) {
    mkdirSync(path.dirname(path.join(copy, name)), { recursive: true });
    cpSync(path.join(root, name), path.join(copy, name));
  }
  for (const name of ["node_modules", "build"])
    if (existsSync(path.join(root, name)) && !existsSync(path.join(copy, name)))
      symlinkSync(path.join(root, name), path.join(copy, name));
}

/** @throws when the text a fault replaces is not there exactly once: the row has to follow the code. */
function checkPlace({ name, edits }) {
  for (const { file, find } of edits) {
    const count = readFileSync(path.join(copy, file), "utf8").split(find).length - 1;
    if (count !== 1) throw new Error(`“${name}”: its text stands ${count} times in ${file}:\n${find}`);
  }
}

function plant({ edits }) {
  for (const { file, find, put } of edits) {
    const before = readFileSync(path.join(copy, file), "utf8");
    // A function, so that no character of the text means anything to replace().
    writeFileSync(
      path.join(copy, file),
      before.replace(find, () => put),
    );
  }
}

function restore({ edits }) {
  for (const { file } of edits) cpSync(path.join(root, file), path.join(copy, file));
}

/** @returns the messages of those tests that failed under the fault's title; another test's failure is no catch. */
function runTest({ in: file, test, env }) {
  const report = path.join(copy, "planted-report.json");
  rmSync(report, { force: true });
  const vitest = path.join(copy, "node_modules/vitest/vitest.mjs");
  const title = test.replace(/[[\]\\^$.|?*+(){}]/g, "\\$&");
  const args = [vitest, "run", "--config", "tests/vitest.config.ts", file, "-t", title];
  const { stdout, stderr } = spawnSync(process.execPath, [...args, "--reporter=json", `--outputFile=${report}`], {
    cwd: copy,
    encoding: "utf8",
    timeout: 300_000,
    env: { ...process.env, FAULTS: "short", ...env },
  });
  if (!existsSync(report)) return { failed: [], passed: 0, output: `${stdout}${stderr}`.slice(-2_000) };
  const results = JSON.parse(readFileSync(report, "utf8")).testResults.flatMap(
    ({ assertionResults }) => assertionResults,
  );
  const named = results.filter(({ title: each }) => each.includes(test));
  return {
    failed: named
      .filter(({ status }) => status === "failed")
      .map((each) => each.failureMessages.join("\n").slice(0, 800)),
    passed: named.filter(({ status }) => status === "passed").length,
    output: `${stdout}${stderr}`.slice(-2_000),
  };
}
