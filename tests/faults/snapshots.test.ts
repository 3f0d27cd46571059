import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { type Db, openDatabase } from "../../db/open.ts";
import { appendUpdate, createRoom, documentOf, openLog, roomByName } from "../../db/rooms.ts";
import { seedDemo } from "../../db/seed/demo.ts";
import { openSnapshots } from "../../db/snapshots.ts";
import { campaign } from "../support/campaign.ts";
import { openClient, read, until } from "../support/collab.ts";
import { listen, setStage, stored, typist, warmServer } from "./typists.ts";

const c = campaign("snapshots", { short: 60, long: 2_000 });
const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-snapshots-"));
let db: Db;
beforeAll(async () => {
  db = openDatabase(dataDir);
  await seedDemo(db, { now: Date.now(), dataDir });
});
afterAll(() => {
  db.$client.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const below = (n: number) => Math.floor(c.random() * n);

/** Everything a document is: its content, how far each client reaches, and each single deletion. */
function whole(doc: Y.Doc): object {
  return {
    notes: doc.getXmlFragment("notes").toString(),
    marks: doc.getMap("marks").toJSON(),
    state: Buffer.from(Y.encodeSnapshot(Y.snapshot(doc))).toString("base64"),
  };
}

/** One edit of somebody: words typed, words taken out, a paragraph, a mark. */
function edit(doc: Y.Doc): void {
  doc.transact(() => {
    const notes = doc.getXmlFragment("notes");
    const paragraph = notes.length > 0 ? notes.get(below(notes.length)) : null;
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    const kind = below(10);
    if (kind === 0) doc.getMap("marks").set(`criterion-${below(5)}`, below(5) + 1);
    else if (kind === 1 && notes.length > 3) notes.delete(below(notes.length), 1);
    else if (kind < 4 && text instanceof Y.XmlText && text.length > 2) text.delete(below(text.length - 1), 1);
    else if (kind < 8 && text instanceof Y.XmlText) text.insert(below(text.length + 1), `word ${below(1_000)} `);
    else {
      const fresh = new Y.XmlElement("paragraph");
      fresh.insert(0, [new Y.XmlText(`line ${below(1_000)}`)]);
      notes.insert(below(notes.length + 1), [fresh]);
    }
  });
}

/** A room in which three people wrote, on and off each other's latest, with a snapshot taken somewhere on the way. */
function randomRoom(n: number): { id: number; rows: number; snapshotSeq: number } {
  const log = openLog(db);
  const snapshots = openSnapshots(db, log);
  const id = createRoom(db, { name: `larkfield/interview/snap-${c.seed}-${n}/notes/1`, programId: "larkfield", at: n });
  const people = [0, 1, 2].map(() => new Y.Doc());
  const rows = 5 + below(60);
  const cuts = new Set([1 + below(rows), 1 + below(rows)]);
  let snapshotSeq = 0;
  for (let seq = 1; seq <= rows; seq++) {
    const author = people[below(3)] as Y.Doc;
    if (c.random() < 0.6) for (const bytes of log.updates(id)) Y.applyUpdate(author, bytes);
    const before = Y.encodeStateVector(author);
    const sent: Uint8Array[] = [];
    const keep = (bytes: Uint8Array) => sent.push(bytes);
    author.on("update", keep);
    edit(author);
    author.off("update", keep);
    const bytes = sent.length > 0 ? Y.mergeUpdates(sent) : Y.encodeStateAsUpdate(author, before);
    appendUpdate(db, id, { userId: null, connection: null, at: seq, bytes });
    if (!cuts.has(seq)) continue;
    snapshots.keep(id, log.head(id), documentOf(log.updates(id)), seq);
    snapshotSeq = seq;
  }
  return { id, rows, snapshotSeq };
}

/** Turns one bit of what is stored of a snapshot. @returns which column. */
function damage(db: Db, id: number): string {
  const column = ["bytes", "digest", "vector", "hash"][below(4)] as string;
  const bytes = db.$client.prepare(`select ${column} from room_snapshot where room_id = ?`).pluck().get(id) as Buffer;
  const at = below(bytes.length);
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << below(8)), at);
  db.$client.prepare(`update room_snapshot set ${column} = ? where room_id = ?`).run(bytes, id);
  return column;
}

