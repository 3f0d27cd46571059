import * as Y from "yjs";

/** A change of this size takes a few milliseconds, however it is made. Bytes. */
export const SMALL = 2 * 1024;
/** How many places one change may name that do not follow on each other. An hour of corrections is a few hundred. */
const MOST_JUMPS = 1_000;

/**
 * Would merging this change take time out of all proportion? Yjs looks for each new piece's place among all pieces
 * between its two neighbours: ten thousand pieces that all name the same far neighbours hold up everybody for half a
 * minute, and again at each loading. What a person types or pastes follows on. Deletions, as Yjs writes them, never
 * name the same place twice. Call it before the change is applied. @throws when the bytes are no update.
 */
export function tangled(bytes: Uint8Array): boolean {
  if (bytes.length <= SMALL) return false;
  const { structs, ds } = Y.decodeUpdate(bytes);
  return jumps(structs) > MOST_JUMPS || [...ds.clients.values()].some(repeats);
}

function jumps(structs: readonly (Y.Item | Y.GC | Y.Skip)[]): number {
  /** The last place of each piece, and what stood on its right. */
  const ends = new Map<string, string>();
  const entered = new Set<string>();
  let count = 0;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { origin, rightOrigin } = struct;
    const right = place(rightOrigin);
    if (origin !== null) {
      if (ends.get(place(origin)) !== right) count++;
      ends.delete(place(origin));
    } else {
      const into = rightOrigin === null ? `${place(struct.parent)} ${struct.parentSub ?? ""}` : "";
      if (into === "" || entered.has(into)) count++;
      entered.add(into);
    }
    ends.set(place({ client: struct.id.client, clock: struct.id.clock + struct.length - 1 }), right);
  }
  return count;
}

function place(at: unknown): string {
  const { client, clock } = (at ?? {}) as { client?: number; clock?: number };
  return typeof at === "string" ? at : `${client}:${clock}`;
}

function repeats(ranges: readonly { clock: number; len: number }[]): boolean {
  let end = 0;
  for (const { clock, len } of ranges) {
    if (clock < end || len < 1) return true;
    end = clock + len;
  }
  return false;
}
