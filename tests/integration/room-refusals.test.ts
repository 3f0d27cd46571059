import { eq } from "drizzle-orm";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { roomByName } from "../../db/rooms.ts";
import { auditEvent, roomUpdate } from "../../db/schema.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { read, until, write } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterEach(() => demo.leave());
afterAll(() => demo.close());

const rowCount = (room: Room) => {
  const { db } = demo.server.context;
  const id = roomByName(db, roomName(room))?.id ?? -1;
  return db.select().from(roomUpdate).where(eq(roomUpdate.roomId, id)).all().length;
};
const refusals = () =>
  demo.server.context.db
    .select()
    .from(auditEvent)
    .where(eq(auditEvent.type, "room.refused"))
    .all()
    .map((event) => (JSON.parse(event.payload) as { why: string }).why);

/** A socket that says whatever it is told to, on behalf of a signed-in person. */
async function rawSocket(room: Room, slug: string, answers = true) {
  const ws = new WebSocket(`${demo.server.url.replace(/^http/, "ws")}/collab/${roomName(room)}`, {
    headers: { cookie: demo.cookie(slug), origin: demo.server.url },
  });
  const doc = new Y.Doc();
  let code = 0;
  let synced = false;
  ws.on("close", (c) => {
    code = c;
  });
  ws.on("error", () => {});
  ws.on("message", (data: Buffer) => {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarUint(decoder) !== 0) return;
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      if (answers) ws.send(syncFrame(1, Y.encodeStateAsUpdate(doc, bytes)));
      ws.send(syncFrame(0, Y.encodeStateVector(doc)));
    } else {
      Y.applyUpdate(doc, bytes, "server");
      synced = true;
    }
  });
  await until(() => synced, "the room's text");
  return {
    ws,
    doc,
    update: (bytes: Uint8Array) => ws.send(syncFrame(2, bytes)),
    closed: async () => {
      await until(() => code !== 0, "close");
      return code;
    },
  };
}

function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** What a change to a copy of the document looks like on the wire. */
function changeTo(doc: Y.Doc, change: (copy: Y.Doc) => void, clientID?: number): Uint8Array {
  const copy = new Y.Doc({ gc: false });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  if (clientID !== undefined) copy.clientID = clientID;
  const before = Y.encodeStateVector(copy);
  change(copy);
  return Y.encodeStateAsUpdate(copy, before);
}

