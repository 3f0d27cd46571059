import { stringify } from "csv-stringify/sync";
import { appendAudit } from "#db/audit.ts";
import { candidateFactsOf, candidatesOf, serviceOf, waiverSignatures } from "#db/candidates.ts";
import { interviewsOf } from "#db/interviews.ts";
import { processById, processFacts, termsOf } from "#db/processes.ts";
import { whereaboutsOf } from "#db/rounds.ts";
import { can, hasRight, stateLabel } from "#shared/machine.ts";
import { formatTime } from "#shared/time.ts";
import { splitReason } from "#shared/waiver.ts";
import type { CommandContext } from "./context.ts";
import { maskOf } from "./masked.ts";
import { screeningWords } from "./pages/round.ts";

/** The columns of the export. Facts only: no score, no rank, nothing the reader could not open on a page. */
export const EXPORT_COLUMNS = [
  "name",
  "email",
  "post",
  "service_years",
  "screening",
  "rule",
  "reason",
  "evidence_items",
  "interview_state",
  "interview",
  "interview_place",
] as const;

/**
 * The candidates of a round as a CSV file that spreadsheets read as UTF-8 and never as formulas.
 * @returns `null` when the round does not exist for this person, or they do not take it along
 */
export function exportCandidates(ctx: CommandContext, processId: string): string | null {
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, processId);
  const terms = row && termsOf(row);
  if (!row || !terms || !can(viewer, "R", "round", processFacts(row))) return null;
  if (!hasRight(viewer, "candidateExport", row.programId)) return null;
  const { zone } = whereaboutsOf(db, row);
  const factsOf = candidateFactsOf(db, row);
  const interviews = new Map(interviewsOf(db, row.id).map((one) => [one.candidateId, one]));
  const people = candidatesOf(db, row.id).filter((one) => can(viewer, "R", "file", factsOf(one)));
  const rows = people.map((one) => {
    const interview = interviews.get(one.id);
    const mask = maskOf(ctx, one);
    const { rule, words } = splitReason(one.stateReason);
    return [
      mask ?? one.name,
      mask ? "" : (one.email ?? ""),
      mask ? "" : (one.post ?? ""),
      serviceOf(one, terms).years.toFixed(2),
      screeningWords(factsOf(one).state, waiverSignatures(db, one.id).length === 2),
      rule,
      words.replace(/\s+/g, " "),
      String(one.youth.length),
      interview ? stateLabel("interview", interview.state) : "",
      interview?.scheduledAt ? formatTime(interview.scheduledAt, zone) : "",
      interview?.place ?? "",
    ];
  });
  const { programId, userId: actorId } = viewer;
  const payload = { count: rows.length };
  db.transaction(() =>
    appendAudit(db, ctx.clock(), { type: "candidate.exported", programId, actorId, subjectId: row.id, payload }),
  );
  return csvOf([EXPORT_COLUMNS, ...rows]);
}

/** Rows as CSV (RFC 4180) with a byte-order mark; cells a spreadsheet would calculate are made text. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(asText)),
    { bom: true, record_delimiter: "windows" },
  );
}

/** A leading apostrophe makes a spreadsheet show the cell instead of calculating it, full-width signs too. Source: OWASP, "CSV Injection". */
function asText(cell: string): string {
  return /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? `'${cell}` : cell;
}
