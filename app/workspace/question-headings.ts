/**
 * The headings of the shared notes: one per signed question. They are nobody's to edit: the caret passes by them, and
 * a local edit that would change, add or remove one, or leave it without a line below, is dropped.
 */
import { type Editor, Node } from "@tiptap/core";
import { splitBlockKeepMarks } from "@tiptap/pm/commands";
import type { Node as Content } from "@tiptap/pm/model";
import { Plugin, Selection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { ySyncPluginKey } from "y-prosemirror";
import { caretAtFocus } from "./caret-at-focus.ts";

/** The notes: what people write, and between it the questions. No list takes a heading in. */
export const Notes = Node.create({
  name: "doc",
  topNode: true,
  content: "(block | heading)+",
  // TipTap's own asks before it takes the selected words out whether the line can be split, and afterwards splits what
  // may no longer be a line: Enter over a whole list would throw.
  addCommands: () => ({
    splitBlock:
      () =>
      ({ state, dispatch }) =>
        splitBlockKeepMarks(state, dispatch),
  }),
});

/** `level` is a string here as in the document's first content, so that opening changes nothing. */
export const QuestionHeading = Node.create({
  name: "heading",
  content: "text*",
  defining: true,
  selectable: false,
  addAttributes: () => ({ level: { default: "3", rendered: false } }),
  // Pasted headings become lines: only the questions head the notes.
  parseHTML: () => [],
  renderHTML: () => ["h3", 0],
  addNodeView: () => () => {
    const dom = document.createElement("h3");
    dom.contentEditable = "false";
    return { dom, contentDOM: dom, ignoreMutation: ({ type }) => type !== "selection" };
  },
  // The browser stops at the first heading, where there is no place for a caret.
  addKeyboardShortcuts: () => ({
    "Mod-Home": ({ editor: { state, view } }) => {
      const first = line(state.doc, 0, 1);
      if (first) view.dispatch(state.tr.setSelection(first).scrollIntoView());
      return first !== null;
    },
  }),
  addProseMirrorPlugins: () => [locked, caretAtFocus],
});

const locked = new Plugin({
  filterTransaction: (transaction, { doc }) =>
    !transaction.docChanged ||
    // What comes from the shared document is shown as it is.
    transaction.getMeta("addToHistory") === false ||
    isRemote(transaction) ||
    (headings(doc) === headings(transaction.doc) && bare(transaction.doc) <= bare(doc)),
  appendTransaction: (transactions, before, { doc, selection, tr }) => {
    const { $head } = selection;
    if ($head.parent.type.name !== "heading" || !selection.empty) return null;
    const up = !transactions.some((t) => t.getMeta("pointer")) && before.selection.head > selection.head;
    const to = line(doc, $head.index(0), up ? -1 : 1) ?? line(doc, $head.index(0), up ? 1 : -1);
    return to && tr.setSelection(to);
  },
});

/** Puts the caret of a window that writes elsewhere at the end of what stands under a question, and shows that place. */
export function showQuestion(editor: Editor, index: number): void {
  if (editor.isFocused) return;
  const { doc, tr } = editor.state;
  let [seen, heading, end] = [-1, 0, -1];
  doc.forEach((node, offset) => {
    if (node.type.name === "heading") {
      seen++;
      if (seen === index) heading = offset;
    }
    if (seen === index) end = offset + node.nodeSize;
  });
  if (end < 0) return;
  editor.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(end), -1)).setMeta("addToHistory", false));
  const box = editor.view.dom;
  const title = editor.view.nodeDOM(heading);
  if (!(title instanceof HTMLElement)) return;
  const top = title.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  box.scrollTo({ top, behavior: still ? "auto" : "smooth" });
}

function isRemote(transaction: Transaction): boolean {
  const sync = transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined;
  return sync?.isChangeOrigin === true;
}

/** The headings' levels and words, in order. */
function headings(doc: Content): string {
  const found: unknown[] = [];
  doc.forEach((node) => {
    if (node.type.name === "heading") found.push(node.attrs.level, node.textContent);
  });
  return JSON.stringify(found);
}

/** How many headings have no line below them. */
function bare(doc: Content): number {
  let count = 0;
  doc.forEach((node, _offset, index) => {
    if (node.type.name !== "heading") return;
    const next = doc.maybeChild(index + 1);
    if (!next || next.type.name === "heading") count++;
  });
  return count;
}

/** The nearest place to write above or below a heading: the caret at its near end. */
function line(doc: Content, from: number, step: 1 | -1): Selection | null {
  let index = from;
  while (doc.maybeChild(index)?.type.name === "heading") index += step;
  if (index < 0 || index >= doc.childCount) return null;
  let start = 0;
  for (let i = 0; i < index; i++) start += doc.child(i).nodeSize;
  return step === 1
    ? Selection.near(doc.resolve(start), 1)
    : Selection.near(doc.resolve(start + doc.child(index).nodeSize), -1);
}
