/**
 * The editor of somebody who suggests: they see the text with every open suggestion in it and type as anywhere else, and
 * what they type is written down as suggestions, never into the text. Undo takes back their own alone.
 */

import { baseKeymap } from "@tiptap/pm/commands";
import { keymap } from "@tiptap/pm/keymap";
import type { Node as Content } from "@tiptap/pm/model";
import { type Command, EditorState, Plugin, type Transaction } from "@tiptap/pm/state";
import { EditorView } from "@tiptap/pm/view";
import { uuidv4 } from "lib0/random";
import * as Y from "yjs";
import { samePlace, textBlocks } from "#shared/comment-anchor.ts";
import { openSuggestions, putSuggestion, SUGGESTIONS, suggestionId, withdrawSuggestion } from "#shared/suggestions.ts";
import { caretAtFocus } from "../caret-at-focus.ts";
import "../mended-undo.ts";
import { decorated, type Remark } from "./decorations.ts";
import { extract, lines, markedDoc, markedSchema, NEW_LINE, type Says } from "./marked.ts";
import { flat, type Hand, rewrite } from "./rewrite.ts";
import { watchText } from "./watch.ts";

export const NOT_JOINED = "These two lines cannot be joined. Say it in a comment.";

export interface SuggestingOptions {
  element: HTMLElement;
  fragment: Y.XmlFragment;
  userId: string;
  label: string;
  says: Says;
  /** Only shows the text with its suggestions. */
  readOnly?: boolean;
  remarks?(): readonly Remark[];
  /** Called with a sentence when an edit was dropped, with `null` at the next one that stands. */
  explain(sentence: string | null): void;
}

export interface Suggesting {
  view: EditorView;
  undo(): boolean;
  redo(): boolean;
  withdraw(id: string): void;
  /** Draws the remarks anew. */
  refresh(): void;
  destroy(): void;
}

const SHARED = "what is shared";

