import type { Logger } from "pino";
import * as Y from "yjs";
import type { Db } from "#db/open.ts";
import { BROKEN_LOG, GENESIS, type LogHead, openLog, type RoomLog, replay } from "#db/rooms.ts";
import { unassisted } from "#shared/documents/unassisted.ts";
import type { LiveRoom } from "./live-room.ts";
import type { AlertKind, Meter } from "./meter.ts";
import { type Compared, compare, sameEdits } from "./same.ts";

/** Every room is glanced at this often, and the room to be checked whole next is chosen no more often than this. */
const ROUND_MS = 10_000;
/** A whole check goes in slices: this many to a round, each with this much work at most. */
const SLICES = 10;
const SLICE_MS = 20;
/** Rows taken from the log at once. */
const ROWS = 32;

export type Mismatch = Extract<AlertKind, "room-mismatch" | "log-broken">;

/** The rooms as the watchdog sees them. */
export interface WatchedRooms {
  all(): Iterable<LiveRoom>;
  /** Makes a room read-only. */
  distrust(live: LiveRoom, kind: Mismatch): void;
}

/** A room whose log is being replayed, as far as it has come. */
interface Check {
  live: LiveRoom;
  /** What the log gives; `null` when the room had no document to compare it with. */
  shadow: Y.Doc | null;
  /** The last row proved and replayed. */
  at: LogHead;
  compared: Compared | null;
}

/**
 * Compares what people see with what is stored, for as long as the server runs: in each round, for every room, where
 * its log ends; and room after room, those that changed first, the chain of the whole log and the document it gives.
 * A room that does not agree becomes read-only and an alert is raised; the others live on.
 * @param deps.roundMs milliseconds between two glances at the same room. @returns a function that stops it.
 */
export function startWatchdog(deps: {
  db: Db;
  rooms: WatchedRooms;
  meter: Meter;
  log: Logger;
  roundMs?: number;
}): () => void {
  const { rooms, meter, roundMs = ROUND_MS } = deps;
  const stored = openLog(deps.db);
  const condemned = new WeakSet<LiveRoom>();
  const checked = new WeakMap<LiveRoom, { seq: number; at: number }>();
  let check: Check | null = null;
  let slices = 0;

  const condemn = (live: LiveRoom, kind: Mismatch) => {
    condemned.add(live);
    meter.raise(kind, live.id);
    rooms.distrust(live, kind);
  };

  /** Those that changed before those that did not, and among them whoever waited longest. */
  const nextDue = (): LiveRoom | null => {
    let due: { live: LiveRoom; changed: boolean; at: number } | null = null;
    for (const live of rooms.all()) {
      if (condemned.has(live)) continue;
      const last = checked.get(live) ?? { seq: -1, at: Number.NEGATIVE_INFINITY };
      if (performance.now() - last.at < roundMs) continue;
      const changed = last.seq !== live.head.seq;
      if (!due || (changed && !due.changed) || (changed === due.changed && last.at < due.at))
        due = { live, changed, at: last.at };
    }
    return due?.live ?? null;
  };

  const slice = () => {
    const end = performance.now() + SLICE_MS;
    const enough = () => performance.now() >= end;
    while (!enough()) {
      if (check && (condemned.has(check.live) || ![...rooms.all()].includes(check.live))) check = dropped(check);
      const live: LiveRoom | null = check?.live ?? nextDue();
      if (!live) return;
      check ??= { live, shadow: live.doc && unassisted(new Y.Doc({ gc: false })), at: GENESIS, compared: null };
      const found = goOn(check, stored, enough);
      if (found === "later") return;
      check = dropped(check);
      if (found === "agrees") checked.set(live, { seq: live.head.seq, at: performance.now() });
      else condemn(live, found);
    }
  };

  const tick = () => {
    try {
      if (slices++ % SLICES === 0)
        for (const live of rooms.all())
          if (!condemned.has(live) && !endsAlike(live, stored)) condemn(live, "room-mismatch");
      slice();
    } catch (error) {
      // A store that cannot be read is another alert's matter; the check starts again from the beginning.
      check = check && dropped(check);
      deps.log.error({ name: (error as Error).name, code: (error as { code?: string }).code }, "a check failed");
    }
  };
  const timer = setInterval(tick, roundMs / SLICES);
  timer.unref();
  return () => {
    clearInterval(timer);
    check = check && dropped(check);
  };
}

function dropped({ shadow }: Check): null {
  shadow?.destroy();
  return null;
}

/** Is the last row of the log the one this room believes to be the last? */
function endsAlike(live: LiveRoom, stored: RoomLog): boolean {
  const { seq, hash } = stored.head(live.id);
  return seq === live.head.seq && hash.equals(live.head.hash);
}

/** Goes on with a check until it is decided or the time is up. */
function goOn(check: Check, stored: RoomLog, enough: () => boolean): "agrees" | "later" | Mismatch {
  const { live, shadow } = check;
  while (check.at.seq < live.head.seq) {
    if (enough()) return "later";
    const rows = proved(check, stored);
    if (!rows) return "log-broken";
    if (rows.updates.length === 0) return "room-mismatch";
    shadow?.transact(() => replay(shadow, rows.updates));
    check.at = rows.head;
  }
  // Both stand at the same row now, unless something accepted waits for its commit.
  if (live.queue.length > 0) return "later";
  if (check.at.seq !== live.head.seq || !check.at.hash.equals(live.head.hash)) return "room-mismatch";
  if (!live.doc || !shadow) return "agrees";
  if (!sameEdits(live.doc, shadow)) return "room-mismatch";
  const result = compare(live.doc, shadow, check.compared, enough);
  if (result === "same") return "agrees";
  if (result === "different") return "room-mismatch";
  check.compared = result;
  return "later";
}

/** The next rows of the log; `null` when one does not follow on the one before it. */
function proved({ live, at }: Check, stored: RoomLog): ReturnType<RoomLog["checked"]> | null {
  try {
    return stored.checked(live.id, at, ROWS);
  } catch (error) {
    if ((error as Error).name === BROKEN_LOG) return null;
    throw error;
  }
}
