import { type ChildProcess, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { retryIn } from "../../app/workspace/retry.ts";
import { openDatabase } from "../../db/open.ts";
import { loadDocument } from "../../db/rooms.ts";
import { user } from "../../db/schema.ts";
import { seedDemo } from "../../db/seed/demo.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { fixtureRooms } from "../../server/cli/fixture.ts";
import { parseEnv } from "../../server/env.ts";
import { answerFrame, askFrame, updateFrame } from "../../server/room/frames.ts";
import { MESSAGE } from "../../shared/wire.ts";
import { read, write } from "../support/collab.ts";
import { listen, warmServer } from "./typists.ts";

/** A server in a process of its own, with rooms full of people. */
export interface Place {
  url: string;
  rooms: string[];
  /** A new session of one of three people who may write. */
  cookie(): string;
  /** Memory of the server, in bytes. */
  memory(): number;
  /** What a room holds, by its log alone. */
  text(room: string): string;
  /** Ends the server as a power switch would, and starts it again at the same address. */
  restart(): Promise<void>;
  close(): void;
}

export async function openPlace(rooms: number): Promise<Place> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-crowd-"));
  const db = openDatabase(dataDir);
  const now = Date.now();
  await seedDemo(db, { now, dataDir });
  const names = fixtureRooms(db, parseEnv({ NODE_ENV: "test" }), { count: rooms, as: "dana.ortiz", now }).rooms;
  const people = db.select().from(user).all();
  const cast = ["dana.ortiz", "ruth.bell", "marcus.hale"].map(
    (slug) => people.find((row) => row.slug === slug)?.id ?? "",
  );
  let child: ChildProcess = warmServer(dataDir, 0);
  const url = await listen(child);
  let sessions = 0;
  return {
    url,
    rooms: names,
    cookie() {
      const userId = cast[sessions++ % cast.length] as string;
      return openSession(db, { userId, programId: "larkfield", demo: true, now: Date.now() }).cookie;
    },
    memory: () => Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)]).toString()) * 1024,
    text: (room) => read(loadDocument(db, room)),
    async restart() {
      const next = warmServer(dataDir, Number(new URL(url).port));
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
      child = next;
      await listen(child);
    },
    close() {
      child.kill("SIGKILL");
      db.$client.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Somebody with a browser, as ours behaves: types on while the line is down, comes back with growing, random waits. */
export interface Person {
  doc: Y.Doc;
  synced(): boolean;
  /** Milliseconds from each edit sent to its acknowledgement. */
  waits: number[];
  /** Edits sent on the present line and not acknowledged yet. */
  unsaved(): number;
  /** Close codes seen, and 503 for each time the door was too busy. */
  closes: number[];
  /** Adds a paragraph of its own. */
  say(words: string): void;
  leave(): void;
}

export function enter({ url }: Place, room: string, cookie: string): Person {
  const doc = new Y.Doc();
  const waits: number[] = [];
  const closes: number[] = [];
  let ws: WebSocket;
  let synced = false;
  let left = false;
  let attempt = 0;
  let sent: number[] = [];
  let acked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = (frame: Uint8Array) => {
    ws.send(frame);
    sent.push(performance.now());
  };
  const hear = (data: Buffer) => {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.ack) {
      decoding.readVarUint(decoder);
      const accepted = decoding.readVarUint(decoder);
      const now = performance.now();
      for (; acked < accepted; acked++) waits.push(now - (sent[acked] ?? now));
    }
    if (type !== MESSAGE.sync) return;
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === 0) return send(answerFrame(doc, bytes));
    Y.applyUpdate(doc, bytes, "server");
    if (step !== 1) return;
    synced = true;
    attempt = 0;
  };
  const again = (atLeast: number) => {
    if (!left) timer = setTimeout(connect, Math.max(atLeast, retryIn(attempt++)));
  };
  const connect = () => {
    synced = false;
    sent = [];
    acked = 0;
    ws = new WebSocket(`${url.replace(/^http/, "ws")}/collab/${room}?client=${doc.clientID}`, {
      headers: { cookie, origin: url },
    });
    ws.on("open", () => ws.send(askFrame(Y.decodeStateVector(Y.encodeStateVector(doc)))));
    ws.on("message", hear);
    ws.on("error", () => {});
    ws.on("unexpected-response", (_req, res) => {
      closes.push(res.statusCode ?? 0);
      ws.terminate();
      again(Number(res.headers["retry-after"] ?? 0) * 1000);
    });
    ws.on("close", (code) => {
      synced = false;
      // A browser hears nothing of a line that never opened; its answer, if there was one, was heard above.
      if (closes.at(-1) === 503 && code === 1006) return;
      closes.push(code);
      if (code < 4400 || code > 4499) again(0);
    });
  };
  doc.on("update", (bytes: Uint8Array, origin: unknown) => {
    if (origin !== "server" && synced) send(updateFrame(bytes));
  });
  connect();

  return {
    doc,
    waits,
    closes,
    synced: () => synced,
    unsaved: () => sent.length - acked,
    say: (words) => write(doc, words),
    leave() {
      left = true;
      clearTimeout(timer);
      ws.terminate();
    },
  };
}

/** People who say numbered words at a steady pace, until `stop`. */
export function talk(people: readonly Person[], everyMs: number) {
  const said = people.map(() => [] as string[]);
  const timer = setInterval(() => {
    for (const [i, person] of people.entries()) {
      const words = `p${i}w${said[i]?.length}.`;
      said[i]?.push(words);
      person.say(words);
    }
  }, everyMs);
  return { said, stop: () => clearInterval(timer) };
}

/** All waits measured since the last call. */
export const takeWaits = (people: readonly Person[]): number[] => people.flatMap(({ waits }) => waits.splice(0));

/**
 * What an acknowledgement may take, in milliseconds. Only a long run has the machine to itself and keeps the line; a
 * short one shares it with the other tests, and sees that everybody is served at all.
 */
export const allowed = (line: number, long: boolean): number => (long ? line : SERVED_MS);
const SERVED_MS = 10_000;

/** @param share 0.95 for the 95th percentile */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