test(`[ROOM-65] a room whose snapshot was damaged opens whole, with an alert (seed ${c.seed})`, {
  timeout: 60_000,
}, async () => {
  const ownDir = mkdtempSync(path.join(os.tmpdir(), "accord-snapshot-"));
  const { room, cast } = await setStage(ownDir);
  const server = warmServer(ownDir, 0, { env: { LOG_LEVEL: "warn" }, stderr: "pipe" });
  let said = "";
  server.stderr?.on("data", (bytes: Buffer) => {
    said += bytes.toString();
  });
  const own = openDatabase(ownDir);
  try {
    const url = await listen(server);
    const [author, reader] = cast.slice(0, 2).map(({ slug, cookie }) => typist(slug, { url, room, cookie }));
    for (let n = 0; n < 40; n++) {
      author?.type();
      await author?.client.saved();
    }
    for (const each of [author, reader]) each?.client.destroy();
    const id = roomByName(own, room)?.id ?? -1;
    const there = own.$client.prepare("select count(*) from room_snapshot where room_id = ?").pluck();
    await until(() => there.get(id) === 1, "a snapshot, once everybody left");
    damage(own, id);
    const late = openClient({ url, room, cookie: cast[2]?.cookie });
    await late.synced();
    expect(read(late.doc)).toBe(stored(own, room).text);
    expect(stored(own, room).words).toHaveLength(40);
    await until(() => said.includes('"alert":"snapshot-corrupt"'), "the alert in the log");
    late.destroy();
  } finally {
    server.kill("SIGKILL");
    own.$client.close();
    rmSync(ownDir, { recursive: true, force: true });
  }
});

test(`[ROOM-65] ${c.size} random rooms read from a snapshot and the rows after it, from the log alone, and past a damaged snapshot: always the same (seed ${c.seed})`, {
  timeout: 60_000 + c.size * 1_000,
}, () => {
  const log = openLog(db);
  const snapshots = openSnapshots(db, log);
  let rows = 0;
  for (let n = 0; n < c.size; n++) {
    const room = db.$client.transaction(() => randomRoom(n))();
    rows += room.rows;
    const where = { n, seed: c.seed };
    const truth = whole(documentOf(log.updates(room.id)));
    const vector = Y.decodeStateVector(Y.encodeStateVector(documentOf(log.updates(room.id))));

    const fast = snapshots.read(room.id);
    expect({ ...where, trouble: fast.trouble, seq: fast.snapshotSeq }).toEqual({
      ...where,
      trouble: null,
      seq: room.snapshotSeq,
    });
    expect(fast.updates.length).toBe(1 + room.rows - room.snapshotSeq);
    expect({ ...where, ...whole(documentOf(fast.updates)) }).toEqual({ ...where, ...truth });
    expect({ ...where, ...whole(documentOf(snapshots.pieces(room.id, fast.snapshotSeq))) }).toEqual({
      ...where,
      ...truth,
    });
    expect({ ...where, vector: fast.vector, seq: fast.head.seq, hash: fast.head.hash }).toEqual({
      ...where,
      vector,
      ...log.head(room.id),
    });

    const column = damage(db, room.id);
    const past = snapshots.read(room.id);
    expect({ ...where, column, trouble: past.trouble, seq: past.snapshotSeq }).toEqual({
      ...where,
      column,
      trouble: "snapshot-corrupt",
      seq: 0,
    });
    expect({ ...where, ...whole(documentOf(past.updates)), vector: past.vector }).toEqual({
      ...where,
      ...truth,
      vector,
    });

    snapshots.drop(room.id);
    const slow = snapshots.read(room.id);
    expect({ ...where, trouble: slow.trouble, ...whole(documentOf(slow.updates)), vector: slow.vector }).toEqual({
      ...where,
      trouble: null,
      ...truth,
      vector,
    });
  }
  c.record(
    {
      rooms: c.size,
      "rows of log": rows,
      "rooms read differently": 0,
      "damaged snapshots": c.size,
      "damaged ones used": 0,
    },
    "Damage that also fits the snapshot's own hash, which takes a person with write access to the database; that person could not fit the log.",
  );
});
