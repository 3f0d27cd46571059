/**
 * The text with its suggestions in it, as whoever suggests sees and edits it: `markedDoc` puts them in, `extract` reads
 * them back out. The marks `insertion` and `deletion` carry nothing but the suggestion's id and exist on the screen
 * only; the shared text never holds one. An inserted line break is shown, and written, as ¶.
 */
import { getSchema, Mark } from "@tiptap/core";
import { type Node as Content, Fragment, type Mark as Marking, type Schema } from "@tiptap/pm/model";
import * as Y from "yjs";
import { compare, type Place } from "#shared/comment-anchor.ts";
import type { Placed } from "#shared/suggestions.ts";
import { richText } from "../rich-schema.ts";

export const NEW_LINE = "¶";
export const onScreen = (text: string): string => text.replaceAll("\n", NEW_LINE);
export const fromScreen = (text: string): string => text.replaceAll(NEW_LINE, "\n");

/** What the marks of a suggestion say of themselves: class, id, and the words for a screen reader. */
export type Says = (id: string, kind: "insert" | "delete") => string;

/** The editor's schema with the two marks. */
export function markedSchema(says: Says): Schema {
  const marking = (name: "insertion" | "deletion", tag: "ins" | "del") =>
    Mark.create({
      name,
      inclusive: false,
      excludes: "insertion deletion",
      addAttributes: () => ({ id: { default: "", rendered: false } }),
      parseHTML: () => [
        { tag: `${tag}[data-suggestion]`, getAttrs: (dom) => ({ id: dom.getAttribute("data-suggestion") }) },
      ],
      renderHTML: ({ mark }) => [tag, attributes(tag, mark.attrs.id, says), 0],
    });
  return getSchema([...richText, marking("insertion", "ins"), marking("deletion", "del")]);
}

export function attributes(tag: "ins" | "del", id: string, says: Says): Record<string, string> {
  return { class: `sug sug-${tag}`, "data-suggestion": id, "data-says": says(id, tag === "ins" ? "insert" : "delete") };
}

/** The id of the suggestion that a piece belongs to, by mark. */
export const insertionOf = (node: Content | null | undefined): string | null => idOf(node, "insertion");
export const deletionOf = (node: Content | null | undefined): string | null => idOf(node, "deletion");

function idOf(node: Content | null | undefined, name: string): string | null {
  const mark = node?.marks.find(({ type }) => type.name === name);
  return mark ? String(mark.attrs.id) : null;
}

/** The shared text with the open suggestions in it. @param isOwn where two would take out the same words, one's own shows */
export function markedDoc(
  schema: Schema,
  fragment: Y.XmlFragment,
  open: readonly Placed[],
  isOwn: (id: string) => boolean,
): Content {
  const shown = open.filter(({ found }) => found !== null);
  const ranked = [...shown.filter(({ id }) => !isOwn(id)), ...shown.filter(({ id }) => isOwn(id)).reverse()];
  let line = -1;
  const build = (element: Y.XmlElement): Content[] => {
    const type = schema.nodes[element.nodeName];
    const attrs = element.getAttributes();
    if (element.nodeName === "paragraph" || element.nodeName === "heading") line++;
    if (!type) return [];
    const content = type.isTextblock ? lineContent(schema, element, line, ranked, shown) : childrenOf(element, build);
    try {
      return [schema.node(type, attrs, content)];
    } catch {
      const filled = type.createAndFill(attrs, content);
      return filled ? [filled] : [];
    }
  };
  const content = childrenOf(fragment, build);
  const top = schema.topNodeType;
  return content.length > 0 ? top.create(null, content) : (top.createAndFill() as Content);
}

const childrenOf = (parent: Y.XmlFragment, build: (element: Y.XmlElement) => Content[]): Content[] =>
  parent.toArray().flatMap((child) => (child instanceof Y.XmlElement ? build(child) : []));

interface Cut {
  from: number;
  to: number;
  id: string;
}

