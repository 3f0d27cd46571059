import type * as Y from "yjs";
import { DECIDED, SUGGESTIONS } from "#shared/suggestions.ts";

/** Calls after each change of the text or of what is suggested about it, whoever made it. @returns the end of it */
export function watchText(fragment: Y.XmlFragment, changed: () => void): () => void {
  const doc = fragment.doc as Y.Doc;
  const roots: Y.AbstractType<unknown>[] = [
    fragment as unknown as Y.AbstractType<unknown>,
    doc.getMap(SUGGESTIONS) as unknown as Y.AbstractType<unknown>,
    doc.getMap(DECIDED) as unknown as Y.AbstractType<unknown>,
  ];
  let touched = false;
  const touch = () => {
    touched = true;
  };
  const settle = () => {
    if (!touched) return;
    touched = false;
    changed();
  };
  for (const root of roots) root.observeDeep(touch);
  doc.on("afterAllTransactions", settle);
  return () => {
    for (const root of roots) root.unobserveDeep(touch);
    doc.off("afterAllTransactions", settle);
  };
}
