import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { deadline } from "./schema.ts";

export type Deadline = typeof deadline.$inferSelect;

/** Writes down what is to be done at a moment; a second time is no second deadline. @param dueAt ms since 1970 */
export function setDeadline(db: Db, values: Omit<Deadline, "id" | "doneAt">): void {
  db.insert(deadline)
    .values({ ...values, id: newId("dl") })
    .onConflictDoNothing()
    .run();
}

/** What is due in a program and not done, the oldest first. */
export function dueDeadlines(db: Db, now: number, programId: string): Deadline[] {
  return db
    .select()
    .from(deadline)
    .where(and(isNull(deadline.doneAt), lte(deadline.dueAt, now), eq(deadline.programId, programId)))
    .orderBy(asc(deadline.dueAt), asc(deadline.id))
    .all();
}

/** Marks a deadline as done, in the transaction of what it does. @returns false when somebody else did it already */
export function finishDeadline(db: Db, id: string, at: number): boolean {
  const open = and(eq(deadline.id, id), isNull(deadline.doneAt));
  return db.update(deadline).set({ doneAt: at }).where(open).run().changes === 1;
}

export function deadlineById(db: Db, id: string): Deadline | null {
  return db.select().from(deadline).where(eq(deadline.id, id)).get() ?? null;
}
