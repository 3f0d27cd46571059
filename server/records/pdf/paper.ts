import { createRequire } from "node:module";
import PDFDocument from "pdfkit";

/** A US Letter page, 0.75 inch round it, in points. */
export const PAGE = { left: 54, right: 558, top: 54, bottom: 700, footer: 712, width: 504 } as const;

export type FontName = "sans" | "sans-bold" | "serif" | "serif-bold";

export interface Style {
  font: FontName;
  size: number;
  /** Space between lines, in points. */
  gap?: number;
  /** Space before and after, in points. */
  before?: number;
  after?: number;
  left?: number;
  width?: number;
}

/** The sheet everything is drawn on: `root` is the document's structure, in reading order. */
export interface Paper {
  doc: PDFKit.PDFDocument;
  root: PDFKit.PDFStructureElement;
  /** The text as the fonts can print it. */
  words: (text: string, font: FontName) => string;
  /** Characters that were printed by their number so far. */
  strange: () => number;
  height: (text: string, style: Style) => number;
  /** Starts a new page unless this much room is left on this one. */
  room: (height: number) => void;
  finish: () => Promise<Buffer>;
}

const FILES: Record<FontName, string> = {
  sans: "PublicSans-Regular.ttf",
  "sans-bold": "PublicSans-Bold.ttf",
  serif: "AccordSerif-Regular.ttf",
  "serif-bold": "AccordSerif-Bold.ttf",
};

/** An empty tagged document: title, language, embedded fonts, PDF/UA. @param at its date, milliseconds since 1970. */
export function newPaper({ title, keywords, at }: { title: string; keywords: string; at: number }): Paper {
  const doc = new PDFDocument({
    size: "LETTER",
    margins: { top: PAGE.top, left: PAGE.left, right: 54, bottom: 792 - PAGE.bottom },
    lang: "en-US",
    tagged: true,
    subset: "PDF/UA" as PDFKit.PDFDocumentOptions["subset"],
    displayTitle: true,
    pdfVersion: "1.7",
    bufferPages: true,
    // No font of the reader's machine is named: everything needed is in the file.
    font: fontFile("sans"),
    info: { Title: title, Creator: "Accord", Producer: "Accord", Keywords: keywords, CreationDate: new Date(at) },
  });
  for (const name of Object.keys(FILES) as FontName[]) doc.registerFont(name, fontFile(name));
  const pieces: Buffer[] = [];
  doc.on("data", (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((resolve, reject) => doc.once("end", resolve).once("error", reject));
  const root = doc.struct("Document");
  doc.addStructure(root);
  let strange = 0;
  const words = (text: string, font: FontName) =>
    printable(doc, text, font, () => {
      strange += 1;
    });
  return {
    doc,
    root,
    words,
    strange: () => strange,
    height: (text, { font, size, gap = 2.5, width = PAGE.width }) =>
      doc.font(font).fontSize(size).heightOfString(words(text, font), { width, lineGap: gap }),
    room: (height) => {
      if (doc.y > PAGE.top && doc.y + height > PAGE.bottom) doc.addPage();
    },
    finish: async () => {
      root.end();
      doc.end();
      await ended;
      return Buffer.concat(pieces);
    },
  };
}

/** Draws what is no content (rules, marks, page numbers): screen readers pass over it. */
export function artifact(doc: PDFKit.PDFDocument, type: "Layout" | "Pagination", draw: () => void): void {
  doc.markContent("Artifact", { type });
  draw();
  doc.endMarkedContent();
}

/** Works from the sources and from the compiled bundle alike: the package names its own folders. */
const fontFile = (name: FontName) => createRequire(import.meta.url).resolve(`#server/records/pdf/fonts/${FILES[name]}`);

/** A character none of our fonts draws is printed by its Unicode number: a missing letter must never pass unseen. */
function printable(doc: PDFKit.PDFDocument, text: string, font: FontName, onStrange: () => void): string {
  doc.font(font);
  const { font: inner } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })
    ._font;
  let out = "";
  for (const letter of text.normalize("NFC").replace(/\r\n?|[\u2028\u2029]/g, "\n")) {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === "\n") out += letter;
    else if (/\s/u.test(letter)) out += code === 0xa0 ? letter : " ";
    else if (inner.hasGlyphForCodePoint(code)) out += letter;
    else {
      out += `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
      onStrange();
    }
  }
  return out;
}
