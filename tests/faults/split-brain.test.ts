import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Db } from "../../db/open.ts";
import { CLOSE } from "../../shared/wire.ts";
import { campaign } from "../support/campaign.ts";
import { read, until } from "../support/collab.ts";
import { keepTyping, listen, promisedTo, setStage, stored, typist, warmServer } from "./typists.ts";

const c = campaign("split-brain", { short: 25, long: 1_000 });
/** A room that is written in for hours is another test: after so many rounds people go on in a new one. */
const ROUNDS_IN_ONE_ROOM = 100;
const work = mkdtempSync(path.join(os.tmpdir(), "accord-split-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(work, { recursive: true, force: true });
});

test(`[ROOM-64] ${c.size} times a second server takes over a data folder while three people type: from then on the first one writes nothing, sends its people on (1012), and no acknowledged edit is lost (seed ${c.seed})`, {
  timeout: 60_000 + c.size * 10_000,
}, async () => {
  let acknowledged = 0;
  for (let left = c.size; left > 0; left -= ROUNDS_IN_ONE_ROOM)
    acknowledged += await takeovers(Math.min(left, ROUNDS_IN_ONE_ROOM));
  expect(acknowledged).toBeGreaterThan(c.size);
  c.record(
    {
      "take-overs": c.size,
      "edits acknowledged": acknowledged,
      "rows written under another's lease": 0,
      "numbers given twice": 0,
      "acknowledged edits lost": 0,
    },
    "Two machines on one network file system: SQLite's locks are only as good as that system's.",
  );
});

/** Two processes take the data folder from each other. @returns how many edits were acknowledged. */
async function takeovers(rounds: number): Promise<number> {
  const dataDir = mkdtempSync(path.join(work, "data-"));
  let opened: Db | null = null;
  const { room, cast } = await setStage(dataDir, (db) => {
    opened = db;
  });
  const db = opened as unknown as Db;
  // The database itself notes, in the transaction of every row, whose lease it is.
  db.$client.exec(
    "create table trial (room_id, seq, at, fence); create trigger trial_row after insert on room_update begin insert into trial values (new.room_id, new.seq, new.at, (select fence from server_lease)); end",
  );
  const pair = [warmServer(dataDir, 0), warmServer(dataDir, 0)];
  children.push(...pair);
  const door = await frontDoor();
  door.leadTo(await listen(pair[0] as ChildProcess));
  const typists = cast.map(({ slug, cookie }) => typist(slug, { url: door.url, room, cookie }));
  const inRoom = () => typists.every(({ client }) => client.provider.synced);
  const stopTyping = keepTyping(typists, c.random);

  for (let round = 1; round <= rounds; round++) {
    await until(inRoom, "three people in the room", 30_000);
    await new Promise((resolve) => setTimeout(resolve, c.random() * 60));
    const seen = typists.map(({ client }) => client.closes.length);
    const url = await listen(pair[round % 2] as ChildProcess);
    await new Promise((resolve) => setTimeout(resolve, c.random() * 60));
    door.leadTo(url);
    await until(() => typists.every(({ client }, i) => client.closes.length > (seen[i] as number)), "three goodbyes");
    const goodbyes = typists.map(({ client }, i) => client.closes[seen[i] as number]);
    expect({ round, seed: c.seed, goodbyes }).toEqual({
      round,
      seed: c.seed,
      goodbyes: typists.map(() => CLOSE.restart.code),
    });
  }

  stopTyping();
  await until(inRoom, "three people in the room", 30_000);
  await Promise.all(typists.map(({ client }) => client.saved()));
  const texts = () => [...new Set(typists.map(({ client }) => read(client.doc)))];
  await until(() => texts().length === 1, "the same text everywhere");
  const { text, words, broken } = stored(db, room);
  expect(texts()).toEqual([text]);
  const promised = promisedTo(typists);
  const there = new Set(words);
  expect({ seed: c.seed, lost: promised.filter((each) => !there.has(each)), broken }).toEqual({
    seed: c.seed,
    lost: [],
    broken: null,
  });
  expect(there.size).toBe(words.length);
  const count = (sql: string) => db.$client.prepare(sql).pluck().get();
  expect(count("select count(*) from trial where fence is not null and at % 2 != fence % 2")).toBe(0);
  expect(count("select count(*) from (select 1 from trial group by room_id, seq having count(*) > 1)")).toBe(0);
  // Both wrote, again and again: else nobody ever tried to write too late.
  expect(count("select count(distinct fence) from trial")).toBeGreaterThan(rounds / 2);
  for (const { client } of typists) client.destroy();
  for (const child of pair) child.kill("SIGKILL");
  await Promise.all(pair.map((child) => once(child, "exit")));
  door.close();
  db.$client.close();
  return promised.length;
}

/** The address people know. Behind it, now one server, now the other; a line that stands stays where it is. */
async function frontDoor() {
  let port = 0;
  const lines = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(port, "127.0.0.1");
    for (const [line, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(line);
      line.pipe(other);
      line.on("error", () => other.destroy());
      line.on("close", () => {
        lines.delete(line);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(url: string) {
      port = Number(new URL(url).port);
    },
    close() {
      for (const line of lines) line.destroy();
      server.close();
    },
  };
}
