import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { and, eq } from "drizzle-orm";
import express from "express";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { roomByName } from "../../db/rooms.ts";
import { membership, roomUpdate, session } from "../../db/schema.ts";
import { createAuth } from "../../server/auth/auth.ts";
import { createHttpLine } from "../../server/http-line/door.ts";
import type { LiveRooms } from "../../server/room/rooms.ts";
import { HTTP_LINE_LIMITS, type Up } from "../../shared/http-line.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { CLOSE } from "../../shared/wire.ts";
import { type Client, read, until, write } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import { clientOn, type HttpLink, openHttpLink } from "../support/http-line.ts";

let demo: DemoRooms;
const opened: { links: HttpLink[]; clients: Client[] } = { links: [], clients: [] };
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterEach(() => {
  for (const client of opened.clients.splice(0)) client.destroy();
  for (const link of opened.links.splice(0)) link.close();
  demo.leave();
});
afterAll(() => demo.close());

/** A link of one of the cast. */
async function linkOf(slug: string | null, headers: Record<string, string> = {}) {
  return linkWith(slug === null ? null : demo.cookie(slug), headers);
}

async function linkWith(cookie: string | null, headers: Record<string, string> = {}, url = demo.server.url) {
  const link = await openHttpLink(url, cookie, headers);
  opened.links.push(link);
  return link;
}

function join(link: HttpLink, room: Room | string, doc?: Y.Doc, seen?: string): Client {
  const client = clientOn(link, typeof room === "string" ? room : roomName(room), doc, seen);
  opened.clients.push(client);
  return client;
}

const stored = (room: Room) => {
  const { db } = demo.server.context;
  return db
    .select()
    .from(roomUpdate)
    .where(eq(roomUpdate.roomId, roomByName(db, roomName(room))?.id ?? -1))
    .all();
};
/** Frames of Y updates as y-protocols writes them, small enough for one-byte lengths. */
const updateFrame = (bytes: Uint8Array) => Uint8Array.of(0, 2, bytes.length, ...bytes);
const openUp = (room: Room | string, channel = 1): Up => ({
  op: "open",
  channel,
  room: typeof room === "string" ? room : roomName(room),
  clientId: null,
  person: null,
  seen: null,
});
const closeOf = (link: HttpLink, channel = 1) => {
  const down = link.downs.find((each) => each.op === "closed" && each.channel === channel);
  return down?.op === "closed" ? down.code : null;
};

