import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { loadDocument, roomByName } from "../../db/rooms.ts";
import { roomSnapshot } from "../../db/schema.ts";
import type { Line } from "../../server/room/line.ts";
import type { LiveRooms } from "../../server/room/rooms.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { read, until, write } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterEach(() => demo.leave());
afterAll(() => demo.close());

const rooms = () => demo.rooms as LiveRooms;
const held = (room: Room) => [...rooms().all()].find(({ name }) => name === roomName(room));
const snapshotOf = (room: Room) => {
  const { db } = demo.server.context;
  const id = roomByName(db, roomName(room))?.id ?? -1;
  return db.select().from(roomSnapshot).where(eq(roomSnapshot.roomId, id)).get();
};

async function gone(room: Room) {
  demo.leave();
  await until(() => !held(room), "an empty room");
}

/** Notes with many rows, written and left. */
async function written(count: number): Promise<Room> {
  const room = demo.notes();
  const dana = demo.client(room, "dana.ortiz");
  await dana.synced();
  for (let i = 0; i < count; i++) write(dana.doc, `line ${i}`);
  await dana.saved();
  await gone(room);
  return room;
}

describe("how a room is held and opened", () => {
  test("[ROOM-33] readers open a room without a document in memory, and find all of it", async () => {
    const room = await written(12);
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    expect(held(room)?.doc).toBeNull();
    expect(read(ruth.doc)).toBe(read(loadDocument(demo.server.context.db, roomName(room))));
    write(ruth.doc, "and one more");
    await ruth.saved();
    expect(held(room)?.doc).not.toBeNull();
  });

  test("[ROOM-33] a long room leaves a snapshot; opened from it and the rows after it, it is the same", async () => {
    const room = await written(60);
    expect(snapshotOf(room)?.seq).toBeGreaterThan(50);
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    write(dana.doc, "after the snapshot");
    await dana.saved();
    await gone(room);
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    const { db } = demo.server.context;
    expect(read(ruth.doc)).toBe(read(loadDocument(db, roomName(room))));
    expect(read(ruth.doc)).toContain("after the snapshot");
    await gone(room);
    db.delete(roomSnapshot).run();
    const again = demo.client(room, "ruth.bell");
    await again.synced();
    expect(read(again.doc)).toBe(read(ruth.doc));
  });

  test("[ROOM-33] what returning people lack is all they are sent, and deletions come with it", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    const ruth = demo.client(room, "ruth.bell", { reconnect: true });
    await Promise.all([dana.synced(), ruth.synced()]);
    for (let i = 0; i < 40; i++) write(dana.doc, `line ${i}`);
    await dana.saved();
    await until(() => read(ruth.doc).includes("line 39"), "the same text at both ends");
    ruth.provider.disconnect();
    const text = dana.doc.getXmlFragment("notes");
    text.delete(text.length - 9, 5);
    write(dana.doc, "while Ruth was away");
    await dana.saved();
    ruth.provider.connect();
    await until(() => read(ruth.doc) === read(dana.doc), "the same text again");
  });

  test("[ROOM-34] nothing is frozen from a document that is not what the log says", async () => {
    const room = await written(3);
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    write(dana.doc, "the last words");
    await dana.saved();
    const live = held(room);
    live?.doc?.getXmlFragment("notes").delete(0, 1);
    expect(() => demo.server.context.db.transaction(() => rooms().freeze(room))).toThrow(/not what its log says/);
    expect(roomByName(demo.server.context.db, roomName(room))?.frozenSeq).toBeNull();
    await until(() => dana.notices().at(-1) === 1, "notice at the screens");
    write(dana.doc, "after the trouble");
    expect(await dana.closed()).toBe(4503);
    expect(read(loadDocument(demo.server.context.db, roomName(room)))).not.toContain("after the trouble");
  });
});

