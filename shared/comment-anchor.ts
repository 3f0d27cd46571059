/**
 * Where a remark or a proposal stands in a rich text that people go on writing: `anchorAt` fixes a place, `resolveAnchor`
 * finds it again in the text as it is now. An anchor is a start and an end that move with the letters beside them, and
 * the words that stood between. The letters alone are not enough: whoever breaks a line in two writes its second half
 * anew, and a deletion taken back is new letters. The words are then looked for; found in one place only, they are it.
 */
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";

/** A place: which line of the text, counted from the first, and how many characters into it. */
export interface Place {
  block: number;
  offset: number;
}

/** One line: a heading, a paragraph, what stands in one item of a list. */
export interface TextBlock {
  element: Y.XmlElement;
  /** Its characters; a break inside the line is one. */
  text: string;
}

export interface Anchor {
  start: string;
  end: string;
  /** The words between, cut when they are many. */
  quote: string;
  /** What stood right before and after, for a place without words of its own. */
  before?: string;
  after?: string;
}

/** `exact`: the very words are still there. `moved`: found again by its words. */
export interface Found {
  from: Place;
  to: Place;
  exact: boolean;
  moved: boolean;
}

const LONGEST_QUOTE = 300;
const BESIDE = 24;
/** Fewer letters say nothing about a place. */
const FEWEST_BESIDE = 6;
const BREAK = "\n";

/** All lines, in the order they are read. */
export function textBlocks(fragment: Y.XmlFragment): TextBlock[] {
  const found: TextBlock[] = [];
  const visit = (parent: Y.XmlFragment) => {
    for (const child of parent.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      if (child.nodeName === "paragraph" || child.nodeName === "heading")
        found.push({ element: child, text: textOf(child) });
      else visit(child);
    }
  };
  visit(fragment);
  return found;
}

/** Fixes the words between two places, or one place when both are the same. */
export function anchorAt(blocks: readonly TextBlock[], from: Place, to: Place): Anchor {
  const empty = samePlace(from, to);
  const quote = between(blocks, from, to);
  // Words put in right beside it are not taken in.
  const start = encode(blocks, from, empty || quote === BREAK ? -1 : 0);
  const end = encode(blocks, to, quote === BREAK ? 0 : -1);
  if (!empty) return { start, end, quote: quote.slice(0, LONGEST_QUOTE) };
  return { start, end, quote: "", ...beside(blocks, from) };
}

/** Finds an anchor's place in the text as it is now. @returns `null` when the text it stood at was deleted. */
export function resolveAnchor(blocks: readonly TextBlock[], anchor: Anchor): Found | null {
  const from = decode(blocks, anchor.start);
  const to = decode(blocks, anchor.end);
  if (anchor.quote === "") return resolvePoint(blocks, anchor, from);
  const ordered = from && to && compare(from, to) <= 0;
  const now = ordered ? between(blocks, from, to) : "";
  if (ordered && now.slice(0, LONGEST_QUOTE) === anchor.quote) return { from, to, exact: true, moved: false };
  const whole = anchor.quote.length < LONGEST_QUOTE && anchor.quote.trim() !== "";
  const again = whole ? onlyPlaceOf(blocks, anchor.quote) : null;
  if (again) {
    const end = advance(blocks, again, anchor.quote.length);
    return { from: again, to: end, exact: true, moved: true };
  }
  return ordered && now.trim() !== "" ? { from, to, exact: false, moved: false } : null;
}

/** The words between two places; lines are parted by a line break. */
export function between(blocks: readonly TextBlock[], from: Place, to: Place): string {
  const text = (block: number) => blocks[block]?.text ?? "";
  if (from.block === to.block) return text(from.block).slice(from.offset, to.offset);
  const lines = [text(from.block).slice(from.offset)];
  for (let block = from.block + 1; block < to.block; block++) lines.push(text(block));
  return [...lines, text(to.block).slice(0, to.offset)].join(BREAK);
}

export const compare = (a: Place, b: Place): number => a.block - b.block || a.offset - b.offset;
export const samePlace = (a: Place, b: Place): boolean => compare(a, b) === 0;