describe("rooms over HTTP", () => {
  test("[LINE-1] people on both kinds of line type together, are acknowledged, and see each other", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    const link = await linkOf("ruth.bell");
    const ruth = join(link, room);
    await Promise.all([dana.synced(), ruth.synced()]);
    write(dana.doc, "by socket");
    write(ruth.doc, "over http");
    await Promise.all([dana.saved(), ruth.saved()]);
    for (const { doc } of [dana, ruth])
      await until(() => read(doc).includes("by socket") && read(doc).includes("over http"), "both people's words");
    expect(read(ruth.doc)).toBe(read(dana.doc));
    expect(read(demo.rooms.read(room))).toBe(read(dana.doc));
    const authors = new Set(stored(room).map(({ userId }) => userId));
    expect([...authors]).toEqual(expect.arrayContaining([demo.userId("dana.ortiz"), demo.userId("ruth.bell")]));

    dana.provider.awareness.setLocalState({ field: "notes" });
    ruth.provider.awareness.setLocalState({ field: "notes", user: { name: "Forged" } });
    const sees = (who: Client, whom: Client) =>
      who.provider.awareness.getStates().get(whom.doc.clientID) as { user?: { name: string } } | undefined;
    await until(() => !!sees(dana, ruth)?.user && !!sees(ruth, dana)?.user, "presence both ways");
    expect(sees(dana, ruth)?.user?.name).toBe("Principal Ruth Bell");
    expect(sees(ruth, dana)?.user?.name).toBe("Lt. Dana Ortiz");
    // The stream breaks without a goodbye.
    link.close();
    await until(() => !sees(dana, ruth), "Ruth's leaving");
  });

  test("[ROOM-37] who comes with a page from before a change of records or rights hears of it, and nobody else", async () => {
    const room = demo.notes();
    const { db } = demo.server.context;
    const told = async (seen: string) => {
      const before = [demo.client(room, "ruth.bell", { seen }), demo.client(room, "dana.ortiz")] as const;
      const overHttp = join(await linkOf("ruth.bell"), room, undefined, seen);
      await Promise.all([...before, overHttp].map((client) => client.synced()));
      const [ruth, dana] = before;
      expect(dana.changes()).toBe(0);
      expect(overHttp.changes()).toBe(ruth.changes());
      demo.leave();
      return ruth.changes();
    };
    const first = demo.rooms.changes(room.programId);
    expect(await told(first)).toBe(0);
    demo.rooms.recordChanged(room.programId, room.kind, room.recordId);
    expect(await told(first)).toBe(1);
    const second = demo.rooms.changes(room.programId);
    expect(await told(second)).toBe(0);
    // A page from before the server's restart.
    expect(await told("of-another-start")).toBe(1);
    // Rights may also change without this server's commands.
    db.update(membership)
      .set({ endedAt: null })
      .where(and(eq(membership.userId, demo.userId("amara.osei")), eq(membership.programId, room.programId)))
      .run();
    expect(demo.rooms.changes(room.programId)).not.toBe(second);
  });

  test("[LINE-1] one stream carries all rooms of a page, also inside a demo window", async () => {
    const notes = demo.notes();
    const card = demo.card(notes, "ruth.bell", "draft");
    const cookie = demo.cookie("ruth.bell").replace("accord_session", "accord_window_ruth_bell");
    const link = await linkWith(cookie, {}, `${demo.server.url}/as/ruth.bell`);
    const rooms = [join(link, notes), join(link, card), join(link, demo.notes())];
    await Promise.all(rooms.map((client) => client.synced()));
    for (const header of ["content-type", "cache-control", "x-accel-buffering", "content-encoding"])
      expect([header, link.headers.get(header)]).toEqual([
        header,
        {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store, no-transform",
          "x-accel-buffering": "no",
        }[header] ?? null,
      ]);
    const plain = await linkWith(cookie, {}, `${demo.server.url}/as/dana.ortiz`);
    expect(plain.over).toEqual(["signIn"]);
  });

  test("[LINE-1] a document larger than one piece arrives whole; a frame above the limit closes its room only", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    for (let i = 0; i < 30; i++) write(dana.doc, `${i} `.padEnd(4000, "word "));
    await dana.saved();
    const link = await linkOf("ruth.bell");
    const ruth = join(link, room);
    const other = join(link, demo.notes());
    await Promise.all([ruth.synced(), other.synced()]);
    expect(read(ruth.doc)).toBe(read(dana.doc));
    write(ruth.doc, "x".repeat(300 * 1024));
    expect(await ruth.closed()).toBe(CLOSE.tooBig.code);
    write(other.doc, "goes on");
    await other.saved();
  });
});

