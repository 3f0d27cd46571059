import { createHash } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import * as Y from "yjs";
import { unassisted } from "#shared/documents/unassisted.ts";
import type { Db } from "./open.ts";
import { room } from "./schema.ts";

/** One accepted change of a room's text, before it stands in the log. `userId` is null when the server wrote it. */
export interface LogEntry {
  userId: string | null;
  connection: string | null;
  at: number;
  bytes: Uint8Array;
}

/** Where a room's log ends: the next row carries `seq + 1` and is chained to `hash`. */
export interface LogHead {
  seq: number;
  hash: Buffer;
}

/** A stored room. */
export interface StoredRoom {
  id: number;
  programId: string;
  frozenSeq: number | null;
}

/** Where every log begins. */
export const GENESIS: LogHead = { seq: 0, hash: Buffer.alloc(32) };

/** Makes an empty room. Call it inside the transaction of the act that opens it. @returns the room's id in the log. */
export function createRoom(db: Db, values: { name: string; programId: string; at: number }): number {
  const { name, programId, at } = values;
  return db.insert(room).values({ name, programId, createdAt: at }).returning({ id: room.id }).get().id;
}

/**
 * Appends one change to a room's log, chained to the one before. @returns its sequence number.
 * @throws when the room is closed to edits, or when another process wrote the same number.
 */
export function appendUpdate(db: Db, roomId: number, entry: LogEntry): number {
  const log = openLog(db);
  return log.append(roomId, log.head(roomId), entry).seq;
}

/** The room's document, rebuilt from its log alone; empty when the room was never made. Deleted text is kept. */
export function loadDocument(db: Db, name: string): Y.Doc {
  const stored = roomByName(db, name);
  return documentOf(stored ? openLog(db).updates(stored.id) : []);
}

/** A document made of stored changes. Deleted text is kept: it belongs to what happened. */
export function documentOf(updates: Iterable<Uint8Array>): Y.Doc {
  const doc = unassisted(new Y.Doc({ gc: false }));
  doc.transact(() => replay(doc, updates), "log");
  return doc;
}

/** Applies stored changes in order. */
export function replay(doc: Y.Doc, updates: Iterable<Uint8Array>): void {
  for (const bytes of updates) Y.applyUpdate(doc, bytes, "log");
}

/** Closes a room for good: its present last row is the last it will ever have. Does nothing when it is closed already. */
export function freezeRoom(db: Db, name: string): void {
  const stored = roomByName(db, name);
  if (!stored) return;
  const { seq } = openLog(db).head(stored.id);
  db.update(room)
    .set({ frozenSeq: seq })
    .where(and(eq(room.id, stored.id), isNull(room.frozenSeq)))
    .run();
}

export function roomByName(db: Db, name: string): StoredRoom | null {
  return (
    db
      .select({ id: room.id, programId: room.programId, frozenSeq: room.frozenSeq })
      .from(room)
      .where(eq(room.name, name))
      .get() ?? null
  );
}

/** The log of all rooms, with its statements prepared once: this is the path of every keystroke. */
export interface RoomLog {
  head(roomId: number): LogHead;
  append(roomId: number, head: LogHead, entry: LogEntry): LogHead;
  /** All changes in order, or those after a row. */
  updates(roomId: number, after?: number): Uint8Array[];
  /**
   * The changes after a row whose hash is known, all or the next few. @throws an error named BROKEN_LOG when one does not
   * fit the one before it.
   */
  checked(roomId: number, after: LogHead, limit?: number): { updates: Uint8Array[]; head: LogHead };
  isFrozen(roomId: number): boolean;
  /** The Yjs clientIDs that already belong to somebody in this room. */
  claims(roomId: number): Map<number, string>;
  claim(roomId: number, clientId: number, userId: string, at: number): void;
}

export function openLog({ $client }: Db): RoomLog {
  const head = $client.prepare<[number], LogHead>(
    "select seq, hash from room_update where room_id = ? order by seq desc limit 1",
  );
  const insert = $client.prepare(
    "insert into room_update (room_id, seq, user_id, connection, at, bytes, prev_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const updates = $client
    .prepare<[number, number], Buffer>("select bytes from room_update where room_id = ? and seq > ? order by seq")
    .pluck();
  const rows = $client.prepare<[number, number, number], StoredEntry>(
    `${SELECT_ROWS} and seq > ? order by seq limit ?`,
  );
  const frozen = $client.prepare<[number], number | null>("select frozen_seq from room where id = ?").pluck();
  const claims = $client.prepare<[number], { clientId: number; userId: string }>(
    "select client_id as clientId, user_id as userId from room_client where room_id = ?",
  );
  const claim = $client.prepare(
    "insert into room_client (room_id, client_id, user_id, claimed_at) values (?, ?, ?, ?)",
  );
  return {
    head: (roomId) => head.get(roomId) ?? GENESIS,
    append(roomId, before, { userId, connection, at, bytes }) {
      const seq = before.seq + 1;
      const hash = updateHash(before.hash, seq, { userId, connection, at, bytes });
      insert.run(roomId, seq, userId, connection, at, Buffer.from(bytes), before.hash, hash);
      return { seq, hash };
    },
    updates: (roomId, after = 0) => updates.all(roomId, after),
    checked(roomId, after, limit = -1) {
      let head: LogHead = { seq: after.seq, hash: after.hash };
      const all = rows.all(roomId, after.seq, limit);
      for (const row of all) head = follow(head, row) ?? broken(roomId, head.seq + 1);
      return { updates: all.map(({ bytes }) => bytes), head };
    },
    isFrozen: (roomId) => (frozen.get(roomId) ?? null) !== null,
    claims: (roomId) => new Map(claims.all(roomId).map((row) => [row.clientId, row.userId])),
    claim: (roomId, clientId, userId, at) => {
      claim.run(roomId, clientId, userId, at);
    },
  };
}

/** A row of the log as it is stored. */
type StoredEntry = LogEntry & LogHead & { prevHash: Buffer };

const SELECT_ROWS =
  "select seq, user_id as userId, connection, at, bytes, prev_hash as prevHash, hash from room_update where room_id = ?";

/** SHA-256 over the hash before, then who, when and where as JSON, a zero byte, and the change itself. */
function updateHash(prevHash: Buffer, seq: number, { userId, connection, at, bytes }: LogEntry): Buffer {
  return createHash("sha256")
    .update(prevHash)
    .update(JSON.stringify([seq, userId, connection, at]))
    .update("\0")
    .update(bytes)
    .digest();
}

/** The head after a row; `null` when the row does not follow on the one before. */
function follow(before: LogHead, row: StoredEntry): LogHead | null {
  const { seq, hash } = row;
  const fits = seq === before.seq + 1 && row.prevHash.equals(before.hash);
  return fits && hash.equals(updateHash(before.hash, seq, row)) ? { seq, hash } : null;
}

function broken(roomId: number, seq: number): never {
  throw Object.assign(new Error(`row ${seq} of room ${roomId} does not fit the log`), { name: BROKEN_LOG });
}

/** The name of the error a damaged log is reported with. */
export const BROKEN_LOG = "BrokenLog";

/** Walks a room's whole chain. @returns the first sequence number that does not fit, or `null` when all do. */
export function firstBrokenUpdate(db: Db, roomId: number): number | null {
  let head = GENESIS;
  for (const row of db.$client.prepare<[number], StoredEntry>(`${SELECT_ROWS} order by seq`).all(roomId)) {
    const next = follow(head, row);
    if (!next) return head.seq + 1;
    head = next;
  }
  return null;
}
