import { afterAll, beforeAll, expect, test } from "vitest";
import WebSocket from "ws";
import { askFrame } from "../../server/room/frames.ts";
import { campaign } from "../support/campaign.ts";
import { until } from "../support/collab.ts";
import { allowed, enter, openPlace, type Person, type Place, pause, percentile, takeWaits, talk } from "./crowd.ts";

/** The size is the length in seconds. */
const c = campaign("stalled", { short: 15, long: 600 });
const STALLED = 50;
const ROOMS = 5;
const MOST_GROWTH = 64 * 1024 * 1024;
const ACK_P95_MS = 250;

/** "What do you have?", asked by somebody who has nothing: the answer is the whole text. */
const QUESTION = askFrame(new Map());

let place: Place;
const people: Person[] = [];
const stalled: { stop(): void }[] = [];
beforeAll(async () => {
  place = await openPlace(ROOMS);
});
afterAll(() => {
  for (const each of stalled) each.stop();
  for (const person of people) person.leave();
  place?.close();
});

test(`[OPS-8] ${STALLED} sockets stop reading in busy rooms for ${c.size} s: the server grows by at most 64 MB, the others notice nothing (seed ${c.seed})`, {
  timeout: 120_000 + c.size * 2_000,
}, async () => {
  const roomOf = (i: number) => place.rooms[i % ROOMS] as string;
  for (let i = 0; i < ROOMS * 2; i++) people.push(enter(place, roomOf(i), place.cookie()));
  await until(() => people.every((each) => each.synced()), "two people in each room");
  // Enough text that each answer to a question weighs something.
  for (const [i, person] of people.entries()) person.say(`${"long words ".repeat(8_000)}${i}`);
  const talking = talk(people, 200);
  await pause(4_000);
  takeWaits(people);
  const before = place.memory();

  const figures = { cut: 0 };
  for (let i = 0; i < STALLED; i++) stalled.push(stall(place, roomOf(i), place.cookie(), figures, i % 2 === 0));
  let most = before;
  const end = Date.now() + c.size * 1_000;
  while (Date.now() < end) {
    await pause(500);
    most = Math.max(most, place.memory());
  }
  talking.stop();
  const waits = takeWaits(people);

  // Those who asked really fell behind: the server cut them off, and they came again.
  expect(figures.cut).toBeGreaterThanOrEqual(STALLED / 4);
  expect(most - before).toBeLessThanOrEqual(MOST_GROWTH);
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
      "stalled sockets": STALLED,
      "times they were cut off": figures.cut,
      "memory before MB": Math.round(before / 2 ** 20),
      "most memory MB": Math.round(most / 2 ** 20),
      "growth MB": Math.round((most - before) / 2 ** 20),
      "honest edits": waits.length,
      "ack p95 ms": Number(percentile(waits, 0.95).toFixed(1)),
      "honest edits lost": 0,
    },
    "What the operating system keeps for a stalled socket (a few MB each) is not in the figure; it is the kernel's, and bounded by it.",
  );
});

/**
 * Opens a line and takes nothing from it. Cut off, it comes again.
 * @param asks for the whole text, three times a second, all the same
 */
function stall({ url }: Place, room: string, cookie: string, figures: { cut: number }, asks: boolean) {
  let stopped = false;
  let ws: WebSocket;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    ws = new WebSocket(`${url.replace(/^http/, "ws")}/collab/${room}`, { headers: { cookie, origin: url } });
    ws.on("error", () => {});
    ws.on("open", () => {
      ws.pause();
      if (asks) asking();
    });
    ws.on("close", () => {
      clearTimeout(timer);
      if (stopped) return;
      figures.cut++;
      timer = setTimeout(connect, 1_000);
    });
  };
  const asking = () => {
    if (ws.readyState !== WebSocket.OPEN) return;
    ws.send(QUESTION, (error) => {
      // A paused socket hears of its end only by writing.
      if (error) ws.terminate();
    });
    timer = setTimeout(asking, 300);
  };
  connect();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      ws?.terminate();
    },
  };
}
