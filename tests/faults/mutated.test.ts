import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { viewerOf } from "../../db/programs.ts";
import { inside, SERVER_ELEMENT, WORDS } from "../../shared/documents/notes.ts";
import { type Field, field, losses, notesAndCard } from "../support/battlefield.ts";
import { campaign } from "../support/campaign.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { type RawLine, rawLine, turn } from "../support/raw-line.ts";
import { frames, spoiled } from "../support/spoiled.ts";
import pinned from "./pinned-frames.json" with { type: "json" };

const c = campaign("mutated", { short: 1_000_000, long: 1_000_000 });
const SHORT_MS = 15_000;
const SLOWEST_MS = 500;
/** Frames in one turn of the event loop; each is timed by itself. */
const A_TURN = 50;
/** Frames in one pair of rooms. Then all that is stored is compared, and fresh ones follow. */
const A_LEG = 5_000;
const below = (n: number) => Math.floor(c.random() * n);

let demo: DemoRooms;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir(), "accord-mutated-"));
  demo = await startDemoRooms({ dataDir, watchdogMs: 1_000, env: { ACCORD_ROOM_LIMITS: "off" } });
});
afterAll(async () => {
  await demo.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Everything in the notes is something a person may write, or the server wrote. */
function misshapen(doc: Y.Doc): string[] {
  const wrong: string[] = [];
  const visit = (parent: Y.XmlFragment | Y.XmlElement, name: string) => {
    for (const child of parent.toArray()) {
      const is = child instanceof Y.XmlElement ? child.nodeName : child instanceof Y.XmlText ? WORDS : "?";
      const fits =
        name === SERVER_ELEMENT ? is === WORDS : inside(name).includes(is) || (name === "" && is === SERVER_ELEMENT);
      if (!fits) wrong.push(`${is} in ${name}`);
      if (child instanceof Y.XmlElement) {
        for (const key of Object.keys(child.getAttributes()))
          if (is !== SERVER_ELEMENT || key !== "level") wrong.push(`${is}.${key}`);
        visit(child, is);
      } else if (child instanceof Y.XmlText)
        for (const part of child.toDelta() as { insert: unknown; attributes?: object }[]) {
          if (typeof part.insert !== "string") wrong.push("an embed");
          for (const key of Object.keys(part.attributes ?? {}))
            if (!/^(bold|italic)$/.test(key)) wrong.push(`mark ${key}`);
        }
    }
  };
  visit(doc.getXmlFragment("notes"), "");
  return wrong;
}

const headingsOf = (doc: Y.Doc) =>
  (doc.getXmlFragment("notes").toArray() as Y.XmlElement[])
    .filter((each) => each.nodeName === SERVER_ELEMENT)
    .map((each) => String((each.get(0) as Y.XmlText).toJSON()).replace(/<[^>]*>/g, ""));

/** Two rooms, somebody who types in one of them, and somebody in each who sends what nobody should. */
interface Leg {
  at: Field;
  /** Whose lines the spoiled frames come on. */
  slug: string;
  sessionId: string;
  headings: string[];
  line: RawLine;
  valid: Uint8Array[];
  /** How many frames it was when the valid ones were made. */
  fresh: number;
}

test(`[ROOM-25] [ROOM-72] spoiled frames, ${c.long ? c.size : `for ${SHORT_MS / 1000} seconds`}: none gets out of hand, and others type on (seed ${c.seed})`, {
  timeout: c.long ? 7_200_000 : 180_000,
}, async () => {
  const { db } = demo.server.context;
  // What is tried here is what the server makes of bytes, not what the disk keeps.
  db.$client.exec("pragma synchronous = off");
  const slow: string[] = [];
  const escaped: string[] = [];
  let count = 0;
  let slowest = 0;
  let closed = 0;

  const viewers = new Map(["marcus.hale", "ruth.bell"].map((slug) => [slug, viewerOf(db, PROGRAM, demo.userId(slug))]));
  const enter = (at: Field, slug: string, sessionId: string) =>
    rawLine(demo, at.room, slug, { deaf: true, sessionId, viewer: viewers.get(slug) ?? undefined });
  const begin = (): Leg[] => {
    const { notes, card } = notesAndCard(demo);
    const people = [
      [field(demo, "notes", notes, ["dana.ortiz"]), "marcus.hale"],
      [field(demo, "card", card, []), "ruth.bell"],
    ] as const;
    return people.map(([at, slug]) => {
      const { sessionId } = demo.sessionOf(slug);
      // Somebody stays, or a refusal would empty the room and each frame would load it again.
      staying.push(enter(at, slug, sessionId));
      const line = enter(at, slug, sessionId);
      const valid = frames(at.stored(), c.random);
      return { at, slug, sessionId, headings: headingsOf(at.stored()), line, valid, fresh: count };
    });
  };
  const staying: RawLine[] = [];
  const hit = (leg: Leg, make: (valid: Uint8Array[]) => Uint8Array) => {
    if (leg.line.code() !== 0) {
      closed++;
      leg.line = enter(leg.at, leg.slug, leg.sessionId);
    }
    if (count - leg.fresh > 1_000) {
      leg.valid = frames(leg.at.stored(), c.random);
      leg.fresh = count;
    }
    const frame = make(leg.valid);
    // What the frame makes the server work, not what else the machine does meanwhile.
    const before = process.cpuUsage();
    try {
      leg.line.say(frame);
    } catch (error) {
      escaped.push(`${(error as Error).message}: ${leg.at.name} ${Buffer.from(frame).toString("base64")}`);
    }
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1_000;
    slowest = Math.max(slowest, ms);
    if (ms > SLOWEST_MS) slow.push(`${Math.round(ms)} ms: ${leg.at.name} ${Buffer.from(frame).toString("base64")}`);
    count++;
  };
  const finish = async (legs: readonly Leg[]) => {
    await turn();
    for (const { line } of legs) line.leave();
    await turn();
    for (const { at, slug, headings } of legs) {
      expect([at.name, losses(demo, at)]).toEqual([at.name, []]);
      // A letter changed within one's own words is a legal edit: then it stands under its author's name.
      const people = [...at.victims.map((each) => each.slug), slug];
      expect(at.rows() - people.reduce((sum, each) => sum + at.rowsOf(each), 0)).toBe(1);
      const doc = at.stored();
      expect(misshapen(doc)).toEqual([]);
      expect(headingsOf(doc)).toEqual(headings);
      for (const { line } of at.victims) line.leave();
    }
    for (const line of staying.splice(0)) line.leave();
    await turn();
  };

  let legs = begin();
  for (const { room, base64 } of pinned as { room: string; base64: string }[])
    hit(legs.find(({ at }) => at.name === room) as Leg, () => Buffer.from(base64, "base64"));
  const started = Date.now();
  const goesOn = () => (c.long ? count < c.size : Date.now() - started < SHORT_MS);
  while (goesOn()) {
    for (let i = 0; i < A_TURN; i++) {
      const any = (valid: Uint8Array[]) => valid[below(valid.length)] as Uint8Array;
      hit(legs[below(legs.length)] as Leg, (valid) => spoiled(any(valid), any(valid), c.random));
    }
    for (const { at } of legs) for (const each of at.victims) each.type(c.random);
    await turn();
    if (count % A_LEG >= A_TURN || !goesOn()) continue;
    await finish(legs);
    legs = begin();
  }
  await finish(legs);
  const rate = Math.round(count / ((Date.now() - started) / 1000));
  process.stdout.write(
    `${count} spoiled frames, ${rate} a second, ${closed} lines closed, slowest ${Math.round(slowest)} ms, seed ${c.seed}\n`,
  );
  expect(escaped).toEqual([]);
  expect(slow).toEqual([]);
  expect(closed).toBeGreaterThan(count / 100);
  c.record(
    { frames: count, "lines closed": closed, "slowest, ms": Math.round(slowest), exceptions: 0, "over 500 ms": 0 },
    "Bytes that only a network stack or another runtime would stumble over; frames that are slow without being broken.",
  );
});
