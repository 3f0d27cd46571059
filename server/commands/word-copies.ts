import { appendAudit } from "#db/audit.ts";
import { evaluationById } from "#db/evaluations.ts";
import { signaturesOf } from "#db/processes.ts";
import { programOf } from "#db/programs.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { intact } from "../records/export.ts";
import { documentOf } from "../records/pdf/kinds.ts";
import { readableRecord } from "../records/reading.ts";
import { renderWord } from "../records/word/render.ts";

/*
 * Word copies, for people who need the words in a word processor. They carry no seal and say so on each page; whoever may
 * read the PDF may take one, and each taking is on record.
 */

/** A Word copy of a sealed record. It waits for the file to be packed; what it reads is sealed. */
export async function exportRecordWord(
  ctx: CommandContext,
  input: { recordId: string },
): Promise<Outcome<{ file: Buffer }>> {
  const record = readableRecord(ctx, input.recordId);
  const program = record && programOf(ctx.db, record.programId);
  if (!record || !program) return refuse("not-found", "There is no such record.");
  if (!intact(record))
    return refuse("broken", "This record no longer gives its own fingerprint, so no copy of it is made.");
  const { id: recordId, hash, signatures, sealedAt: at } = record;
  const file = await renderWord(documentOf(record, program), { recordId, hash, at, signatures });
  keepTaking(ctx, recordId, hash);
  return { ok: true, file };
}

/** A Word copy of an evaluation's fixed text before it is sealed, for whoever may read that text. */
export async function exportFixedEvaluation(
  ctx: CommandContext,
  input: { assignmentId: string; evaluationId: string },
): Promise<Outcome<{ file: Buffer }>> {
  const { db, viewer } = ctx;
  const record = evaluationById(db, viewer.programId, input.evaluationId);
  const none = refuse("not-found", "There is no such text.");
  if (!record || record.row.assignmentId !== input.assignmentId) return none;
  const { id, title, content, contentHash: hash, state, frozenAt } = record.row;
  // A sealed one has its copy among the records: one address for one thing.
  const program = programOf(db, viewer.programId);
  if (!content || !hash || !program || state === "sealed" || !can(viewer, "R", "document", record.facts)) return none;
  const signatures = signaturesOf(db, "evaluation", id).filter(({ voidedAt }) => voidedAt === null);
  const asRecord = { id, programId: program.id, kind: "evaluation", subjectId: id, title, content, hash } as const;
  const at = frozenAt ?? 0;
  const document = documentOf({ ...asRecord, signatures, rubricVersion: "", sealedAt: at }, program);
  const file = await renderWord(document, { recordId: null, hash, at, signatures });
  keepTaking(ctx, id, hash);
  return { ok: true, file };
}

function keepTaking({ db, viewer, clock }: CommandContext, subjectId: string, hash: string): void {
  const { programId, userId } = viewer;
  db.transaction(() =>
    appendAudit(db, clock(), {
      type: "record.exported",
      programId,
      actorId: userId,
      subjectId,
      payload: { hash, as: "docx" },
    }),
  );
}
