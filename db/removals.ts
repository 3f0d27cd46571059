import { and, desc, eq } from "drizzle-orm";
import type { RemovalTerms } from "#shared/evaluation.ts";
import type { Facts, StateOf } from "#shared/machine.ts";
import type { RemovalRoom, Side } from "#shared/rooms.ts";
import { type AssignmentRow, factsOfCase } from "./assignments.ts";
import type { Db } from "./open.ts";
import { assignment, removal } from "./schema.ts";

export type RemovalRow = typeof removal.$inferSelect & { state: StateOf<"removal"> };

/** A removal review with its assignment and its agreed values. */
export interface Removal {
  row: RemovalRow;
  assignment: AssignmentRow;
  terms: RemovalTerms;
  facts: Facts<"removal">;
}

const select = (db: Db) =>
  db.select({ row: removal, assignment }).from(removal).innerJoin(assignment, eq(assignment.id, removal.assignmentId));

function whole(db: Db, found: { row: typeof removal.$inferSelect; assignment: AssignmentRow }): Removal {
  const row = found.row as RemovalRow;
  return {
    row,
    assignment: found.assignment,
    terms: JSON.parse(row.clause) as RemovalTerms,
    facts: { lifecycle: "removal", state: row.state, ...factsOfCase(db, found.assignment) },
  };
}

export function removalById(db: Db, programId: string, id: string): Removal | null {
  const found = select(db)
    .where(and(eq(removal.id, id), eq(removal.programId, programId)))
    .get();
  return found ? whole(db, found) : null;
}

/** Every removal review of an assignment, the newest first. */
export function removalsOfAssignment(db: Db, assignmentId: string): Removal[] {
  return select(db)
    .where(eq(removal.assignmentId, assignmentId))
    .orderBy(desc(removal.requestedAt))
    .all()
    .map((found) => whole(db, found));
}

/** The removal review of an assignment that is not decided, settled or taken back yet. */
export function openRemoval(db: Db, assignmentId: string): Removal | null {
  return removalsOfAssignment(db, assignmentId).find(({ row }) => !ENDED.includes(row.state)) ?? null;
}

const ENDED: readonly string[] = ["resolved", "reassigned"];

/** Every removal review of the program, the newest first. */
export function removalsOf(db: Db, programId: string): Removal[] {
  return select(db)
    .where(eq(removal.programId, programId))
    .orderBy(desc(removal.requestedAt))
    .all()
    .map((found) => whole(db, found));
}

/** One of a review's rooms, in its present revision. */
export function removalRoom(
  { id, programId, revision }: Pick<RemovalRow, "id" | "programId" | "revision">,
  part: "request" | "minutes" | "decision",
): RemovalRoom {
  return { programId, kind: "removal", recordId: id, part, revision };
}

/** The room of what one side says. */
export function sideRoom(
  { id, programId, revision }: Pick<RemovalRow, "id" | "programId" | "revision">,
  side: Side,
): RemovalRoom {
  return { programId, kind: "removal", recordId: id, part: "side", side, revision };
}
