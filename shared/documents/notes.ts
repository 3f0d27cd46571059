import * as Y from "yjs";
import type { RichShape } from "./form.ts";

/** The XmlFragment that holds shared interview notes. */
export const NOTES_FRAGMENT = "notes";

/** The element that only the server writes: a signed question's heading. */
export const SERVER_ELEMENT = "heading";

/** How a run of words is named among the elements. */
export const WORDS = "#words";

const INSIDE: Record<string, readonly string[]> = {
  "": ["paragraph", "bulletList"],
  paragraph: [WORDS, "hardBreak"],
  bulletList: ["listItem"],
  listItem: ["paragraph", "bulletList"],
};

/** What a person may put directly inside an element (`""`: the notes themselves), just as the editor nests it. */
export function inside(name: string | null): readonly string[] {
  return name !== null && Object.hasOwn(INSIDE, name) ? (INSIDE[name] ?? []) : [];
}

/** Shared interview notes: what was said, under one heading per question. Facts only; judgement belongs on the card. */
export function notesShape(headings: readonly string[]): RichShape {
  return {
    kind: "rich",
    fragment: NOTES_FRAGMENT,
    elements: { paragraph: [], heading: ["level"], bulletList: [], listItem: [], hardBreak: [] },
    marks: ["bold", "italic"],
    maxBytes: 2 * 1024 * 1024,
    headings,
  };
}

/** One heading per signed question: its number and its first words, so that a note finds its place. */
export function notesHeadings(questions: readonly { lead: string }[]): string[] {
  return questions.map(({ lead }, i) => {
    const words = lead.split(/\s+/);
    const start = words.slice(0, 8).join(" ");
    return `Question ${i + 1} · ${start}${words.length > 8 ? " …" : ""}`;
  });
}

/** A plain, canonical reading of rich text: blocks in order, for sealed records and pages without the editor. */
export interface NoteBlock {
  type: "heading" | "paragraph" | "item";
  text: string;
}

/** Reads the notes as plain blocks; empty paragraphs are left out. */
export const readNotes = (doc: Y.Doc): NoteBlock[] => blocksOf(doc.getXmlFragment(NOTES_FRAGMENT));

/** For reading: headings under which nobody wrote are left out. */
export function withoutEmpty(blocks: readonly NoteBlock[]): NoteBlock[] {
  return blocks.filter(({ type }, i) => type !== "heading" || (blocks[i + 1]?.type ?? "heading") !== "heading");
}

/** Rich text as plain blocks, in order; empty paragraphs are left out. */
export function blocksOf(fragment: Y.XmlFragment): NoteBlock[] {
  const blocks: NoteBlock[] = [];
  const visit = (node: Y.XmlFragment | Y.XmlElement, inItem: boolean) => {
    for (const child of node.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const name = child.nodeName;
      if (name === "paragraph" || name === "heading") {
        const text = plain(child).trim();
        if (text) blocks.push({ type: name === "heading" ? "heading" : inItem ? "item" : "paragraph", text });
      } else visit(child, inItem || name === "listItem");
    }
  };
  visit(fragment, false);
  return blocks;
}

function plain(element: Y.XmlElement): string {
  return element
    .toArray()
    .map((child) =>
      child instanceof Y.XmlText
        ? child
            .toDelta()
            .map((part: { insert: unknown }) => (typeof part.insert === "string" ? part.insert : ""))
            .join("")
        : "\n",
    )
    .join("");
}
