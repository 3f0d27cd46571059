import type { Logger } from "pino";
import * as Y from "yjs";
import type { Db } from "#db/open.ts";
import type { LogHead, RoomLog } from "#db/rooms.ts";
import { ackFrame, updateFrame } from "./frames.ts";
import { closePeer, type LiveRoom, type Peer, type Pending, rebuild, sendTo } from "./live-room.ts";

/** Makes accepted changes durable, then known. Changes of one turn of the event loop, in all rooms, share one commit. */
export interface Committer {
  add(live: LiveRoom, pending: Pending): void;
  /** Commits now what waits. Nothing waits afterwards, unless a caller's own transaction is open. */
  flush(): void;
}

export function createCommitter(deps: {
  db: Db;
  log: RoomLog;
  logger: Logger;
  /** Forgets a room that cannot be written: the next visitor loads it from the log. */
  evict: (live: LiveRoom) => void;
}): Committer {
  const { db, log } = deps;
  const waiting = new Set<LiveRoom>();
  let scheduled = false;

  /** @returns where the log ends now; "closed" when the room took its last edit before these. */
  const write = (live: LiveRoom): LogHead | "closed" => {
    let { head } = live;
    if (live.queue.some(({ bytes }) => bytes) && log.isFrozen(live.id)) return "closed";
    for (const { peer, bytes, at, claims } of live.queue) {
      for (const id of claims) log.claim(live.id, id, peer.viewer.userId, at);
      if (!bytes) continue;
      head = log.append(live.id, head, { userId: peer.viewer.userId, connection: peer.connection, at, bytes });
    }
    return head;
  };

  /** All rooms in one commit; when that fails, each by itself, so that one bad room costs the others nothing. */
  const commit = (rooms: LiveRoom[]): Map<LiveRoom, LogHead | "closed"> => {
    try {
      return db.$client.transaction(() => new Map(rooms.map((live) => [live, write(live)] as const))).immediate();
    } catch (error) {
      if (rooms.length > 1) return new Map(rooms.flatMap((live) => [...commit([live])]));
      deps.logger.error({ room: rooms[0]?.id, code: (error as { code?: string }).code }, "a room was not written");
      return new Map();
    }
  };

  const flush = () => {
    if (waiting.size === 0 || db.$client.inTransaction) return;
    const rooms = [...waiting];
    waiting.clear();
    const toWrite = rooms.filter(({ queue }) => queue.some(({ bytes, claims }) => bytes || claims.length > 0));
    const heads = toWrite.length > 0 ? commit(toWrite) : new Map<LiveRoom, LogHead | "closed">();
    for (const live of rooms) {
      const head = toWrite.includes(live) ? heads.get(live) : live.head;
      if (head === "closed") tooLate(live, log);
      else if (head) publish(live, head);
      else {
        deps.evict(live);
        live.queue = [];
        for (const peer of live.peers) closePeer(peer, "readOnlyStore");
      }
    }
  };

  return {
    add(live, pending) {
      live.queue.push(pending);
      waiting.add(live);
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        flush();
      });
    },
    flush,
  };
}

/** After the commit, and only then: the change to the others, the acknowledgement to its author. */
function publish(live: LiveRoom, head: LogHead): void {
  live.head = head;
  const authors = new Set<Peer>();
  for (const { peer, bytes, counts } of live.queue) {
    if (counts) {
      peer.accepted++;
      authors.add(peer);
    }
    if (!bytes) continue;
    const frame = updateFrame(bytes);
    for (const other of live.peers) if (other !== peer) sendTo(other, frame);
  }
  live.queue = [];
  if (authors.size === 0) return;
  const stateVector = Y.encodeStateVector(live.doc);
  for (const peer of authors) sendTo(peer, ackFrame(head.seq, peer.accepted, stateVector));
}

/** The room closed between the edit and its commit: the edit is not written, and its author is told so. */
function tooLate(live: LiveRoom, log: RoomLog): void {
  const authors = new Set(live.queue.map(({ peer }) => peer));
  live.queue = [];
  live.frozen = true;
  for (const peer of authors) closePeer(peer, "sealed");
  rebuild(live, log);
}
