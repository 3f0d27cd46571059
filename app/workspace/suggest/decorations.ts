/** What is drawn over a text and is no part of it: remarks, joins, and for whoever writes the suggestions themselves. */
import type { Node as Content } from "@tiptap/pm/model";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import * as Y from "yjs";
import { type Anchor, type Found, resolveAnchor, textBlocks } from "#shared/comment-anchor.ts";
import { kindOf, openSuggestions, type Placed } from "#shared/suggestions.ts";
import { attributes, NEW_LINE, onScreen, positionOf, type Says } from "./marked.ts";

/** A comment thread's place. */
export interface Remark {
  id: string;
  anchor: Anchor;
  resolved: boolean;
  /** For a screen reader: "Comment by Bell". */
  says: string;
}

type Line = { node: Content; start: number };

/** The decorations of a text that already shows words put in and struck: remarks and joins. */
export function decorated(
  doc: Content,
  fragment: Y.XmlFragment,
  says: Says,
  remarks: readonly Remark[],
): DecorationSet {
  const blocks = textBlocks(fragment);
  const all = linesOf(doc, fragment);
  const joins = openSuggestions(fragment.doc as Y.Doc, blocks).filter((each) => kindOf(each) === "join");
  return DecorationSet.create(doc, [
    ...joins.flatMap((each) => struckBreak(all, each, says)),
    ...remarks.flatMap((remark) => remarked(all, resolveAnchor(blocks, remark.anchor), remark)),
  ]);
}

/** All of them, for a text that shows none by itself. */
export function withSuggestions(
  doc: Content,
  fragment: Y.XmlFragment,
  says: Says,
  remarks: readonly Remark[],
): DecorationSet {
  const blocks = textBlocks(fragment);
  const all = linesOf(doc, fragment);
  const open = openSuggestions(fragment.doc as Y.Doc, blocks);
  const shown = open.flatMap((each): Decoration[] => {
    if (kindOf(each) === "join") return struckBreak(all, each, says);
    if (!each.found) return [];
    const to = positionOf(all, each.found.to, "before");
    return [...struck(all, each, says), ...(each.text && to >= 0 ? [putIn(each, to, says)] : [])];
  });
  const said = remarks.flatMap((remark) => remarked(all, resolveAnchor(blocks, remark.anchor), remark));
  return DecorationSet.create(doc, [...shown, ...said]);
}

/** Every line of the shared text in the editor's, in the same order; a line that only the editor shows is left out. */
export function linesOf(doc: Content, fragment: Y.XmlFragment): Line[] {
  const found: Line[] = [];
  const walk = (element: Y.XmlFragment, node: Content, inside: number) => {
    let pos = inside;
    let index = 0;
    for (const child of element.toArray()) {
      const shown = child instanceof Y.XmlElement ? node.maybeChild(index) : null;
      if (!shown || !(child instanceof Y.XmlElement) || shown.type.name !== child.nodeName) continue;
      if (shown.isTextblock) found.push({ node: shown, start: pos + 1 });
      else walk(child, shown, pos + 1);
      pos += shown.nodeSize;
      index++;
    }
  };
  walk(fragment, doc, 0);
  return found;
}

function struck(all: readonly Line[], { id, found }: Placed, says: Says): Decoration[] {
  if (!found) return [];
  return ranges(all, found).map(([from, to]) =>
    Decoration.inline(from, to, { nodeName: "del", ...attributes("del", id, says) }),
  );
}

function remarked(all: readonly Line[], found: Found | null, { id, resolved, says }: Remark): Decoration[] {
  if (!found || resolved) return [];
  return ranges(all, found).map(([from, to]) =>
    Decoration.inline(from, to, { nodeName: "mark", class: "remark", "data-remark": id, "data-says": says }),
  );
}

/** Line by line, so that nothing is drawn over the space between. */
function ranges(all: readonly Line[], { from, to }: Found): [number, number][] {
  const found: [number, number][] = [];
  for (let block = from.block; block <= to.block; block++) {
    const line = all[block];
    if (!line) continue;
    const start = block === from.block ? positionOf(all, from, "after") : line.start;
    const end = block === to.block ? positionOf(all, to, "before") : line.start + line.node.content.size;
    if (start >= 0 && start < end) found.push([start, end]);
  }
  return found;
}

function putIn({ id, text }: Placed, at: number, says: Says): Decoration {
  return Decoration.widget(at, () => element("ins", id, onScreen(text), says), { side: 1, key: `${id} ${text}` });
}

function struckBreak(all: readonly Line[], { id, found }: Placed, says: Says): Decoration[] {
  const at = found ? positionOf(all, found.from, "after") : -1;
  if (at < 0) return [];
  return [Decoration.widget(at, () => element("del", id, NEW_LINE, says), { side: 2, key: `${id} join` })];
}

function element(tag: "ins" | "del", id: string, words: string, says: Says): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes(tag, id, says))) made.setAttribute(name, value);
  made.contentEditable = "false";
  made.textContent = words;
  return made;
}
