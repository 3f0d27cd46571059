import { and, eq } from "drizzle-orm";
import { card, interview, user } from "../../db/schema.ts";
import { seedDemo } from "../../db/seed/demo.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { fixtureRooms } from "../../server/cli/fixture.ts";
import type { Rooms } from "../../server/context.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { type Client, openClient } from "./collab.ts";
import { startTestServer, type TestServer } from "./server.ts";

export const PROGRAM = "larkfield";

export interface DemoRooms {
  server: TestServer;
  rooms: Rooms;
  /** A cookie of one of the cast, by dotted name. */
  cookie(slug: string): string;
  sessionOf(slug: string): { cookie: string; sessionId: string };
  userId(slug: string): string;
  /** A fresh live interview; its notes are a room of their own. */
  notes(): Room & { part: "notes" };
  /** A card of that interview, in a state; its room exists. */
  card(of: Room, slug: string, state: string): Room;
  setState(of: Room, state: string): void;
  client(room: Room | string, slug: string | null, options?: Partial<Parameters<typeof openClient>[0]>): Client;
  /** Closes every client opened so far. */
  leave(): void;
  close(): Promise<void>;
}

/** A real server on a database with the demo program, and rooms to write in. */
export async function startDemoRooms(overrides: Parameters<typeof startTestServer>[0] = {}): Promise<DemoRooms> {
  const server = await startTestServer(overrides);
  const { db, rooms, env } = server.context;
  await seedDemo(db, { now: Date.now(), dataDir: server.dataDir });
  const clients: Client[] = [];

  const userId = (slug: string) => {
    const row = db.select({ id: user.id }).from(user).where(eq(user.slug, slug)).get();
    if (!row) throw new Error(`no such person: ${slug}`);
    return row.id;
  };
  const sessionOf = (slug: string) =>
    openSession(db, { userId: userId(slug), programId: PROGRAM, demo: true, now: Date.now() });
  const leave = () => {
    for (const client of clients.splice(0)) client.destroy();
  };
  return {
    server,
    rooms,
    userId,
    sessionOf,
    cookie: (slug) => sessionOf(slug).cookie,
    notes() {
      const [name = ""] = fixtureRooms(db, env, { count: 1, as: "dana.ortiz", now: Date.now() }).rooms;
      const recordId = name.split("/")[2] ?? "";
      return { programId: PROGRAM, kind: "interview", recordId, part: "notes", revision: 1 };
    },
    card(of, slug, state) {
      const room: Room = {
        programId: PROGRAM,
        kind: "interview",
        recordId: of.recordId,
        part: "card",
        userId: userId(slug),
        revision: 1,
      };
      const existing = db
        .select()
        .from(card)
        .where(and(eq(card.interviewId, of.recordId), eq(card.userId, room.userId)))
        .get();
      if (existing) db.update(card).set({ state, kitReadAt: Date.now() }).where(eq(card.id, existing.id)).run();
      else
        db.insert(card)
          .values({
            id: `crd_${of.recordId}_${room.userId}`,
            interviewId: of.recordId,
            userId: room.userId,
            state,
            kitReadAt: Date.now(),
          })
          .run();
      rooms.create(room);
      return room;
    },
    setState(of, state) {
      db.update(interview).set({ state }).where(eq(interview.id, of.recordId)).run();
    },
    client(room, slug, options = {}) {
      const client = openClient({
        url: server.url,
        room: typeof room === "string" ? room : roomName(room),
        cookie: slug === null ? null : sessionOf(slug).cookie,
        ...options,
      });
      clients.push(client);
      return client;
    },
    leave,
    async close() {
      leave();
      await server.close();
    },
  };
}
