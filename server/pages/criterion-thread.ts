import { assignmentById } from "#db/assignments.ts";
import { droppedOf } from "#db/decisions.ts";
import { type Evaluation, evaluationById } from "#db/evaluations.ts";
import { interviewOfCandidate } from "#db/interviews.ts";
import { programOf } from "#db/programs.ts";
import type { SealedRecord } from "#db/records.ts";
import { casePaths } from "#shared/case-paths.ts";
import { criterionThreads } from "#shared/criterion-thread.ts";
import type { EvaluationContent } from "#shared/documents/evaluation-record.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import type { CommandContext } from "../context.ts";
import { readableRecordOf } from "../records/reading.ts";
import type { OfficerPage } from "./officer.ts";
import { caseHead } from "./officers.ts";

type Reader = Pick<CommandContext, "db" | "viewer">;

/**
 * The two sealed records that a criterion's thread is made of, for whoever may read both: the evaluation, and the panel's
 * result from the round the officer came out of. `null` for everybody else, the officer among them, to whom the table
 * gives nothing of a panel's result; and where there was no round.
 */
function bothRecords(ctx: Reader, record: Evaluation): { evaluation: SealedRecord; result: SealedRecord } | null {
  const { candidateId } = record.assignment;
  const evaluation = readableRecordOf(ctx, "evaluation", record.row.id);
  const interview = evaluation && candidateId ? interviewOfCandidate(ctx.db, candidateId) : null;
  const result = interview && readableRecordOf(ctx, "panel-result", interview.id);
  return evaluation && result ? { evaluation, result } : null;
}

/** Where the way back from this evaluation to the selection begins; `null` when there is none for this person. */
export function criterionThreadPath(ctx: Reader, evaluationId: string): string | null {
  const record = evaluationById(ctx.db, ctx.viewer.programId, evaluationId);
  return record && bothRecords(ctx, record) ? casePaths.selection(record.row.assignmentId, evaluationId) : null;
}

/** From a sealed evaluation back to the selection, criterion by criterion. @returns `null`: there is no such page for them. */
export function criterionThreadPage(ctx: CommandContext, assignmentId: string, evaluationId: string) {
  const { db, viewer } = ctx;
  const record = evaluationById(db, viewer.programId, evaluationId);
  const of = record?.row.assignmentId === assignmentId ? assignmentById(db, viewer.programId, assignmentId) : null;
  const program = programOf(db, viewer.programId);
  const both = record && bothRecords(ctx, record);
  if (!record || !of || !program || !both) return null;
  const said = JSON.parse(both.evaluation.content) as EvaluationContent;
  const result = JSON.parse(both.result.content) as PanelResult;
  return {
    head: caseHead(ctx, of) satisfies Pick<OfficerPage, "id" | "officer">,
    zone: program.timeZone,
    evaluation: {
      id: record.row.id,
      title: said.evaluation.title,
      fromDate: said.evaluation.fromDate,
      toDate: said.evaluation.toDate,
      recordId: both.evaluation.id,
      sealedAt: both.evaluation.sealedAt,
      supervisor: said.names.supervisor,
    },
    selection: {
      title: result.process.title,
      recordId: both.result.id,
      sealedAt: both.result.sealedAt,
    },
    threads: criterionThreads(result, said, droppedIds(db, result.process.id)),
  };
}

/** The questions of a round that count for nobody. */
export function droppedIds(db: Reader["db"], processId: string): string[] {
  return droppedOf(db, processId).flatMap(({ questionId, approvedAt }) => (approvedAt === null ? [] : [questionId]));
}

export type CriterionThreadPage = NonNullable<ReturnType<typeof criterionThreadPage>>;
