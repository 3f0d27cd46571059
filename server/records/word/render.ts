import { AlignmentType, Document, Footer, Header, LevelFormat, Packer, PageNumber, Paragraph, TextRun } from "docx";
import type { RecordDocument } from "#shared/record-blocks.ts";
import { signatureWords } from "../pdf/frame.ts";
import { blockWords, heading, NUMBERED, plain, runs } from "./blocks.ts";
import { type CopyOf, copyLine, coreProperties, withoutTimes } from "./steady.ts";

/**
 * A Word copy of a record: the same blocks as the PDF, with real headings, for people who need the words. It carries no
 * seal and says so on each page. It is not kept: made anew, the same record gives the same bytes.
 */
export async function renderWord(document: RecordDocument, of: CopyOf): Promise<Buffer> {
  const word = new Document({
    styles: STYLES,
    numbering: {
      config: [
        {
          reference: NUMBERED,
          levels: [{ level: 0, format: LevelFormat.DECIMAL, text: "%1.", alignment: AlignmentType.START, style: ITEM }],
        },
      ],
    },
    sections: [
      {
        properties: { page: PAGE },
        headers: { default: new Header({ children: [small(copyLine(of))] }) },
        footers: { default: new Footer({ children: [pageOf(document)] }) },
        children: [
          plain(`${document.agency} (Agency)`, { bold: true }),
          plain(`${document.district} (School district)`, { bold: true }),
          heading(1, document.title),
          plain(document.subtitle),
          ...document.blocks.flatMap((block, i) => blockWords(block, i)),
          ...signatures(document, of),
        ],
      },
    ],
  });
  const properties = { path: "docProps/core.xml", data: coreProperties(document.title, of) };
  return withoutTimes(await Packer.toBuffer(word, undefined, [properties]));
}

function signatures(document: RecordDocument, { signatures }: CopyOf): Paragraph[] {
  if (signatures.length === 0) return [heading(2, "Signatures"), plain("Nobody has signed yet.")];
  return [
    heading(2, "Signatures"),
    ...signatures.flatMap((signature) => {
      const [name = "", ...lines] = signatureWords(signature, document);
      return [
        heading(3, name),
        ...lines.map((line, i) => plain(line, { keepNext: i < lines.length - 1, tight: true })),
      ];
    }),
  ];
}

const small = (text: string) => new Paragraph({ children: runs(text, { size: 16 }) });

const pageOf = ({ title, subtitle }: RecordDocument) =>
  new Paragraph({
    children: [
      ...runs(`${title}. ${subtitle}. Page `, { size: 16 }),
      new TextRun({ children: [PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES], size: 16 }),
    ],
  });

/** US Letter with 0.75 inch round it, in twentieths of a point; sizes of letters in half points. */
const PAGE = {
  size: { width: 12_240, height: 15_840 },
  margin: { top: 1_080, right: 1_080, bottom: 1_080, left: 1_080 },
};
const ITEM = { paragraph: { indent: { left: 400, hanging: 400 } } };
const headingStyle = (size: number, before: number) => ({
  run: { font: "Arial", size, bold: true, color: "000000" },
  paragraph: { spacing: { before, after: 80 }, keepNext: true },
});
const STYLES = {
  default: {
    document: {
      run: { font: "Arial", size: 21, language: { value: "en-US" } },
      paragraph: { spacing: { after: 100, line: 276 } },
    },
    heading1: headingStyle(36, 240),
    heading2: headingStyle(27, 320),
    heading3: headingStyle(22, 200),
  },
};
