import { identitiesOf } from "#db/candidates.ts";
import { processById, termsOf } from "#db/processes.ts";
import { serviceYears } from "#shared/service.ts";
import { collect, readMultipart, tooLarge } from "./acts/multipart.ts";
import { CSV_LIMIT, type CsvReading, readCandidateCsv } from "./candidate-csv.ts";
import { importCandidates } from "./commands/candidates.ts";
import type { CommandContext } from "./context.ts";
import { todayOf } from "./today.ts";

/** What a file would do: shown before anything is written. */
export interface ImportPreview {
  fileName: string;
  fileProblem: string | null;
  problems: CsvReading["problems"];
  rows: { row: number; name: string; email: string | null; years: number; spans: number; youth: number }[];
  /** The previewed bytes themselves, for the confirmation; null while anything is wrong. */
  base64: string | null;
}

export type ImportAnswer = { done: true } | { done: false; preview: ImportPreview } | { done: false; sentence: string };

const BASE64_LIMIT = Math.ceil((CSV_LIMIT * 4) / 3) + 1024;

/**
 * Reads an import form. A chosen file is previewed; a confirmed one is read again, in full, and imported only when it
 * still has no problem: the round may have changed in between.
 */
export async function previewOrImport(
  ctx: CommandContext,
  processId: string,
  request: Request,
): Promise<ImportAnswer & { tooLarge?: boolean }> {
  const form = await readMultipart(request, { file: CSV_LIMIT, field: BASE64_LIMIT }, async ({ name, pieces }) => {
    const bytes = await collect(pieces, CSV_LIMIT);
    return bytes ? { ok: true, name, bytes } : tooLarge(CSV_LIMIT);
  });
  if (!form.ok) return { done: false, sentence: form.sentence, tooLarge: form.reason === "too-large" };
  const confirmed = form.fields.get("confirmed");
  if (confirmed === null && !form.file) return { done: false, sentence: "Choose a file first." };

  const fileName = form.file?.name ?? form.fields.get("fileName") ?? "candidates.csv";
  const bytes = form.file?.bytes ?? Buffer.from(confirmed ?? "", "base64");
  const known = new Set(identitiesOf(ctx.db, processId).keys());
  const reading = readCandidateCsv(bytes, known, todayOf(ctx));
  const preview = previewOf(ctx, processId, fileName, reading, bytes);
  if (confirmed === null || !preview.base64) return { done: false, preview };
  const candidates = reading.candidates.map(({ candidate }) => candidate);
  const imported = importCandidates(ctx, { processId, candidates });
  return imported.ok ? { done: true } : { done: false, sentence: imported.sentence };
}

function previewOf(
  { db, viewer }: CommandContext,
  processId: string,
  fileName: string,
  reading: CsvReading,
  bytes: Uint8Array,
): ImportPreview {
  const round = processById(db, viewer.programId, processId);
  const cutoff = (round && termsOf(round)?.cutoffDate) ?? "";
  const clean = !reading.fileProblem && reading.problems.length === 0;
  return {
    fileName: fileName.slice(0, 120),
    fileProblem: reading.fileProblem,
    problems: reading.problems,
    rows: reading.candidates.map(({ row, candidate }) => ({
      row,
      name: candidate.name,
      email: candidate.email,
      years: serviceYears(candidate.spans, cutoff).years,
      spans: candidate.spans.length,
      youth: candidate.youth.length,
    })),
    base64: clean ? Buffer.from(bytes).toString("base64") : null,
  };
}
