import { createHash } from "node:crypto";
import { cancelMails, insertMail, mailsAbout } from "#db/mail.ts";
import { comingMeetings } from "#db/meetings.ts";
import { type Person, personById } from "#db/people.ts";
import { membersOf, type Program, programOf } from "#db/programs.ts";
import { calendarFile } from "#shared/calendar-file.ts";
import { fillNotice } from "#shared/content/notices.ts";
import { formatTime } from "#shared/time.ts";
import type { CommandContext } from "../context.ts";
import { MEETING, MEETING_OFF } from "./kinds.ts";

/** How long a calendar keeps free: nobody is asked for an end. */
const MINUTES = 60;
const KINDS = [MEETING, MEETING_OFF];

/** A meeting of a record. `at`: milliseconds since 1970. */
interface Meeting {
  recordId: string;
  at: number;
}

/**
 * Tells people of an officer's case when a meeting is, with a file for their calendars, and nothing of what or about
 * whom: that is read after signing in. Call it inside the act's transaction; letters about an earlier time that were not
 * sent yet are taken back, and calendars replace the time before.
 * @param of.recordId whose meeting it is @param of.at milliseconds since 1970
 */
export function announceMeeting(
  ctx: CommandContext,
  of: Meeting & { userIds: readonly (string | null | undefined)[] },
): void {
  cancelMails(ctx.db, of.recordId, KINDS, ctx.clock());
  const sequence = lettersAbout(ctx, of.recordId);
  for (const userId of new Set(of.userIds)) post(ctx, of, userId, "REQUEST", sequence);
}

/**
 * A lead is followed by another one: the meetings that come leave the calendar of the one before and go into that of the
 * next. Inside the act's transaction.
 */
export function handOverMeetings(
  ctx: CommandContext,
  { assignmentId, from, to }: { assignmentId: string; from: string; to: string },
): void {
  const { db, clock } = ctx;
  for (const of of comingMeetings(db, assignmentId, clock())) {
    const before = personById(db, from);
    const sequence = lettersAbout(ctx, of.recordId);
    const told = mailsAbout(db, of.recordId, KINDS).some((one) => one.toEmail === before?.email && one.sentAt !== null);
    cancelMails(db, of.recordId, KINDS, clock(), before?.email ?? "");
    if (told) post(ctx, of, from, "CANCEL", sequence);
    post(ctx, of, to, "REQUEST", sequence);
  }
}

/** The file with which this person puts a meeting of theirs into a calendar. */
export function meetingCalendar(ctx: CommandContext, of: Meeting): string | null {
  const { db, viewer } = ctx;
  const to = personById(db, viewer.userId);
  const program = programOf(db, viewer.programId);
  // Never behind the last letter, and never ahead of the next one.
  const sequence = Math.max(0, lettersAbout(ctx, of.recordId) - 1);
  return to && program && fileFor(ctx, program, of, to, "REQUEST", sequence);
}

/** What was written so far about a meeting: with each change the next version is a higher one, for every calendar. */
const lettersAbout = ({ db }: Pick<CommandContext, "db">, recordId: string) => mailsAbout(db, recordId, KINDS).length;

function post(
  ctx: CommandContext,
  of: Meeting,
  userId: string | null | undefined,
  method: "REQUEST" | "CANCEL",
  sequence: number,
): void {
  const { db, clock, viewer } = ctx;
  const program = programOf(db, viewer.programId);
  const to = userId ? personById(db, userId) : null;
  if (!program || !to) return;
  insertMail(db, {
    programId: program.id,
    kind: method === "REQUEST" ? MEETING : MEETING_OFF,
    subjectId: of.recordId,
    toName: to.name,
    toEmail: to.email ?? "",
    ...fillNotice(method === "REQUEST" ? "meetingNotice" : "meetingOff", {
      name: to.name,
      day: formatTime(of.at, program.timeZone, "long"),
      time: formatTime(of.at, program.timeZone, "time"),
      where: where(ctx),
      coordinator: coordinatorOf(ctx, program)?.name ?? "The program coordinator",
      program: program.name,
    }),
    calendar: to.email ? fileFor(ctx, program, of, to, method, sequence) : null,
    at: clock(),
    dueAt: clock(),
  });
}

function fileFor(
  ctx: CommandContext,
  program: Program,
  of: Meeting,
  to: Person,
  method: "REQUEST" | "CANCEL",
  sequence: number,
): string {
  const organizer = coordinatorOf(ctx, program);
  return calendarFile({
    eventId: eventId(of.recordId),
    sequence,
    method,
    start: of.at,
    minutes: MINUTES,
    place: null,
    summary: "Meeting",
    description: `${formatTime(of.at, program.timeZone, "datetime")}. What it is about is shown only after you sign in. ${where(ctx)}`,
    organizer: { name: organizer?.name ?? program.name, email: organizer?.email ?? "accord@invalid.invalid" },
    attendee: { name: to.name, email: to.email ?? "" },
    now: ctx.clock(),
  });
}

/** The same for every version of a meeting; a record's own id would tell of what kind it is. */
const eventId = (recordId: string) => `meeting-${createHash("sha256").update(recordId).digest("hex").slice(0, 24)}`;

function where({ env }: CommandContext): string {
  const url = env.PUBLIC_URL && new URL("/desk", env.PUBLIC_URL).href;
  return url ? `You find it on your desk: ${url}` : "You find it in Accord, under Desk.";
}

function coordinatorOf({ db }: CommandContext, program: Program): Person | null {
  const coordinator = membersOf(db, program.id).find(({ role }) => role === "coordinator");
  return coordinator ? personById(db, coordinator.userId) : null;
}
