import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What a client must know to enter a server's rooms. */
export interface Place {
  rooms: string[];
  /** The XmlFragment that holds the text. */
  fragment: string;
  headers: Record<string, string>;
}

/** One server under measurement, in a process of its own. */
export interface Server extends Place {
  pid: number;
  /** The socket's address up to the room's name. */
  address: string;
  /** How frames are wrapped: plain y-protocols, or each with the document's name before it. */
  dialect: "plain" | "named";
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** A kind of server: how its rooms come to be, how it starts. Both use the same folder, so it can be started again. */
export interface Kind {
  name: string;
  /** Does anything outlive the process? */
  persists: boolean;
  prepare(dir: string, rooms: number): Promise<Place>;
  start(dir: string, place: Place): Promise<Server>;
}

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const bench = fileURLToPath(new URL("..", import.meta.url));

/** Starts a Node process and waits for the line that says that it listens. The pid is the server's own. */
export async function listen(args: string[], env: Record<string, string>, says: RegExp) {
  const flags = process.env.BENCH_NODE_FLAGS?.split(" ") ?? [];
  const collect = ["--expose-gc", "--import", path.join(bench, "servers/collect.mjs")];
  const child = spawn(process.execPath, [...collect, ...flags, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A run that fails or is interrupted leaves no server behind.
  process.on("exit", () => child.kill("SIGKILL"));
  let said = "";
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (data: Buffer) => {
      said = (said + data).slice(-4000);
      const found = says.exec(said);
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`a server ended with ${code} before it listened:\n${said}`)));
  });
  return { pid: child.pid as number, match, stop: () => end(child, "SIGTERM"), kill: () => end(child, "SIGKILL") };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), 120_000);
  await gone;
  clearTimeout(late);
}

/** A port that is free now, for servers that cannot say which one they took. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** CPU seconds a process used so far, all threads, user and system. Source: proc(5), 100 ticks a second. */
export function cpuSeconds(pid: number): number {
  const after = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(after[11]) + Number(after[12])) / 100;
}

/** Resident memory of a process in KiB. */
export function residentKib(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

/** Resident memory of a process in KiB when it has nothing to do and its garbage is collected. */
export async function settledKib(pid: number): Promise<number> {
  await settled(pid);
  process.kill(pid, "SIGUSR2");
  await settled(pid);
  return residentKib(pid);
}

/** Waits until a server has nothing left to do: below 3 % of a processor for two seconds. @returns seconds waited. */
export async function settled(pid: number, most = 180): Promise<number> {
  let quiet = 0;
  let waited = 0;
  for (let before = cpuSeconds(pid); quiet < 2 && waited < most; waited++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const now = cpuSeconds(pid);
    quiet = now - before <= 0.03 ? quiet + 1 : 0;
    before = now;
  }
  return waited;
}
