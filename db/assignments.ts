import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { AnyFacts } from "#shared/machine.ts";
import type { Db } from "./open.ts";
import { assignment, caseLead, school, user } from "./schema.ts";

export type AssignmentRow = typeof assignment.$inferSelect;

/** An assignment with the names a page needs. */
export type Assignment = AssignmentRow & { officerName: string; schoolName: string };

const select = (db: Db) =>
  db
    .select({ row: assignment, officerName: user.name, schoolName: school.name })
    .from(assignment)
    .innerJoin(user, eq(user.id, assignment.officerId))
    .innerJoin(school, eq(school.id, assignment.schoolId));

const named = ({ row, ...names }: { row: AssignmentRow; officerName: string; schoolName: string }): Assignment => ({
  ...row,
  ...names,
});

export function assignmentById(db: Db, programId: string, id: string): Assignment | null {
  const found = select(db)
    .where(and(eq(assignment.id, id), eq(assignment.programId, programId)))
    .get();
  return found ? named(found) : null;
}

/** Every assignment of the program, present ones first, the newest first. */
export function assignmentsOf(db: Db, programId: string): Assignment[] {
  const all = select(db).where(eq(assignment.programId, programId)).orderBy(desc(assignment.fromDate)).all().map(named);
  return [...all.filter(({ toDate }) => toDate === null), ...all.filter(({ toDate }) => toDate !== null)];
}

/** Where an officer served and serves, the newest first. */
export function historyOfOfficer(db: Db, programId: string, officerId: string): Assignment[] {
  return select(db)
    .where(and(eq(assignment.programId, programId), eq(assignment.officerId, officerId)))
    .orderBy(desc(assignment.fromDate))
    .all()
    .map(named);
}

/** The post that came out of a selection round; `null` while none was opened. */
export function assignmentOfRound(db: Db, programId: string, processId: string): Assignment | null {
  const found = select(db)
    .where(and(eq(assignment.processId, processId), eq(assignment.programId, programId)))
    .get();
  return found ? named(found) : null;
}

export type LeadRole = "supervisor" | "administrator";
export type CaseLead = typeof caseLead.$inferSelect & { name: string };

/** Everybody who ever led this case, in order; the present ones have no `toAt`. */
export function leadsOfCase(db: Db, assignmentId: string): CaseLead[] {
  return db
    .select({ row: caseLead, name: user.name })
    .from(caseLead)
    .innerJoin(user, eq(user.id, caseLead.userId))
    .where(eq(caseLead.assignmentId, assignmentId))
    .orderBy(asc(caseLead.fromAt), asc(caseLead.role))
    .all()
    .map(({ row, name }) => ({ ...row, name }));
}

/** The user id of the case's present supervisor or administrator; `null` while there is none. */
export function leadOfCase(db: Db, assignmentId: string, role: LeadRole): string | null {
  return (
    db
      .select({ userId: caseLead.userId })
      .from(caseLead)
      .where(and(eq(caseLead.assignmentId, assignmentId), eq(caseLead.role, role), isNull(caseLead.toAt)))
      .get()?.userId ?? null
  );
}

/** What the facts of every record of a case have alike. */
export function factsOfCase(
  db: Db,
  { id, officerId, programId }: Pick<AssignmentRow, "id" | "officerId" | "programId">,
): Pick<AnyFacts, "programId" | "ownerId"> & { leads: readonly string[] } {
  const leads = db
    .select({ userId: caseLead.userId })
    .from(caseLead)
    .where(and(eq(caseLead.assignmentId, id), isNull(caseLead.toAt)))
    .all();
  return { programId, ownerId: officerId, leads: leads.map(({ userId }) => userId) };
}
