/**
 * For whoever writes the text: one plugin beside the binding that shows what is suggested and what is remarked, and
 * `accept` and `reject`. To accept changes the text and says so in one transaction, which one undo takes back.
 */
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import type { DecorationSet, EditorView } from "@tiptap/pm/view";
import { type ProsemirrorBinding, ySyncPluginKey, yUndoPluginKey } from "y-prosemirror";
import type * as Y from "yjs";
import { textBlocks } from "#shared/comment-anchor.ts";
import { DECIDED, decide, kindOf, openSuggestions, type Placed } from "#shared/suggestions.ts";
import { linesOf, type Remark, withSuggestions } from "./decorations.ts";
import { positionOf, type Says } from "./marked.ts";
import { watchText } from "./watch.ts";

export const shownKey = new PluginKey<DecorationSet>("suggestions");

/** Shows suggestions and remarks over a text bound by y-prosemirror. @param remarks asked each time; see `redraw` */
export function suggestionsShown(fragment: Y.XmlFragment, says: Says, remarks: () => readonly Remark[]): Plugin {
  const draw = (state: EditorState) => withSuggestions(state.doc, fragment, says, remarks());
  return new Plugin<DecorationSet>({
    key: shownKey,
    state: {
      init: (_config, state) => draw(state),
      // What was typed just now is not in the shared text yet: until it is, what is drawn moves along.
      apply: (tr, shown, _old, state) => (tr.getMeta(shownKey) ? draw(state) : shown.map(tr.mapping, tr.doc)),
    },
    props: { decorations: (state) => shownKey.getState(state) },
    view: (view) => {
      const undo = yUndoPluginKey.getState(view.state) as { undoManager: Y.UndoManager } | undefined;
      undo?.undoManager.addToScope((fragment.doc as Y.Doc).getMap(DECIDED));
      let waiting = false;
      const stop = watchText(fragment, () => {
        if (waiting) return;
        waiting = true;
        // The binding may be in the middle of its own work.
        queueMicrotask(() => {
          waiting = false;
          if (!view.isDestroyed) redraw(view);
        });
      });
      return { destroy: stop };
    },
  });
}

export function redraw(view: EditorView): void {
  view.dispatch(view.state.tr.setMeta(shownKey, true));
}

/** Puts an open suggestion into the text. @returns false when it has no place any more, or none the text allows */
export function accept(view: EditorView, id: string, userId: string): boolean {
  const { fragment, binding } = bound(view);
  const doc = fragment.doc as Y.Doc;
  const placed = openSuggestions(doc, textBlocks(fragment)).find((each) => each.id === id);
  if (!placed?.found) return false;
  const tr = acceptance(view.state.tr, fragment, placed);
  if (!tr) return false;
  apart(view);
  let done = false;
  // One transaction for both: nobody ever sees the words in the text and still suggested.
  binding.mux(() => {
    const before = view.state.doc;
    view.dispatch(tr);
    if (tr.docChanged && view.state.doc.eq(before)) return;
    done = true;
    doc.transact((transaction) => {
      transaction.meta.set("addToHistory", true);
      binding._prosemirrorChanged(view.state.doc);
      decide(doc, placed, "accepted", userId);
    }, ySyncPluginKey);
  });
  apart(view);
  return done;
}

/** Says that a suggestion is not taken up; the text stays as it is. */
export function reject(view: EditorView, id: string, userId: string): boolean {
  const { fragment } = bound(view);
  const doc = fragment.doc as Y.Doc;
  const placed = openSuggestions(doc, textBlocks(fragment)).find((each) => each.id === id);
  if (!placed) return false;
  apart(view);
  doc.transact(() => decide(doc, placed, "rejected", userId), ySyncPluginKey);
  apart(view);
  return true;
}

/** Decides all that are open, one after the other. @returns how many could be */
export function decideAll(view: EditorView, how: "accept" | "reject", userId: string): number {
  const { fragment } = bound(view);
  const ids = openSuggestions(fragment.doc as Y.Doc, textBlocks(fragment)).map(({ id }) => id);
  return ids.filter((id) => (how === "accept" ? accept : reject)(view, id, userId)).length;
}

/** What is decided is taken back by an undo of its own. */
function apart(view: EditorView): void {
  const undo = yUndoPluginKey.getState(view.state) as { undoManager: Y.UndoManager } | undefined;
  undo?.undoManager.stopCapturing();
}

function bound(view: EditorView): { fragment: Y.XmlFragment; binding: ProsemirrorBinding } {
  const { type, binding } = ySyncPluginKey.getState(view.state) as { type: Y.XmlFragment; binding: ProsemirrorBinding };
  return { fragment: type, binding };
}

/** Makes the change that a suggestion asks for. @returns `null` where the text has no place for it */
function acceptance(tr: Transaction, fragment: Y.XmlFragment, placed: Placed): Transaction | null {
  const { found, text } = placed;
  const all = linesOf(tr.doc, fragment);
  if (!found) return null;
  const start = positionOf(all, found.from, "after");
  const end = positionOf(all, found.to, "before");
  if (start < 0 || end < start) return null;
  const between = all.slice(found.from.block, found.to.block + 1);
  const headed = between.some(({ node }) => node.type.name === "heading");
  if (headed && kindOf(placed) === "join") return null;
  if (headed && text !== "" && between[0]?.node.type.name === "heading") return null;
  if (!headed && text === "" && wholeLines(tr, placed, all)) return tr;
  if (!headed && end > start) tr.delete(start, end);
  if (headed)
    for (const { node, start: at } of between.reverse())
      if (node.type.name !== "heading") tr.delete(Math.max(start, at), Math.min(end, at + node.content.size));
  let at = start;
  for (const [i, words] of text.split("\n").entries()) {
    if (i > 0) {
      const depth = tr.doc.resolve(at).node(-1).type.name === "listItem" ? 2 : 1;
      tr.split(at, depth);
      at += 2 * depth;
    }
    if (words !== "") tr.insertText(words, at);
    at += words.length;
  }
  return tr;
}

/** Lines that would be left without a word go as a whole, where another line stands beside them. */
function wholeLines(
  tr: Transaction,
  { found, anchor }: Placed,
  all: readonly { node: { content: { size: number } }; start: number }[],
): boolean {
  if (!found || anchor.quote.trim() === "" || found.from.offset > 0) return false;
  const [first, last] = [all[found.from.block], all[found.to.block]];
  if (!first || !last || found.to.offset < last.node.content.size) return false;
  const [$first, $last] = [tr.doc.resolve(first.start), tr.doc.resolve(last.start)];
  if ($first.depth !== 1 || $last.depth !== 1) return false;
  const [from, to] = [$first.index(0), $last.index(0)];
  const beside = [tr.doc.maybeChild(from - 1), tr.doc.maybeChild(to + 1)];
  // Below a heading a line has to stay.
  const stays = beside[1] && beside[1].type.name !== "heading";
  if (!stays && beside[0]?.type.name !== "paragraph") return false;
  tr.delete($first.before(1), $last.after(1));
  return true;
}
