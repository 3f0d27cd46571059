import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import WebSocket from "ws";
import { openDatabase } from "../../db/open.ts";
import { CLOSE } from "../../shared/wire.ts";
import { campaign } from "../support/campaign.ts";
import { read, until } from "../support/collab.ts";
import { keepTyping, promisedTo, setStage, stored, typist } from "./typists.ts";

const c = campaign("sigterm", { short: 5, long: 200 });
const START = fileURLToPath(new URL("../../server/cli/start.ts", import.meta.url));
/** A room that is written in for hours is another test: after so many stops people go on in a new one. */
const ROUNDS_IN_ONE_ROOM = 50;
const work = mkdtempSync(path.join(os.tmpdir(), "accord-term-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(work, { recursive: true, force: true });
});

/** The server as `npm start` starts it, in production. @returns it, and its address */
async function start(dataDir: string, port: number): Promise<{ server: ChildProcess; url: string }> {
  const server = spawn(process.execPath, ["--import", "tsx", START], {
    env: { ...process.env, NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port), DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(server);
  const gone = once(server, "exit").then(([code]) => {
    throw new Error(`the server ended (${String(code)}) before it listened`);
  });
  const [line] = (await Promise.race([once(server.stdout as NodeJS.ReadableStream, "data"), gone])) as [Buffer];
  gone.catch(() => {});
  return { server, url: /http:\S+/.exec(line.toString())?.[0] ?? "" };
}

/** A line to the room whose other end reads nothing any more, the goodbye included. */
async function deaf(url: string, room: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/collab/${room}`, { headers: { cookie, origin: url } });
  socket.on("error", () => {});
  await once(socket, "open");
  socket.pause();
  return socket;
}

test(`[ROOM-62] SIGTERM at ${c.size} random moments while three people type: it says goodbye (1012), ends in order within 10 s, and loses no acknowledged edit (seed ${c.seed})`, {
  timeout: 60_000 + c.size * 25_000,
}, async () => {
  let acknowledged = 0;
  let slowest = 0;
  for (let left = c.size; left > 0; left -= ROUNDS_IN_ONE_ROOM) {
    const run = await stops(Math.min(left, ROUNDS_IN_ONE_ROOM));
    acknowledged += run.acknowledged;
    slowest = Math.max(slowest, run.slowest);
  }
  expect(acknowledged).toBeGreaterThan(c.size);
  c.record(
    {
      stops: c.size,
      "edits acknowledged": acknowledged,
      "acknowledged edits lost": 0,
      "slowest stop (ms)": Math.round(slowest),
    },
    "A stop while a seal, an export or an upload is under way; a service manager that kills sooner than 10 s.",
  );
});

async function stops(rounds: number): Promise<{ acknowledged: number; slowest: number }> {
  const dataDir = mkdtempSync(path.join(work, "data-"));
  const { room, cast } = await setStage(dataDir);
  let { server, url } = await start(dataDir, 0);
  const typists = cast.map(({ slug, cookie }) => typist(slug, { url, room, cookie }));
  const stopTyping = keepTyping(typists, c.random);
  let slowest = 0;

  for (let round = 0; round < rounds; round++) {
    await until(() => typists.every(({ client }) => client.provider.synced), "three people in the room", 60_000);
    const listener = await deaf(url, room, cast[0]?.cookie ?? "");
    await new Promise((resolve) => setTimeout(resolve, c.random() * 400));
    await until(() => typists.every(({ client }) => client.provider.synced), "three people in the room");
    const seen = typists.map(({ client }) => client.closes.length);
    const died = once(server, "exit");
    const asked = performance.now();
    server.kill("SIGTERM");
    const [code, signal] = (await died) as [number | null, string | null];
    const took = performance.now() - asked;
    listener.terminate();
    slowest = Math.max(slowest, took);
    await until(() => typists.every(({ client }, i) => client.closes.length > (seen[i] as number)), "three goodbyes");
    const goodbyes = typists.map(({ client }, i) => client.closes[seen[i] as number]);
    const there = new Set(inLog(dataDir, room).words);
    const lost = promisedTo(typists).filter((each) => !there.has(each));
    expect({ round, seed: c.seed, code, signal, inTime: took < 10_000, goodbyes, lost }).toEqual({
      round,
      seed: c.seed,
      code: 0,
      signal: null,
      inTime: true,
      goodbyes: typists.map(() => CLOSE.restart.code),
      lost: [],
    });
    const next = await start(dataDir, Number(new URL(url).port));
    expect(next.url).toBe(url);
    server = next.server;
  }

  stopTyping();
  await Promise.all(typists.map(({ client }) => client.saved()));
  const texts = () => [...new Set(typists.map(({ client }) => read(client.doc)))];
  await until(() => texts().length === 1, "the same text everywhere");
  const { text, words, broken } = inLog(dataDir, room);
  expect(texts()).toEqual([text]);
  expect(new Set(words).size).toBe(words.length);
  expect(broken).toBeNull();
  for (const { client } of typists) client.destroy();
  server.kill("SIGKILL");
  return { acknowledged: promisedTo(typists).length, slowest };
}

function inLog(dataDir: string, room: string) {
  const db = openDatabase(dataDir);
  try {
    return stored(db, room);
  } finally {
    db.$client.close();
  }
}
