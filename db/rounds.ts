import { and, asc, eq, inArray, isNotNull, ne } from "drizzle-orm";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { type ProcessRow, termsOf } from "./processes.ts";
import { type Program, programOf } from "./programs.ts";
import { card, interview, posting, process, school, timetable, user } from "./schema.ts";

export type Posting = typeof posting.$inferSelect;
export type DueDate = typeof timetable.$inferSelect;

/** Where a round's interviews are held, and by which clocks: the school's, else the program's. */
export interface Whereabouts {
  zone: string;
  /** The school's name, else the district's. */
  school: string;
  program: Program;
}

export function whereaboutsOf(db: Db, row: ProcessRow): Whereabouts {
  const program = programOf(db, row.programId);
  if (!program) throw new Error("a round without a program");
  const id = termsOf(row)?.schoolId ?? row.schoolId;
  const found =
    id === null
      ? undefined
      : db
          .select()
          .from(school)
          .where(and(eq(school.id, id), eq(school.programId, row.programId)))
          .get();
  return { zone: found?.timeZone ?? program.timeZone, school: found?.name ?? program.districtName, program };
}

/** An interview with a time that was not held yet, and who sits on its panel: no one who stepped back. */
export interface Booked {
  interviewId: string;
  processId: string;
  title: string;
  start: number;
  minutes: number;
  panel: { userId: string; name: string }[];
}

/** Every interview of the program that still takes somebody's time, whichever round it belongs to. */
export function bookedInterviews(db: Db, programId: string): Booked[] {
  const rows = db
    .select({
      interviewId: interview.id,
      processId: interview.processId,
      title: process.title,
      start: interview.scheduledAt,
      minutes: interview.minutes,
      userId: card.userId,
      name: user.name,
    })
    .from(interview)
    .innerJoin(process, eq(process.id, interview.processId))
    .innerJoin(card, eq(card.interviewId, interview.id))
    .innerJoin(user, eq(user.id, card.userId))
    .where(
      and(
        eq(interview.programId, programId),
        isNotNull(interview.scheduledAt),
        inArray(interview.state, ["briefed", "live"]),
        ne(card.state, "recused"),
      ),
    )
    .orderBy(asc(interview.scheduledAt), asc(card.id))
    .all();
  const booked = new Map<string, Booked>();
  for (const { userId, name, start, ...rest } of rows) {
    const entry = booked.get(rest.interviewId) ?? { ...rest, start: start ?? 0, panel: [] };
    entry.panel.push({ userId, name });
    booked.set(rest.interviewId, entry);
  }
  return [...booked.values()];
}

/** Where the post was advertised, in the order of the days. */
export function postingsOf(db: Db, processId: string): (Posting & { name: string })[] {
  return db
    .select({ posting, name: user.name })
    .from(posting)
    .innerJoin(user, eq(user.id, posting.userId))
    .where(eq(posting.processId, processId))
    .orderBy(asc(posting.postedOn), asc(posting.at))
    .all()
    .map((row) => ({ ...row.posting, name: row.name }));
}

/** Call inside the command's transaction. @returns its id */
export function insertPosting(db: Db, row: Omit<Posting, "id">): string {
  const id = newId("po");
  db.insert(posting)
    .values({ ...row, id })
    .run();
  return id;
}

export function deletePosting(db: Db, processId: string, id: string): boolean {
  return (
    db
      .delete(posting)
      .where(and(eq(posting.id, id), eq(posting.processId, processId)))
      .run().changes === 1
  );
}

/** The round's due dates by step. */
export function timetableOf(db: Db, processId: string): Map<string, DueDate> {
  const rows = db.select().from(timetable).where(eq(timetable.processId, processId)).all();
  return new Map(rows.map((row) => [row.step, row]));
}

/** Sets or, with `null`, removes the due date of one step. Call inside the command's transaction. */
export function setDueDate(db: Db, row: Omit<DueDate, "dueOn"> & { dueOn: string | null }): void {
  const one = and(eq(timetable.processId, row.processId), eq(timetable.step, row.step));
  db.delete(timetable).where(one).run();
  if (row.dueOn !== null)
    db.insert(timetable)
      .values({ ...row, dueOn: row.dueOn })
      .run();
}
