import { and, eq } from "drizzle-orm";
import { deadlineById } from "#db/deadlines.ts";
import type { Mail } from "#db/mail.ts";
import type { Db } from "#db/open.ts";
import { programOf, viewerOf } from "#db/programs.ts";
import { card, interview, user } from "#db/schema.ts";
import { zonedDay } from "#shared/zoned.ts";
import { remindersOf } from "../jobs/deadlines.ts";
import { REMINDER } from "./kinds.ts";

/**
 * Is a reminder still right at the moment it goes out? Not to a panelist who stepped back or left the program, and not
 * about an interview that has begun or lost its time; not about a step that was done meanwhile. Other letters tell what happened and always are.
 */
export function stillWanted(db: Db, mail: Mail, now: number): boolean {
  if (mail.kind === REMINDER.step) return stillWaits(db, mail, now);
  if (mail.kind !== REMINDER.panel && mail.kind !== REMINDER.candidate) return true;
  const row = db
    .select()
    .from(interview)
    .where(eq(interview.id, mail.subjectId ?? ""))
    .get();
  if (row?.state !== "briefed" || row.scheduledAt === null) return false;
  if (mail.kind === REMINDER.candidate) return true;
  const seat = db
    .select({ state: card.state, userId: user.id })
    .from(card)
    .innerJoin(user, eq(user.id, card.userId))
    .where(and(eq(card.interviewId, row.id), eq(user.email, mail.toEmail)))
    .get();
  return seat !== undefined && seat.state !== "recused" && viewerOf(db, row.programId, seat.userId) !== null;
}

/** Does the step a reminder is about still wait for the same person, by the same day? */
function stillWaits(db: Db, mail: Mail, now: number): boolean {
  const of = deadlineById(db, mail.subjectId ?? "");
  const program = of && programOf(db, of.programId);
  if (!of || !program) return false;
  return remindersOf(db, program, zonedDay(now, program.timeZone)).some(
    ({ step, kind, dueAt }) => step.subjectId === of.subjectId && kind === of.kind && dueAt === of.dueAt,
  );
}
