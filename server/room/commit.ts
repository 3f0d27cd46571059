import type { Logger } from "pino";
import { keepSuggestions } from "#db/comments.ts";
import type { Lease } from "#db/lease.ts";
import type { LogHead } from "#db/rooms.ts";
import { ackFrame, updateFrame } from "./frames.ts";
import type { Keeper } from "./keeper.ts";
import { closePeer, forgetDoc, type LiveRoom, type Peer, type Pending, reload, type Store } from "./live-room.ts";
import type { Meter } from "./meter.ts";
import type { Readers } from "./readers.ts";

/** Makes accepted changes durable, then known. Changes of one turn of the event loop, in all rooms, share one commit. */
export interface Committer {
  add(live: LiveRoom, pending: Pending): void;
  /** Commits now what waits. Nothing waits afterwards, unless a caller's own transaction is open. */
  flush(): void;
  /** Does the disk take nothing at the moment? Then nothing is accepted. */
  isDown(): boolean;
  /** Finds out, also when nobody types, whether another process writes the rooms now. */
  checkLease(): void;
  stop(): void;
}

interface Deps {
  store: Store;
  lease: () => Lease;
  clock: () => number;
  logger: Logger;
  meter: Meter;
  readers: Readers;
  keeper: Keeper;
  /** Judges every line of a room again: who may write may have changed since the room was last judged. */
  judgeAgain: (live: LiveRoom) => void;
  /** This room alone cannot be written. */
  distrust: (live: LiveRoom) => void;
  /** Another process writes the rooms now. */
  onLeaseLost: () => void;
  /** The disk takes nothing, or, `false`, takes again what it is given. */
  onDown: (down: boolean) => void;
}

/** How often it is tried whether the disk takes something again. */
const PROBE_MS = 2_000;
/** A commit so short ago means that many type; then this many turns of the event loop share the next one. */
const BUSY_MS = 1;
const BUSY_TURNS = 4;

/** What the commit did with one room. */
type Written = LogHead | "moved" | "closed" | "failed" | "down";

