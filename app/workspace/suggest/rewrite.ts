/**
 * Turns what somebody typed into a suggestion: words are struck instead of deleted, and what is new stands beside them.
 * The text under the suggestions stays as it is, or the edit is dropped, with a sentence that says why.
 */
import type { Node as Content, Fragment } from "@tiptap/pm/model";
import { type EditorState, Selection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { ReplaceAroundStep, ReplaceStep, type Step } from "@tiptap/pm/transform";
import { LONGEST_SUGGESTION } from "#shared/suggestions.ts";
import { deletionOf, extract, insertionOf, lines, onScreen, textUnder } from "./marked.ts";

export interface Hand {
  mine(id: string): boolean;
  newId(): string;
}

export const WORDS_ONLY =
  "Only words can be suggested here. For bold, lists or another order of lines, write a comment.";
export const TOO_MUCH = "That is too much for one suggestion. Suggest it in smaller pieces.";
export const HEADING_STAYS = "Headings are part of the form and stay as they are.";

/** @returns the same edit as a suggestion, or why it cannot be one */
export function rewrite(tr: Transaction, state: EditorState, hand: Hand): { tr: Transaction } | { why: string } {
  const out = state.tr;
  let caret: number | null = null;
  for (const [i, step] of tr.steps.entries()) {
    const replaced = replacement(step, tr.docs[i] ?? state.doc);
    if (!replaced) return { why: WORDS_ONLY };
    const before = tr.steps.slice(0, i);
    const from = rebase(replaced.from, before, out, 1);
    const to = Math.max(from, rebase(replaced.to, before, out, -1));
    const forward = state.selection.empty && state.selection.from === replaced.from && replaced.to > replaced.from;
    const struck = strike(out, from, to, hand);
    caret = forward ? struck.to : struck.from;
    const { words } = replaced;
    if (words === "") continue;
    const end = put(out, struck.to, words, hand);
    if (end === null) return { why: HEADING_STAYS };
    caret = end;
  }
  oneEach(out, hand);
  if (textUnder(out.doc) !== textUnder(state.doc) || marksElsewhere(out.doc)) return { why: WORDS_ONLY };
  if (tooMuch(out.doc, hand)) return { why: TOO_MUCH };
  if (caret !== null) out.setSelection(TextSelection.near(out.doc.resolve(Math.min(caret, out.doc.content.size)), -1));
  out.scrollIntoView();
  const composing = tr.getMeta("composition");
  if (composing !== undefined) out.setMeta("composition", composing);
  return { tr: out };
}

/** Which words an edit takes out and which it brings; `null` when it changes more than words. */
function replacement(step: Step, doc: Content): { from: number; to: number; words: string } | null {
  if (step instanceof ReplaceStep) return { from: step.from, to: step.to, words: flat(step.slice.content) };
  // Words typed over several lines: what is left of the last one moves up behind them.
  if (!(step instanceof ReplaceAroundStep) || (step as { structure?: boolean }).structure) return null;
  const { from, to, gapFrom, gapTo, slice } = step;
  const at = step.insert + slice.openStart;
  if (flat(slice.content.cut(at)) !== "" || doc.textBetween(gapTo, to, "", "?") !== "") return null;
  return { from, to: gapFrom, words: flat(slice.content.cut(0, at)) };
}

/** Anything pasted or typed, as words. */
export function flat(content: Fragment): string {
  return onScreen(content.textBetween(0, content.size, "\n", "\n").replace(/\r\n?/g, "\n"));
}

/** Where a place in the middle of an edit is in the rewritten one. */
function rebase(pos: number, before: readonly Step[], out: Transaction, side: 1 | -1): number {
  const original = before.reduceRight((at, step) => step.getMap().invert().map(at, side), pos);
  return out.mapping.map(original, side);
}

/** Strikes what can be struck, and really takes out what the same hand had put in. @returns the range as it is now */
function strike(out: Transaction, from: number, to: number, { mine, newId }: Hand): { from: number; to: number } {
  if (from === to) return { from, to };
  const marked: { from: number; to: number }[] = [];
  const dropped: { from: number; to: number }[] = [];
  let id: string | null = null;
  out.doc.nodesBetween(from, to, (node, pos, parent) => {
    if (!node.isText || parent?.type.name === "heading") return true;
    const range = { from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize) };
    const put = insertionOf(node);
    const struck = deletionOf(node);
    if (put !== null && mine(put)) dropped.push(range);
    if (struck !== null && mine(struck)) id ??= struck;
    if (put === null && struck === null) marked.push(range);
    return false;
  });
  const put = marked.length > 0 ? putBefore(out.doc, from, to, mine) : null;
  id = put?.id ?? id ?? neighbour(out.doc, from, to, mine) ?? newId();
  const mark = out.doc.type.schema.mark("deletion", { id });
  for (const range of marked) out.addMark(range.from, range.to, mark);
  const steps = out.steps.length;
  for (const range of dropped.reverse()) out.delete(range.from, range.to);
  const since = out.mapping.slice(steps);
  const range = { from: since.map(from, -1), to: since.map(to, -1) };
  if (!put) return range;
  out.delete(from - put.text.length, from);
  out.insert(range.to - put.text.length, out.doc.type.schema.text(put.text, put.marks));
  return { from: range.to, to: range.to };
}

