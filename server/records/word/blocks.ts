import {
  BorderStyle,
  HeadingLevel,
  type IRunOptions,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import type { Block } from "#shared/record-blocks.ts";

/** The name of the numbering that numbered lists use; each list is an instance of its own and begins at 1. */
export const NUMBERED = "numbered";

const LEVELS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const WIDTH = 10_080;

/** One block in Word's own terms. @param instance the block's place, which tells numbered lists apart */
export function blockWords(block: Block, instance: number): (Paragraph | Table)[] {
  switch (block.is) {
    case "heading":
      return [heading(block.level, block.text)];
    case "paragraph":
      return [
        block.quoted
          ? new Paragraph({ children: runs(block.text), indent: { left: 360, right: 360 } })
          : plain(block.text, { size: block.quiet ? 18 : undefined }),
      ];
    case "facts":
      return block.rows.map(
        ([name, value]) =>
          new Paragraph({
            children: [...runs(`${name}: `, { bold: true }), ...runs(value)],
            indent: { left: 360, hanging: 360 },
          }),
      );
    case "list":
      return block.items.map(
        (item) =>
          new Paragraph({
            children: runs(item),
            ...(block.numbered ? { numbering: { reference: NUMBERED, level: 0, instance } } : { bullet: { level: 0 } }),
          }),
      );
    case "table":
      return table(block);
  }
}

export function heading(level: 1 | 2 | 3, text: string): Paragraph {
  return new Paragraph({ heading: LEVELS[level], children: runs(text) });
}

export function plain(
  text: string,
  { keepNext, tight, ...run }: { bold?: boolean; size?: number; keepNext?: boolean; tight?: boolean } = {},
): Paragraph {
  return new Paragraph({ children: runs(text, run), keepNext, ...(tight && { spacing: { after: 0 } }) });
}

/** A table whose first row is repeated on each page and whose rows stay whole. */
function table({ caption, captionHidden, head, rows, widths }: Extract<Block, { is: "table" }>): (Paragraph | Table)[] {
  const shares = head.map((_, i) => widths?.[i] ?? 1);
  const sum = shares.reduce((a, b) => a + b, 0);
  const columnWidths = shares.map((share) => Math.round((WIDTH * share) / sum));
  const row = (cells: readonly string[], tableHeader: boolean) =>
    new TableRow({
      tableHeader,
      cantSplit: true,
      children: head.map(
        (_, i) =>
          new TableCell({
            width: { size: columnWidths[i] ?? 0, type: WidthType.DXA },
            margins: { top: 60, bottom: 60, left: 80, right: 80 },
            children: [
              new Paragraph({
                children: runs(cells[i] || "–", { size: 19, bold: tableHeader || i === 0 }),
                spacing: { after: 0 },
              }),
            ],
          }),
      ),
    });
  return [
    ...(captionHidden ? [] : [plain(caption, { size: 18, keepNext: true })]),
    new Table({
      columnWidths,
      width: { size: WIDTH, type: WidthType.DXA },
      borders: LINES,
      rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
    }),
    new Paragraph({ children: [], spacing: { after: 0 } }),
  ];
}

const NONE = { style: BorderStyle.NONE, size: 0, color: "auto" };
const LINE = { style: BorderStyle.SINGLE, size: 4, color: "808080" };
const LINES = { top: LINE, bottom: LINE, left: NONE, right: NONE, insideHorizontal: LINE, insideVertical: NONE };

/** The words with their line breaks. */
export function runs(text: string, options: Pick<IRunOptions, "bold" | "size"> = {}): TextRun[] {
  return clean(text)
    .split("\n")
    .map((line, i) => new TextRun({ ...options, text: line, break: i === 0 ? undefined : 1 }));
}

/** Without the characters that no XML file may hold; with one of them a word processor opens nothing at all. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]|\p{Cs}|[\ufffe\uffff]/gu, "");
}
