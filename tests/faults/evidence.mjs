import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

// `npm run faults` runs every fault campaign long, one after the other, and writes what came of it into
// docs/evidence.md. `npm run faults -- kill storm` runs those two; the rows of the others stay as they are.
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HERE = path.join(ROOT, "tests/faults");
const ROWS = path.join(ROOT, "test-results/evidence");
const REPORT = path.join(ROOT, "test-results/faults.json");
const PAGE = path.join(ROOT, "docs/evidence.md");

const WORDS = `# Evidence

What the fault campaigns found when they last ran long. \`npm test\` runs each of them short; \`npm run faults\` runs them
long, one after the other, in about an hour on two cores, and writes this page. \`npm run faults -- kill\` runs one and
leaves the rows of the others as they are. A campaign prints its seed; \`FAULTS_SEED\` gives it again, and the same seed
makes the same choices, though not the same timing.

Every campaign uses the real rooms on a real database; most talk to a server process over real sockets, some through the
same door within one process. Times are those of the machine named. What a good result does not prove stands in each table's last row.
`;

const all = readdirSync(HERE)
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => file.replace(/\.test\.ts$/, ""));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No such campaign: ${unknown.join(", ")}. There are: ${all.join(", ")}.\n`);
  process.exit(1);
}

const failed = [];
for (const file of asked.length > 0 ? asked : all) {
  process.stdout.write(`\n${file}: starts ${new Date().toISOString()}\n`);
  if (!run(file)) failed.push(file);
}
if (failed.length > 0) {
  process.stderr.write(`\nFailed: ${failed.join(", ")}. Their rows say so in docs/evidence.md.\n`);
  process.exit(1);
}

/** Runs one file of campaigns long and puts its rows on the page. @returns whether it passed */
function run(file) {
  const started = Date.now();
  rmSync(REPORT, { force: true });
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(ROOT, "node_modules/vitest/vitest.mjs"),
      ...["run", "--config", "tests/vitest.config.ts", `tests/faults/${file}.test.ts`],
      ...["--maxWorkers", "1", "--no-file-parallelism", "--reporter", "default"],
      ...["--reporter", "json", "--outputFile.json", REPORT],
    ],
    { cwd: ROOT, stdio: "inherit", env: { ...process.env, FAULTS: "long" } },
  );
  const passed = status === 0;
  if (passed) for (const row of rowsSince(started)) put(row.name, section(row, file, titlesOf()));
  const day = new Date(started).toISOString().slice(0, 10);
  const trouble = `## ${file}: failed\n\nThe long run of ${day} failed. Figures of it on this page are of an earlier run.\n`;
  put(`${file}-failed`, passed ? "" : trouble);
  return passed;
}

function titlesOf() {
  if (!existsSync(REPORT)) return [];
  const { testResults } = JSON.parse(readFileSync(REPORT, "utf8"));
  return testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title }) => title));
}

/** What the campaigns of this run recorded. */
function rowsSince(started) {
  if (!existsSync(ROWS)) return [];
  return readdirSync(ROWS)
    .filter((name) => name.endsWith(".json"))
    .map((name) => path.join(ROWS, name))
    .filter((file) => statSync(file).mtimeMs >= started)
    .map((file) => JSON.parse(readFileSync(file, "utf8")));
}

function section({ name, size, seed, at, seconds, figures, unproven }, file, titles) {
  const sized = process.env.FAULTS_SIZE ? `FAULTS_SIZE=${size} ` : "";
  const command = `${sized}FAULTS_SEED=${seed} npm run faults -- ${file}`;
  const took = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return [
    `## ${name}`,
    "",
    ...titles.map((title) => `- ${title.replace(/ \(seed \d+\)$/, "")}`),
    "",
    "| | |",
    "|---|---|",
    `| Command | \`${command}\` |`,
    `| Date | ${at.slice(0, 16).replace("T", " ")} UTC, ${took} |`,
    `| Size, seed | ${number(size)}, ${seed} |`,
    `| Machine | ${machine()} |`,
    ...Object.entries(figures).map(([what, figure]) => `| ${sentence(what)} | ${number(figure)} |`),
    `| Not proved | ${unproven} |`,
    "",
  ].join("\n");
}

function machine() {
  const cpus = os.cpus();
  const gib = Math.round(os.totalmem() / 2 ** 30);
  const { stdout } = spawnSync("df", ["--output=fstype", os.tmpdir()], { encoding: "utf8" });
  const files = stdout?.trim().split("\n")[1] ?? "unknown";
  const cpu = (cpus[0]?.model ?? "").replace(/\s+/g, " ").trim();
  return `${cpus.length} × ${cpu}, ${gib} GiB; Node ${process.version}; ${os.type()} ${os.release()}; ${files}`;
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function number(value) {
  return typeof value === "number" ? value.toLocaleString("en-US") : value;
}

/** Puts a section in the place of the one of the same name; the others stay. */
function put(name, text) {
  const marked = (key) => `<!-- campaign: ${key} -->`;
  const parts = existsSync(PAGE)
    ? readFileSync(PAGE, "utf8")
        .split(/(?=<!-- campaign: )/)
        .slice(1)
    : [];
  const kept = parts.filter((part) => !part.startsWith(marked(name)));
  if (text) kept.push(`${marked(name)}\n${text}\n`);
  kept.sort();
  writeFileSync(PAGE, `${WORDS.trim()}\n\n${kept.join("").trim()}\n`);
}
