import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import * as Y from "yjs";
import { openDatabase } from "../../db/open.ts";
import { firstBrokenUpdate, loadDocument, roomByName } from "../../db/rooms.ts";
import { user } from "../../db/schema.ts";
import { seedDemo } from "../../db/seed/demo.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { fixtureRooms } from "../../server/cli/fixture.ts";
import { parseEnv } from "../../server/env.ts";
import { type Client, openClient, read, until, write } from "../support/collab.ts";

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 50);
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const CHILD = fileURLToPath(new URL("./server-child.ts", import.meta.url));

/** mulberry32: the same seed gives the same moments. */
function randomness(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = randomness(SEED);
const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-kill-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

function warmServer(port: number): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD], {
    env: { ...process.env, NODE_ENV: "test", HOST: "127.0.0.1", PORT: String(port), DATA_DIR: dataDir },
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

async function listen(child: ChildProcess): Promise<string> {
  child.stdin?.write("go\n");
  const gone = once(child, "exit").then(() => {
    throw new Error("the server ended before it listened");
  });
  const [line] = (await Promise.race([once(child.stdout as NodeJS.ReadableStream, "data"), gone])) as [Buffer];
  gone.catch(() => {});
  return line.toString().trim();
}

/** One person who types, and what the server has promised to keep of it. */
interface Typist {
  client: Client;
  promised: Set<string>;
  type(): void;
}

function typist(name: string, options: { url: string; room: string; cookie: string }, onAck: () => void): Typist {
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

const wordsOf = (text: string): string[] => text.match(/[a-z]+\.[a-z]+-\d+(?=\.<)/g) ?? [];

test(`[ROOM-60] kill -9 at ${ROUNDS} random moments while three people type: every acknowledged edit is there (seed ${SEED})`, {
  timeout: 60_000 + ROUNDS * 8_000,
}, async () => {
  const db = openDatabase(dataDir);
  const now = Date.now();
  await seedDemo(db, { now, dataDir });
  const { rooms } = fixtureRooms(db, parseEnv({ NODE_ENV: "test" }), { count: 1, as: "dana.ortiz", now });
  const room = rooms[0] as string;
  const cast = ["dana.ortiz", "ruth.bell", "marcus.hale"].map((slug) => {
    const person = db
      .select()
      .from(user)
      .all()
      .find((row) => row.slug === slug);
    const opened = openSession(db, { userId: person?.id ?? "", programId: "larkfield", demo: true, now });
    return { slug, cookie: opened.cookie };
  });

  let server = warmServer(0);
  const url = await listen(server);
  const port = Number(new URL(url).port);
  let acksUntilKill = Number.POSITIVE_INFINITY;
  let killed = false;
  const kill = () => {
    if (killed) return;
    killed = true;
    server.kill("SIGKILL");
  };
  const typists = cast.map(({ slug, cookie }) =>
    typist(slug, { url, room, cookie }, () => {
      // Half of the time the server dies the instant it has made a promise.
      if (--acksUntilKill <= 0) kill();
    }),
  );
  const keys = setInterval(() => {
    // On a dead line people type on, but less: the document must stay small over many restarts.
    for (const each of typists) if (random() < (each.client.provider.synced ? 0.5 : 0.02)) each.type();
  }, 8);

  for (let round = 0; round < ROUNDS; round++) {
    const next = warmServer(port);
    const loaded = once(next, "spawn");
    await until(() => typists.every(({ client }) => client.provider.synced), "three people in the room", 60_000);
    killed = false;
    const died = once(server, "exit");
    if (random() < 0.5) acksUntilKill = 1 + Math.floor(random() * 20);
    else setTimeout(kill, random() * 250);
    await died;
    acksUntilKill = Number.POSITIVE_INFINITY;
    const promised = typists.flatMap((each) => [...each.promised]);
    const stored = new Set(wordsOf(read(loadDocument(db, room))));
    const lost = promised.filter((words) => !stored.has(words));
    expect({ round, seed: SEED, lost }).toEqual({ round, seed: SEED, lost: [] });
    await loaded;
    server = next;
    expect(await listen(server)).toBe(url);
  }

  clearInterval(keys);
  await Promise.all(typists.map(({ client }) => client.saved()));
  const texts = () => [...typists.map(({ client }) => read(client.doc)), read(loadDocument(db, room))];
  await until(() => new Set(texts()).size === 1, "the same text everywhere");
  const stored = wordsOf(read(loadDocument(db, room)));
  const promised = typists.flatMap((each) => [...each.promised]);
  expect(promised.length).toBeGreaterThan(ROUNDS);
  expect(promised.filter((words) => !stored.includes(words))).toEqual([]);
  expect(new Set(stored).size).toBe(stored.length);
  expect(firstBrokenUpdate(db, roomByName(db, room)?.id ?? -1)).toBeNull();
  for (const { client } of typists) client.destroy();
  server.kill("SIGKILL");
  db.$client.close();
});
