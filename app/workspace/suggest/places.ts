import type { Node as Content } from "@tiptap/pm/model";
import type * as Y from "yjs";
import type { Place } from "#shared/comment-anchor.ts";
import { linesOf } from "./decorations.ts";
import { insertionOf } from "./marked.ts";

/** Which place of the shared text a position in the editor is; what is only suggested takes up none. */
export function placeOf(doc: Content, fragment: Y.XmlFragment, pos: number): Place | null {
  const all = linesOf(doc, fragment);
  const block = all.findLastIndex(({ start }) => start <= pos);
  const line = all[block];
  if (!line) return null;
  let offset = 0;
  let at = line.start;
  line.node.forEach((piece) => {
    if (insertionOf(piece) === null) offset += Math.max(0, Math.min(piece.nodeSize, pos - at));
    at += piece.nodeSize;
  });
  return { block, offset };
}
