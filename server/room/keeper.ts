import type { Logger } from "pino";
import { forgetDoc, type LiveRoom, type Store } from "./live-room.ts";

/** Rows after a snapshot that make a new one worth its time: while people write, and when the last one leaves. */
const MANY_ROWS = 4_096;
const SOME_ROWS = 32;
/** A document nobody has written in for so long is left to the log. */
const IDLE_MS = 30_000;
const BETWEEN_MS = 200;

/** Keeps rooms quick to open and light to hold: snapshots beside the log, documents in memory only while they are used. */
export interface Keeper {
  /** Something was written. */
  wrote(live: LiveRoom): void;
  /** The last line left, or the server ends. */
  leaving(live: LiveRoom): void;
  /** Now and then: lets go of documents nobody writes in. */
  tidy(rooms: Iterable<LiveRoom>, now: number): void;
  stop(): void;
}

/** @param flush makes durable what waits, so that a snapshot holds nothing that the log does not */
export function createKeeper(store: Store, clock: () => number, logger: Logger, flush: () => void): Keeper {
  const due = new Set<LiveRoom>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (live: LiveRoom) => {
    flush();
    const { doc, head } = live;
    if (!doc || live.queue.length > 0 || live.distrusted || head.seq === live.snapshotSeq) return;
    try {
      store.snapshots.keep(live.id, head, doc, clock());
      live.snapshotSeq = head.seq;
    } catch (error) {
      // Nothing is lost: the log has everything, and the next one will try again.
      logger.warn({ room: live.id, code: (error as { code?: string }).code }, "a snapshot could not be kept");
    }
  };

  /** One room at a time, between the turns in which people type. */
  const next = () => {
    timer = undefined;
    const [live] = due;
    if (!live) return;
    due.delete(live);
    keep(live);
    if (due.size > 0) timer = setTimeout(next, BETWEEN_MS).unref();
  };

  return {
    wrote(live) {
      const rows = live.head.seq - live.snapshotSeq;
      // The larger the document, the rarer: the work stays in proportion to what was typed.
      if (rows < MANY_ROWS || rows < live.size / 512) return;
      due.add(live);
      timer ??= setTimeout(next, BETWEEN_MS).unref();
    },
    leaving(live) {
      due.delete(live);
      if (live.head.seq - live.snapshotSeq >= SOME_ROWS) keep(live);
    },
    tidy(rooms, now) {
      for (const live of rooms) {
        if (!live.doc || live.queue.length > 0 || now - live.wroteAt < IDLE_MS) continue;
        if (live.head.seq - live.snapshotSeq >= SOME_ROWS) keep(live);
        forgetDoc(live);
      }
    },
    stop: () => clearTimeout(timer),
  };
}
