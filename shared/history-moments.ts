import type { RowFacts } from "./history.ts";

/** A stretch of one person's work, from its first row to its last. The text of a moment is the text after its last row. */
export interface Moment {
  /** The last row. */
  seq: number;
  userId: string | null;
  /** Milliseconds since 1970: its first row and its last. */
  from: number;
  to: number;
  added: number;
  removed: number;
  set: number;
}

/** What takes out so many characters at once, as a restore does, is a moment of its own: what stood before it stays in reach. */
const LARGE = 60;
/** Who stops for this long begins a new moment; so does who goes on for five times as long. */
const PAUSE_MS = 3 * 60_000;
const MOST_PAUSES = 5;

/**
 * Rows as moments, in the order in which they ended. People who write at the same time have a moment each.
 * @param most never more than this: for a very long history the pauses are counted longer.
 */
export function momentsOf(rows: readonly RowFacts[], most: number, pause = PAUSE_MS): Moment[] {
  const moments: Moment[] = [];
  const open = new Map<string | null, Moment>();
  const large = (LARGE * pause) / PAUSE_MS;
  for (const { seq, userId, at, added, removed, set } of rows) {
    const now = removed < large ? open.get(userId) : undefined;
    if (now && at - now.to <= pause && at - now.from <= pause * MOST_PAUSES) {
      now.seq = seq;
      now.to = at;
      now.added += added;
      now.removed += removed;
      now.set += set;
      continue;
    }
    const moment = { seq, userId, from: at, to: at, added, removed, set };
    if (removed < large) open.set(userId, moment);
    else open.delete(userId);
    moments.push(moment);
  }
  // Longer pauses help against many visits; many people at once are bounded by their number.
  if (moments.length > most && pause < YEAR_MS) return momentsOf(rows, most, pause * 2);
  return moments.sort((a, b) => a.seq - b.seq);
}

const YEAR_MS = 366 * 86_400_000;
