import { and, eq, isNull, like } from "drizzle-orm";
import { type InterviewRecord, interviewRecord, type Seat } from "#db/interviews.ts";
import { cancelMails, insertMail } from "#db/mail.ts";
import { membersOf } from "#db/programs.ts";
import { whereaboutsOf } from "#db/rounds.ts";
import { user } from "#db/schema.ts";
import { calendarFile } from "#shared/calendar-file.ts";
import { fillNotice, type NoticeName } from "#shared/content/notices.ts";
import { formatTime } from "#shared/time.ts";
import { workingDaysBefore } from "#shared/working-days.ts";
import { dateAndTime, momentAt } from "#shared/zoned.ts";
import type { CommandContext } from "../context.ts";
import { CALLED_OFF, INVITATION, REMINDER, SUPERSEDED } from "./kinds.ts";

/** What happened to an interview's time. `was`: the time that no longer holds, milliseconds since 1970. */
export type Change =
  | { what: "set" }
  | { what: "moved"; reason: string }
  | { what: "called-off"; reason: string; was: number; minutes: number; place: string | null };

const REMINDER_TIME = "09:00";
const REMINDER_DAYS = 2;
const ANSWER_DAYS = 5;

/**
 * Writes the letters about an interview into the outbox: an invitation with a calendar file to each panel member who
 * did not step back, a letter to the candidate, and reminders two working days before. Letters about the time before
 * that were not sent yet are taken back. Call it inside the act's transaction, after the interview's row was written.
 */
export function announceInterview(ctx: CommandContext, interviewId: string, change: Change): void {
  const { db, viewer } = ctx;
  const record = interviewRecord(db, viewer.programId, interviewId);
  if (!record) throw new Error("no such interview");
  const now = ctx.clock();
  cancelMails(db, interviewId, SUPERSEDED, now);
  const time = timeOf(record, change);
  if (time.start === null) return;
  const facts = factsOf(ctx, record, { ...time, start: time.start }, change);
  const off = change.what === "called-off";
  const post = (letter: { kind: string; notice: NoticeName; to: To; dueAt?: number; calendar?: string }) => {
    const values = { ...facts.values, panelist: letter.to.name, candidate: letter.to.name };
    insertMail(db, {
      programId: viewer.programId,
      kind: letter.kind,
      subjectId: interviewId,
      toName: letter.to.name,
      toEmail: letter.to.email,
      ...fillNotice(letter.notice, values),
      calendar: letter.calendar ?? null,
      at: now,
      dueAt: letter.dueAt ?? now,
    });
  };

  for (const to of panelOf(ctx, record.seats)) {
    const kind = off ? CALLED_OFF.panel : INVITATION.panel;
    const notice = off ? "panelCalledOff" : change.what === "moved" ? "panelMoved" : "panelInvitation";
    post({ kind, notice, to, calendar: facts.calendarFor(to) });
    if (!off && facts.remindAt > now)
      post({ kind: REMINDER.panel, notice: "panelReminder", to, dueAt: facts.remindAt });
  }
  const to = { name: record.candidate.name, email: record.candidate.email ?? "" };
  const notice = off ? "candidateCalledOff" : change.what === "moved" ? "candidateMoved" : "candidateInvitation";
  post({ kind: off ? CALLED_OFF.candidate : INVITATION.candidate, notice, to });
  if (!off && facts.remindAt > now)
    post({ kind: REMINDER.candidate, notice: "candidateReminder", to, dueAt: facts.remindAt });
}

interface To {
  name: string;
  email: string;
}

interface When {
  start: number | null;
  minutes: number;
  place: string | null;
}

function timeOf({ interview }: InterviewRecord, change: Change): When {
  if (change.what === "called-off") return { start: change.was, minutes: change.minutes, place: change.place };
  return { start: interview.scheduledAt, minutes: interview.minutes, place: interview.place };
}

