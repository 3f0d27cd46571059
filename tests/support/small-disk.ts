import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/** A place for data that can take nothing more, and then again. */
export interface Disk {
  kind: string;
  fill(): void;
  free(): void;
}

/** A file system of its own in this folder, as small as given in MB; `null` where nobody may mount one. */
export function smallDisk(dir: string, mb: number): (Disk & { unmount(): void }) | null {
  const ballast = path.join(dir, "ballast");
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mb}m`, "tmpfs", dir], { stdio: "ignore" });
  } catch {
    return null;
  }
  return {
    kind: `a full tmpfs of ${mb} MB`,
    fill: () => fillUp(ballast),
    free: () => rmSync(ballast, { force: true }),
    unmount: () => execFileSync("umount", ["-l", dir]),
  };
}

/** Lets a process write not one byte more to any file; `null` where the machine has no way to say so. */
export function writeBan(pid: () => number): Disk | null {
  const limit = (bytes: string) =>
    execFileSync("prlimit", [`--pid=${pid()}`, `--fsize=${bytes}:`], { stdio: "ignore" });
  try {
    execFileSync("prlimit", ["--version"], { stdio: "ignore" });
  } catch {
    return null;
  }
  return { kind: "a limit of 0 bytes for every file", fill: () => limit("0"), free: () => limit("unlimited") };
}

function fillUp(ballast: string): void {
  const file = openSync(ballast, "w");
  for (const size of [1024 * 1024, 4096, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
  }
  closeSync(file);
}
