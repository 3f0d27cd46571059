/** Runs in the browser: a caret, a key, a word, a clipboard. */
import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { lines } from "../../../app/workspace/suggest/marked.ts";
import type { Random } from "./world.ts";

export const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

/** A place where words can stand. */
export function somewhere(view: EditorView, random: Random): number {
  const { node, start } = pick(random, lines(view.state.doc));
  return start + Math.floor(random() * (node.content.size + 1));
}

export function select(view: EditorView, from: number, to = from): void {
  const { doc, tr } = view.state;
  const at = (pos: number) => doc.resolve(whole(view, pos));
  view.dispatch(tr.setSelection(TextSelection.between(at(from), at(to))));
}

/** No caret stands in the middle of a character that takes two units. */
function whole({ state: { doc } }: EditorView, pos: number): number {
  const next = doc.textBetween(pos, Math.min(pos + 1, doc.content.size));
  return /^[\udc00-\udfff]/.test(next) ? pos - 1 : pos;
}

export function type(view: EditorView, text: string): void {
  const { from, to } = view.state.selection;
  const plain = () => view.state.tr.insertText(text, from, to);
  if (!view.someProp("handleTextInput", (f) => f(view, from, to, text, plain))) view.dispatch(plain());
}

export function press(view: EditorView, key: string): void {
  view.dom.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

export function paste(view: EditorView, html: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", html.replace(/<[^>]+>/g, " "));
  view.dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}

export function selectSome(view: EditorView, random: Random): void {
  const from = somewhere(view, random);
  select(view, from, Math.min(view.state.doc.content.size - 1, from + Math.floor(random() * 20)));
}
