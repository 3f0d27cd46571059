import { and, asc, desc, eq } from "drizzle-orm";
import type { EvaluationTerms } from "#shared/evaluation.ts";
import type { Facts, StateOf } from "#shared/machine.ts";
import type { EvaluationPart, EvaluationRoom } from "#shared/rooms.ts";
import { type AssignmentRow, factsOfCase, leadOfCase } from "./assignments.ts";
import type { Db } from "./open.ts";
import { assignment, evaluation, goal } from "./schema.ts";

export type EvaluationRow = typeof evaluation.$inferSelect & { state: StateOf<"evaluation"> };
export type GoalRow = typeof goal.$inferSelect;

/** An evaluation with its assignment, its agreed values and its goals. */
export interface Evaluation {
  row: EvaluationRow;
  assignment: AssignmentRow;
  terms: EvaluationTerms;
  goals: GoalRow[];
  facts: Facts<"evaluation">;
}

const select = (db: Db) =>
  db
    .select({ row: evaluation, assignment })
    .from(evaluation)
    .innerJoin(assignment, eq(assignment.id, evaluation.assignmentId));

function whole(db: Db, found: { row: typeof evaluation.$inferSelect; assignment: AssignmentRow }): Evaluation {
  const row = found.row as EvaluationRow;
  return {
    row,
    assignment: found.assignment,
    terms: JSON.parse(row.clause) as EvaluationTerms,
    goals: goalsOf(db, row.id),
    facts: { lifecycle: "evaluation", state: row.state, ...factsOfCase(db, found.assignment) },
  };
}

export function evaluationById(db: Db, programId: string, id: string): Evaluation | null {
  const found = select(db)
    .where(and(eq(evaluation.id, id), eq(evaluation.programId, programId)))
    .get();
  return found ? whole(db, found) : null;
}

/** The evaluations of an assignment, the newest period first. */
export function evaluationsOfAssignment(db: Db, assignmentId: string): Evaluation[] {
  return select(db)
    .where(eq(evaluation.assignmentId, assignmentId))
    .orderBy(desc(evaluation.fromDate))
    .all()
    .map((found) => whole(db, found));
}

/** Every evaluation of the program, the newest period first. */
export function evaluationsOf(db: Db, programId: string): Evaluation[] {
  return select(db)
    .where(eq(evaluation.programId, programId))
    .orderBy(desc(evaluation.fromDate))
    .all()
    .map((found) => whole(db, found));
}

/** The agreed goals, in order; none before they are agreed. */
export function goalsOf(db: Db, evaluationId: string): GoalRow[] {
  return db.select().from(goal).where(eq(goal.evaluationId, evaluationId)).orderBy(asc(goal.n)).all();
}

/**
 * The facts of one part: while both leads write alone, the draft is the supervisor's and the feedback the
 * administrator's, until each hands theirs in. Feedback that was not handed in when its day passed stays its author's, who
 * writes on in it while the evaluation is written together.
 */
export function evaluationPartFacts(db: Db, { row, facts }: Evaluation, part: EvaluationPart): Facts<"evaluation"> {
  if (part !== "draft" && part !== "feedback") return facts;
  const [role, at] =
    part === "draft" ? (["supervisor", row.draftAt] as const) : (["administrator", row.feedbackAt] as const);
  const alone = { ...facts, authorId: leadOfCase(db, row.assignmentId, role) ?? "", submitted: at !== null };
  const late = part === "feedback" && at === null && row.exchangedAt !== null && row.state !== "sealed";
  return late ? { ...alone, state: "parallel", submitted: row.state !== "together" } : alone;
}

/** Parts that start again in a new room when a fixed text is opened again. */
const REVISED: readonly EvaluationPart[] = ["ratings", "text", "response"];

/** One of an evaluation's rooms, in its present revision. Draft and feedback also begin anew without the others. */
export function evaluationRoom(
  row: Pick<EvaluationRow, "id" | "programId" | "revision" | "draftRevision" | "feedbackRevision">,
  part: EvaluationPart,
): EvaluationRoom {
  const { id, programId, draftRevision, feedbackRevision } = row;
  const common = REVISED.includes(part) ? row.revision : 1;
  const revision = part === "draft" ? draftRevision : part === "feedback" ? feedbackRevision : common;
  return { programId, kind: "evaluation", recordId: id, part, revision };
}
