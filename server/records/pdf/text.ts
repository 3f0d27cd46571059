import { artifact, PAGE, type Paper, type Style } from "./paper.ts";

/** The few sizes a record is set in. */
export const STYLES = {
  title: { font: "serif-bold", size: 21, gap: 2, before: 14, after: 2 },
  subtitle: { font: "serif", size: 12, gap: 0.8, after: 10 },
  h2: { font: "serif-bold", size: 14, gap: 2, before: 16, after: 4 },
  h3: { font: "sans-bold", size: 10, gap: 2, before: 10, after: 2 },
  body: { font: "serif", size: 10.5, gap: 0.8, before: 2, after: 4 },
  quiet: { font: "sans", size: 8.5, gap: 2, before: 2, after: 4 },
  name: { font: "sans-bold", size: 9, gap: 2 },
  value: { font: "sans", size: 9, gap: 2 },
} as const satisfies Record<string, Style>;

const NAME_WIDTH = 156;

/** A run of text as one structure element. @param keep room that must be left below it, so that no heading stands alone. */
export function drawText(paper: Paper, tag: string, text: string, style: Style, keep = 0): void {
  const { doc, root } = paper;
  const { before = 0, after = 0, left = PAGE.left, width = PAGE.width, gap = 2.5 } = style;
  if (!text.trim()) return;
  paper.room(before + Math.min(paper.height(text, style), 3 * style.size) + keep);
  if (doc.y > PAGE.top) doc.y += before;
  const words = paper.words(text, style.font);
  const print = () => {
    doc.font(style.font).fontSize(style.size).text(words, left, doc.y, { width, lineGap: gap });
  };
  // A quotation is a group; the words in it are a paragraph.
  const element = tag === "BlockQuote" ? doc.struct(tag, {}, doc.struct("P", {}, print)) : doc.struct(tag, {}, print);
  root.add(element);
  doc.y += after;
}

/** Names on the left, values on the right: a list whose labels are the names. */
export function drawFacts(paper: Paper, rows: readonly (readonly [string, string])[]): void {
  const { doc, root } = paper;
  const list = doc.struct("L");
  root.add(list);
  doc.y += 4;
  const valueStyle = { ...STYLES.value, width: PAGE.width - NAME_WIDTH };
  const nameStyle = { ...STYLES.name, width: NAME_WIDTH - 12 };
  const heights = rows.map(([name, value]) => Math.max(paper.height(name, nameStyle), paper.height(value, valueStyle)));
  // A short list stays in one piece.
  const whole = heights.reduce((a, b) => a + b + 3, 0);
  if (whole < 160) paper.room(whole);
  for (const [i, [name, value]] of rows.entries()) {
    paper.room(Math.min(heights[i] ?? 0, 400) + 3);
    item(paper, list, { text: name, style: nameStyle }, { text: value, style: valueStyle }, NAME_WIDTH);
    doc.y += 3;
  }
  list.end();
  doc.y += 4;
}

const LIST_WIDTH = PAGE.width - 20;

/** The room the beginning of a list needs: two items, of three all, each as far as its first lines. */
export function listStart(paper: Paper, items: readonly string[]): number {
  const style = { ...STYLES.body, width: LIST_WIDTH };
  // Of three items none may be left alone on either page.
  return items
    .slice(0, items.length === 3 ? 3 : 2)
    .reduce((sum, text) => sum + Math.min(paper.height(text, style), 60) + 3, 0);
}

export function drawList(paper: Paper, items: readonly string[], numbered: boolean): void {
  const { doc, root } = paper;
  if (items.length === 0) return;
  const list = doc.struct("L");
  root.add(list);
  items.forEach((text, i) => {
    const style = { ...STYLES.body, width: LIST_WIDTH };
    // Neither the first nor the last item stands alone on a page.
    const pair = i === 0 || i === items.length - 2;
    paper.room(pair ? listStart(paper, items.slice(i)) : Math.min(paper.height(text, style), 40));
    const label = { text: numbered ? `${i + 1}.` : "•", style: { ...STYLES.body, width: 18 } };
    item(paper, list, label, { text, style }, 20);
    doc.y += 3;
  });
  list.end();
  doc.y += 4;
}

interface Part {
  text: string;
  style: Style;
}

/** A label and what it labels, side by side; the text may run over pages. */
function item(paper: Paper, list: PDFKit.PDFStructureElement, label: Part, body: Part, indent: number): void {
  const { doc } = paper;
  const top = doc.y;
  const page = doc.page;
  let labelEnd = top;
  const draw = ({ text, style }: Part, left: number) => {
    const words = paper.words(text, style.font);
    doc.font(style.font).fontSize(style.size).text(words, left, top, { width: style.width, lineGap: style.gap });
  };
  list.add(
    doc.struct("LI", {}, [
      doc.struct("Lbl", {}, () => {
        draw(label, PAGE.left);
        labelEnd = doc.y;
      }),
      doc.struct("LBody", {}, () => draw(body, PAGE.left + indent)),
    ]),
  );
  if (doc.page === page) doc.y = Math.max(doc.y, labelEnd);
  doc.x = PAGE.left;
}

/** A thin line across the page. */
export function drawRule({ doc }: Paper, y: number, weight = 0.6): void {
  artifact(doc, "Layout", () => {
    doc.lineWidth(weight).strokeColor("black").moveTo(PAGE.left, y).lineTo(PAGE.right, y).stroke();
  });
}
