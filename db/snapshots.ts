import { createHash } from "node:crypto";
import * as Y from "yjs";
import type { Db } from "./open.ts";
import { BROKEN_LOG, GENESIS, type LogHead, type RoomLog } from "./rooms.ts";

/** All that is stored of a room, ready to be applied or sent on: a snapshot, when a sound one is there, then the rows after it. */
export interface StoredState {
  updates: Uint8Array[];
  /** Yjs client → how far its changes reach. */
  vector: Map<number, number>;
  head: LogHead;
  /** The row the snapshot stands for; 0 without one. */
  snapshotSeq: number;
  trouble: "snapshot-corrupt" | "log-broken" | null;
}

export interface Snapshots {
  /** Reads a room, checking every byte it uses against its hash. A damaged snapshot is left aside, a damaged log is said. */
  read(roomId: number): StoredState;
  /** The same for a reader who has nothing yet, unchecked: what `read` found sound at the room's opening. */
  pieces(roomId: number, snapshotSeq: number): Uint8Array[];
  /** Keeps a document as it was at the end of the log, for faster loading. @param at milliseconds since 1970 */
  keep(roomId: number, head: LogHead, doc: Y.Doc, at: number): void;
  drop(roomId: number): void;
}

interface Row extends LogHead {
  bytes: Buffer;
  digest: Buffer;
  vector: Buffer;
}

/** Snapshots speed up loading and nothing else: each can be deleted at any time, the log stays the truth. */
export function openSnapshots({ $client }: Db, log: RoomLog): Snapshots {
  const select = $client.prepare<[number], Row>(
    "select seq, hash, bytes, digest, vector from room_snapshot where room_id = ?",
  );
  const bytesOf = $client
    .prepare<[number, number], Buffer>("select bytes from room_snapshot where room_id = ? and seq = ?")
    .pluck();
  const hashAt = $client
    .prepare<[number, number], Buffer>("select hash from room_update where room_id = ? and seq = ?")
    .pluck();
  const write = $client.prepare(
    "insert or replace into room_snapshot (room_id, seq, hash, at, bytes, digest, vector) values (?, ?, ?, ?, ?, ?, ?)",
  );
  const remove = $client.prepare("delete from room_snapshot where room_id = ?");

  const isSound = (roomId: number, row: Row): boolean =>
    digestOf(row.bytes, row.vector).equals(row.digest) && (hashAt.get(roomId, row.seq)?.equals(row.hash) ?? false);

  const withSnapshot = (roomId: number, row: Row | undefined): StoredState => {
    const { updates, head } = log.checked(roomId, row ?? GENESIS);
    const vector = row ? Y.decodeStateVector(row.vector) : new Map<number, number>();
    for (const bytes of updates) reach(vector, bytes);
    return {
      updates: row ? [row.bytes, ...updates] : updates,
      vector,
      head,
      snapshotSeq: row?.seq ?? 0,
      trouble: null,
    };
  };

  return {
    read(roomId) {
      const row = select.get(roomId);
      const sound = row && isSound(roomId, row);
      try {
        const state = withSnapshot(roomId, sound ? row : undefined);
        return row && !sound ? { ...state, trouble: "snapshot-corrupt" } : state;
      } catch (error) {
        if ((error as Error).name !== BROKEN_LOG) throw error;
        const updates = log.updates(roomId);
        const vector = new Map<number, number>();
        for (const bytes of updates) reach(vector, bytes);
        return { updates, vector, head: log.head(roomId), snapshotSeq: 0, trouble: "log-broken" };
      }
    },
    pieces(roomId, snapshotSeq) {
      const snapshot = snapshotSeq > 0 ? bytesOf.get(roomId, snapshotSeq) : undefined;
      return snapshot ? [snapshot, ...log.updates(roomId, snapshotSeq)] : log.updates(roomId);
    },
    keep(roomId, { seq, hash }, doc, at) {
      const bytes = Y.encodeStateAsUpdate(doc);
      const vector = Y.encodeStateVector(doc);
      write.run(roomId, seq, hash, at, bytes, digestOf(bytes, vector), vector);
    },
    drop: (roomId) => {
      remove.run(roomId);
    },
  };
}

/** Moves a state vector on by one change. */
export function reach(vector: Map<number, number>, bytes: Uint8Array): void {
  for (const [client, end] of Y.parseUpdateMeta(bytes).to) if (end > (vector.get(client) ?? 0)) vector.set(client, end);
}

function digestOf(bytes: Uint8Array, vector: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).update(vector).digest();
}
