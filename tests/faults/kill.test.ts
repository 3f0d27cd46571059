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

const c = campaign("kill", { short: 40, long: 500 });
const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-kill-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

const warm = (port: number): ChildProcess => {
  const child = warmServer(dataDir, port);
  children.push(child);
  return child;
};

test(`[ROOM-60] kill -9 at ${c.size} random moments while three people type: every acknowledged edit is there (seed ${c.seed})`, {
  timeout: 60_000 + c.size * 8_000,
}, async () => {
  let opened: Db | null = null;
  const { room, cast } = await setStage(dataDir, (db) => {
    opened = db;
  });
  const db = opened as unknown as Db;

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

  for (let round = 0; round < c.size; round++) {
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
  expect(promised.length).toBeGreaterThan(c.size);
  expect(promised.filter((each) => !words.includes(each))).toEqual([]);
  expect(new Set(words).size).toBe(words.length);
  expect(broken).toBeNull();
  c.record(
    { kills: c.size, "edits acknowledged": promised.length, "acknowledged edits lost": 0, "replicas that differ": 0 },
    "Power loss: a killed process leaves its writes with the operating system. See the power cuts.",
  );
  for (const { client } of typists) client.destroy();
  server.kill("SIGKILL");
  db.$client.close();
});
