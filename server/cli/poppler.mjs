// Finds Poppler's tools for the tests of signed PDFs, or gets them on Debian as root. Without them those tests are
// skipped, and say so.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

export function ensurePoppler() {
  if (!spawnSync("pdfsig", ["-v"]).error) return;
  const asRoot = process.platform === "linux" && process.getuid?.() === 0;
  if (asRoot && existsSync("/usr/bin/apt-get")) {
    process.stderr.write("Getting poppler-utils for the tests of signed PDFs …\n");
    const options = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    spawnSync("apt-get", ["update", "-qq"], options);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "poppler-utils"], options);
  }
  if (spawnSync("pdfsig", ["-v"]).error)
    process.stderr.write(
      "poppler-utils is missing: two tests of signed PDFs will be skipped. Install it (Debian: sudo apt-get install poppler-utils, macOS: brew install poppler).\n",
    );
}
