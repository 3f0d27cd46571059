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

/** A server, the people who talk in its rooms, and how much its memory grew at most. */
interface Side {
  place: Place;
  people: Person[];
  before: number;
  most: number;
}

/** The second server has the same talk and no stalled sockets: what it needs for the talk's own text does not count. */
const sides: Side[] = [];
const stalled: { stop(): void }[] = [];
beforeAll(async () => {
  for (let i = 0; i < 2; i++) sides.push({ place: await openPlace(ROOMS), people: [], before: 0, most: 0 });
});
afterAll(() => {
  for (const each of stalled) each.stop();
  for (const { people, place } of sides) {
    for (const person of people) person.leave();
    place.close();
  }
});

test(`[OPS-8] ${STALLED} sockets stop reading in busy rooms for ${c.size} s: the server grows by at most 64 MB more than one without them, the others notice nothing (seed ${c.seed})`, {
  timeout: 120_000 + c.size * 2_000,
}, async () => {
  const [under, control] = sides as [Side, Side];
  const { place, people } = under;
  const talking = await Promise.all(sides.map(begin));
  await pause(4_000);
  takeWaits(people);
  for (const side of sides) side.before = side.most = side.place.memory();

  const figures = { cut: 0 };
  for (let i = 0; i < STALLED; i++) stalled.push(stall(place, roomOf(place, i), place.cookie(), figures, i % 2 === 0));
  const end = Date.now() + c.size * 1_000;
  while (Date.now() < end) {
    await pause(500);
    for (const side of sides) side.most = Math.max(side.most, side.place.memory());
  }
  for (const { stop } of talking) stop();
  const waits = takeWaits(people);
  const grew = (side: Side) => side.most - side.before;

  // Those who asked really fell behind: the server cut them off, and they came again.
  expect(figures.cut).toBeGreaterThanOrEqual(STALLED / 4);
  expect(grew(under) - grew(control)).toBeLessThanOrEqual(MOST_GROWTH);
  expect(percentile(waits, 0.95)).toBeLessThanOrEqual(allowed(ACK_P95_MS, c.long));
  expect(people.flatMap(({ closes }) => closes)).toEqual([]);
  await until(() => people.every((each) => each.unsaved() === 0), "everything saved");
  for (const [i, words] of talking[0]?.said.entries() ?? []) {
    const text = place.text(roomOf(place, i));
    expect(words.filter((each) => text.split(`>${each}<`).length !== 2)).toEqual([]);
  }
  c.record(
    {
      seconds: c.size,
      "stalled sockets": STALLED,
      "times they were cut off": figures.cut,
      "memory before MB": megabytes(under.before),
      "most memory MB": megabytes(under.most),
      "growth MB": megabytes(grew(under)),
      "growth of a server with the same talk and no stalled sockets MB": megabytes(grew(control)),
      "honest edits": waits.length,
      "ack p95 ms": Number(percentile(waits, 0.95).toFixed(1)),
      "honest edits lost": 0,
    },
    "What the operating system keeps for a stalled socket (a few MB each) is not in the figure; it is the kernel's, and bounded by it.",
  );
});

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
const roomOf = ({ rooms }: Place, i: number) => rooms[i % ROOMS] as string;

/** Two people in each room talk over a text that makes each answer weigh something. */
async function begin({ place, people }: Side) {
  for (let i = 0; i < ROOMS * 2; i++) people.push(enter(place, roomOf(place, i), place.cookie()));
  await until(() => people.every((each) => each.synced()), "two people in each room");
  for (const [i, person] of people.entries()) person.say(`${"long words ".repeat(8_000)}${i}`);
  return talk(people, 200);
}

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
