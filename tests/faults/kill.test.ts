import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Db } from "../../db/open.ts";
import { campaign } from "../support/campaign.ts";
import { read, until } from "../support/collab.ts";
import { keepTyping, listen, promisedTo, setStage, stored, typist, warmServer } from "./typists.ts";

const c = campaign("kill", { short: 12, long: 500 });
/** A room that is written in for hours is another test: after so many rounds people go on in a new one. */
const ROUNDS_IN_ONE_ROOM = 50;
const work = mkdtempSync(path.join(os.tmpdir(), "accord-kill-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(work, { recursive: true, force: true });
});

test(`[ROOM-60] kill -9 at ${c.size} random moments while three people type: every acknowledged edit is there (seed ${c.seed})`, {
  timeout: 60_000 + c.size * 8_000,
}, async () => {
  let acknowledged = 0;
  for (let left = c.size; left > 0; left -= ROUNDS_IN_ONE_ROOM)
    acknowledged += await kills(Math.min(left, ROUNDS_IN_ONE_ROOM));
  expect(acknowledged).toBeGreaterThan(c.size);
  c.record(
    { kills: c.size, "edits acknowledged": acknowledged, "acknowledged edits lost": 0, "replicas that differ": 0 },
    "Power loss: a killed process leaves its writes with the operating system. See the power cuts.",
  );
});

/** @returns how many edits were acknowledged. */
async function kills(rounds: number): Promise<number> {
  let opened: Db | null = null;
  const dataDir = mkdtempSync(path.join(work, "data-"));
  const { room, cast } = await setStage(dataDir, (db) => {
    opened = db;
  });
  const db = opened as unknown as Db;
  const warm = (port: number): ChildProcess => {
    const child = warmServer(dataDir, port);
    children.push(child);
    return child;
  };

  let server = warm(0);
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
  const stopTyping = keepTyping(typists, c.random);

  for (let round = 0; round < rounds; round++) {
    const next = warm(port);
    await until(() => typists.every(({ client }) => client.provider.synced), "three people in the room", 60_000);
    killed = false;
    const died = once(server, "exit");
    if (c.random() < 0.5) acksUntilKill = 1 + Math.floor(c.random() * 20);
    else setTimeout(kill, c.random() * 250);
    await died;
    acksUntilKill = Number.POSITIVE_INFINITY;
    const promised = promisedTo(typists);
    const { words, broken } = stored(db, room);
    const there = new Set(words);
    const lost = promised.filter((each) => !there.has(each));
    expect({ round, seed: c.seed, lost, broken }).toEqual({ round, seed: c.seed, lost: [], broken: null });
    server = next;
    expect(await listen(server)).toBe(url);
  }

  stopTyping();
  await Promise.all(typists.map(({ client }) => client.saved()));
  const texts = () => [...typists.map(({ client }) => read(client.doc)), stored(db, room).text];
  await until(() => new Set(texts()).size === 1, "the same text everywhere");
  const { words, broken } = stored(db, room);
  const promised = promisedTo(typists);
  expect(promised.filter((each) => !words.includes(each))).toEqual([]);
  expect(new Set(words).size).toBe(words.length);
  expect(broken).toBeNull();
  for (const { client } of typists) client.destroy();
  server.kill("SIGKILL");
  db.$client.close();
  return promised.length;
}