describe("what a room refuses", () => {
  test("[ROOM-20] edits under another person's client are refused, and that person loses nothing", async () => {
    const room = demo.notes();
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    write(ruth.doc, "Ruth wrote this");
    await ruth.saved();
    const mallory = await rawSocket(room, "marcus.hale");
    mallory.update(changeTo(mallory.doc, (copy) => write(copy, "Ruth never said this"), ruth.doc.clientID));
    expect(await mallory.closed()).toBe(4422);
    write(ruth.doc, "and went on");
    await ruth.saved();
    const text = read(demo.rooms.read(room));
    expect(text).toContain("Ruth wrote this");
    expect(text).toContain("and went on");
    expect(text).not.toContain("never said");
    expect(refusals()).toContain("foreign-client");
  });

  test("[ROOM-20] a client that another person only announced cannot be taken either", async () => {
    const room = demo.notes();
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    ruth.provider.awareness.setLocalState({ field: "x" });
    await ruth.saved();
    const mallory = await rawSocket(room, "marcus.hale");
    mallory.update(changeTo(mallory.doc, (copy) => write(copy, "taken"), ruth.doc.clientID));
    expect(await mallory.closed()).toBe(4422);
    write(ruth.doc, "still mine");
    await ruth.saved();
    expect(read(demo.rooms.read(room))).toContain("still mine");
  });

  test("[ROOM-21] a reader's edit is refused and reaches nobody", async () => {
    const room = demo.notes();
    const amara = demo.client(room, "amara.osei");
    const dana = demo.client(room, "dana.ortiz");
    await Promise.all([amara.synced(), dana.synced()]);
    const before = rowCount(room);
    write(amara.doc, "the coordinator writes");
    expect(await amara.closed()).toBe(4403);
    write(dana.doc, "a lead writes");
    await dana.saved();
    expect(rowCount(room)).toBe(before + 1);
    expect(read(dana.doc)).not.toContain("coordinator writes");
  });

  test("[ROOM-22] an update to a sealed room changes nothing", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    write(dana.doc, "before the seal");
    await dana.saved();
    dana.provider.disconnect();
    await dana.closed();
    dana.closes.length = 0;
    const { db } = demo.server.context;
    db.transaction(() => {
      demo.setState(room, "scoring");
      demo.rooms.freeze(room);
    });
    demo.rooms.recordChanged(room.programId, room.kind, room.recordId);
    const rows = rowCount(room);
    write(dana.doc, "after the seal");
    dana.provider.connect();
    expect(await dana.closed()).toBe(4409);
    expect(rowCount(room)).toBe(rows);
    expect(read(demo.rooms.read(room))).not.toContain("after the seal");
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    expect(read(ruth.doc)).toContain("before the seal");
  });

  test("[ROOM-22] a room that froze without a word to its sockets still takes nothing", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    demo.rooms.freeze(room);
    const rows = rowCount(room);
    write(dana.doc, "too late");
    expect(await dana.closed()).toBe(4409);
    expect(rowCount(room)).toBe(rows);
    expect(read(demo.rooms.read(room))).not.toContain("too late");
  });

  test("[ROOM-23] a change that arrives before the one it follows is not stored; after the resync nothing is lost", async () => {
    const room = demo.notes();
    const raw = await rawSocket(room, "dana.ortiz");
    const changes: Uint8Array[] = [];
    raw.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (origin !== "server") changes.push(bytes);
    });
    write(raw.doc, "one");
    write(raw.doc, "two");
    const rows = rowCount(room);
    raw.update(changes[1] as Uint8Array);
    expect(await raw.closed()).toBe(4510);
    expect(rowCount(room)).toBe(rows);
    const again = demo.client(room, "dana.ortiz", { doc: raw.doc });
    await again.saved();
    const text = read(demo.rooms.read(room));
    expect(text).toContain("one");
    expect(text).toContain("two");
  });

  test("[ROOM-23] typing while connecting again costs no connection: the edit waits for the ones before it", async () => {
    const room = demo.notes();
    const raw = await rawSocket(room, "dana.ortiz", false);
    const before = Y.encodeStateVector(raw.doc);
    write(raw.doc, "typed offline");
    const offline = Y.encodeStateVector(raw.doc);
    write(raw.doc, "typed at once");
    raw.update(Y.encodeStateAsUpdate(raw.doc, offline));
    raw.ws.send(syncFrame(1, Y.encodeStateAsUpdate(raw.doc, before)));
    await until(() => read(demo.rooms.read(room)).includes("typed at once"), "both edits");
    expect(read(demo.rooms.read(room))).toContain("typed offline");
    expect(raw.ws.readyState).toBe(WebSocket.OPEN);
  });

  test("[ROOM-24] a document keeps its shape", async () => {
    const room = demo.notes();
    const changes: [string, (doc: Y.Doc) => void][] = [
      ["another root", (doc) => doc.getMap("other").set("a", 1)],
      ["another element", (doc) => doc.getXmlFragment("notes").push([new Y.XmlElement("script")])],
      ["another attribute", (doc) => (doc.getXmlFragment("notes").get(0) as Y.XmlElement).setAttribute("onclick", "x")],
      [
        "an embed",
        (doc) =>
          ((doc.getXmlFragment("notes").get(0) as Y.XmlElement).get(0) as Y.XmlText).insertEmbed(0, { image: "x" }),
      ],
      [
        "another mark",
        (doc) => ((doc.getXmlFragment("notes").get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 2, { link: "x" }),
      ],
      ["a text outside a paragraph", (doc) => doc.getXmlFragment("notes").push([new Y.XmlText("bare")])],
    ];
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    for (const [what, change] of changes) {
      const raw = await rawSocket(room, "marcus.hale");
      const before = read(demo.rooms.read(room));
      raw.update(changeTo(raw.doc, change));
      expect([what, await raw.closed()]).toEqual([what, 4422]);
      expect(read(demo.rooms.read(room))).toBe(before);
    }
    write(dana.doc, "the others are not disturbed");
    await dana.saved();
  });

  test("[ROOM-24] a form keeps its keys, and its texts cannot be replaced or removed", async () => {
    const room = demo.card(demo.notes(), "ruth.bell", "draft");
    const key = [...demo.rooms.read(room).getMap("texts").keys()][0] ?? "";
    const changes: [string, (doc: Y.Doc) => void][] = [
      ["a new key", (doc) => doc.getMap("values").set("bonus", 1)],
      ["a nested value", (doc) => doc.getMap("values").set(key.replace("evidence", "rating"), { a: 1 })],
      ["a text of its own", (doc) => doc.getMap("texts").set(key, new Y.Text("mine"))],
      ["a removed text", (doc) => doc.getMap("texts").delete(key)],
      ["formatted text", (doc) => (doc.getMap("texts").get(key) as Y.Text).insert(0, "bold", { bold: true })],
      ["too much text", (doc) => (doc.getMap("texts").get(key) as Y.Text).insert(0, "x".repeat(2001))],
    ];
    for (const [what, change] of changes) {
      const raw = await rawSocket(room, "ruth.bell");
      const rows = rowCount(room);
      raw.update(changeTo(raw.doc, change));
      expect([what, await raw.closed()]).toEqual([what, 4422]);
      expect(rowCount(room)).toBe(rows);
    }
  });

  test("[ROOM-24] on the joint scorecard nobody writes another person's move or dissent", async () => {
    const notes = demo.notes();
    for (const slug of ["dana.ortiz", "ruth.bell", "marcus.hale"]) demo.card(notes, slug, "revealed");
    demo.setState(notes, "consensus");
    const room = { ...notes, part: "joint" as const };
    demo.rooms.create(room);
    const texts = demo.rooms.read(room).getMap("texts");
    const key = [...texts.keys()].find((k) => k.startsWith("dissent.") && k.endsWith(demo.userId("ruth.bell"))) ?? "";
    const dissent = (doc: Y.Doc) => (doc.getMap("texts").get(key) as Y.Text).insert(0, "I do not agree");
    const marcus = await rawSocket(room, "marcus.hale");
    marcus.update(changeTo(marcus.doc, dissent));
    expect(await marcus.closed()).toBe(4422);
    const moved = await rawSocket(room, "marcus.hale");
    moved.update(changeTo(moved.doc, (doc) => doc.getMap("values").set(key.replace("dissent.", "moved."), 2)));
    expect(await moved.closed()).toBe(4422);
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    dissent(ruth.doc);
    await ruth.saved();
    const erasing = await rawSocket(room, "dana.ortiz");
    erasing.update(changeTo(erasing.doc, (doc) => (doc.getMap("texts").get(key) as Y.Text).delete(0, 5)));
    expect(await erasing.closed()).toBe(4422);
    expect(String(demo.rooms.read(room).getMap("texts").get(key))).toBe("I do not agree");
  });

  test("[ROOM-25] nonsense, text frames, too much and too fast close one socket with the reason", async () => {
    const room = demo.notes();
    const bystander = demo.client(room, "ruth.bell");
    await bystander.synced();
    const send = async (say: (raw: Awaited<ReturnType<typeof rawSocket>>) => void) => {
      const raw = await rawSocket(room, "dana.ortiz");
      say(raw);
      return raw.closed();
    };
    expect(await send((raw) => raw.ws.send("hello"))).toBe(1003);
    expect(await send((raw) => raw.ws.send(new Uint8Array([0, 9, 1, 1])))).toBe(4422);
    expect(await send((raw) => raw.update(new Uint8Array([1, 2, 3, 4, 5, 6])))).toBe(4422);
    expect(await send((raw) => raw.update(changeTo(raw.doc, (doc) => write(doc, "x".repeat(300_000)))))).toBe(4413);
    expect(
      await send((raw) => {
        for (let i = 0; i < 400; i++) raw.ws.send(syncFrame(2, new Uint8Array([0, 0])));
      }),
    ).toBe(4429);
    write(bystander.doc, "undisturbed");
    await bystander.saved();
  });

  test("[ROOM-26] when the store fails nothing is acknowledged or shown; when it works again nothing is lost", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz", { reconnect: true });
    const ruth = demo.client(room, "ruth.bell", { reconnect: true });
    await Promise.all([dana.saved(), ruth.saved()]);
    const { $client } = demo.server.context.db;
    $client.exec(
      "create temp trigger store_fails before insert on room_update begin select raise(abort, 'disk full'); end",
    );
    const acked = dana.acked();
    write(dana.doc, "while the store fails");
    await until(() => ruth.notices().at(-1) === 1, "notice of the trouble");
    expect(dana.acked()).toBe(acked);
    expect(read(ruth.doc)).not.toContain("while the store fails");
    expect(dana.closes).toEqual([]);
    const late = demo.client(room, "marcus.hale");
    await late.synced();
    await until(() => late.notices().at(-1) === 1, "notice of the trouble at the door");
    $client.exec("drop trigger store_fails");
    await until(() => ruth.notices().at(-1) === 0, "notice that the trouble is over");
    await until(() => dana.closes.includes(4510), "the author asked again");
    await until(() => read(demo.rooms.read(room)).includes("while the store fails"), "the edit in the log");
    await until(() => read(ruth.doc).includes("while the store fails"), "the edit at the other end");
  });
});
