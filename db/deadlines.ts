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

/** What is due and not done, the oldest first. */
export function dueDeadlines(db: Db, now: number): Deadline[] {
  return db
    .select()
    .from(deadline)
    .where(and(isNull(deadline.doneAt), lte(deadline.dueAt, now)))
    .orderBy(asc(deadline.dueAt), asc(deadline.id))
    .all();
}

/** Marks a deadline as done. Call it in the transaction of what it does. */
export function deadlineDone(db: Db, id: string, at: number): void {
  db.update(deadline).set({ doneAt: at }).where(eq(deadline.id, id)).run();
}

/** Takes back what is no longer to be done: the day moved, or somebody acted in time. */
export function dropDeadlines(db: Db, subject: string, subjectId: string): void {
  db.delete(deadline)
    .where(and(eq(deadline.subject, subject), eq(deadline.subjectId, subjectId), isNull(deadline.doneAt)))
    .run();
}
