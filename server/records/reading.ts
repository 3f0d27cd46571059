import { decisionById, decisionFacts } from "#db/decisions.ts";
import { interviewRecord } from "#db/interviews.ts";
import { mouById, mouFacts } from "#db/mou.ts";
import { processById, processFacts } from "#db/processes.ts";
import { recordById, recordOfSubject, recordsOf, type SealedRecord } from "#db/records.ts";
import { can } from "#shared/machine.ts";
import type { CommandContext } from "../context.ts";

type Reader = Pick<CommandContext, "db" | "viewer">;

/** The sealed records this person may read, the newest first. */
export function readableRecords(ctx: Reader): SealedRecord[] {
  return recordsOf(ctx.db, ctx.viewer.programId).filter((record) => mayRead(ctx, record));
}

/** One sealed record, when it exists for this person; `null` otherwise. */
export function readableRecord(ctx: Reader, id: string): SealedRecord | null {
  const record = recordById(ctx.db, ctx.viewer.programId, id);
  return record && mayRead(ctx, record) ? record : null;
}

/** The record that sealed a round's agreement or an interview's result, when this person may read it. */
export function readableRecordOf(ctx: Reader, kind: SealedRecord["kind"], subjectId: string): SealedRecord | null {
  const record = recordOfSubject(ctx.db, kind, subjectId);
  return record && mayRead(ctx, record) ? record : null;
}

function mayRead({ db, viewer }: Reader, record: SealedRecord): boolean {
  if (record.kind === "panel-result") {
    const of = interviewRecord(db, viewer.programId, record.subjectId);
    return of !== null && can(viewer, "R", "result", of.facts);
  }
  if (record.kind === "decision") {
    const row = decisionById(db, viewer.programId, record.subjectId);
    return row !== null && can(viewer, "R", "rationale", decisionFacts(row));
  }
  if (record.kind === "mou") {
    const version = mouById(db, viewer.programId, record.subjectId);
    return version !== undefined && can(viewer, "R", "agreement", mouFacts(version));
  }
  const round = processById(db, viewer.programId, record.subjectId);
  return round !== undefined && can(viewer, "R", "agreement", processFacts(round));
}
