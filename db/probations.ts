import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { Leave } from "#shared/date-rules.ts";
import type { OutcomeContent } from "#shared/documents/probation-outcome.ts";
import type { Facts, StateOf } from "#shared/machine.ts";
import type { ProbationPlan, ProbationTerms } from "#shared/probation.ts";
import type { Holidays } from "#shared/working-days.ts";
import { type AssignmentRow, factsOfCase } from "./assignments.ts";
import type { Db } from "./open.ts";
import {
  assignment,
  holiday,
  interimNotice,
  leave,
  probation,
  probationOutcome,
  remediationItem,
  remediationPlan,
  user,
} from "./schema.ts";

export type ProbationRow = typeof probation.$inferSelect & { state: StateOf<"probation"> };

/** A probation with its assignment and its agreed values read. */
export interface Probation {
  row: ProbationRow;
  assignment: AssignmentRow;
  terms: ProbationTerms;
  facts: Facts<"probation">;
}

const select = (db: Db) =>
  db
    .select({ row: probation, assignment })
    .from(probation)
    .innerJoin(assignment, eq(assignment.id, probation.assignmentId));

function whole(db: Db, found: { row: typeof probation.$inferSelect; assignment: AssignmentRow }): Probation {
  const row = found.row as ProbationRow;
  return {
    row,
    assignment: found.assignment,
    terms: JSON.parse(row.clause) as ProbationTerms,
    facts: { lifecycle: "probation", state: row.state, ...factsOfCase(db, found.assignment) },
  };
}

export function probationById(db: Db, programId: string, id: string): Probation | null {
  const found = select(db)
    .where(and(eq(probation.id, id), eq(probation.programId, programId)))
    .get();
  return found ? whole(db, found) : null;
}

/** The probation of an assignment; `null` when none was planned. */
export function probationOfAssignment(db: Db, assignmentId: string): Probation | null {
  const found = select(db).where(eq(probation.assignmentId, assignmentId)).get();
  return found ? whole(db, found) : null;
}

/** Every probation of the program, the newest first. */
export function probationsOf(db: Db, programId: string): Probation[] {
  return select(db)
    .where(eq(probation.programId, programId))
    .orderBy(desc(probation.startOn))
    .all()
    .map((found) => whole(db, found));
}

export const planOf = (row: Pick<ProbationRow, "plan">): ProbationPlan => JSON.parse(row.plan) as ProbationPlan;

/** The program's days without work. */
export function holidaysOf(db: Db, programId: string): Holidays {
  const days = db.select({ day: holiday.day }).from(holiday).where(eq(holiday.programId, programId)).all();
  return new Set(days.map(({ day }) => day));
}

export type LeaveRow = typeof leave.$inferSelect;

/** The leave that counts, in order: entries that were taken back are left out. */
export function leavesOf(db: Db, assignmentId: string): LeaveRow[] {
  return db
    .select()
    .from(leave)
    .where(and(eq(leave.assignmentId, assignmentId), isNull(leave.removedAt)))
    .orderBy(asc(leave.fromDate), asc(leave.at))
    .all();
}

/** The same as dates. @param since only entries made from this moment on */
export function leaveDays(db: Db, assignmentId: string, since = 0): Leave[] {
  return leavesOf(db, assignmentId)
    .filter(({ at }) => at >= since)
    .map(({ fromDate, toDate }) => ({ from: fromDate, to: toDate }));
}

export type Notice = typeof interimNotice.$inferSelect & { issuerName: string };

/** The interim notices, the oldest first. */
export function noticesOf(db: Db, probationId: string): Notice[] {
  return db
    .select({ row: interimNotice, issuerName: user.name })
    .from(interimNotice)
    .innerJoin(user, eq(user.id, interimNotice.issuedBy))
    .where(eq(interimNotice.probationId, probationId))
    .orderBy(asc(interimNotice.issuedAt))
    .all()
    .map(({ row, issuerName }) => ({ ...row, issuerName }));
}

export type Plan = typeof remediationPlan.$inferSelect & { items: (typeof remediationItem.$inferSelect)[] };

/** The row of one plan; `null` when there is none. */
export function planRow(db: Db, id: string) {
  return db.select().from(remediationPlan).where(eq(remediationPlan.id, id)).get() ?? null;
}

/** Remediation plans with their items, the oldest first. */
export function plansOf(db: Db, subject: "probation" | "evaluation", subjectId: string): Plan[] {
  const plans = db
    .select()
    .from(remediationPlan)
    .where(and(eq(remediationPlan.subject, subject), eq(remediationPlan.subjectId, subjectId)))
    .orderBy(asc(remediationPlan.issuedAt))
    .all();
  return plans.map((plan) => ({
    ...plan,
    items: db
      .select()
      .from(remediationItem)
      .where(eq(remediationItem.planId, plan.id))
      .orderBy(asc(remediationItem.n))
      .all(),
  }));
}

export type OutcomeRow = typeof probationOutcome.$inferSelect;

/** Every outcome ever proposed, the newest first: withdrawn ones stay on record. */
export function outcomesOf(db: Db, probationId: string): OutcomeRow[] {
  return db
    .select()
    .from(probationOutcome)
    .where(eq(probationOutcome.probationId, probationId))
    .orderBy(desc(probationOutcome.proposedAt))
    .all();
}

/** The proposal that is being signed; `null` while there is none. */
export function openOutcome(db: Db, probationId: string): OutcomeRow | null {
  return (
    outcomesOf(db, probationId).find(({ withdrawnAt, sealedAt }) => withdrawnAt === null && sealedAt === null) ?? null
  );
}

export const outcomeContent = (row: OutcomeRow): OutcomeContent => JSON.parse(row.content) as OutcomeContent;

/** Extensions that were sealed: the clause says how many there may be. */
export function extensionsOf(db: Db, probationId: string): OutcomeRow[] {
  return outcomesOf(db, probationId).filter(({ outcome, sealedAt }) => outcome === "extended" && sealedAt !== null);
}

/** Probations whose last day lies before a day, and which nobody has decided. */
export function overdueProbations(db: Db, programId: string, day: string): ProbationRow[] {
  return db
    .select()
    .from(probation)
    .where(and(eq(probation.programId, programId), isNull(probation.decidedAt)))
    .all()
    .filter(({ endOn }) => endOn !== null && endOn < day) as ProbationRow[];
}

/** The probation an outcome belongs to; `null` when there is no such outcome. */
export function outcomeProbation(db: Db, programId: string, outcomeId: string): Probation | null {
  const row = db.select().from(probationOutcome).where(eq(probationOutcome.id, outcomeId)).get();
  return row ? probationById(db, programId, row.probationId) : null;
}