function lineContent(
  schema: Schema,
  element: Y.XmlElement,
  line: number,
  ranked: readonly Placed[],
  shown: readonly Placed[],
): Fragment {
  const pieces: Content[] = [];
  const length = element.toArray().reduce((sum, child) => sum + (child instanceof Y.XmlText ? child.length : 1), 0);
  const cuts = ranked.flatMap(({ id, found }): Cut[] => {
    if (!found || found.from.block > line || found.to.block < line) return [];
    const from = found.from.block === line ? found.from.offset : 0;
    const to = found.to.block === line ? found.to.offset : length;
    return from < to ? [{ from, to, id }] : [];
  });
  const puts = shown.filter(({ found, text }) => found?.to.block === line && text !== "");
  const stops = [
    ...new Set([...cuts.flatMap(({ from, to }) => [from, to]), ...puts.map((put) => put.found?.to.offset ?? 0)]),
  ];
  const put = (offset: number) => {
    for (const { id, text, found } of puts)
      if (found?.to.offset === offset) pieces.push(schema.text(onScreen(text), [schema.mark("insertion", { id })]));
  };
  const struck = (offset: number) => cuts.findLast(({ from, to }) => from <= offset && offset < to)?.id;
  let offset = 0;
  put(0);
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) {
      const leaf = child instanceof Y.XmlElement ? schema.nodes[child.nodeName] : undefined;
      if (leaf) pieces.push(leaf.create());
      offset++;
      put(offset);
      continue;
    }
    for (const { insert, attributes: marks = {} } of child.toDelta() as { insert: unknown; attributes?: object }[]) {
      if (typeof insert !== "string") continue;
      const end = offset + insert.length;
      const bounds = [...stops.filter((stop) => stop > offset && stop < end).sort((a, b) => a - b), end];
      const start = offset;
      for (const bound of bounds) {
        const id = struck(offset);
        const set: Marking[] = Object.entries(marks).map(([name, value]) => schema.mark(name, value as object));
        const all = id === undefined ? set : schema.mark("deletion", { id }).addToSet(set);
        pieces.push(schema.text(insert.slice(offset - start, bound - start), all));
        offset = bound;
        put(offset);
      }
    }
  }
  return Fragment.fromArray(pieces);
}

/** A suggestion as it stands in an edited text. Places are those of the shared text, without what is put in. */
export interface Written {
  id: string;
  from: Place;
  to: Place;
  text: string;
}

/** Reads back the suggestions whose ids are `mine`. */
export function extract(doc: Content, mine: (id: string) => boolean): Map<string, Written> {
  const found = new Map<string, Written>();
  const take = (id: string, from: Place, to: Place, text: string) => {
    const known = found.get(id);
    if (!known) return void found.set(id, { id, from, to, text });
    if (compare(to, known.to) > 0) known.to = to;
    known.text += text;
  };
  lines(doc).forEach(({ node }, block) => {
    let offset = 0;
    node.forEach((piece) => {
      const put = insertionOf(piece);
      const at = { block, offset };
      if (put !== null) {
        if (mine(put)) take(put, at, at, fromScreen(piece.text ?? ""));
        return;
      }
      offset += piece.nodeSize;
      const struck = deletionOf(piece);
      if (struck !== null && mine(struck)) take(struck, at, { block, offset }, "");
    });
  });
  return found;
}

/** The text without any suggestion, line by line: what somebody who suggests may never change. */
export function textUnder(doc: Content): string {
  return lines(doc)
    .map(({ node }) => {
      let text = node.type.name;
      node.forEach((piece) => {
        if (insertionOf(piece) === null) text += piece.isText ? piece.text : `\u0001${piece.type.name}`;
      });
      return text;
    })
    .join("\u0000");
}

/** Every line of an editor's text and where it begins. */
export function lines(doc: Content): { node: Content; start: number }[] {
  const found: { node: Content; start: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) found.push({ node, start: pos + 1 });
    return !node.isTextblock;
  });
  return found;
}

/** A place of the shared text in the editor's. @param side of what is put in at that place: before or after it */
export function positionOf(
  all: readonly { node: Content; start: number }[],
  place: Place,
  side: "before" | "after",
): number {
  const line = all[place.block];
  if (!line) return -1;
  let offset = 0;
  let at = line.start;
  let result = -1;
  line.node.forEach((piece) => {
    if (offset === place.offset && (side === "after" || result < 0)) result = at;
    if (insertionOf(piece) === null) {
      if (place.offset > offset && place.offset < offset + piece.nodeSize) result = at + place.offset - offset;
      offset += piece.nodeSize;
    }
    at += piece.nodeSize;
  });
  return offset <= place.offset && (side === "after" || result < 0) ? at : result;
}
