import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as Y from "yjs";
import { type Db, openDatabase } from "../../db/open.ts";
import { firstBrokenUpdate, loadDocument, roomByName } from "../../db/rooms.ts";
import { user } from "../../db/schema.ts";
import { seedDemo } from "../../db/seed/demo.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { fixtureRooms } from "../../server/cli/fixture.ts";
import { parseEnv } from "../../server/env.ts";
import { type Client, openClient, read, write } from "../support/collab.ts";

/** A room of shared notes in a demo database, and three people who may write in it. */
export interface Stage {
  dataDir: string;
  room: string;
  cast: { slug: string; cookie: string }[];
}

/** Builds the demo in `dataDir`. @param keep leaves the database open to the caller, who closes it */
export async function setStage(dataDir: string, keep?: (db: Db) => void): Promise<Stage> {
  const db = openDatabase(dataDir);
  const now = Date.now();
  await seedDemo(db, { now, dataDir });
  const { rooms } = fixtureRooms(db, parseEnv({ NODE_ENV: "test" }), { count: 1, as: "dana.ortiz", now });
  const people = db.select().from(user).all();
  const cast = ["dana.ortiz", "ruth.bell", "marcus.hale"].map((slug) => {
    const userId = people.find((row) => row.slug === slug)?.id ?? "";
    return { slug, cookie: openSession(db, { userId, programId: "larkfield", demo: true, now }).cookie };
  });
  if (keep) keep(db);
  else db.$client.close();
  return { dataDir, room: rooms[0] as string, cast };
}

/** A server in a process of its own that is loaded, and waits for `listen` to open the database. */
export function warmServer(
  dataDir: string,
  port: number,
  { env = {}, stderr = "inherit" }: { env?: Record<string, string>; stderr?: "inherit" | "pipe" } = {},
): ChildProcess {
  const child = fileURLToPath(new URL("./server-child.ts", import.meta.url));
  return spawn(process.execPath, ["--import", "tsx", child], {
    env: { ...process.env, NODE_ENV: "test", HOST: "127.0.0.1", PORT: String(port), DATA_DIR: dataDir, ...env },
    stdio: ["pipe", "pipe", stderr, "pipe"],
  });
}

/** @returns its address. @throws when it ends before it listens. */
export async function listen(child: ChildProcess): Promise<string> {
  child.stdin?.write("go\n");
  const gone = once(child, "exit").then(([code]) => {
    throw new Error(`the server ended (${String(code)}) before it listened`);
  });
  const [line] = (await Promise.race([once(child.stdout as NodeJS.ReadableStream, "data"), gone])) as [Buffer];
  gone.catch(() => {});
  return /http:\S+/.exec(line.toString())?.[0] ?? "";
}

/** One person who types, and what the server has promised to keep of it. */
export interface Typist {
  client: Client;
  promised: Set<string>;
  type(): void;
}

export function typist(
  name: string,
  options: { url: string; room: string; cookie: string },
  onAck: () => void = () => {},
): Typist {
  const doc = new Y.Doc();
  const promised = new Set<string>();
  /** Edits by the update frame of the present connection that carried them; `loose` ones go with the next answer. */
  let carried: string[][] = [];
  let loose: string[] = [];
  let count = 0;
  const client = openClient({
    ...options,
    doc,
    reconnect: true,
    onAck: (_seq, accepted) => {
      for (const words of carried.slice(0, accepted).flat()) promised.add(words);
      onAck();
    },
    onFrame: (index) => {
      if (index === 1) {
        // A new connection: whatever is not promised yet is still on its way.
        loose = [...new Set([...carried.flat(), ...loose])].filter((words) => !promised.has(words));
        carried = [];
      }
      carried[index - 1] = loose;
      loose = [];
    },
  });
  return {
    client,
    promised,
    type() {
      const words = `${name}-${++count}`;
      loose.push(words);
      write(doc, `${words}.`);
    },
  };
}

/** Compiles the power cut. @returns what keeps it from running here, or null */
export function buildPowerCut(target: string): string | null {
  if (process.platform !== "linux") return "it needs Linux (LD_PRELOAD)";
  const source = fileURLToPath(new URL("./power-cut.c", import.meta.url));
  try {
    execFileSync("cc", ["--version"], { stdio: "ignore" });
  } catch {
    return "it needs a C compiler named cc";
  }
  execFileSync("cc", ["-O1", "-shared", "-fPIC", "-w", "-o", target, source, "-ldl", "-lpthread"]);
  return null;
}

/** The environment of a server whose disk answers to descriptor 3. */
export const underPowerCut = (shim: string, dataDir: string): Record<string, string> => ({
  LD_PRELOAD: shim,
  POWER_CUT_DIR: dataDir,
  POWER_CUT_FD: "3",
});

/** Lets them type, each on their own, until the returned function is called. */
export function keepTyping(typists: readonly Typist[], random: () => number): () => void {
  const keys = setInterval(() => {
    // On a dead line people type on, but less: the document must stay small over many restarts.
    for (const each of typists) if (random() < (each.client.provider.synced ? 0.5 : 0.02)) each.type();
  }, 8);
  return () => clearInterval(keys);
}

export const promisedTo = (typists: readonly Typist[]): string[] => typists.flatMap((each) => [...each.promised]);

export const wordsOf = (text: string): string[] => text.match(/[a-z]+\.[a-z]+-\d+(?=\.<)/g) ?? [];

/** What a database holds of a room, by its log alone. */
export interface Stored {
  text: string;
  words: string[];
  /** The first row whose hash does not fit, or null. */
  broken: number | null;
  /** SQLite's own word on the file: "ok". */
  integrity: string;
}

export function stored(db: Db, room: string): Stored {
  const text = read(loadDocument(db, room));
  return {
    text,
    words: wordsOf(text),
    broken: firstBrokenUpdate(db, roomByName(db, room)?.id ?? -1),
    integrity: String(db.$client.prepare("pragma integrity_check").pluck().get()),
  };
}
