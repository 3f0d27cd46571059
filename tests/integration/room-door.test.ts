import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { membership, program, user } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { roomName } from "../../shared/rooms.ts";
import { read, until } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterEach(() => demo.leave());
afterAll(() => demo.close());

/** Opens a bare socket and tells how it ended and whether a single byte came. */
function knock(path: string, headers: Record<string, string>): Promise<{ status: number; bytes: number }> {
  const ws = new WebSocket(`${demo.server.url.replace(/^http/, "ws")}${path}`, { headers });
  let bytes = 0;
  ws.on("message", (data: Buffer) => {
    bytes += data.length;
    if (bytes > 0) ws.close();
  });
  ws.on("error", () => {});
  return new Promise((resolve) => {
    ws.on("unexpected-response", (_req, res) => {
      ws.terminate();
      resolve({ status: res.statusCode ?? 0, bytes });
    });
    ws.on("close", (code) => resolve({ status: code, bytes }));
  });
}

describe("the door", () => {
  test("[ROOM-10] without a cookie nothing is sent and the socket closes as signed out", async () => {
    const client = demo.client(demo.notes(), null);
    expect(await client.closed()).toBe(4401);
    expect(client.provider.synced).toBe(false);
    expect(read(client.doc)).toBe("");
  });

  test("[ROOM-10] a made-up cookie opens nothing", async () => {
    const client = demo.client(demo.notes(), null, {
      cookie: "accord_session=abcdefghijklmnopqrstuvwxyz234567abcdefgh",
    });
    expect(await client.closed()).toBe(4401);
  });

  test("[ROOM-11] a missing or foreign Origin is refused before the handshake", async () => {
    const room = `/collab/${roomName(demo.notes())}`;
    const cookie = demo.cookie("dana.ortiz");
    const { url, port } = demo.server;
    const foreign = [
      "null",
      "https://evil.example",
      `http://127.0.0.1:${port + 1}`,
      `http://127.0.0.1:${port}.evil.example`,
      `http://evil.127.0.0.1:${port}`,
      "http://127.0.0.1",
      `http://localhost:${port}`,
      `ftp://127.0.0.1:${port}`,
      `${url}/`,
    ];
    for (const origin of foreign)
      expect([origin, await knock(room, { cookie, origin })]).toEqual([origin, { status: 403, bytes: 0 }]);
    expect(await knock(room, { cookie })).toEqual({ status: 403, bytes: 0 });
    expect(await knock(room, { cookie, origin: url, "sec-fetch-site": "cross-site" })).toEqual({
      status: 403,
      bytes: 0,
    });
    expect((await knock(room, { cookie, origin: url })).bytes).toBeGreaterThan(0);
  });

  test("[ROOM-12] a room of another program, a room that is not there and no room at all get the same answer", async () => {
    const { db } = demo.server.context;
    const now = Date.now();
    db.insert(program)
      .values({ id: "elsewhere", name: "E", agencyName: "A", districtName: "D", timeZone: "UTC", createdAt: now })
      .run();
    db.insert(user)
      .values({ id: "stranger", email: "s@e.example", name: "S", shortName: "S", slug: "stranger", createdAt: now })
      .run();
    db.insert(membership)
      .values({
        id: "mem_s",
        programId: "elsewhere",
        userId: "stranger",
        role: "supervisor",
        party: "agency",
        createdAt: now,
      })
      .run();
    const { cookie } = openSession(db, { userId: "stranger", programId: "elsewhere", demo: true, now });
    const origin = demo.server.url;
    const real = demo.notes();
    for (const name of [
      roomName(real),
      roomName({ ...real, programId: "elsewhere" }),
      roomName({ ...real, recordId: "int_none" }),
      "larkfield/nothing",
      "",
    ])
      expect([name, await knock(`/collab/${name}`, { cookie, origin })]).toEqual([name, { status: 4403, bytes: 0 }]);
  });

  test("[ROOM-12] other paths take no sockets", async () => {
    expect(await knock("/elsewhere", { origin: demo.server.url })).toEqual({ status: 404, bytes: 0 });
  });

  test("[ROOM-13] another person's private card does not open, not even for the coordinator or a lead", async () => {
    const room = demo.card(demo.notes(), "ruth.bell", "draft");
    for (const slug of ["dana.ortiz", "marcus.hale", "amara.osei", "lillian.cho"]) {
      const client = demo.client(room, slug);
      expect([slug, await client.closed()]).toEqual([slug, 4403]);
      expect(client.doc.store.clients.size).toBe(0);
    }
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
  });

  test("[ROOM-14] a demo window uses its own cookie under its own path", async () => {
    const room = demo.notes();
    const cookie = demo.cookie("dana.ortiz").replace("accord_session", "accord_window_dana_ortiz");
    const client = demo.client(`../as/dana.ortiz/collab/${roomName(room)}`, null, { cookie });
    await client.synced();
    const other = demo.client(`../as/ruth.bell/collab/${roomName(room)}`, null, { cookie });
    expect(await other.closed()).toBe(4401);
  });

  test("[ROOM-15] a socket ends with its session", async () => {
    const { cookie, sessionId } = demo.sessionOf("dana.ortiz");
    const client = demo.client(demo.notes(), null, { cookie });
    await client.synced();
    demo.rooms.sessionEnded(sessionId);
    expect(await client.closed()).toBe(4401);
    await until(() => !client.provider.wsconnected, "the end of the socket");
  });

  test("[ROOM-16] a page of somebody who signed out here does not go on as the next person", async () => {
    const room = demo.notes();
    const url = (person: string) =>
      `${demo.server.url.replace(/^http/, "ws")}/collab/${roomName(room)}?person=${person}`;
    const headers = { cookie: demo.cookie("dana.ortiz"), origin: demo.server.url };
    const code = (person: string) =>
      new Promise<number>((resolve) => {
        const ws = new WebSocket(url(person), { headers });
        ws.on("close", resolve);
        ws.on("message", () => ws.close(1000));
        ws.on("error", () => resolve(0));
      });
    expect(await code(demo.userId("ruth.bell"))).toBe(4401);
    expect(await code(demo.userId("dana.ortiz"))).toBe(1000);
  });
});
