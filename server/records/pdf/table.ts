import type { Block } from "#shared/record-blocks.ts";
import { artifact, PAGE, type Paper, type Style } from "./paper.ts";
import { drawFacts, drawText, STYLES } from "./text.ts";

type Table = Extract<Block, { is: "table" }>;

const PAD = 4;
const HEAD: Style = { ...STYLES.name, size: 8.5 };
const CELL: Style = { ...STYLES.value };
const ROW_NAME: Style = { ...STYLES.name };

/**
 * A table with tagged heads. Rows stay whole; the heads are printed again on each page, unheard the second time.
 * @param keep room for what belongs to it and follows it on the same page
 */
export function drawTable(paper: Paper, table: Table, keep = 0): void {
  const { doc, root } = paper;
  const columns = columnsOf(table);
  const heights = table.rows.map((row) => rowHeight(paper, row, columns, [ROW_NAME, CELL]));
  const head = rowHeight(paper, table.head, columns, [HEAD, HEAD]);
  // A row that no page holds is told as names and values instead: nothing is cut off.
  if (Math.max(0, ...heights) + head > PAGE.bottom - PAGE.top) {
    drawAsFacts(paper, table);
    return;
  }
  // A table of half a page stays in one piece; a longer one begins with two rows.
  const whole = wholeHeight(head, heights) + keep;
  paper.room(whole < (PAGE.bottom - PAGE.top) / 2 ? whole : head + (heights[0] ?? 0) + (heights[1] ?? 0) + 26);
  const element = doc.struct("Table");
  root.add(element);
  if (!table.captionHidden) element.add(doc.struct("Caption", {}, () => caption(paper, table.caption)));
  const thead = doc.struct("THead");
  element.add(thead);
  drawRow(paper, thead, table.head, columns, head, { styles: [HEAD, HEAD], scope: "Column" });
  thead.end();
  const body = doc.struct("TBody");
  element.add(body);
  table.rows.forEach((row, i) => {
    const height = heights[i] ?? 0;
    if (doc.y + height > PAGE.bottom) {
      doc.addPage();
      artifact(doc, "Layout", () => {
        for (const draw of cells(paper, table.head, columns, head, [HEAD, HEAD])) draw();
      });
      doc.y += head;
    }
    drawRow(paper, body, row, columns, height, { styles: [ROW_NAME, CELL], scope: "Row" });
  });
  element.end();
  doc.x = PAGE.left;
  doc.y += 6;
}

const wholeHeight = (head: number, rows: readonly number[]) => rows.reduce((a, b) => a + b, head + 26);

/** The room a table needs where it begins: all of a short one, else its head and two rows. */
export function tableStart(paper: Paper, table: Table): number {
  const columns = columnsOf(table);
  const rows = table.rows.map((row) => rowHeight(paper, row, columns, [ROW_NAME, CELL]));
  const head = rowHeight(paper, table.head, columns, [HEAD, HEAD]);
  const whole = wholeHeight(head, rows);
  return whole < (PAGE.bottom - PAGE.top) / 2 ? whole : wholeHeight(head, rows.slice(0, 2));
}

interface Column {
  left: number;
  width: number;
}

function columnsOf({ head, widths }: Table): Column[] {
  const shares = head.map((_, i) => widths?.[i] ?? 1);
  const sum = shares.reduce((a, b) => a + b, 0);
  let left: number = PAGE.left;
  return shares.map((share) => {
    const column = { left, width: (PAGE.width * share) / sum };
    left += column.width;
    return column;
  });
}

function rowHeight(paper: Paper, row: readonly string[], columns: readonly Column[], styles: [Style, Style]): number {
  const heights = columns.map(({ width }, i) =>
    paper.height(row[i] || " ", { ...styles[i === 0 ? 0 : 1], width: width - 2 * PAD }),
  );
  return Math.max(...heights) + 2 * PAD - 1;
}

function drawRow(
  paper: Paper,
  parent: PDFKit.PDFStructureElement,
  row: readonly string[],
  columns: readonly Column[],
  height: number,
  { styles, scope }: { styles: [Style, Style]; scope: "Column" | "Row" },
): void {
  const { doc } = paper;
  const tr = doc.struct("TR");
  parent.add(tr);
  const draws = cells(paper, row, columns, height, styles);
  const line = draws.pop();
  draws.forEach((draw, i) => {
    const heads = scope === "Column" || i === 0;
    // `scope` is not among the library's types yet.
    const options = { scope } as unknown as Parameters<PDFKit.PDFDocument["struct"]>[1];
    tr.add(heads ? doc.struct("TH", options, draw) : doc.struct("TD", {}, draw));
  });
  if (line) artifact(doc, "Layout", line);
  tr.end();
  doc.y += height;
}

/** What draws each cell, and last the line below the row. None of it moves the pen down. */
function cells(
  paper: Paper,
  row: readonly string[],
  columns: readonly Column[],
  height: number,
  styles: [Style, Style],
): (() => void)[] {
  const { doc } = paper;
  const top = doc.y;
  const draws = columns.map(({ left, width }, i) => () => {
    const style = styles[i === 0 ? 0 : 1];
    const words = paper.words(row[i] || "–", style.font);
    doc
      .font(style.font)
      .fontSize(style.size)
      .text(words, left + (i === 0 ? 0 : PAD), top + PAD, { width: width - 2 * PAD, lineGap: style.gap });
    doc.y = top;
  });
  const line = () => {
    doc
      .lineWidth(0.5)
      .strokeColor("black")
      .moveTo(PAGE.left, top + height)
      .lineTo(PAGE.right, top + height)
      .stroke();
    doc.y = top;
  };
  return [...draws, line];
}

function caption(paper: Paper, text: string): void {
  const { doc } = paper;
  const { font, size, gap } = STYLES.quiet;
  doc.y += 4;
  doc.font(font).fontSize(size).text(paper.words(text, font), PAGE.left, doc.y, { width: PAGE.width, lineGap: gap });
  doc.y += 2;
}

function drawAsFacts(paper: Paper, { caption, captionHidden, head, rows }: Table): void {
  if (!captionHidden) drawText(paper, "P", caption, STYLES.quiet);
  for (const row of rows)
    drawFacts(
      paper,
      head.map((name, i) => [name, row[i] || "–"] as const),
    );
}
