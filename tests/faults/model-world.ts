/** The real rooms and the real database on one side, browsers on a made-up network on the other, the plain model beside. */
import { eq } from "drizzle-orm";
import * as decoding from "lib0/decoding";
import pino from "pino";
import * as Y from "yjs";
import { newId } from "../../db/ids.ts";
import type { Db } from "../../db/open.ts";
import { viewerOf } from "../../db/programs.ts";
import { roomByName } from "../../db/rooms.ts";
import { candidate, interview, membership, roomSnapshot } from "../../db/schema.ts";
import { closeSession, openSession } from "../../server/auth/sessions.ts";
import { scheduleInterview } from "../../server/commands/interviews.ts";
import type { CommandContext } from "../../server/context.ts";
import { parseEnv } from "../../server/env.ts";
import { createRooms, type LiveRooms } from "../../server/room/rooms.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { CLOSE, MESSAGE } from "../../shared/wire.ts";
import { type Browser, type Deed, openBrowser, readingOf, textsOf, tokensIn } from "./model-browser.ts";
import { placeOf, watchLog } from "./model-log.ts";
import { createNet, type Net } from "./model-net.ts";
import { leaveOrReturn } from "./model-page.ts";
import { isClosed, mayRead, mayWrite, type Place, type Plain, placeKey, plainInterview, setAt } from "./model-plain.ts";

export const PROGRAM = "larkfield";
export const CAST = ["dana-ortiz", "ruth-bell", "marcus-hale", "elena-ruiz", "ji-woo-kim", "amara-osei"] as const;
export const ROLES: Record<string, string> = {
  "dana-ortiz": "supervisor",
  "ruth-bell": "administrator",
  "marcus-hale": "panelist",
  "elena-ruiz": "panelist",
  "ji-woo-kim": "panelist",
  "amara-osei": "coordinator",
};

export class Mismatch extends Error {}

/** @param db the server's connection. @param outside another process's: it sees only what is committed. */
export interface Store {
  db: Db;
  outside: Db;
}

export interface World extends Store {
  plain: Plain;
  net: Net;
  interviewId: string;
  browsers: Browser[];
  places: Map<string, Place>;
  clock(): number;
  rooms(): LiveRooms;
  roomOf(at: Place): Room;
  as(userId: string): CommandContext | null;
  visit(userId: string, at: Place, stubborn: boolean, clientId: number): void;
  connect(browser: Browser): void;
  drop(browser: Browser): void;
  /** Runs one step; whatever is written by it must be by people who had the right before it. @param then what it changes in the model */
  step<T>(work: () => T, then?: (result: T) => void): T;
  restart(how: "gracefully" | "crash"): void;
  /** Ends a person's session and its lines, or begins a new one. */
  sign(userId: string, how: "in" | "out"): void;
  isIn(userId: string): boolean;
  /** The room's text as the log alone tells it. */
  replayed(at: Place): { doc: Y.Doc; rows: number };
  fail(what: string): never;
}

export interface Turns {
  /** Lets go of everything the dead server still meant to do. */
  forget(): void;
}

