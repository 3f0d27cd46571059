import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { inside, SERVER_ELEMENT, WORDS } from "../../shared/documents/notes.ts";
import { type Field, field, losses, notesAndCard } from "../support/battlefield.ts";
import { campaign } from "../support/campaign.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import { changeTo, presenceFrame, type RawLine, rawLine, syncFrame, turn } from "../support/raw-line.ts";
import pinned from "./pinned-frames.json" with { type: "json" };

const c = campaign("mutated", { short: 1_000_000, long: 1_000_000 });
const SHORT_MS = 45_000;
const SLOWEST_MS = 500;
const below = (n: number) => Math.floor(c.random() * n);

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms({ env: { ACCORD_ROOM_LIMITS: "off" } });
});
afterAll(() => demo.close());

/** Bytes spoiled in one of the ways in which bytes are spoiled, or forged. */
function spoiled(frame: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = Buffer.from(frame);
  const at = below(bytes.length);
  const kinds: (() => Uint8Array)[] = [
    () => {
      for (let i = 0; i <= below(4); i++)
        bytes[below(bytes.length)] = (bytes[below(bytes.length)] ?? 0) ^ (1 << below(8));
      return bytes;
    },
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes, bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), other.subarray(below(other.length))]),
    // A number of seven bits becomes one of seventy.
    () =>
      Buffer.concat([
        bytes.subarray(0, at),
        Buffer.alloc(1 + below(10), 0xff),
        Buffer.from([below(128)]),
        bytes.subarray(at),
      ]),
    () => {
      bytes[Math.min(at, 2 + below(6))] = below(256);
      return bytes;
    },
    () => Buffer.concat([Buffer.from([below(256), below(256)]), bytes.subarray(Math.min(2, bytes.length))]),
    () => Buffer.from(Array.from({ length: below(200) }, () => below(256))),
    () =>
      Buffer.concat([
        Buffer.from([0, below(4), below(128)]),
        Buffer.from(Array.from({ length: below(128) }, () => below(256))),
      ]),
  ];
  return (kinds[below(kinds.length)] as () => Uint8Array)();
}

function frames(doc: Y.Doc): Uint8Array[] {
  const notes = doc.share.has("notes");
  const edits: ((copy: Y.Doc) => void)[] = notes
    ? [
        (copy) => {
          const made = new Y.XmlElement("paragraph");
          made.insert(0, [new Y.XmlText("a line of notes")]);
          copy.getXmlFragment("notes").push([made]);
        },
        (copy) =>
          ((copy.getXmlFragment("notes").get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 3, { bold: {} }),
        (copy) => copy.getXmlFragment("notes").delete(1, 1),
      ]
    : [
        (copy) =>
          copy.getMap("values").set([...copy.getMap("texts").keys()][0]?.replace("evidence", "rating") ?? "", 3),
        (copy) => ([...copy.getMap("texts").values()][0] as Y.Text).insert(0, "evidence"),
      ];
  const client = below(2 ** 32);
  return [
    ...edits.map((edit) => syncFrame(2, changeTo(doc, edit))),
    ...edits.map((edit) => syncFrame(1, changeTo(doc, edit))),
    syncFrame(2, Y.encodeStateAsUpdate(doc)),
    syncFrame(0, Y.encodeStateVector(doc)),
    presenceFrame([
      { client, clock: 1, state: { field: "notes", cursor: { anchor: { tname: "notes" }, head: { tname: "notes" } } } },
    ]),
    Uint8Array.from([3]),
  ];
}

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

test(`[ROOM-25] [ROOM-72] spoiled frames, ${c.long ? c.size : "for 45 seconds"}: none gets out of hand, and others type on (seed ${c.seed})`, {
  timeout: c.long ? 7_200_000 : 180_000,
}, async () => {
  const { notes, card } = notesAndCard(demo);
  const rooms: Field[] = [field(demo, "notes", notes, ["dana.ortiz"]), field(demo, "card", card, [])];
  const headings = headingsOf(rooms[0]?.stored() as Y.Doc);
  const writers = { notes: "marcus.hale", card: "ruth.bell" } as Record<string, string>;
  // What is tried here is what the server makes of bytes, not what the disk keeps.
  demo.server.context.db.$client.exec("pragma synchronous = off");
  const sessions = new Map(Object.values(writers).map((slug) => [slug, demo.sessionOf(slug).sessionId]));
  const attackers = new Map<Field, { line: RawLine; frames: Uint8Array[] }>();
  const slow: string[] = [];
  const escaped: string[] = [];
  let count = 0;
  let slowest = 0;
  let closed = 0;

  const enter = (at: Field) => {
    const slug = writers[at.name] as string;
    const line = rawLine(demo, at.room, slug, { deaf: true, sessionId: sessions.get(slug) });
    const before = attackers.get(at);
    const made = { line, frames: before && count % 500 !== 0 ? before.frames : frames(at.stored()) };
    attackers.set(at, made);
    return made;
  };
  const hit = async (at: Field, make: (valid: Uint8Array[]) => Uint8Array) => {
    let { line, frames: valid } = attackers.get(at) ?? enter(at);
    if (line.code() !== 0) {
      closed++;
      ({ line, frames: valid } = enter(at));
    }
    const frame = make(valid);
    const started = performance.now();
    try {
      line.say(frame);
    } catch (error) {
      escaped.push(`${(error as Error).message}: ${at.name} ${Buffer.from(frame).toString("base64")}`);
    }
    const ms = performance.now() - started;
    slowest = Math.max(slowest, ms);
    if (ms > SLOWEST_MS) slow.push(`${Math.round(ms)} ms: ${at.name} ${Buffer.from(frame).toString("base64")}`);
    count++;
  };

  for (const { room, base64 } of pinned as { room: string; base64: string }[])
    await hit(rooms.find(({ name }) => name === room) as Field, () => Buffer.from(base64, "base64"));
  const end = Date.now() + SHORT_MS;
  while (c.long ? count < c.size : Date.now() < end) {
    const at = rooms[below(rooms.length)] as Field;
    await hit(at, (valid) =>
      spoiled(valid[below(valid.length)] as Uint8Array, valid[below(valid.length)] as Uint8Array),
    );
    if (count % 20 === 0) {
      for (const { victims } of rooms) for (const each of victims) each.type(c.random);
      await turn();
    }
  }
  await turn();
  for (const { line } of attackers.values()) line.leave();
  await turn();
  process.stdout.write(
    `${count} spoiled frames, ${closed} lines closed, slowest ${Math.round(slowest)} ms, seed ${c.seed}\n`,
  );
  expect(escaped).toEqual([]);
  expect(slow).toEqual([]);
  for (const at of rooms) {
    expect([at.name, losses(demo, at)]).toEqual([at.name, []]);
    // A letter changed within one's own words is a legal edit: then it stands under its author's name.
    const people = [...at.victims.map(({ slug }) => slug), writers[at.name] as string];
    expect(at.rows() - people.reduce((sum, slug) => sum + at.rowsOf(slug), 0)).toBe(1);
  }
  const doc = rooms[0]?.stored() as Y.Doc;
  expect(misshapen(doc)).toEqual([]);
  expect(headingsOf(doc)).toEqual(headings);
  expect(closed).toBeGreaterThan(count / 100);
  c.record(
    { frames: count, "lines closed": closed, "slowest, ms": Math.round(slowest), exceptions: 0, "over 500 ms": 0 },
    "Bytes that only a network stack or another runtime would stumble over; frames that are slow without being broken.",
  );
});