export function createSuggesting(options: SuggestingOptions): Suggesting {
  const { element, fragment, userId, label, says, explain, readOnly = false } = options;
  const doc = fragment.doc as Y.Doc;
  const schema = markedSchema(says);
  const origin = Symbol("suggesting");
  const mine = (id: string) => id.startsWith(suggestionId(userId, ""));
  const hand: Hand = { mine, newId: () => suggestionId(userId, uuidv4()) };
  const undoManager = new Y.UndoManager(doc.getMap(SUGGESTIONS), { trackedOrigins: new Set([origin]) });
  const drawn = (): Content => markedDoc(schema, fragment, openSuggestions(doc, textBlocks(fragment)), mine);

  const write = (before: Content, after: Content) => {
    const [old, now] = [extract(before, mine), extract(after, mine)];
    const blocks = textBlocks(fragment);
    doc.transact(() => {
      for (const [id, { from, to, text }] of now) {
        const known = old.get(id);
        if (known && known.text === text && samePlace(known.from, from) && samePlace(known.to, to)) continue;
        putSuggestion(doc, blocks, { id, from, to, text });
      }
      for (const id of old.keys()) if (!now.has(id)) withdrawSuggestion(doc, id);
    }, origin);
  };

  const join =
    (side: -1 | 1): Command =>
    (state, dispatch) => {
      const { $head, empty } = state.selection;
      if (!empty || $head.parentOffset !== (side < 0 ? 0 : $head.parent.content.size)) return false;
      const all = lines(state.doc);
      const here = all.findIndex(({ start }) => start === $head.start());
      const first = side < 0 ? here - 1 : here;
      const [above, below] = [all[first], all[first + 1]];
      if (!above || !below) return true;
      if (!joinable(state.doc, above.start, below.start)) {
        explain(NOT_JOINED);
        return true;
      }
      if (!dispatch) return true;
      const blocks = textBlocks(fragment);
      const from = { block: first, offset: blocks[first]?.text.length ?? 0 };
      const to = { block: first + 1, offset: 0 };
      const known = openSuggestions(doc, blocks).some(
        ({ found }) => found && samePlace(found.from, from) && samePlace(found.to, to),
      );
      if (!known) doc.transact(() => putSuggestion(doc, blocks, { id: hand.newId(), from, to, text: "" }), origin);
      return true;
    };
  const newLine: Command = (state, dispatch) => {
    dispatch?.(state.tr.insertText(NEW_LINE));
    return true;
  };
  const undo = () => undoManager.undo() !== null;
  const redo = () => undoManager.redo() !== null;

  const view: EditorView = new EditorView(element, {
    state: EditorState.create({
      doc: drawn(),
      plugins: [
        keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, Enter: newLine, "Shift-Enter": newLine }),
        keymap({ Backspace: join(-1), Delete: join(1) }),
        keymap(baseKeymap),
        caretAtFocus,
        new Plugin({
          props: { decorations: (state) => decorated(state.doc, fragment, says, options.remarks?.() ?? []) },
        }),
      ],
    }),
    attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, class: "rich-box ProseMirror" },
    editable: () => !readOnly,
    // Whatever is pasted or dropped becomes words.
    handlePaste: (_view, _event, { content }) => {
      undoManager.stopCapturing();
      view.dispatch(view.state.tr.insertText(flat(content)).setMeta("paste", true));
      return true;
    },
    handleDrop: (_view, event, { content }, moved) => {
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (!at) return true;
      const { tr } = view.state;
      undoManager.stopCapturing();
      if (moved) tr.deleteSelection();
      tr.insertText(flat(content), tr.mapping.map(at.pos));
      view.dispatch(tr);
      return true;
    },
    dispatchTransaction: (tr: Transaction) => {
      if (!tr.docChanged || tr.getMeta(SHARED)) return view.updateState(view.state.apply(tr));
      const made = rewrite(tr, view.state, hand);
      if ("why" in made) {
        explain(made.why);
        return view.updateState(view.state);
      }
      explain(null);
      const before = view.state.doc;
      view.updateState(view.state.apply(made.tr));
      write(before, view.state.doc);
    },
  });

  const stop = watchText(fragment, () => {
    const tr = change(view.state, drawn());
    view.dispatch((tr ?? view.state.tr).setMeta(SHARED, true));
  });
  return {
    view,
    undo,
    redo,
    withdraw: (id) => mine(id) && doc.transact(() => withdrawSuggestion(doc, id), origin),
    refresh: () => view.dispatch(view.state.tr.setMeta(SHARED, true)),
    destroy: () => {
      stop();
      undoManager.destroy();
      view.destroy();
    },
  };
}

/** Are these two lines paragraphs that follow each other in one place? */
function joinable(doc: Content, above: number, below: number): boolean {
  const [$above, $below] = [doc.resolve(above), doc.resolve(below)];
  return (
    $above.parent.type.name === "paragraph" &&
    $below.parent.type.name === "paragraph" &&
    $above.depth === $below.depth &&
    $above.after() === $below.before()
  );
}

/** The smallest change from what is shown to what should be: a caret elsewhere stays where it is. */
function change(state: EditorState, next: Content): Transaction | null {
  const { doc, tr } = state;
  if (doc.eq(next)) return null;
  if (doc.childCount !== next.childCount) return replaceBetween(tr, doc, next, 0, 0);
  let [pos, at] = [doc.content.size, next.content.size];
  for (let i = doc.childCount - 1; i >= 0; i--) {
    const [old, now] = [doc.child(i), next.child(i)];
    pos -= old.nodeSize;
    at -= now.nodeSize;
    if (old.eq(now)) continue;
    if (old.sameMarkup(now) && old.isTextblock) replaceBetween(tr, old, now, pos + 1, at + 1, next);
    else tr.replaceWith(pos, pos + old.nodeSize, now);
  }
  return tr;
}

/** @param pos where the contents of `old` begin in the text shown, `at` those of `now` in `whole` */
function replaceBetween(
  tr: Transaction,
  old: Content,
  now: Content,
  pos: number,
  at: number,
  whole = now,
): Transaction {
  const start = old.content.findDiffStart(now.content);
  const end = old.content.findDiffEnd(now.content);
  if (start === null || end === null) return tr;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  return tr.replace(pos + start, pos + end.a + overlap, whole.slice(at + start, at + end.b + overlap));
}
