import { and, asc, eq } from "drizzle-orm";
import type { Db } from "./open.ts";
import { holiday } from "./schema.ts";

/** The program's days without work, in order. */
export function holidayList(db: Db, programId: string): { day: string; name: string }[] {
  const columns = { day: holiday.day, name: holiday.name };
  return db.select(columns).from(holiday).where(eq(holiday.programId, programId)).orderBy(asc(holiday.day)).all();
}

/** Writes one down; a day that is there already keeps its name. */
export function keepHoliday(db: Db, row: typeof holiday.$inferInsert): void {
  db.insert(holiday).values(row).onConflictDoNothing().run();
}

export function dropHoliday(db: Db, programId: string, day: string): void {
  db.delete(holiday)
    .where(and(eq(holiday.programId, programId), eq(holiday.day, day)))
    .run();
}