describe("refusals over HTTP", () => {
  test("[LINE-2] signed out 4401; no such room, or not for you, 4403", async () => {
    const notes = demo.notes();
    const card = demo.card(notes, "ruth.bell", "draft");
    expect((await linkOf(null)).over).toEqual(["signIn"]);
    const made = await linkWith("accord_session=abcdefghijklmnopqrstuvwxyz234567abcdefgh");
    expect(made.over).toEqual(["signIn"]);
    await until(() => made.ended(), "the end of the stream");
    for (const room of [card, "larkfield/nothing", "", { ...notes, recordId: "int_none" }]) {
      const link = await linkOf("dana.ortiz");
      expect(await link.post([openUp(room)])).toBe(204);
      await until(() => closeOf(link) !== null, "the refusal");
      expect(closeOf(link)).toBe(CLOSE.noAccess.code);
      expect(link.downs.filter(({ op }) => op === "frame")).toEqual([]);
    }
  });

  test("[LINE-2] a closed room 4409, nonsense 4422, too fast 4429, a reader's edit 4403", async () => {
    const sealed = demo.notes();
    const doc = new Y.Doc();
    const before = join(await linkOf("dana.ortiz"), sealed, doc);
    await before.saved();
    before.destroy();
    demo.server.context.db.transaction(() => {
      demo.setState(sealed, "scoring");
      demo.rooms.freeze(sealed);
    });
    demo.rooms.recordChanged(sealed.programId, sealed.kind, sealed.recordId);
    write(doc, "too late");
    const late = join(await linkOf("dana.ortiz"), sealed, doc);
    expect(await late.closed()).toBe(CLOSE.sealed.code);
    expect(read(demo.rooms.read(sealed))).not.toContain("too late");

    const room = demo.notes();
    const link = await linkOf("dana.ortiz");
    await link.post([openUp(room), { op: "frame", channel: 1, frame: Uint8Array.of(0, 9, 9) }]);
    await until(() => closeOf(link) !== null, "the refusal");
    expect(closeOf(link)).toBe(CLOSE.refused.code);

    const fast = await linkOf("dana.ortiz");
    const nothing = updateFrame(Y.encodeStateAsUpdate(new Y.Doc()));
    const flood: Up[] = Array.from({ length: 400 }, () => ({ op: "frame", channel: 1, frame: nothing }));
    await fast.post([openUp(room), ...flood]);
    await until(() => closeOf(fast) !== null, "the refusal");
    expect(closeOf(fast)).toBe(CLOSE.slowDown.code);

    const reader = join(await linkOf("amara.osei"), room);
    await reader.synced();
    write(reader.doc, "a reader's words");
    expect(await reader.closed()).toBe(CLOSE.noAccess.code);
    expect(read(demo.rooms.read(room))).not.toContain("a reader's words");
  });

  test("[LINE-2] losing the right to write closes the channel in the same tick", async () => {
    const room = demo.notes();
    const dana = join(await linkOf("dana.ortiz"), room);
    await dana.saved();
    demo.setState(room, "scoring");
    demo.rooms.recordChanged(room.programId, room.kind, room.recordId);
    write(dana.doc, "in the same moment");
    expect(await dana.closed()).toBe(CLOSE.accessChanged.code);
    expect(read(demo.rooms.read(room))).not.toContain("in the same moment");
  });
});

