import * as Y from "yjs";
import type { Scalar } from "./documents/form.ts";
import { type Change, changeOf, type History } from "./history.ts";

/** A shared type by the list of its items, deleted ones included. */
export type Listed = Pick<Y.AbstractType<unknown>, "_start">;

/** Characters with one story: brought by row `seq`, taken away by row `gone` or still there. */
export interface Piece {
  text: string;
  seq: number;
  gone: number | null;
  change: Change;
  /** Marks at the later of the two moments; at the earlier one for what is gone by then. */
  marks: Record<string, unknown>;
  /** The row that gave or took a mark between the two moments, for characters that stood at both. */
  restyled: number | null;
}

/**
 * A text as it stood at row `to`, set beside row `from`: what stood at either, in the order of the document.
 * With `from` = `to` it is simply the text of that moment.
 */
export function pieces(history: History, text: Listed, from: number, to: number): Piece[] {
  const found: Piece[] = [];
  const before = new Map<string, Format>();
  const after = new Map<string, Format>();
  let look = lookOf(before, after);
  for (const { item, seq, gone, start, end } of stretches(history, text)) {
    const change = changeOf({ seq, gone }, from, to);
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      if (change === "kept" || change === "out") before.set(content.key, { value: content.value, row: gone });
      if (change === "kept" || change === "in") after.set(content.key, { value: content.value, row: seq });
      look = lookOf(before, after);
    }
    if (!change || !(content instanceof Y.ContentString)) continue;
    const words = content.str.slice(start - item.id.clock, end - item.id.clock);
    const restyled = change === "kept" ? look.restyled : null;
    found.push({ text: words, seq, gone, change, marks: change === "out" ? look.before : look.after, restyled });
  }
  return found;
}

/** A mark that begins (or, with null, ends) here, and the row that answers for it. */
interface Format {
  value: unknown;
  row: number | null;
}

const lookOf = (before: Map<string, Format>, after: Map<string, Format>) => ({
  before: marksOf(before),
  after: marksOf(after),
  restyled: restyledBy(before, after),
});

function marksOf(formats: Map<string, Format>): Record<string, unknown> {
  return Object.fromEntries([...formats].filter(([, f]) => f.value !== null).map(([key, f]) => [key, f.value]));
}

function restyledBy(before: Map<string, Format>, after: Map<string, Format>): number | null {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(key);
    const is = after.get(key);
    if (JSON.stringify(was?.value ?? null) !== JSON.stringify(is?.value ?? null)) return is?.row ?? was?.row ?? null;
  }
  return null;
}

interface Part {
  item: Y.Item;
  seq: number;
  gone: number | null;
  start: number;
  end: number;
}

/** The items of a list, cut where their stories differ: Yjs joins neighbors that came in different rows. */
export function* stretches(history: History, list: Listed): Generator<Part> {
  for (let item = list._start; item; item = item.right) {
    const last = item.id.clock + item.length;
    for (let start = item.id.clock; start < last; ) {
      const { seq, gone, end } = history.stretch(item.id.client, start);
      yield { item, seq, gone, start, end: Math.min(end, last) };
      start = end;
    }
  }
}

/** One value a key was given. */
export interface Setting {
  value: Scalar;
  seq: number;
  /** The row that overwrote it; the same as `seq` for the lesser of two set at the same time, which never stood. */
  gone: number | null;
}

/** Every value a key ever had up to row `to`, in the order of the log, and which of them stands then. */
export function settings(history: History, key: string, to: number): { all: Setting[]; stands: Setting | null } {
  const chain: Setting[] = [];
  let item = history.doc.getMap("values")._map.get(key) ?? null;
  while (item?.left) item = item.left;
  for (; item; item = item.right) {
    if (!(item.content instanceof Y.ContentAny)) continue;
    item.content.arr.forEach((value: Scalar, i: number) => {
      const { id } = item as Y.Item;
      const { seq, gone } = history.stretch(id.client, id.clock + i);
      if (seq <= to) chain.push({ value, seq, gone });
    });
  }
  // Yjs keeps concurrent values side by side: the last of them is the one that counts.
  const last = chain.at(-1) ?? null;
  const stands = last && (last.gone === null || last.gone > to) ? last : null;
  const all = chain
    // Changed again within one and the same row: nobody else ever saw the first.
    .filter((one, i) => one.gone !== one.seq || !chain.slice(i + 1).some((next) => next.seq === one.seq))
    .sort((a, b) => a.seq - b.seq);
  return { all, stands };
}

/** The text under a key of a form; `null` when the form has none. */
export function formText(history: History, key: string): Listed | null {
  const text = history.doc.getMap("texts").get(key);
  return text instanceof Y.AbstractType ? text : null;
}

/** The text under a key as a plain string at row `at`. */
export function textAt(history: History, key: string, at: number): string {
  const text = formText(history, key);
  return text
    ? pieces(history, text, at, at)
        .map((piece) => piece.text)
        .join("")
    : "";
}