function resolvePoint(blocks: readonly TextBlock[], anchor: Anchor, at: Place | null): Found | null {
  const { before = "", after = "" } = anchor;
  const stay = at && { from: at, to: at, exact: true, moved: false };
  if (at) {
    const now = beside(blocks, at);
    if (before === "" && after === "") return stay;
    if (before !== "" && now.before === before) return stay;
    if (after !== "" && now.after === after) return stay;
  }
  const words = before + after;
  const place = words.length >= FEWEST_BESIDE ? onlyPlaceOf(blocks, words) : null;
  if (!place) return stay;
  const again = advance(blocks, place, before.length);
  return { from: again, to: again, exact: true, moved: true };
}

function beside(blocks: readonly TextBlock[], { block, offset }: Place): { before: string; after: string } {
  const text = blocks[block]?.text ?? "";
  return { before: text.slice(Math.max(0, offset - BESIDE), offset), after: text.slice(offset, offset + BESIDE) };
}

/** Where these words stand, when they stand in one place only. */
function onlyPlaceOf(blocks: readonly TextBlock[], words: string): Place | null {
  const all = blocks.map(({ text }) => text).join(BREAK);
  const at = all.indexOf(words);
  if (at < 0 || all.indexOf(words, at + 1) >= 0) return null;
  return advance(blocks, { block: 0, offset: 0 }, at);
}

function advance(blocks: readonly TextBlock[], { block, offset }: Place, by: number): Place {
  let left = offset + by;
  let at = block;
  while (at < blocks.length - 1 && left > (blocks[at]?.text.length ?? 0)) left -= (blocks[at++]?.text.length ?? 0) + 1;
  return { block: at, offset: left };
}

/** @param side with which letter it moves: -1 the one before, 0 the one after */
function encode(blocks: readonly TextBlock[], { block, offset }: Place, side: -1 | 0): string {
  const element = blocks[block]?.element;
  if (!element) throw new RangeError("no such line");
  const inside = (type: Y.XmlText | Y.XmlElement, index: number) =>
    toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(type as never, index, side)));
  let left = offset;
  for (const child of element.toArray()) {
    const size = child instanceof Y.XmlText ? child.length : 1;
    if (child instanceof Y.XmlText && (side < 0 ? left <= size : left < size)) return inside(child, left);
    if (left < size) break;
    left -= size;
  }
  const last = element.toArray().at(-1);
  if (last instanceof Y.XmlText && left === 0) return inside(last, last.length);
  return inside(element, Math.min(element.length, childAt(element, offset)));
}

function childAt(element: Y.XmlElement, offset: number): number {
  let left = offset;
  let index = 0;
  for (const child of element.toArray()) {
    if (left <= 0) break;
    left -= child instanceof Y.XmlText ? child.length : 1;
    index++;
  }
  return index;
}

function decode(blocks: readonly TextBlock[], position: string): Place | null {
  const doc = blocks[0]?.element.doc;
  if (!doc) return null;
  let at: Y.AbsolutePosition | null;
  try {
    // The same for everybody: only who takes a deletion back knows which new letters are the old ones.
    at = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(fromBase64(position)), doc, false);
  } catch {
    return null;
  }
  if (!at || isGone(at.type)) return null;
  const line = at.type instanceof Y.XmlText ? at.type.parent : at.type;
  const block = blocks.findIndex(({ element }) => element === line);
  if (block < 0) return null;
  let offset = at.type === line ? 0 : at.index;
  const upTo = at.type === line ? at.index : Number.POSITIVE_INFINITY;
  let seen = 0;
  for (const child of (line as Y.XmlElement).toArray()) {
    if (child === at.type || seen++ >= upTo) break;
    offset += child instanceof Y.XmlText ? child.length : 1;
  }
  return { block, offset };
}

function isGone(type: Y.AbstractType<unknown>): boolean {
  return type._item?.deleted === true;
}

function textOf(line: Y.XmlElement): string {
  return line
    .toArray()
    .map((child) => (child instanceof Y.XmlText ? plain(child) : BREAK))
    .join("");
}

function plain(text: Y.XmlText): string {
  let words = "";
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentString) words += item.content.str;
  return words;
}