/** Everything the letters about one interview say. The candidate's name is in the candidate's own letter only. */
function factsOf(ctx: CommandContext, record: InterviewRecord, time: When & { start: number }, change: Change) {
  const { interview, terms } = record;
  const { zone, school, program } = whereaboutsOf(ctx.db, record.process);
  const organizer = coordinatorOf(ctx);
  const day = dateAndTime(time.start, zone).date;
  const now = ctx.clock();
  const by = (days: number) => {
    const limit = momentAt(workingDaysBefore(day, days), "17:00", zone) ?? 0;
    return limit > now ? `by ${formatTime(limit, zone, "date")}` : "as soon as you can";
  };
  const url = ctx.env.PUBLIC_URL && new URL(`/interviews/${interview.id}`, ctx.env.PUBLIC_URL).href;
  const where = url ? `It is here: ${url}` : "You find it in Accord, under Desk.";
  const exercises = terms.exercises.map((exercise) => exercise.title.toLowerCase());
  return {
    remindAt: momentAt(workingDaysBefore(day, REMINDER_DAYS), REMINDER_TIME, zone) ?? 0,
    values: {
      school,
      agency: program.agencyName,
      district: program.districtName,
      program: program.name,
      day: formatTime(time.start, zone, "long"),
      time: formatTime(time.start, zone, "time"),
      slot: `${formatTime(time.start, zone, "day")}, ${formatTime(time.start, zone, "time")}`,
      place: time.place ?? "at a place you will be told",
      minutes: String(time.minutes),
      panelSize: String(record.seats.filter((seat) => seat.state !== "recused").length),
      questionCount: String(terms.questions.length),
      exercises: exercises.length > 0 ? `; and ${listed.format(exercises)}` : "",
      criteria: listed.format(terms.criteria.map((criterion) => criterion.title.toLowerCase())),
      coordinator: organizer.name,
      contact: organizer.email,
      accommodationBy: by(ANSWER_DAYS),
      replyBy: by(ANSWER_DAYS),
      reason: "reason" in change ? change.reason : "",
      where,
    } as Record<string, string>,
    calendarFor: (attendee: To) =>
      calendarFile({
        eventId: interview.id,
        sequence: interview.sequence,
        method: change.what === "called-off" ? "CANCEL" : "REQUEST",
        start: time.start,
        minutes: time.minutes,
        place: time.place,
        summary: `Interview panel, ${school}`,
        description: `${formatTime(time.start, zone, "datetime")}, ${time.minutes} minutes. ${where}`,
        organizer,
        attendee,
        now,
      }),
  };
}

const listed = new Intl.ListFormat("en-US", { type: "conjunction" });

/** The panel members a letter goes to: still in the program, and not stepped back. */
function panelOf(ctx: CommandContext, seats: readonly Seat[]): To[] {
  const current = new Set(membersOf(ctx.db, ctx.viewer.programId).map((member) => member.userId));
  return seats
    .filter((seat) => seat.state !== "recused" && current.has(seat.userId))
    .flatMap((seat) => addressOf(ctx, seat.userId) ?? []);
}

/** Whom people write to: the program's coordinator; while there is none, whoever acts. */
function coordinatorOf(ctx: CommandContext): To {
  const coordinators = membersOf(ctx.db, ctx.viewer.programId).filter((member) => member.role === "coordinator");
  for (const { userId } of coordinators) {
    const found = addressOf(ctx, userId);
    if (found) return found;
  }
  return addressOf(ctx, ctx.viewer.userId) ?? { name: ctx.viewer.name, email: "" };
}

function addressOf({ db }: CommandContext, userId: string): To | null {
  return (
    db
      .select({ name: user.name, email: user.email })
      .from(user)
      // A guest without an account has no address: the coordinator lets them in on the day.
      .where(and(eq(user.id, userId), isNull(user.disabledAt), like(user.email, "%@%")))
      .get() ?? null
  );
}
