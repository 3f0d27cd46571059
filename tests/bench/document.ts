import * as Y from "yjs";

const WORDS =
  "the officer answered calmly and named two people who could confirm what happened at the school that day ";

/** Eight headings with a paragraph each, as a room of Accord has from the start; for servers that start with nothing. */
export function writeHeadings(doc: Y.Doc, fragment: string): void {
  const root = doc.getXmlFragment(fragment);
  if (root.length > 0) return;
  doc.transact(() => {
    for (let i = 1; i <= 8; i++) {
      const heading = new Y.XmlElement("heading");
      heading.setAttribute("level", "3");
      heading.insert(0, [new Y.XmlText(`Question ${i} · ${WORDS.slice(0, 52)}…`)]);
      root.push([heading, new Y.XmlElement("paragraph")]);
    }
  });
}

/** Adds a paragraph of about 200 characters to write into. */
export function writeParagraph(doc: Y.Doc, fragment: string, words = WORDS.repeat(2)): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    doc.getXmlFragment(fragment).push([paragraph]);
  });
}

/** The text of the last paragraph. @throws when there is none yet. */
export function lastText(doc: Y.Doc, fragment: string): Y.XmlText {
  const root = doc.getXmlFragment(fragment);
  const text = (root.get(root.length - 1) as Y.XmlElement | undefined)?.get(0);
  if (!(text instanceof Y.XmlText)) throw new Error("the last paragraph has no text");
  return text;
}

/** Everything in the fragment, to compare two replicas. */
export const whole = (doc: Y.Doc, fragment: string): string => doc.getXmlFragment(fragment).toString();
