// Finds a Chromium for the end-to-end tests, or gets one: the environment, usual places, Playwright's own, its
// download, and on Debian as root the distribution's package. Dependency-free until the packages are there.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const USUAL = [
  // Debian's build without a window: the same engine, and a fifth less work for the machine.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** @returns the path of an installed Chromium, or null when Playwright's own copy is to be used. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  return USUAL.find((file) => existsSync(file)) ?? null;
}

export async function ensureBrowser() {
  if (findChromium() || (await playwrightHasOne())) return;
  process.stderr.write("Getting a Chromium for the end-to-end tests …\n");
  const cli = path.join(root, "node_modules/@playwright/test/cli.js");
  const asRoot = process.platform === "linux" && process.getuid?.() === 0;
  if (asRoot && existsSync("/usr/bin/apt-get") && installFromDebian()) return;
  const { status } = spawnSync(process.execPath, [cli, "install", ...(asRoot ? ["--with-deps"] : []), "chromium"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status === 0) return;
  process.stderr.write(
    "No Chromium could be installed. Install one (Debian: sudo apt-get install chromium) or name one in CHROMIUM_PATH, then run npm test again.\n",
  );
  process.exit(1);
}

async function playwrightHasOne() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath());
}

function installFromDebian() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { stdio: ["ignore", "ignore", "inherit"], env };
  spawnSync("apt-get", ["update", "-qq"], options);
  return (
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell"], options)
      .status === 0 && findChromium() !== null
  );
}
