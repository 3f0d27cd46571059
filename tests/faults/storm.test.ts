import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { campaign } from "../support/campaign.ts";
import { until } from "../support/collab.ts";
import { enter, openPlace, type Person, type Place, percentile } from "./crowd.ts";

const c = campaign("storm", { short: 120, long: 500 });
/** Everybody is back within this, however many came at once. */
const ALL_BACK_MS = 60_000;
const PER_ROOM = 20;
/** They come all at once and without waiting, while the others come back. */
const STRANGERS = 400;

let place: Place;
const people: Person[] = [];
beforeAll(async () => {
  place = await openPlace(Math.ceil(c.size / PER_ROOM));
});
afterAll(() => {
  for (const person of people) person.leave();
  place?.close();
});

test(`[OPS-10] the server is cut off and started again under ${c.size} people: all are back within a minute, with what they typed meanwhile (seed ${c.seed})`, {
  timeout: 240_000,
}, async () => {
  const roomOf = (i: number) => place.rooms[i % place.rooms.length] as string;
  for (let i = 0; i < c.size; i++) people.push(enter(place, roomOf(i), place.cookie()));
  await until(() => people.every((each) => each.synced()), "everybody's arrival", ALL_BACK_MS);
  const firstRefusals = people.flatMap(({ closes }) => closes).filter((code) => code === 503).length;
  for (const { closes } of people) closes.length = 0;

  const restarted = place.restart();
  await until(() => people.every((each) => !each.synced()), "the cut");
  for (const [i, person] of people.entries()) person.say(`offline${i}.`);
  await restarted;
  const crush = pressAtTheDoor(place.url);
  const began = performance.now();
  const back = new Map<Person, number>();
  await until(
    () => {
      for (const each of people) if (each.synced() && !back.has(each)) back.set(each, performance.now() - began);
      return back.size === people.length && people.every((each) => each.synced() && each.unsaved() === 0);
    },
    `all ${c.size} people back`,
    ALL_BACK_MS,
  );
  const seconds = (performance.now() - began) / 1000;

  // Nobody was sent away for good; whoever met a busy door was let in later.
  const closes = people.flatMap((each) => each.closes);
  expect(closes.filter((code) => code >= 4400 && code <= 4499)).toEqual([]);
  for (const [k, room] of place.rooms.entries()) {
    const text = place.text(room);
    for (let i = k; i < c.size; i += place.rooms.length) expect(text.split(`offline${i}.`)).toHaveLength(2);
  }
  const turnedAway = firstRefusals + closes.filter((code) => code === 503).length;
  // The door did turn some away, and told them when to come again; or there was no storm.
  const pressed = await crush;
  expect(pressed.filter((answer) => answer === "503, again in 2 s").length).toBeGreaterThan(STRANGERS / 10);
  c.record(
    {
      people: c.size,
      "seconds until all were back": Number(seconds.toFixed(1)),
      "seconds until half were back": Number((percentile([...back.values()], 0.5) / 1000).toFixed(1)),
      "turned away and came again": turnedAway,
      "strangers who pressed at the door meanwhile": STRANGERS,
      "permanent failures": 0,
    },
    "One machine and loopback: no slow networks, no proxy in front. The people are light clients with the browser's own waiting times, not browsers.",
  );
});

/** Many handshakes in one moment. @returns what each was told */
function pressAtTheDoor(url: string): Promise<string[]> {
  const headers = {
    origin: url,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "c3RyYW5nZXJzYXR0aGVkb29y",
  };
  const press = () =>
    new Promise<string>((resolve) => {
      const req = request(`${url}/collab/anywhere`, { headers, agent: false });
      req.on("upgrade", (_res, socket) => {
        socket.destroy();
        resolve("in");
      });
      req.on("response", (res) => {
        res.resume();
        resolve(`${res.statusCode}, again in ${res.headers["retry-after"]} s`);
      });
      req.on("error", () => resolve("cut"));
      req.end();
    });
  return Promise.all(Array.from({ length: STRANGERS }, press));
}
