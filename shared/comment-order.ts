import { type Anchor, compare, type Place, resolveAnchor, type TextBlock } from "./comment-anchor.ts";

/**
 * Where the words of a conversation are: as they were, changed since, or gone. `whole`: it never was about words of a
 * text that is written live.
 */
export type Standing = "here" | "changed" | "deleted" | "whole";

interface Anchored {
  anchor: Anchor;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * Conversations in the order of the text; behind them those whose words were deleted, and those about the whole, the
 * oldest first.
 */
export function inTextOrder<T extends Anchored>(
  threads: readonly T[],
  blocks: readonly TextBlock[],
): (T & { standing: Standing })[] {
  return threads
    .map((thread) => ({ thread, ...standingOf(thread, blocks) }))
    .sort((a, b) => {
      if (a.from && b.from) return compare(a.from, b.from) || a.thread.at - b.thread.at;
      return Number(b.from !== null) - Number(a.from !== null) || a.thread.at - b.thread.at;
    })
    .map(({ thread, standing }) => ({ ...thread, standing }));
}

function standingOf({ anchor }: Anchored, blocks: readonly TextBlock[]): { standing: Standing; from: Place | null } {
  if (anchor.start === "") return { standing: "whole", from: null };
  const found = resolveAnchor(blocks, anchor);
  if (!found) return { standing: "deleted", from: null };
  return { standing: found.exact ? "here" : "changed", from: found.from };
}
