/**
 * A text field against a text that others change at the same time; plain functions over strings and Yjs deltas.
 * `difference` finds what a person typed, `mapIndex` carries a caret over someone else's edit, `rebase` carries a
 * person's edit over edits that arrived while the field could not be touched (an input method composing).
 */
import type * as Y from "yjs";

/** At `at`, `remove` characters become `insert`. */
export interface Change {
  at: number;
  remove: number;
  insert: string;
}

export type Delta = readonly { insert?: unknown; delete?: number; retain?: number }[];

/** The smallest single replacement that turns `before` into `after`; `null` when they are equal. Never cuts a character in two. */
export function difference(before: string, after: string): Change | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start--;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  return { at: start, remove: before.length - start - end, insert: after.slice(start, after.length - end) };
}

/** Where a caret stands after someone else's edit. An insertion right at the caret goes behind it. */
export function mapIndex(index: number, delta: Delta): number {
  let seen = 0;
  let moved = index;
  for (const step of delta) {
    if (step.retain !== undefined) seen += step.retain;
    else if (typeof step.insert === "string") {
      if (seen < moved) moved += step.insert.length;
      seen += step.insert.length;
    } else if (step.delete !== undefined && seen < moved) moved -= Math.min(step.delete, moved - seen);
    if (seen >= moved) break;
  }
  return moved;
}

/** A change made to an older text, carried over the deltas that arrived since. */
export function rebase(change: Change, deltas: readonly Delta[]): Change {
  const from = deltas.reduce(mapIndex, change.at);
  const to = deltas.reduce(mapIndex, change.at + change.remove);
  return { at: from, remove: to - from, insert: change.insert };
}

/** Makes the change in the shared text, as one local edit. */
export function applyChange(text: Y.Text, { at, remove, insert }: Change): void {
  text.doc?.transact(() => {
    if (remove > 0) text.delete(at, remove);
    if (insert) text.insert(at, insert);
  });
}

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;
