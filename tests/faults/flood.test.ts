import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { campaign } from "../support/campaign.ts";
import { until } from "../support/collab.ts";
import { allowed, enter, openPlace, type Person, type Place, pause, percentile, takeWaits, talk } from "./crowd.ts";
import type { Flooder } from "./flooder.ts";

/** The size is the length of the flood in seconds. */
const c = campaign("flood", { short: 10, long: 60 });
const FLOODERS = 10;
const KINDS = ["edits", "large", "questions", "noise", "presence"] as const;
const ACK_P95_MS = 250;

let place: Place;
let flood: ChildProcess | undefined;
const people: Person[] = [];
beforeAll(async () => {
  place = await openPlace(3);
});
afterAll(() => {
  flood?.kill("SIGKILL");
  for (const person of people) person.leave();
  place?.close();
});

test(`[OPS-9] ten people flood the server for ${c.size} s and come back at once: the others are served within ${ACK_P95_MS} ms and lose nothing (seed ${c.seed})`, {
  timeout: 60_000 + c.size * 2_000,
}, async () => {
  const roomOf = (i: number) => place.rooms[i % place.rooms.length] as string;
  // Two in each room: the flooders are in two of the three rooms, so some share a room with them.
  for (let i = 0; i < 6; i++) people.push(enter(place, roomOf(i), place.cookie()));
  await until(() => people.every((each) => each.synced()), "six people");
  const flooders: Flooder[] = Array.from({ length: FLOODERS }, (_, i) => ({
    url: place.url,
    room: roomOf(i % 2),
    cookie: place.cookie(),
    kind: KINDS[i % KINDS.length] as Flooder["kind"],
  }));
  const script = fileURLToPath(new URL("./flooder.ts", import.meta.url));
  flood = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(flooders)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = () => once(flood?.stdout as NodeJS.ReadableStream, "data");
  const begun = said();
  const talking = talk(people, 200);
  await begun;
  // What was said before it counts for nothing.
  takeWaits(people);
  await pause(c.size * 1_000);
  talking.stop();
  const waits = takeWaits(people);
  const waiting = people.map((each) => each.unsaved());
  const counted = said();
  flood.kill("SIGTERM");
  const figures = JSON.parse(String((await counted)[0])) as { frames: number; connections: number; cut: number };

  // There was a flood: far more than any person sends, and cut again and again.
  expect(figures.frames).toBeGreaterThan(c.size * 100);
  expect(figures.cut).toBeGreaterThan(c.size);
  expect(waits.length).toBeGreaterThan(c.size * people.length * (c.long ? 4 : 2));
  expect(percentile(waits, 0.95)).toBeLessThanOrEqual(allowed(ACK_P95_MS, c.long));
  expect(people.flatMap(({ closes }) => closes)).toEqual([]);
  await until(() => people.every((each) => each.unsaved() === 0), "everything saved");
  for (const [i, words] of talking.said.entries()) {
    const text = place.text(roomOf(i));
    expect(words.filter((each) => text.split(`>${each}<`).length !== 2)).toEqual([]);
  }
  c.record(
    {
      seconds: c.size,
      flooders: FLOODERS,
      "frames they sent": figures.frames,
      "times they were cut": figures.cut,
      "honest edits": waits.length,
      "ack p50 ms": Number(percentile(waits, 0.5).toFixed(1)),
      "ack p95 ms": Number(percentile(waits, 0.95).toFixed(1)),
      "ack p99 ms": Number(percentile(waits, 0.99).toFixed(1)),
      "unacknowledged at the end": waiting.reduce((sum, n) => sum + n, 0),
      "honest edits lost": 0,
    },
    "Ten signed-in people on one machine; a flood of connections from outside, before any sign-in, is a proxy's matter.",
  );
});
