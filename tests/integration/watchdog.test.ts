import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { openDatabase } from "../../db/open.ts";
import { appendUpdate, loadDocument, roomByName } from "../../db/rooms.ts";
import type { LiveRoom } from "../../server/room/live-room.ts";
import type { LiveRooms } from "../../server/room/rooms.ts";
import { type Compared, compare, sameEdits } from "../../server/room/same.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { randomness } from "../support/campaign.ts";
import { until, write } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";

const SEED = Number(process.env.WATCHDOG_SEED ?? Date.now() % 1_000_000);
/** The alarm is due within a round and a half: 15 s of the real 10 s, and here as much less as the round is shorter. */
const ROUND = 200;
const DUE = ROUND * 1.5 + 500;

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms({ watchdogMs: ROUND, env: { METRICS_TOKEN: TOKEN } });
});
afterEach(() => demo.leave());
afterAll(() => demo.close());

const TOKEN = "a-token-for-tests-only";
const ask = (path: string) =>
  fetch(`${demo.server.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } }).then((res) => res.text());
const liveOf = (room: Room): LiveRoom => {
  const all = [...(demo.rooms as LiveRooms).all()];
  return all.find(({ name }) => name === roomName(room)) as LiveRoom;
};

/** Two people in a room that is about to go wrong and two in one that is not. */
async function twoRooms() {
  const [room, other] = [demo.notes(), demo.notes()];
  const ruth = demo.client(room, "ruth.bell");
  const dana = demo.client(room, "dana.ortiz");
  const elsewhere = demo.client(other, "dana.ortiz");
  await Promise.all([ruth, dana, elsewhere].map((each) => each.synced()));
  write(ruth.doc, "before");
  write(elsewhere.doc, "before");
  await Promise.all([ruth.saved(), elsewhere.saved()]);
  return { room, other, ruth, dana, elsewhere };
}

/** Waits for the alarm, then looks at everything the operator and the people see. */
async function expectAlarm(kind: string, { room, other, ruth, dana, elsewhere }: Awaited<ReturnType<typeof twoRooms>>) {
  await until(() => liveOf(room).distrusted, `the alarm ${kind}`, DUE);
  expect(JSON.parse(await ask("/health"))).toMatchObject({ status: "trouble" });
  expect(await ask("/health")).toContain(kind);
  expect(await ask("/metrics")).toContain(`accord_alerts{kind="${kind}"} 1`);

  const stored = () => roomByName(demo.server.context.db, roomName(room))?.id ?? -1;
  const rows = demo.server.context.db.$client.prepare("select count(*) from room_update where room_id = ?").pluck();
  const before = rows.get(stored());
  write(dana.doc, "too late");
  expect(await dana.closed()).toBe(4503);
  expect(rows.get(stored())).toBe(before);
  expect(ruth.closes).toEqual([]);
  // Whoever comes now reads, and writes nothing either.
  const late = demo.client(room, "marcus.hale");
  await late.synced();
  write(late.doc, "too late as well");
  expect(await late.closed()).toBe(4503);

  write(elsewhere.doc, "goes on");
  await elsewhere.saved();
  expect(loadDocument(demo.server.context.db, roomName(other)).getXmlFragment("notes").toString()).toContain("goes on");
}

test("[OPS-6] words that came into a live room behind the accept path are noticed: it is read-only, the others live on", async () => {
  const rooms = await twoRooms();
  write(liveOf(rooms.room).doc as Y.Doc, "from nowhere");
  await expectAlarm("room-mismatch", rooms);
});

test("[OPS-6] words that went out of a live room behind the accept path are noticed", async () => {
  const rooms = await twoRooms();
  (liveOf(rooms.room).doc as Y.Doc).getXmlFragment("notes").delete(0, 1);
  await expectAlarm("room-mismatch", rooms);
});

test("[OPS-6] a row of the log that somebody changed is noticed", async () => {
  const rooms = await twoRooms();
  tamper(
    (client, id) => client.prepare("update room_update set bytes = x'0000' where room_id = ? and seq = 1").run(id),
    rooms.room,
  );
  await expectAlarm("log-broken", rooms);
});

test("[OPS-6] a row that somebody added, chained as it should be, is noticed", async () => {
  const rooms = await twoRooms();
  const doc = new Y.Doc();
  write(doc, "another hand");
  const second = openDatabase(demo.server.dataDir);
  const id = roomByName(second, roomName(rooms.room))?.id ?? -1;
  appendUpdate(second, id, { userId: null, connection: null, at: 1, bytes: Y.encodeStateAsUpdate(doc) });
  second.$client.close();
  await expectAlarm("room-mismatch", rooms);
});

/** Changes the log as somebody with the file in hand could: past the triggers that guard it. */
function tamper(
  change: (client: ReturnType<typeof openDatabase>["$client"], roomId: number) => void,
  room: Room,
): void {
  const second = openDatabase(demo.server.dataDir);
  const trigger = second.$client
    .prepare("select sql from sqlite_master where name = 'room_update_no_update'")
    .pluck()
    .get() as string;
  second.$client.exec("drop trigger room_update_no_update");
  change(second.$client, roomByName(second, roomName(room))?.id ?? -1);
  second.$client.exec(trigger);
  second.$client.close();
}

test(`[OPS-7] an honest server under load is never accused, and the watchdog was awake (seed ${SEED})`, async () => {
  const random = randomness(SEED);
  const room = demo.notes();
  const people = ["ruth.bell", "dana.ortiz", "marcus.hale"].map((slug) => demo.client(room, slug));
  await Promise.all(people.map((each) => each.synced()));
  const health = async () => (JSON.parse(await ask("/health")) as { alerts: { rooms: number }[] }).alerts;
  const before = await health();
  const end = Date.now() + 4_000;
  while (Date.now() < end) {
    for (const { doc } of people) edit(doc, random);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  expect(people.flatMap(({ closes }) => closes)).toEqual([]);
  await Promise.all(people.map((each) => each.saved()));
  await new Promise((resolve) => setTimeout(resolve, ROUND * 2));
  expect(liveOf(room).distrusted).toBe(false);
  expect(await health()).toEqual(before);
  (liveOf(room).doc as Y.Doc).getXmlFragment("notes").delete(0, 1);
  await until(() => liveOf(room).distrusted, "the alarm after all", DUE);
});

/** One thing a person does in notes: writes, deletes, marks or splits. */
function edit(doc: Y.Doc, random: () => number): void {
  const notes = doc.getXmlFragment("notes");
  // The headings are the server's.
  const own = notes.toArray().filter((each) => (each as Y.XmlElement).nodeName === "paragraph") as Y.XmlElement[];
  const paragraph = own[Math.floor(random() * own.length)];
  const text = paragraph?.firstChild;
  if (!(text instanceof Y.XmlText) || random() < 0.1) {
    write(doc, "A few words to work on.");
    return;
  }
  const place = Math.floor(random() * text.length);
  const length = Math.min(3, text.length - place);
  const what = random();
  if (what < 0.5) text.insert(place, "word");
  else if (length === 0) return;
  else if (what < 0.75) text.delete(place, length);
  else if (what < 0.95) text.format(place, length, { bold: true });
  else notes.delete(notes.toArray().indexOf(paragraph as Y.XmlElement), 1);
}

// In the first of these seeds Yjs takes the end of a bold away in one document and not in the other.
test.each([158_280, SEED])(
  "[OPS-6] two documents with the same edits, in whatever order and pieces, are the same; one with a deleted paragraph is not (seed %i)",
  (seed) => {
    const random = randomness(seed);
    for (let round = 0; round < 30; round++) {
      const authors = [0, 1, 2].map((n) => Object.assign(new Y.Doc({ gc: false }), { clientID: round * 3 + n + 1 }));
      const updates: Uint8Array[] = [];
      for (const doc of authors)
        doc.on("update", (bytes: Uint8Array, origin) => origin !== "other" && updates.push(bytes));
      for (let i = 0; i < 60; i++) {
        edit(authors[Math.floor(random() * 3)] as Y.Doc, random);
        if (random() < 0.3) for (const doc of authors) for (const bytes of updates) Y.applyUpdate(doc, bytes, "other");
      }
      const one = documentOf(updates, false);
      const other = documentOf([Y.encodeStateAsUpdate(documentOf([...updates].reverse(), true))], true);
      expect(sameEdits(one, other)).toBe(true);
      expect(compareInSlices(one, other)).toBe("same");
      const notes = other.getXmlFragment("notes");
      const hit = [...Array(notes.length).keys()].find((i) => !(notes.get(i) as Y.XmlElement)._item?.deleted);
      if (hit === undefined) continue;
      notes.delete(hit, 1);
      expect(sameEdits(one, other)).toBe(true);
      expect(compareInSlices(one, other)).toBe("different");
    }
  },
);

function documentOf(updates: Uint8Array[], together: boolean): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  const apply = () => {
    for (const bytes of updates) Y.applyUpdate(doc, bytes);
  };
  if (together) doc.transact(apply);
  else apply();
  return doc;
}

/** As the watchdog does it on a long document: a few steps at a time. */
function compareInSlices(a: Y.Doc, b: Y.Doc): string {
  let from: Compared | null = null;
  for (;;) {
    const result = compare(a, b, from, () => true);
    if (typeof result === "string") return result;
    from = result;
  }
}