describe("the door", () => {
  test("[LINE-3] a stream or a post from a foreign page is refused before anything is read", async () => {
    const { url, port } = demo.server;
    const foreign = ["null", "https://evil.example", `http://127.0.0.1:${port + 1}`, `${url}/`, "http://127.0.0.1"];
    for (const origin of foreign)
      expect([origin, (await linkOf("dana.ortiz", { origin })).status]).toEqual([origin, 403]);
    for (const site of ["cross-site", "same-site", "none"])
      expect([site, (await linkOf("dana.ortiz", { "sec-fetch-site": site })).status]).toEqual([site, 403]);
    expect((await linkOf("dana.ortiz", { origin: url, "sec-fetch-site": "same-origin" })).status).toBe(200);
    const link = await linkOf("dana.ortiz");
    for (const origin of [...foreign, null])
      expect([origin, await link.post([openUp(demo.notes())], { serial: 1, origin })]).toEqual([origin, 403]);
    expect(link.downs).toEqual([]);
    expect(await link.post([], { serial: 1 })).toBe(204);
  });

  test("[LINE-4] only the session that opened a link may speak on it", async () => {
    const room = demo.notes();
    const { cookie } = demo.sessionOf("dana.ortiz");
    const link = await linkWith(cookie);
    const dana = join(link, room);
    await dana.saved();
    const before = stored(room).length;
    for (const [who, other] of [
      ["another person", demo.cookie("ruth.bell")],
      ["the same person, signed in elsewhere", demo.cookie("dana.ortiz")],
      ["nobody", null],
      ["a made-up cookie", "accord_session=abcdefghijklmnopqrstuvwxyz234567abcdefgh"],
    ] as const)
      expect([who, await link.post([openUp(room, 2)], { cookie: other, serial: 1 })]).toEqual([who, 404]);
    expect(await link.post([], { id: `${link.id.slice(1)}A`, serial: 1 })).toBe(404);
    expect(link.id).toMatch(/^[\w-]{32}$/);
    write(dana.doc, "still here");
    await dana.saved();
    expect(stored(room).length).toBeGreaterThan(before);
  });

  test("[LINE-5] a replayed, reordered or lost post ends the link, and everything comes back by connecting again", async () => {
    const room = demo.notes();
    for (const serial of [1, 3, 0]) {
      const link = await linkOf("dana.ortiz");
      expect(await link.post([openUp(room)], { serial: 1 })).toBe(204);
      expect([serial, await link.post([], { serial })]).toEqual([serial, 409]);
      await until(() => link.ended(), "the end of the stream");
      expect(await link.post([], { serial: 2 })).toBe(404);
    }
    const doc = new Y.Doc();
    const link = await linkOf("dana.ortiz");
    const before = join(link, room, doc);
    await before.saved();
    await link.post([], { serial: 99 });
    await until(() => link.ended(), "the end of the stream");
    before.destroy();
    write(doc, "typed while the line was down");
    const after = join(await linkOf("dana.ortiz"), room, doc);
    await after.saved();
    const text = read(demo.rooms.read(room));
    expect(text.split("typed while the line was down")).toHaveLength(2);
  });

  test("[LINE-5] nonsense (400) and huge bodies (413), declared or not, end the link and cost nobody else anything", async () => {
    const room = demo.notes();
    const other = join(await linkOf("ruth.bell"), room);
    await other.synced();
    const many: Up[] = Array.from({ length: HTTP_LINE_LIMITS.channels + 1 }, (_, i) => openUp("", i + 1));
    const kept: Up[] = Array.from({ length: HTTP_LINE_LIMITS.channels + 1 }, (_, i) => openUp(room, i + 1));
    const huge = new Uint8Array(HTTP_LINE_LIMITS.bodyBytes + 1);
    const undeclared = () =>
      new ReadableStream({
        pull(controller) {
          controller.enqueue(new Uint8Array(256 * 1024));
        },
      });
    const nonsense: [string, number, Parameters<HttpLink["post"]>[0], Parameters<HttpLink["post"]>[1]][] = [
      ["empty", 400, [], { body: new Uint8Array() }],
      ["unknown op", 400, [], { body: Uint8Array.of(1, 1, 7) }],
      ["cut off", 400, [], { body: Uint8Array.of(1, 1, 1, 200, 1, 5) }],
      ["a number without end", 400, [], { body: new Uint8Array(64).fill(255) }],
      ["too many records", 400, [], { body: Uint8Array.from([1, ...Array(4097).fill([1, 2]).flat()]) }],
      ["a name that is no text", 400, [], { body: Uint8Array.of(1, 1, 0, 2, 255, 254, 0) }],
      ["too many channels", 400, kept, {}],
      ["a channel twice", 400, [openUp(room), openUp(room)], {}],
      ["too big", 413, [], { body: huge }],
      ["too big, undeclared", 413, [], { body: undeclared() }],
    ];
    for (const [what, status, ups, as] of nonsense) {
      const link = await linkOf("dana.ortiz");
      const answer = await link.post(ups, as).catch(() => status);
      expect([what, answer]).toEqual([what, status]);
      await until(() => link.ended(), `the end of the stream after: ${what}`);
    }
    // Refused rooms hold no channel.
    const link = await linkOf("dana.ortiz");
    expect(await link.post(many)).toBe(204);
    write(other.doc, "undisturbed");
    await other.saved();
  });

  test("[LINE-6] a link ends with its session in the same tick, and posting does not prolong the session", async () => {
    const { db } = demo.server.context;
    const room = demo.notes();
    const { cookie, sessionId } = demo.sessionOf("dana.ortiz");
    const link = await linkWith(cookie);
    const dana = join(link, room);
    const second = join(link, demo.notes());
    await Promise.all([dana.saved(), second.saved()]);
    // Old enough that a request which reads the session would move its end.
    const soon = Math.floor(Date.now() / 1000) + 60;
    db.update(session).set({ expiresAt: soon }).where(eq(session.id, sessionId)).run();
    write(dana.doc, "typing on");
    await dana.saved();
    expect(db.select().from(session).where(eq(session.id, sessionId)).get()?.expiresAt).toBe(soon);

    demo.rooms.sessionEnded(sessionId);
    write(dana.doc, "in the same moment");
    expect(await dana.closed()).toBe(CLOSE.signIn.code);
    expect(await second.closed()).toBe(CLOSE.signIn.code);
    await until(() => link.ended(), "the end of the stream");
    expect(await link.post([openUp(room, 9)], { serial: 50 })).toBe(404);
    expect(read(demo.rooms.read(room))).not.toContain("in the same moment");
  });

  test("[LINE-6] a room opened on a link whose session ended meanwhile answers signed out", async () => {
    const { db } = demo.server.context;
    const { cookie, sessionId } = demo.sessionOf("dana.ortiz");
    const link = await linkWith(cookie);
    db.delete(session).where(eq(session.id, sessionId)).run();
    expect(await link.post([openUp(demo.notes())])).toBe(204);
    await until(() => closeOf(link) !== null && link.ended(), "the refusal");
    expect(closeOf(link)).toBe(CLOSE.signIn.code);
    expect(link.downs.some(({ op }) => op === "frame")).toBe(false);
  });

  test("[LINE-7] a fifth page of one session takes the place of the one that was silent longest", async () => {
    const { cookie } = demo.sessionOf("dana.ortiz");
    const links: HttpLink[] = [];
    for (let i = 0; i < 4; i++) links.push(await linkWith(cookie));
    expect(await links[0]?.post([])).toBe(204);
    const fifth = await linkWith(cookie);
    await until(() => links[1]?.ended() === true, "the end of the second stream");
    expect(links.map(({ over }) => over)).toEqual([[], ["elsewhere"], [], []]);
    expect(await fifth.post([])).toBe(204);
  });
});

