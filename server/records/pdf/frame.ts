import type { SealedRecord } from "#db/records.ts";
import { signingTitle } from "#shared/decision.ts";
import { shortHash } from "#shared/fingerprint.ts";
import type { RecordDocument } from "#shared/record-blocks.ts";
import { formatTime } from "#shared/time.ts";
import { drawBlock } from "./blocks.ts";
import { artifact, PAGE, type Paper, type Style } from "./paper.ts";
import { drawRule, drawText, STYLES } from "./text.ts";

const CRESTS = {
  agency: [
    "M20 2 37 6.5V20C37 31 30.5 38.5 20 42 9.5 38.5 3 31 3 20V6.5Z",
    "M3 15.5h34",
    "M20 20.5l2.1 4.7 5.1.5-3.9 3.4 1.2 5-4.5-2.7-4.5 2.7 1.2-5-3.9-3.4 5.1-.5Z",
  ],
  district: [
    "M2.5 4.5h35v35h-35z",
    "M20 15.5v18M20 15.5c-3.5-2.6-7.5-3.3-11.5-3.3v17.6c4 0 8 .7 11.5 3.7 3.5-3 7.5-3.7 11.5-3.7V12.2c-4 0-8 .7-11.5 3.3Z",
  ],
} as const;

/** Both parties at the head of the first page: mark, name and word, side by side. */
export function drawLetterhead(paper: Paper, { agency, district }: RecordDocument): void {
  const { doc, root } = paper;
  const top = PAGE.top;
  const party = (kind: "agency" | "district", name: string, word: string, left: number) => {
    artifact(doc, "Layout", () => {
      doc.save().translate(left, top).scale(0.72).lineWidth(2).strokeColor("black");
      for (const path of CRESTS[kind]) doc.path(path).stroke();
      doc.restore();
    });
    const options = { width: PAGE.width / 2 - 44, lineGap: 1 };
    root.add(
      doc.struct("P", {}, () => {
        doc
          .font("sans-bold")
          .fontSize(10.5)
          .text(paper.words(name, "sans-bold"), left + 36, top + 2, options);
        doc
          .font("sans")
          .fontSize(9)
          .text(word, left + 36, doc.y, options);
      }),
    );
    return doc.y;
  };
  const ends = [
    party("agency", agency, "Agency", PAGE.left),
    party("district", district, "School district", PAGE.left + PAGE.width / 2),
  ];
  const below = Math.max(...ends, top + 32) + 8;
  drawRule(paper, below, 1.4);
  doc.x = PAGE.left;
  doc.y = below + 2;
}

const LINE: Style = { font: "sans", size: 8.5, gap: 1.5 };
const COLUMN = (PAGE.width - 24) / 2;

/** What stands under a signature, line by line: the signer's name first. */
export function signatureWords(
  { name, role, party, signedAt, hash }: SealedRecord["signatures"][number],
  document: RecordDocument,
): string[] {
  return [
    name,
    signingTitle({ role, party }),
    party === "agency" ? document.agency : party === "district" ? document.district : "Community guest",
    `Signed ${formatTime(signedAt, document.zone)}`,
    `Time zone ${document.zone}`,
    "SHA-256 of the text signed:",
    `${hash.slice(0, 32)} ${hash.slice(32)}`,
    document.meansOf?.[role] ?? document.means,
  ];
}

