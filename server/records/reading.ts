import { decisionById, decisionFacts } from "#db/decisions.ts";
import { interviewLines, interviewRecord } from "#db/interviews.ts";
import { mouById, mouFacts } from "#db/mou.ts";
import { processById, processesOf, processFacts } from "#db/processes.ts";
import { addendaOf, recordById, recordLines, recordOfSubject, type SealedRecord } from "#db/records.ts";
import { grouped } from "#shared/grouped.ts";
import { can } from "#shared/machine.ts";
import { pageOf } from "#shared/pages.ts";
import type { CommandContext } from "../context.ts";
import { mayReadOfCase } from "./reading-year.ts";

type Reader = Pick<CommandContext, "db" | "viewer">;

/**
 * The sealed records this person may read, kind by kind, the newest first.
 * @param asked the number of a kind's page as it stands in the address
 */
export function readableRecords(ctx: Reader, asked: (kind: SealedRecord["kind"]) => string | null) {
  const { db, viewer } = ctx;
  const rounds = processesOf(db, viewer.programId).flatMap(({ id }) => interviewLines(db, viewer.programId, id));
  const results = new Map(rounds.map((line) => [line.interview.id, line]));
  const readable = recordLines(db, viewer.programId).filter((line) => {
    if (line.kind !== "panel-result") return mayRead(ctx, line);
    const of = results.get(line.subjectId);
    return of !== undefined && can(viewer, "R", "result", of.facts);
  });
  return [...grouped(readable, ({ kind }) => kind)].map(([kind, lines]) => ({
    kind,
    records: pageOf(lines, asked(kind), ({ id }) => shown(ctx, id)),
  }));
}

/** What a list says of a record. */
function shown({ db, viewer }: Reader, id: string) {
  const record = recordById(db, viewer.programId, id);
  if (!record) throw new Error("A sealed record is never removed.");
  const { title, sealedAt, signatures } = record;
  return { id, title, sealedAt, signers: signatures.map((s) => s.name), corrections: addendaOf(db, id).length };
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

function mayRead({ db, viewer }: Reader, record: Pick<SealedRecord, "kind" | "subjectId">): boolean {
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
  if (record.kind !== "process-agreement") return mayReadOfCase({ db, viewer }, record.kind, record.subjectId);
  const round = processById(db, viewer.programId, record.subjectId);
  return round !== undefined && can(viewer, "R", "agreement", processFacts(round));
}
