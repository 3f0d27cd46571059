/** From a text to what is said about it: the words selected as an anchor, and the conversation at the caret. */
import type { Editor } from "@tiptap/core";
import { type RefObject, useEffect, useRef, useState } from "react";
import type * as Y from "yjs";
import { type Anchor, anchorAt, textBlocks } from "#shared/comment-anchor.ts";
import { placeOf } from "../suggest/places.ts";

type View = Editor["view"];

export interface RemarkActs {
  /** Asked for a comment on the selected words. */
  onRemark?: (anchor: Anchor) => void;
  /** A remark was pointed at, or the caret in it asked for its conversation. */
  onRemarkAt?: (id: string, by: "pointer" | "keyboard") => void;
}

/** The selected words, to find them again; `null` when nothing is selected. */
export function selectedAnchor(view: View, text: Y.XmlFragment): Anchor | null {
  if (view.state.selection.empty) return null;
  const { from, to } = view.state.selection;
  const [start, end] = [placeOf(view.state.doc, text, from), placeOf(view.state.doc, text, to)];
  return start && end ? anchorAt(textBlocks(text), start, end) : null;
}

/** Ctrl+Alt+M, with ⌘ on a Mac: on selected words it begins a comment, at the caret it goes to the one that is there. */
export const isRemarkKey = (event: KeyboardEvent): boolean =>
  event.altKey && (event.ctrlKey || event.metaKey) && event.code === "KeyM";

/** Makes remarks in a text lead to their conversations. @param host holds the editor */
export function useRemarkKeys(
  host: RefObject<HTMLElement | null>,
  view: View | null,
  text: Y.XmlFragment | null,
  acts: RemarkActs,
): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const element = host.current;
    if (!element || !view || !text) return;
    const idOf = (target: Node | null) =>
      (target instanceof Element ? target : target?.parentElement)?.closest<HTMLElement>("[data-remark]")?.dataset
        .remark ?? null;
    const onKey = (event: KeyboardEvent) => {
      if (!isRemarkKey(event) || view.isDestroyed || !view.dom.contains(event.target as Node)) return;
      event.preventDefault();
      const anchor = selectedAnchor(view, text);
      if (anchor) return latest.current.onRemark?.(anchor);
      const id = idOf(view.domAtPos(view.state.selection.from).node);
      if (id) latest.current.onRemarkAt?.(id, "keyboard");
    };
    const onClick = (event: MouseEvent) => {
      const id = idOf(event.target as Node);
      if (id && view.state.selection.empty) latest.current.onRemarkAt?.(id, "pointer");
    };
    element.addEventListener("keydown", onKey);
    element.addEventListener("click", onClick);
    return () => {
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("click", onClick);
    };
  }, [host, view, text]);
}

/** Begins a comment on what is selected; the selection stays where it is. */
export function RemarkButton({
  view,
  text,
  onRemark,
}: {
  view: View | null;
  text: Y.XmlFragment | null;
  onRemark: (anchor: Anchor) => void;
}) {
  const [told, setTold] = useState(false);
  const remark = () => {
    const anchor = view && text ? selectedAnchor(view, text) : null;
    setTold(anchor === null);
    if (anchor) onRemark(anchor);
  };
  return (
    <>
      <button type="button" className="btn btn-s" onMouseDown={(event) => event.preventDefault()} onClick={remark}>
        Comment on the selected words
      </button>
      <span className="small muted" role="status">
        {told ? "Select the words first." : ""}
      </span>
    </>
  );
}