/** Who signed, for whom, when, and which text: two by two, each block whole. */
export function drawSignatures(paper: Paper, record: SealedRecord, document: RecordDocument): void {
  const { doc } = paper;
  const blocks = record.signatures.map((signature) =>
    signatureWords(signature, document).map((text, i) => ({
      text,
      style: i === 0 ? ({ ...LINE, font: "sans-bold", size: 10.5 } as Style) : LINE,
    })),
  );
  const heightOf = (lines: (typeof blocks)[number]) =>
    lines.reduce((sum, { text, style }) => sum + paper.height(text, { ...style, width: COLUMN }) + 1, 14);
  const heights = blocks.map(heightOf);
  drawText(paper, "H2", "Signatures", STYLES.h2, Math.max(...heights.slice(0, 2), 0));
  for (let i = 0; i < blocks.length; i += 2) {
    const row = blocks.slice(i, i + 2);
    const height = Math.max(...heights.slice(i, i + 2));
    paper.room(height);
    const top = doc.y + 6;
    row.forEach((lines, n) => {
      drawSignature(paper, lines, PAGE.left + n * (COLUMN + 24), top);
    });
    doc.x = PAGE.left;
    doc.y = top + height;
  }
}

function drawSignature(paper: Paper, lines: { text: string; style: Style }[], left: number, top: number): void {
  const { doc, root } = paper;
  artifact(doc, "Layout", () => {
    doc
      .lineWidth(1)
      .strokeColor("black")
      .moveTo(left, top)
      .lineTo(left + COLUMN, top)
      .stroke();
  });
  doc.y = top + 5;
  const block = doc.struct("Sect");
  root.add(block);
  for (const { text, style } of lines) {
    block.add(
      doc.struct("P", {}, () => {
        const options = { width: COLUMN, lineGap: style.gap };
        doc.font(style.font).fontSize(style.size).text(paper.words(text, style.font), left, doc.y, options);
      }),
    );
    doc.y += 1;
  }
  block.end();
}

/** When it was sealed, its fingerprint, and how anyone checks this file. */
export function drawSeal(paper: Paper, record: SealedRecord, document: RecordDocument, verifyAddress: string): void {
  const sealed = formatTime(record.sealedAt, document.zone);
  drawText(paper, "H2", `Sealed ${sealed}`, STYLES.h2, 150);
  drawBlock(paper, {
    is: "paragraph",
    text: "The content, the rubric version and the signatures are fixed. A correction never changes this record; it is a text of its own, kept beside it.",
  });
  drawBlock(paper, {
    is: "facts",
    rows: [
      ["Record", record.id],
      ["SHA-256", `${record.hash.slice(0, 32)} ${record.hash.slice(32)}`],
      ["Rubric", `Version ${record.rubricVersion}`],
      [
        "Check this file",
        `Give it to ${verifyAddress}, or run “npm run accord -- verify FILE”. Both say whether one byte of it has changed since it was signed, and neither shows its content. A PDF reader may add that it does not know who issued the certificate: it is this installation’s own.`,
      ],
    ],
  });
  if (paper.strange() > 0)
    drawBlock(paper, {
      is: "paragraph",
      quiet: true,
      text: "Characters that these fonts do not have are printed by their Unicode number, such as U+4E2D. The exported data file holds them as written.",
    });
}

/** On every page: which record, its seal, where it is checked, and page x of y. */
export function drawFooters(paper: Paper, record: SealedRecord, document: RecordDocument, verifyAddress: string): void {
  const { doc } = paper;
  const { start, count } = doc.bufferedPageRange();
  const left = [
    `Record ${record.id} · Sealed ${formatTime(record.sealedAt, document.zone, "date")} · Rubric ${record.rubricVersion}`,
    `SHA-256 begins ${shortHash(record.hash)} · Verify at ${verifyAddress}`,
  ];
  for (let i = 0; i < count; i++) {
    doc.switchToPage(start + i);
    // Below the last line of text: the library must not take it for the beginning of another page.
    doc.page.margins.bottom = 0;
    drawRule(paper, PAGE.footer - 4, 0.4);
    artifact(doc, "Pagination", () => {
      doc.font("sans").fontSize(7.5);
      left.forEach((text, n) => {
        doc.text(paper.words(text, "sans"), PAGE.left, PAGE.footer + n * 11, { lineBreak: false });
      });
      const page = `Page ${i + 1} of ${count}`;
      doc.text(page, PAGE.right - doc.widthOfString(page), PAGE.footer, { lineBreak: false });
    });
  }
}
