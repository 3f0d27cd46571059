import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { firstBrokenUpdate, loadDocument, roomByName } from "../../db/rooms.ts";
import { roomUpdate } from "../../db/schema.ts";
import { readValue, setValue } from "../../shared/documents/form.ts";
import { unassisted } from "../../shared/documents/unassisted.ts";
import { roomName } from "../../shared/rooms.ts";
import { read, until, write } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterEach(() => demo.leave());
afterAll(() => demo.close());

const rowsOf = (name: string) => {
  const { db } = demo.server.context;
  const stored = roomByName(db, name);
  return db
    .select()
    .from(roomUpdate)
    .where(eq(roomUpdate.roomId, stored?.id ?? -1))
    .all();
};

describe("a live room", () => {
  test("[ROOM-1] two people edit at once and see the same text; the log holds it", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    const ruth = demo.client(room, "ruth.bell");
    await Promise.all([dana.synced(), ruth.synced()]);
    for (let i = 0; i < 20; i++) {
      write(dana.doc, `Dana ${i}`);
      write(ruth.doc, `Ruth ${i}`);
    }
    await Promise.all([dana.saved(), ruth.saved()]);
    await until(() => read(dana.doc) === read(ruth.doc), "the same text");
    const { db } = demo.server.context;
    const stored = loadDocument(db, roomName(room));
    expect(read(stored)).toBe(read(dana.doc));
    expect(read(stored)).toContain("Ruth 19");
    expect(firstBrokenUpdate(db, roomByName(db, roomName(room))?.id ?? -1)).toBeNull();
  });

  test("[ROOM-79] two people set the same words in bold at once: the room holds their two edits and no third", async () => {
    const room = demo.notes();
    const people = ["dana.ortiz", "ruth.bell"].map((slug) => demo.client(room, slug));
    const [dana, ruth] = people as [(typeof people)[0], (typeof people)[0]];
    await Promise.all([dana.synced(), ruth.synced()]);
    write(dana.doc, "calm and clear");
    await until(() => read(ruth.doc) === read(dana.doc), "the words");
    const words = ({ doc }: typeof dana) => {
      const line = doc.getXmlFragment("notes").toArray().at(-1) as Y.XmlElement;
      return line.get(0) as Y.XmlText;
    };
    for (const person of people) person.provider.disconnect();
    for (const person of people) words(person).format(0, 4, { bold: {} });
    for (const person of people) person.provider.connect();
    await Promise.all(people.map((person) => person.saved()));
    const rows = rowsOf(roomName(room)).map(({ bytes }) => Y.decodeUpdate(bytes));
    const deletedByPeople = rows.some(({ ds }) => ds.clients.size > 0);
    const held = demo.server.context.rooms.read(room);
    const deleted = [...held.store.clients.values()].flat().filter((each) => each.deleted);
    // What a browser tidies is that person's edit and stands in the log; the server tidies nothing by itself.
    expect(deleted.length > 0).toBe(deletedByPeople);
  });

  test("[ROOM-79] a reader's page makes no edit of its own out of two people's bold", () => {
    const base = new Y.Doc();
    base.getText("t").insert(0, "calm and clear");
    const both = [1, 2].map(() => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
      doc.getText("t").format(0, 4, { bold: {} });
      return Y.encodeStateAsUpdate(doc);
    });
    const own = (doc: Y.Doc) => {
      let count = 0;
      doc.getText("t");
      doc.on("update", (_bytes: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
        if (local) count++;
      });
      for (const update of both) Y.applyUpdate(doc, update, "server");
      return count;
    };
    expect(own(new Y.Doc()), "left to itself it does").toBe(1);
    expect(own(unassisted(new Y.Doc()))).toBe(0);
  });

  test("[ROOM-2] when an acknowledgement arrives, the change already stands in the log with its author", async () => {
    const room = demo.notes();
    const name = roomName(room);
    const seen: { seq: number; rows: number; last: string | null | undefined }[] = [];
    const dana = demo.client(room, "dana.ortiz", {
      onAck: (seq) => seen.push({ seq, rows: rowsOf(name).length, last: rowsOf(name).at(-1)?.userId }),
    });
    await dana.synced();
    for (let i = 0; i < 10; i++) {
      write(dana.doc, `Fact ${i}`);
      await dana.saved();
    }
    const edits = seen.filter(({ seq }) => seq > 1);
    expect(edits.length).toBeGreaterThanOrEqual(10);
    for (const { seq, rows, last } of edits) {
      expect(rows).toBeGreaterThanOrEqual(seq);
      expect(last).toBe(demo.userId("dana.ortiz"));
    }
  });

  test("[ROOM-2] a frame that brings nothing new is acknowledged and writes nothing", async () => {
    const room = demo.notes();
    const before = rowsOf(roomName(room)).length;
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    await dana.saved();
    expect(dana.acked()).toBe(1);
    expect(rowsOf(roomName(room))).toHaveLength(before);
  });

  test("[ROOM-3] what was typed offline arrives after the reconnection, once", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    const ruth = demo.client(room, "ruth.bell");
    await Promise.all([dana.synced(), ruth.synced()]);
    dana.provider.disconnect();
    write(dana.doc, "typed offline");
    write(ruth.doc, "typed meanwhile");
    await ruth.saved();
    dana.provider.connect();
    await dana.saved();
    await until(() => read(dana.doc) === read(ruth.doc), "the same text");
    expect(read(ruth.doc).match(/typed offline/g)).toHaveLength(1);
  });

  test("[ROOM-4] the last one out leaves nothing behind in memory; the next one finds everything", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    write(dana.doc, "left behind");
    await dana.saved();
    dana.destroy();
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    expect(read(ruth.doc)).toContain("left behind");
  });

  test("[ROOM-5] a private card takes its owner's rating and refuses a value that is none", async () => {
    const room = demo.card(demo.notes(), "ruth.bell", "draft");
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    const key = [...ruth.doc.getMap("texts").keys()].map((k) => k.replace("evidence.", "rating."))[0] ?? "";
    setValue(ruth.doc, key, 4);
    await ruth.saved();
    expect(readValue(demo.rooms.read(room), key)).toBe(4);
    setValue(ruth.doc, key, 17);
    expect(await ruth.closed()).toBe(4422);
    expect(readValue(demo.rooms.read(room), key)).toBe(4);
  });
});
