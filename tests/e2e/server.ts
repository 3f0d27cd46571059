import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The product as people run it: its own process, its own data folder, a port of its own that survives restarts. */
export class Product {
  readonly dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-e2e-"));
  readonly errors: string[] = [];
  url = "";
  private child: ChildProcess | null = null;
  private port = 0;
  private readonly startsAt: string | null;
  private readonly timeZone: string | undefined;

  /**
   * @param startsAt an ISO time: the server's clock begins there and can be moved. Without it, it is the machine's.
   * @param timeZone the zone the server's machine stands in; no day of a program may follow from it
   */
  constructor(startsAt: string | null = null, timeZone = process.env.TZ) {
    this.startsAt = startsAt;
    this.timeZone = timeZone;
  }

  async start(): Promise<this> {
    this.port ||= await freePort();
    const entry = this.startsAt ? ["tests/e2e/selection-clock.ts", this.startsAt] : ["server/cli/start.ts"];
    const child = spawn(process.execPath, ["--import", "tsx", ...entry], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        ...(this.timeZone ? { TZ: this.timeZone } : {}),
      },
      stdio: [this.startsAt ? "pipe" : "ignore", "pipe", "pipe"],
    });
    this.child = child;
    child.stderr?.on("data", (chunk) => this.errors.push(String(chunk)));
    this.url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on("data", (chunk) => {
        const match = /listening on (\S+)/.exec(String(chunk));
        if (match?.[1]) resolve(match[1]);
      });
      child.once("exit", (code) => reject(new Error(`The server stopped at start (${code}): ${this.errors.join("")}`)));
    });
    return this;
  }

  /** Moves the server's clock, of a product that was made with a start of its own. @param iso a later time */
  async moveTo(iso: string): Promise<void> {
    const { stdin, stdout } = this.child ?? {};
    if (!stdin || !stdout) throw new Error("The clock of this server stands in the machine.");
    const lines = createInterface({ input: stdout });
    const moved = new Promise<void>((resolve) => lines.on("line", (line) => line === `clock ${iso}` && resolve()));
    stdin.write(`${iso}\n`);
    await moved;
    lines.close();
  }

  /** The server's process, while it runs. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Ends the server; `SIGKILL` is the power button. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    await gone;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
