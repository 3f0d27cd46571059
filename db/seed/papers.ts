import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import PDFDocument from "pdfkit";
import type { Calendar } from "./calendar.ts";
import type { StoryCandidate } from "./story.ts";

/** A document of a candidate's file, its bytes already stored. */
export interface Paper {
  kind: "resume" | "writing-sample";
  name: string;
  sha256: string;
  bytes: number;
}

/** Prints every candidate's résumé and writing sample and stores the bytes under their hash. @returns papers by candidate id. */
export async function printPapers(
  candidates: readonly StoryCandidate[],
  dataDir: string,
  calendar: Calendar,
): Promise<Map<string, Paper[]>> {
  const printed = new Map<string, Paper[]>();
  for (const candidate of candidates) {
    const surname = candidate.name.split(" ").at(-1);
    const papers = [
      await print(dataDir, "resume", `${surname} résumé.pdf`, `Résumé: ${candidate.name}`, resume(candidate, calendar)),
    ];
    if (candidate.writing)
      papers.push(
        await print(dataDir, "writing-sample", `${surname} writing sample.pdf`, `Writing sample: ${candidate.name}`, [
          candidate.writing,
        ]),
      );
    printed.set(candidate.id, papers);
  }
  return printed;
}

function resume(candidate: StoryCandidate, calendar: Calendar): string[] {
  const year = (iso: string | null) => (iso ? calendar.date(iso).slice(0, 7) : "present");
  return [
    candidate.post,
    ...candidate.service.map((s) => `${year(s.from)} to ${year(s.to)}: ${s.agency}, ${s.post}`),
    ...candidate.resume.map(calendar.text),
    ...candidate.youth.map((y) => `${calendar.text(y.what)} (${calendar.text(y.when)})`),
  ];
}

async function print(
  dataDir: string,
  kind: Paper["kind"],
  name: string,
  title: string,
  paragraphs: string[],
): Promise<Paper> {
  const bytes = await pdf(title, paragraphs);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const folder = path.join(dataDir, "files", sha256.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, sha256), bytes);
  return { kind, name, sha256, bytes: bytes.length };
}

/** One tagged page. The same words give the same bytes: no clock goes in. */
async function pdf(title: string, paragraphs: string[]): Promise<Buffer> {
  const doc = new PDFDocument({
    size: "LETTER",
    margin: 72,
    lang: "en-US",
    tagged: true,
    displayTitle: true,
    pdfVersion: "1.7",
    info: { Title: title, CreationDate: new Date(0) },
  });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => doc.once("end", resolve).once("error", reject));
  const page = doc.struct("Document");
  doc.addStructure(page);
  page.add(
    doc.struct("H1", {}, () => {
      doc.font("Helvetica-Bold").fontSize(16).text(title);
    }),
  );
  for (const words of paragraphs)
    page.add(
      doc.struct("P", {}, () => {
        doc.moveDown(0.6).font("Helvetica").fontSize(11).text(words, { lineGap: 3 });
      }),
    );
  page.end();
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
