import * as Y from "yjs";
import type { RichShape } from "./form.ts";
import { blocksOf, type NoteBlock } from "./notes.ts";

/** The XmlFragment that holds the text of a review or an evaluation. */
export const TEXT_FRAGMENT = "text";

/** A text of paragraphs and lists under headings that the server writes, in an officer's year. */
export function textShape(headings: readonly string[], marks: readonly string[] = []): RichShape {
  return {
    kind: "rich",
    fragment: TEXT_FRAGMENT,
    elements: { paragraph: [], heading: ["level"], bulletList: [], listItem: [], hardBreak: [] },
    marks: ["bold", "italic", ...marks],
    maxBytes: 2 * 1024 * 1024,
    headings,
  };
}

/** The text as plain blocks, empty ones left out. */
export const readBlocks = (doc: Y.Doc): NoteBlock[] => blocksOf(doc.getXmlFragment(TEXT_FRAGMENT));

/** What stands under each heading, in the order of the headings; what stands before the first is under "". */
export function readSections(doc: Y.Doc): { heading: string; blocks: NoteBlock[] }[] {
  const sections: { heading: string; blocks: NoteBlock[] }[] = [];
  for (const block of readBlocks(doc)) {
    if (block.type === "heading") sections.push({ heading: block.text, blocks: [] });
    else {
      if (sections.length === 0) sections.push({ heading: "", blocks: [] });
      sections.at(-1)?.blocks.push(block);
    }
  }
  return sections;
}

/** Writes paragraphs under a heading, in place of the empty one that is there. Server and seed only. */
export function writeSection(doc: Y.Doc, heading: string, words: string): void {
  const fragment = doc.getXmlFragment(TEXT_FRAGMENT);
  const nodes = fragment.toArray();
  const at = nodes.findIndex(
    (node) => node instanceof Y.XmlElement && node.nodeName === "heading" && plainOf(node) === heading,
  );
  if (at < 0 && heading) throw new Error(`The text has no heading “${heading}”.`);
  const paragraphs = words
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(line)]);
      return paragraph;
    });
  if (paragraphs.length === 0) return;
  const following = nodes[at + 1];
  const empty = following instanceof Y.XmlElement && following.nodeName === "paragraph" && following.length === 0;
  if (empty) fragment.delete(at + 1, 1);
  fragment.insert(at + 1, paragraphs);
}

/** Writes one text over another's first content: a reopened text starts from the one before it. Server only. */
export function copyText(from: Y.Doc, to: Y.Doc): void {
  const fragment = to.getXmlFragment(TEXT_FRAGMENT);
  fragment.delete(0, fragment.length);
  const nodes = from.getXmlFragment(TEXT_FRAGMENT).toArray();
  fragment.insert(
    0,
    nodes.filter((node) => node instanceof Y.XmlElement).map((node) => node.clone()),
  );
}

const plainOf = (element: Y.XmlElement): string =>
  element
    .toArray()
    .map((child) => (child instanceof Y.XmlText ? child.toString() : ""))
    .join("");