export function createCommitter(deps: Deps): Committer {
  const { store, lease, clock, logger, meter, readers, keeper } = deps;
  const { log } = store;
  const { $client } = store.db;
  const waiting = new Set<LiveRoom>();
  let scheduled = false;
  let committedAt = Number.NEGATIVE_INFINITY;
  let probe: ReturnType<typeof setInterval> | undefined;
  let lost = false;

  const write = (live: LiveRoom, epochs: Map<string, number>): Written => {
    const { programId } = live.room;
    const epoch = epochs.get(programId) ?? store.epoch(programId);
    epochs.set(programId, epoch);
    // Whoever changed it, in this process or another: nothing is written on an old judgement.
    if (epoch !== live.epoch) return "moved";
    let { head } = live;
    for (const { peer, bytes, news, at, claims } of live.queue) {
      for (const id of claims) log.claim(live.id, id, peer.viewer.userId, at);
      if (!bytes) continue;
      const { userId } = peer.viewer;
      head = log.append(live.id, head, { userId, connection: peer.connection, at, bytes });
      if (news) keepSuggestions(store.db, live.room, { ...news, userId, at });
    }
    return head;
  };

  const transact = $client.transaction((rooms: readonly LiveRoom[]): Map<LiveRoom, Written> | null => {
    if (!lease().holds()) return null;
    const epochs = new Map<string, number>();
    return new Map(rooms.map((live) => [live, write(live, epochs)]));
  });

  /** All rooms in one commit; when that fails, each by itself, so that one bad room costs the others nothing. */
  const commit = (rooms: readonly LiveRoom[]): Map<LiveRoom, Written> => {
    try {
      const written = transact.immediate(rooms);
      if (written) return written;
      loseLease();
      return new Map(rooms.map((live) => [live, "down"]));
    } catch (error) {
      if (rooms.length > 1) return new Map(rooms.flatMap((live) => [...commit([live])]));
      const [live] = rooms as [LiveRoom];
      return new Map([[live, whyNot(live, error as Error & { code?: string })]]);
    }
  };

  const whyNot = (live: LiveRoom, error: Error & { code?: string }): Written => {
    if (error.message.includes("closed to edits")) return "closed";
    logger.error({ room: live.id, code: error.code, name: error.name }, "a room was not written");
    // A key that is taken or missing is this room's own trouble; everything else is the disk's or the database's.
    return /PRIMARYKEY|UNIQUE|FOREIGNKEY|CHECK|NOTNULL/.test(error.code ?? "") ? "failed" : "down";
  };

  const flush = () => {
    try {
      writeWaiting();
    } catch (error) {
      // Whatever this was, it costs nobody a word and never the process: everybody in these rooms compares anew.
      logger.error({ name: (error as Error).name, code: (error as { code?: string }).code }, "a commit failed");
      for (const live of waiting) {
        takeBack(live);
        for (const peer of live.peers) closePeer(peer, "resync");
      }
      waiting.clear();
      goDown();
    }
    if (waiting.size > 0) soon();
  };

  const writeWaiting = () => {
    // A change of rights found on the way is judged, and what is left of the queue is tried again.
    for (let tries = 0; waiting.size > 0 && tries < 8; tries++) {
      if ($client.inTransaction) return;
      const rooms = [...waiting];
      const toWrite = rooms.filter(({ queue }) => queue.some(({ bytes, claims }) => bytes || claims.length > 0));
      const started = performance.now();
      const heads = toWrite.length > 0 ? commit(toWrite) : new Map<LiveRoom, Written>();
      committedAt = performance.now();
      const took = committedAt - started;
      let updates = 0;
      for (const live of rooms) {
        const written = heads.get(live) ?? live.head;
        if (typeof written === "object") updates += publish(live, written);
        else onTrouble(live, written);
        if (written !== "moved") waiting.delete(live);
      }
      if (updates > 0) meter.committed(updates, toWrite.length, took);
    }
  };

  const onTrouble = (live: LiveRoom, written: Exclude<Written, LogHead>) => {
    if (written === "moved") return deps.judgeAgain(live);
    if (written === "closed") {
      live.frozen = true;
      for (const { peer, counts } of live.queue) if (counts) closePeer(peer, "sealed");
    }
    takeBack(live);
    if (written === "failed") deps.distrust(live);
    if (written === "down") goDown();
  };

  /** What waited was not written: it stays with its authors, and the room goes back to what is stored. */
  const takeBack = (live: LiveRoom) => {
    for (const { peer, counts } of live.queue) if (counts) peer.owes = true;
    live.queue = [];
    forgetDoc(live);
    try {
      reload(live, store);
    } catch {
      for (const peer of live.peers) closePeer(peer, "readOnlyStore");
    }
  };

  /** After the commit, and only then: the change to the others, the acknowledgement to its author. */
  const publish = (live: LiveRoom, head: LogHead): number => {
    live.head = head;
    const { queue } = live;
    live.queue = [];
    const several = queue.length > 1;
    if (several) for (const peer of live.peers) peer.line.cork();
    const authors = new Set<Peer>();
    let updates = 0;
    for (const [index, { peer, bytes, counts, at }] of queue.entries()) {
      if (counts) {
        peer.accepted++;
        authors.add(peer);
      }
      if (!bytes) continue;
      updates++;
      live.wroteAt = at;
      const frame = updateFrame(bytes);
      const rest = () => queue.slice(index);
      for (const other of live.peers) if (other !== peer) readers.change(live, other, frame, rest);
    }
    for (const peer of authors) readers.tell(peer, ackFrame(head.seq, peer.accepted, vectorOf(live, peer)));
    if (several) for (const peer of live.peers) peer.line.uncork();
    if (updates > 0) keeper.wrote(live);
    const now = performance.now();
    for (const { counts, arrived } of queue) if (counts) meter.acknowledged(now - arrived);
    return updates;
  };

  const soon = () => {
    if (scheduled) return;
    scheduled = true;
    // The first edit after a pause goes at once. Under load a few more turns bring more edits into the same commit: the
    // disk's answer costs more than they do.
    let turns = performance.now() - committedAt < BUSY_MS ? BUSY_TURNS : 1;
    const turn = () => {
      if (--turns > 0) return setImmediate(turn);
      scheduled = false;
      flush();
    };
    setImmediate(turn);
  };

  const goDown = () => {
    if (probe || lost) return;
    meter.raise("store-down");
    probe = setInterval(tryAgain, PROBE_MS).unref();
    deps.onDown(true);
  };

  const tryAgain = () => {
    if ($client.inTransaction) return;
    try {
      if (!lease().beat(clock())) return loseLease();
    } catch {
      return;
    }
    clearInterval(probe);
    probe = undefined;
    meter.clear("store-down");
    deps.onDown(false);
  };

  const loseLease = () => {
    if (lost) return;
    lost = true;
    meter.raise("lease-lost");
    deps.onLeaseLost();
  };

  return {
    add(live, pending) {
      live.queue.push(pending);
      waiting.add(live);
      soon();
    },
    flush,
    isDown: () => probe !== undefined || lost,
    checkLease: () => {
      if (!lease().holds()) loseLease();
    },
    stop: () => clearInterval(probe),
  };
}

/** How far the changes of this line's own clients reach, now that all of them are durable. */
function vectorOf(live: LiveRoom, peer: Peer): Map<number, number> {
  return new Map([...peer.clients].map((client) => [client, live.vector.get(client) ?? 0]));
}
