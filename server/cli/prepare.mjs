// Brings a checkout to the point where `npm start` or `npm test` can run: packages, build, browser.
// Uses nothing but Node itself, because it runs before anything is installed. Each step is skipped when nothing changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = path.join(root, "node_modules/.accord");
const wantsBuild = !process.argv.includes("--no-build");
const wantsBrowser = process.argv.includes("--browser");

checkNode();
install();
if (wantsBuild) build();
if (wantsBrowser) await import("./browser.mjs").then((m) => m.ensureBrowser());
if (wantsBrowser) await import("./poppler.mjs").then((m) => m.ensurePoppler());

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `Accord needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node from https://nodejs.org and try again.`,
  );
}

function install() {
  const stamp = hash([
    readFileSync(path.join(root, "package-lock.json")),
    process.versions.modules,
    process.platform,
    process.arch,
  ]);
  if (existsSync(path.join(root, "node_modules")) && readStamp("install") === stamp) return;
  say("Installing packages (about two minutes the first time) …");
  run(npm(), [...npmArgs(), "ci", "--include=dev", "--no-audit", "--no-fund"]);
  writeStamp("install", stamp);
}

function build() {
  const stamp = hash(
    [
      ...sources(["app", "shared", "server", "db"]),
      ...["package-lock.json", "vite.config.ts", "remix.config.js", "tsconfig.json"].map((f) => path.join(root, f)),
    ].map((f) => `${f}:${readFileSync(f)}`),
  );
  if (existsSync(path.join(root, "build/server/index.js")) && readStamp("build") === stamp) return;
  say("Building the pages …");
  run(process.execPath, [
    path.join(root, "node_modules/@remix-run/dev/dist/cli.js"),
    "vite:build",
    "--logLevel",
    "warn",
  ]);
  writeStamp("build", stamp);
}

function sources(folders) {
  const files = [];
  const walk = (dir) => {
    for (const name of readdirSync(dir).sort()) {
      const file = path.join(dir, name);
      if (statSync(file).isDirectory()) walk(file);
      else files.push(file);
    }
  };
  for (const folder of folders) walk(path.join(root, folder));
  return files;
}

function npm() {
  return process.env.npm_execpath ? process.execPath : process.platform === "win32" ? "npm.cmd" : "npm";
}
function npmArgs() {
  return process.env.npm_execpath ? [process.env.npm_execpath] : [];
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: undefined },
  });
  if (status !== 0) fail(`This step failed: ${path.basename(args[0] ?? command)} ${args.slice(1).join(" ")}`);
}

function hash(parts) {
  const h = createHash("sha256");
  for (const part of parts) h.update(part).update("\0");
  return h.digest("hex");
}
function readStamp(name) {
  const file = path.join(cache, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
function writeStamp(name, value) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(path.join(cache, name), value);
}
function say(words) {
  process.stderr.write(`${words}\n`);
}
function fail(words) {
  say(words);
  process.exit(1);
}