/** Words of the same hand right before what is struck: together they replace it, so they go behind it. */
function putBefore(doc: Content, from: number, to: number, mine: (id: string) => boolean) {
  const $from = doc.resolve(from);
  const { nodeBefore } = $from;
  const id = insertionOf(nodeBefore);
  if (id === null || !mine(id) || !nodeBefore?.text || !$from.sameParent(doc.resolve(to))) return null;
  return { id, text: nodeBefore.text, marks: nodeBefore.marks };
}

/** A suggestion of the same hand that touches the range and can grow over it. */
function neighbour(doc: Content, from: number, to: number, mine: (id: string) => boolean): string | null {
  const own = (id: string | null) => (id !== null && mine(id) ? id : null);
  return (
    own(deletionOf(doc.resolve(from).nodeBefore)) ??
    own(deletionOf(doc.resolve(to).nodeAfter)) ??
    own(insertionOf(doc.resolve(to).nodeAfter))
  );
}

/** Puts words in. @returns where they end, `null` where none can stand */
function put(out: Transaction, near: number, words: string, { mine, newId }: Hand): number | null {
  let $at = out.doc.resolve(near);
  if (!$at.parent.isTextblock) $at = Selection.near($at, -1).$from;
  if ($at.parent.type.name === "heading" || !$at.parent.isTextblock) return null;
  const at = pastRun($at.pos, out.doc, mine);
  const { nodeBefore, nodeAfter } = out.doc.resolve(at);
  const own = (id: string | null) => (id !== null && mine(id) ? id : null);
  const id = own(insertionOf(nodeBefore)) ?? own(insertionOf(nodeAfter)) ?? own(deletionOf(nodeBefore)) ?? newId();
  const { schema } = out.doc.type;
  out.insert(at, schema.text(words, [schema.mark("insertion", { id })]));
  return at + words.length;
}

/** Nothing is put into the middle of struck words, or of what somebody else put in: it goes behind them. */
function pastRun(at: number, doc: Content, mine: (id: string) => boolean): number {
  const $at = doc.resolve(at);
  const run = (node: Content | null | undefined) => deletionOf(node) ?? insertionOf(node);
  const id = run($at.nodeBefore);
  if (id === null || run($at.nodeAfter) !== id) return at;
  const put = insertionOf($at.nodeBefore);
  if (put !== null && (mine(put) || insertionOf($at.nodeAfter) === null)) return at;
  if (put === null && deletionOf($at.nodeAfter) === null) return at;
  let end = at;
  let index = $at.index();
  let left = $at.textOffset;
  for (let node = $at.parent.maybeChild(index); node && run(node) === id; node = $at.parent.maybeChild(++index)) {
    if (put === null && deletionOf(node) === null) break;
    end += node.nodeSize - left;
    left = 0;
  }
  return end;
}

interface Run {
  raw: string;
  id: string;
  putting: boolean;
}

/** A suggestion is one piece: struck words, then new ones. What came apart becomes one of its own. */
function oneEach(out: Transaction, { mine, newId }: Hand): void {
  const used = new Set<string>();
  let current = null as Run | null;
  for (const { node, start } of lines(out.doc)) {
    let pos = start;
    for (const piece of node.children) {
      const from = pos;
      pos += piece.nodeSize;
      const put = insertionOf(piece);
      if (put !== null && !mine(put)) continue;
      const raw = put ?? deletionOf(piece);
      if (raw === null || !mine(raw)) {
        if (piece.isText || current?.putting) current = null;
        continue;
      }
      const goesOn = current?.raw === raw && (put !== null || !current.putting);
      if (!goesOn || !current) {
        current = { raw, id: used.has(raw) ? newId() : raw, putting: false };
        used.add(current.id);
      }
      current.putting = put !== null;
      if (current.id === raw) continue;
      const mark = out.doc.type.schema.mark(put === null ? "deletion" : "insertion", { id: current.id });
      out.addMark(from, pos, mark);
    }
    if (current?.putting) current = null;
  }
}

/** One of the suggestions would be longer than the server takes. */
function tooMuch(doc: Content, { mine }: Hand): boolean {
  if (doc.content.size <= LONGEST_SUGGESTION) return false;
  return [...extract(doc, mine).values()].some(({ text }) => text.length > LONGEST_SUGGESTION);
}

/** Is a suggestion's mark on anything but words? Such a mark would not survive being shared. */
function marksElsewhere(doc: Content): boolean {
  let found = false;
  doc.descendants((node) => {
    found ||= !node.isText && (insertionOf(node) !== null || deletionOf(node) !== null);
    return !found;
  });
  return found;
}
