import * as Y from "yjs";
import { type Change, changeOf, type History } from "./history.ts";
import type { RichNode } from "./history-restore.ts";
import { type Listed, type Piece, pieces, stretches } from "./history-text.ts";

/** A block of rich text with what was written in it. */
export interface Block {
  kind: "heading" | "paragraph" | "item";
  change: Change;
  seq: number;
  gone: number | null;
  pieces: Piece[];
}

/** The blocks that stood at row `from` or at row `to`, in the order of the document. */
export function* blocks(history: History, fragment: string, from: number, to: number): Generator<Block> {
  function* visit(parent: Listed, inItem: boolean): Generator<Block> {
    for (const { type, seq, gone } of children(history, parent)) {
      const change = changeOf({ seq, gone }, from, to);
      if (!change || !(type instanceof Y.XmlElement)) continue;
      const { nodeName } = type;
      if (nodeName !== "paragraph" && nodeName !== "heading") yield* visit(type, inItem || nodeName === "listItem");
      else
        yield {
          kind: nodeName === "heading" ? "heading" : inItem ? "item" : "paragraph",
          change,
          seq,
          gone,
          pieces: inline(history, type, from, to),
        };
    }
  }
  yield* visit(history.doc.getXmlFragment(fragment), false);
}

/** The words of one block, line breaks included. */
function inline(history: History, block: Y.XmlElement, from: number, to: number): Piece[] {
  return [...children(history, block)].flatMap(({ type, seq, gone }) => {
    if (type instanceof Y.XmlText) return pieces(history, type, from, to);
    const change = changeOf({ seq, gone }, from, to);
    return change ? [{ text: "\n", seq, gone, change, marks: {}, restyled: null }] : [];
  });
}

/** The whole tree as it stood at row `at`, for writing it again. */
export function treeAt(history: History, fragment: string, at: number): RichNode[] {
  const read = (parent: Listed): RichNode[] =>
    [...children(history, parent)].flatMap(({ type, seq, gone }): RichNode[] => {
      if (changeOf({ seq, gone }, at, at) === null) return [];
      if (type instanceof Y.XmlText) {
        const parts = pieces(history, type, at, at).map(({ text, marks }) => ({ text, marks }));
        return parts.length > 0 ? [{ parts }] : [];
      }
      if (!(type instanceof Y.XmlElement)) return [];
      return [{ name: type.nodeName, attributes: attributesAt(history, type, at), children: read(type) }];
    });
  return read(history.doc.getXmlFragment(fragment));
}

function attributesAt(history: History, element: Y.XmlElement, at: number): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, last] of element._map) {
    let item: Y.Item | null = last;
    for (; item; item = item.left) {
      const { seq, gone } = history.stretch(item.id.client, item.id.clock);
      if (seq > at) continue;
      if (changeOf({ seq, gone }, at, at) && item.content instanceof Y.ContentAny)
        found[name] = String(item.content.arr[0]);
      break;
    }
  }
  return found;
}

function* children(history: History, parent: Listed) {
  for (const { item, seq, gone } of stretches(history, parent))
    if (item.content instanceof Y.ContentType) yield { type: item.content.type as unknown, seq, gone };
}
