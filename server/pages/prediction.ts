import { and, asc, count, eq, isNotNull, max } from "drizzle-orm";
import { type Db, known } from "#db/open.ts";
import { assignment, evaluation, interview, sealedRecord } from "#db/schema.ts";
import { laterResult } from "#shared/criterion-thread.ts";
import { addDays } from "#shared/days.ts";
import type { EvaluationContent } from "#shared/documents/evaluation-record.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import { countedCriteria } from "#shared/dropped.ts";
import { type CriterionPrediction, type Pair, predictionSteps } from "#shared/prediction.ts";
import type { Steps } from "#shared/steps.ts";
import { inSlices } from "../in-slices.ts";
import { droppedIds } from "./criterion-thread.ts";

/** An evaluation is of the first year when its period begins within so many days of the first day in the post. */
const FIRST_YEAR_DAYS = 365;

export interface Prediction {
  /** People whom a panel scored and sealed; of them, officers with a sealed evaluation of their first year. */
  scored: number;
  officers: number;
  criteria: CriterionPrediction[];
}

/**
 * Joint scores beside first years, over the whole program: counted once for as long as no further evaluation is sealed.
 * The caller decides who reads it.
 */
export async function predictionOf(db: Db, programId: string): Promise<Prediction> {
  const name = `prediction of ${programId}`;
  const scored = sealedResults(db, programId);
  const sealed = db
    .select({ n: count(), last: max(evaluation.sealedAt) })
    .from(evaluation)
    .where(and(eq(evaluation.programId, programId), eq(evaluation.state, "sealed")))
    .get();
  try {
    return await known(db, name, `${scored}/${sealed?.n}/${sealed?.last}`, () => inSlices(steps(db, programId)));
  } catch (error) {
    db.$known.delete(name);
    throw error;
  }
}

function* steps(db: Db, programId: string): Steps<Prediction> {
  const pairs: Pair[] = [];
  const officers = new Set<string>();
  for (const { assignmentId, result, content, at } of firstYears(db, programId)) {
    if (officers.has(assignmentId)) continue;
    officers.add(assignmentId);
    const panel = JSON.parse(result) as PanelResult;
    const counted = countedCriteria(panel, droppedIds(db, panel.process.id));
    pairs.push(...pairsOf(panel, counted, JSON.parse(content) as EvaluationContent, at));
    yield;
  }
  return { scored: sealedResults(db, programId), officers: officers.size, criteria: yield* predictionSteps(pairs) };
}

function sealedResults(db: Db, programId: string): number {
  const which = and(eq(sealedRecord.programId, programId), eq(sealedRecord.kind, "panel-result"));
  return db.select({ n: count() }).from(sealedRecord).where(which).get()?.n ?? 0;
}

/** A criterion that was not measured, not counted or not observed has no pair. */
function pairsOf(result: PanelResult, counted: ReadonlySet<string>, said: EvaluationContent, at: number): Pair[] {
  return result.criteria.flatMap(({ id: criterionId, title, agreed }) => {
    const { mean } = laterResult(criterionId, said);
    if (typeof agreed !== "number" || mean === null || !counted.has(criterionId)) return [];
    return [{ criterionId, title, score: agreed, result: mean, at }];
  });
}

/** Sealed evaluations of officers out of a round, with their sealed panel result; the earliest period of each first. */
function firstYears(db: Db, programId: string) {
  return db
    .select({
      assignmentId: assignment.id,
      began: assignment.fromDate,
      fromDate: evaluation.fromDate,
      result: interview.result,
      content: evaluation.content,
      at: evaluation.sealedAt,
    })
    .from(evaluation)
    .innerJoin(assignment, eq(assignment.id, evaluation.assignmentId))
    .innerJoin(interview, and(eq(interview.candidateId, assignment.candidateId), eq(interview.state, "sealed")))
    .where(and(eq(evaluation.programId, programId), eq(evaluation.state, "sealed"), isNotNull(interview.result)))
    .orderBy(asc(evaluation.fromDate), asc(evaluation.id))
    .all()
    .flatMap(({ began, fromDate, result, content, at, ...one }) =>
      result && content && at !== null && fromDate <= addDays(began, FIRST_YEAR_DAYS)
        ? [{ ...one, result, content, at }]
        : [],
    );
}