test("[LINE-8] shutting down tells every room 1012", async () => {
  const own = await startDemoRooms();
  const room = own.notes();
  const link = await openHttpLink(own.server.url, own.cookie("dana.ortiz"));
  const dana = clientOn(link, roomName(room));
  await dana.saved();
  write(dana.doc, "on the way");
  await until(() => dana.sent() > 1, "the words leave");
  await own.close();
  expect(await dana.closed()).toBe(CLOSE.restart.code);
  await until(() => link.ended(), "the end of the stream");
  dana.destroy();
});

test("[LINE-8] a link whose browser fell silent ends; one that answers its beats stays", async () => {
  const { server } = demo;
  const door = createHttpLine(server.context, createAuth(server.context), server.context.rooms as LiveRooms, 100);
  const http = createServer(express().use(door.handle)).listen(0, "127.0.0.1");
  await once(http, "listening");
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const [silent, awake] = await Promise.all(
    ["dana.ortiz", "ruth.bell"].map((slug) => openHttpLink(url, demo.cookie(slug))),
  );
  if (!silent || !awake) throw new Error("no links");
  while (!silent.ended()) {
    const beats = awake.beats();
    expect(await awake.post([])).toBe(204);
    await until(() => awake.beats() > beats, "the next beat");
  }
  expect(silent.beats()).toBe(2);
  expect(awake.ended()).toBe(false);
  await door.close();
  http.closeAllConnections();
  http.close();
});