export function createWorld({ db, outside }: Store, clock: () => number, turns: Turns): World {
  const env = parseEnv({ NODE_ENV: "test" });
  const log = pino({ level: "silent" });
  const start = () => createRooms({ db, clock, env, log });
  let rooms = start();
  // What an earlier run left would show in what this one tells.
  db.delete(roomSnapshot).run();
  db.update(membership).set({ endedAt: null }).where(eq(membership.programId, PROGRAM)).run();
  for (const userId of CAST)
    db.update(membership)
      .set({ role: ROLES[userId] as string })
      .where(eq(membership.userId, userId))
      .run();
  const as = (userId: string): CommandContext | null => {
    const viewer = viewerOf(db, PROGRAM, userId);
    return viewer && { db, rooms, clock, env, log, viewer };
  };
  const interviewId = scheduled(db, as("amara-osei") as CommandContext, clock());
  const plain = plainInterview(CAST.slice(0, 5), Object.entries(ROLES));
  const places = new Map<string, Place>();
  const browsers: Browser[] = [];
  const clients = new Map<number, string>();
  const lines = new Map<number, Browser>();
  /** Of those who are signed in. */
  const sessions = new Map<string, string>();
  const signIn = (userId: string) =>
    sessions.set(userId, openSession(db, { userId, programId: PROGRAM, demo: true, now: clock() }).sessionId);
  for (const userId of CAST) signIn(userId);
  let doubtful: { userId: string; at: Place }[] = [];
  /** What was seen inside a call of the server, which would take a thrown error for its own. */
  const overheard: string[] = [];
  const fail = (what: string): never => {
    throw new Mismatch(what);
  };

  const roomOf = (at: Place): Room => {
    const of = { programId: PROGRAM, kind: "interview", recordId: interviewId } as const;
    if (at.part === "card") return { ...of, part: "card", userId: at.owner, revision: 1 };
    return { ...of, part: at.part, revision: at.part === "joint" ? at.revision : 1 };
  };
  const headOf = outside.$client.prepare("select max(seq) as seq from room_update where room_id = ?");

  const net = createNet((wire, frame) => {
    const { userId, at } = lines.get(wire.id) as Browser;
    if (frame[0] === MESSAGE.ack) {
      const seq = decoding.readVarUint(decoding.createDecoder(frame.subarray(1)));
      const stored = headOf.get(roomByName(outside, roomName(roomOf(at)))?.id ?? -1) as { seq: number | null };
      if ((stored.seq ?? 0) < seq)
        overheard.push(`an acknowledgement of row ${seq} while the log ends at ${stored.seq}`);
    }
    const content = frame[0] === MESSAGE.sync && frame[1] !== 0;
    if (content && !plain.unheard.has(userId) && !mayRead(plain, userId, at)) doubtful.push({ userId, at });
  });

  const checkRows = watchLog(outside, `${PROGRAM}/interview/${interviewId}/`, ({ seq, userId, bytes, room }) => {
    const at = placeOf(room);
    const where = `row ${seq} of ${placeKey(at)}`;
    if (!mayWrite(plain, userId, at)) fail(`${where}: ${userId} may not write there`);
    for (const { id, content } of Y.decodeUpdate(bytes).structs as Y.Item[]) {
      if (clients.get(id.client) !== userId) fail(`${where} names ${userId}, and ${clients.get(id.client)} sent it`);
      if (!(content instanceof Y.ContentString)) continue;
      for (const token of tokensIn(content.str)) setAt(plain.stored, placeKey(at)).add(token);
    }
  });

  const acked = ({ at }: Browser, deeds: Deed[]) => {
    const key = placeKey(at);
    for (const deed of deeds) {
      if (deed.kind === "token") setAt(plain.safe, key).add(deed.token);
      if (deed.kind === "removal") setAt(plain.removed, key).add(deed.token);
    }
  };

  const world: World = {
    db,
    outside,
    plain,
    net,
    interviewId,
    browsers,
    places,
    clock,
    rooms: () => rooms,
    roomOf,
    as,
    fail,
    visit(userId, at, stubborn, clientId) {
      places.set(placeKey(at), at);
      clients.set(clientId, userId);
      const mode = mayWrite(plain, userId, at) ? "write" : "read";
      const browser = openBrowser({ userId, at, mode, stubborn }, clientId);
      browsers.push(browser);
      world.connect(browser);
    },
    drop(browser) {
      browser.dropped = true;
      const at = browsers.indexOf(browser);
      if (at >= 0) browsers.splice(at, 1);
    },
    connect(browser) {
      if (browser.wire || browser.dropped) return;
      const { userId, at } = browser;
      browser.wire = net.connect({
        join(line) {
          const viewer = viewerOf(db, PROGRAM, userId);
          const sessionId = sessions.get(userId);
          if (!viewer || !sessionId) {
            line.close(CLOSE.signIn.code, "signIn");
            return null;
          }
          return rooms.join(line, roomOf(at), { viewer, sessionId, clientId: browser.doc.clientID });
        },
        receive(said) {
          if (said === "open") browser.opened();
          else acked(browser, browser.hear(said));
        },
        lost(code) {
          browser.lost();
          leaveOrReturn(world, browser, code);
        },
      });
      lines.set(browser.wire.id, browser);
    },
    step(work, then) {
      doubtful = [];
      const result = work();
      if (overheard[0]) fail(overheard[0]);
      checkRows();
      then?.(result);
      for (const { userId, at } of doubtful)
        if (!mayRead(plain, userId, at)) fail(`${userId} was sent what stands in ${placeKey(at)}`);
      for (const at of places.values())
        if (isClosed(plain, at) && !plain.closed.has(placeKey(at))) plain.closed.set(placeKey(at), final(world, at));
      return result;
    },
    restart(how) {
      if (how === "gracefully") {
        rooms.closeAll("restart");
        checkRows();
      }
      turns.forget();
      net.crash();
      rooms = start();
    },
    sign(userId, how) {
      if (how === "in") return void signIn(userId);
      const sessionId = sessions.get(userId) ?? "";
      sessions.delete(userId);
      world.step(() => {
        closeSession(db, sessionId);
        rooms.sessionEnded(sessionId);
      });
    },
    isIn: (userId) => sessions.has(userId),
    replayed(at) {
      const doc = new Y.Doc({ gc: false });
      const id = roomByName(outside, roomName(roomOf(at)))?.id ?? -1;
      const rows = outside.$client.prepare("select bytes from room_update where room_id = ? order by seq").all(id);
      for (const { bytes } of rows as { bytes: Buffer }[]) Y.applyUpdate(doc, bytes);
      return { doc, rows: rows.length };
    },
  };
  return world;
}

/** What a closed room says, and how long its log is: neither may ever change. */
export function final(world: World, at: Place): string {
  const { doc, rows } = world.replayed(at);
  textsOf(doc, at);
  return `${rows} rows: ${readingOf(doc, at)}`;
}

function scheduled(db: Db, ctx: CommandContext, now: number): string {
  const id = newId("cd");
  db.insert(candidate)
    .values({
      id,
      programId: PROGRAM,
      processId: "middle-school",
      name: "Officer Robin Vale",
      state: "eligible",
      createdBy: ctx.viewer.userId,
      createdAt: now,
    })
    .run();
  const made = scheduleInterview(ctx, { candidateId: id, scheduledAt: now });
  if (!made.ok) throw new Error(made.sentence);
  return made.interviewId;
}

export const stageOf = (db: Db, id: string) => db.select().from(interview).where(eq(interview.id, id)).get();