describe("too much for one line", () => {
  test("[ROOM-27] somebody who stops reading is sent, in one piece, what they missed once they read again", async () => {
    const room = demo.notes();
    const [ruth, dana, marcus] = ["ruth.bell", "dana.ortiz", "marcus.hale"].map((slug) => demo.client(room, slug));
    if (!ruth || !dana || !marcus) throw new Error("three people");
    await Promise.all([ruth.synced(), dana.synced(), marcus.synced()]);
    // biome-ignore lint/suspicious/noExplicitAny: the socket under the provider's own socket, to stop reading from it
    const socket = (ruth.provider.ws as any)._socket as import("node:net").Socket;
    socket.pause();
    const line = () => [...(held(room)?.peers ?? [])].find((peer) => peer.viewer.userId === demo.userId("ruth.bell"));
    for (let i = 0; i < 5; i++) write(dana.doc, "x".repeat(60_000));
    await dana.saved();
    // She asks for all of it again and again, and takes nothing of it.
    const ask = new Uint8Array([0, 0, 1, 0]);
    const hers = line()?.line as Line;
    const { send } = hers;
    let answers = 0;
    hers.send = (frame) => {
      if (frame.length > 200_000) answers++;
      send(frame);
    };
    for (let i = 1; hers.buffered === 0; i++) {
      if (i > 55) throw new Error("the line never filled");
      ruth.provider.ws?.send(ask);
      await until(() => answers === i, "one more answer on its way");
    }
    const taken = answers;
    // No answer is made for somebody who has not taken the one before; the rest waits in one piece.
    for (let i = 0; i < 20; i++) ruth.provider.ws?.send(ask);
    for (let i = 0; !line()?.behind; i++) {
      if (i > 10) throw new Error("nobody fell behind");
      write(dana.doc, "y".repeat(60_000));
      await dana.saved();
    }
    write(dana.doc, "the last line");
    await dana.saved();
    expect(answers - taken).toBeLessThanOrEqual(1);
    write(marcus.doc, "and one more");
    await marcus.saved();
    expect(read(ruth.doc)).not.toContain("the last line");
    expect(hers.buffered).toBeLessThan(1024 * 1024);
    socket.resume();
    await until(() => read(ruth.doc) === read(dana.doc), "the same text at both ends");
    expect(read(ruth.doc)).toContain("the last line");
    expect(ruth.closes).toEqual([]);
  });

  test("[ROOM-28] a crowd at the door is let in fifty a second; the rest hear 503 and when to come back", async () => {
    const noon = Date.now();
    const frozen = await startDemoRooms({ clock: () => noon });
    const room = frozen.notes();
    const { cookie } = frozen.sessionOf("dana.ortiz");
    const url = `${frozen.server.url.replace(/^http/, "ws")}/collab/${roomName(room)}`;
    const answers = await Promise.all(
      Array.from({ length: 180 }, () => {
        const ws = new WebSocket(url, { headers: { cookie, origin: frozen.server.url } });
        return new Promise<string>((resolve) => {
          ws.on("open", () => ws.close());
          ws.on("close", () => resolve("in"));
          ws.on("error", () => resolve("error"));
          ws.on("unexpected-response", (_req, res) => resolve(`${res.statusCode} ${res.headers["retry-after"]}`));
        });
      }),
    );
    expect(answers.filter((answer) => answer === "in").length).toBe(100);
    expect(answers.filter((answer) => answer === "503 2").length).toBe(80);
    await frozen.close();
    await until(() => rooms().admit() && rooms().admit(), "an open door again");
  });

  test("[ROOM-29] whoever is refused again and again waits at the door; others come in", async () => {
    const room = demo.notes();
    const session = demo.sessionOf("marcus.hale");
    const closes: number[] = [];
    for (let i = 0; i < 7; i++) {
      const client = demo.client(room, null, { cookie: session.cookie });
      await until(() => client.provider.synced || client.closes.length > 0, "an answer");
      // A type the document does not have.
      client.doc.getMap("elsewhere").set("x", i);
      closes.push(await client.closed());
      if (closes.at(-1) === 4429) break;
    }
    expect(closes.slice(0, 5)).toEqual([4422, 4422, 4422, 4422, 4422]);
    const turned = demo.client(room, null, { cookie: session.cookie });
    expect(await turned.closed()).toBe(4429);
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
  });

  test("[ROOM-24] a hole in an update moves nothing and claims nothing", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    const live = held(room);
    const owners = live?.owners.size;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(dana.doc));
    // One Skip struct (ref 10) of length 5 for a client nobody knows.
    const skip = new Uint8Array([1, 1, 0xd2, 0x09, 0, 10, 5, 0]);
    expect(Y.parseUpdateMeta(skip).to.size).toBeLessThan(2);
    Y.applyUpdate(dana.doc, skip);
    const { provider } = dana;
    provider.ws?.send(new Uint8Array([0, 2, skip.length, ...skip]));
    write(dana.doc, "goes on");
    await until(() => dana.closes.length > 0 || dana.acked() === dana.sent(), "an answer");
    expect(live?.owners.size).toBeLessThanOrEqual((owners ?? 0) + 1);
    expect(live?.vector.get(0x04d2)).toBeUndefined();
  });
});
