import { eq } from "drizzle-orm";
import { calendarFile } from "#shared/calendar-file.ts";
import { fillNotice, type NoticeName } from "#shared/content/notices.ts";
import { formatTime } from "#shared/time.ts";
import { workingDaysBefore } from "#shared/working-days.ts";
import { dateAndTime, momentAt } from "#shared/zoned.ts";
import { insertMail, markSent } from "../mail.ts";
import { processById } from "../processes.ts";
import { whereaboutsOf } from "../rounds.ts";
import { candidate, interview, user } from "../schema.ts";
import type { Sitting } from "./interview.ts";
import { member, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM } from "./story.ts";

const COORDINATOR = "amara-osei";

/**
 * The letters about one interview, as they lie in the outbox of a program without a mail server: invitations and
 * reminders to the panel and to the candidate. The coordinator passed on what is not in `waiting`.
 * @param waiting whose invitation still waits. Reminders wait when `reminders` says so, else they went out too.
 */
export function invite(
  stage: Stage,
  sitting: Sitting,
  given: { at: number; place: string; waiting?: readonly PersonId[]; reminders: "passed-on" | "waiting" },
): void {
  const { db } = stage;
  db.update(interview).set({ place: given.place }).where(eq(interview.id, sitting.id)).run();
  const words = wordsOf(stage, sitting, given.place);
  const send = (
    to: To,
    letter: { kind: string; notice: NoticeName; dueAt: number; calendar?: string },
    out: boolean,
  ) => {
    const { kind, notice, dueAt, calendar = null } = letter;
    if (dueAt > stage.calendar.now && out) return;
    const id = insertMail(db, {
      programId: PROGRAM.id,
      kind,
      subjectId: sitting.id,
      toName: to.name,
      toEmail: to.email,
      ...fillNotice(notice, { ...words.values, panelist: to.name, candidate: to.name }),
      calendar,
      at: given.at,
      dueAt,
    });
    if (!out) return;
    const passedOn = dueAt + 1_800_000;
    markSent(db, id, passedOn);
    stage.act(passedOn, "mail.passed-on", COORDINATOR, id);
  };
  const reminded = given.reminders === "passed-on";
  for (const by of sitting.cards.keys()) {
    const to = addressOf(stage, by);
    const asked = !given.waiting?.includes(by);
    const calendar = words.calendarFor(to, given.at);
    send(to, { kind: "interview-panel", notice: "panelInvitation", dueAt: given.at, calendar }, asked);
    send(to, { kind: "reminder-panel", notice: "panelReminder", dueAt: words.remindAt }, reminded);
  }
  const row = db.select().from(candidate).where(eq(candidate.id, sitting.person.id)).get();
  const to = { name: sitting.person.name, email: row?.email ?? "" };
  send(to, { kind: "interview-candidate", notice: "candidateInvitation", dueAt: given.at }, true);
  send(to, { kind: "reminder-candidate", notice: "candidateReminder", dueAt: words.remindAt }, reminded);
}

interface To {
  name: string;
  email: string;
}

function wordsOf(stage: Stage, sitting: Sitting, place: string) {
  const { db } = stage;
  const round = processById(db, PROGRAM.id, sitting.round.id);
  const row = db.select().from(interview).where(eq(interview.id, sitting.id)).get();
  if (!round || !row?.scheduledAt) throw new Error(`${sitting.id} has no time.`);
  const start = row.scheduledAt;
  const { zone, school, program } = whereaboutsOf(db, round);
  const { date } = dateAndTime(start, zone);
  const limit = (days: number) => momentAt(workingDaysBefore(date, days), "17:00", zone) ?? start;
  const by = (days: number) => `by ${formatTime(limit(days), zone, "date")}`;
  const organizer = addressOf(stage, COORDINATOR);
  const { terms } = sitting.round;
  const lower = (titles: readonly { title: string }[]) => listed.format(titles.map(({ title }) => title.toLowerCase()));
  const where = "You find it in Accord, under Desk.";
  return {
    remindAt: momentAt(workingDaysBefore(date, 2), "09:00", zone) ?? start,
    values: {
      school,
      place,
      where,
      agency: program.agencyName,
      district: program.districtName,
      program: program.name,
      day: formatTime(start, zone, "long"),
      time: formatTime(start, zone, "time"),
      slot: `${formatTime(start, zone, "day")}, ${formatTime(start, zone, "time")}`,
      minutes: String(row.minutes),
      panelSize: String(sitting.cards.size),
      questionCount: String(terms.questions.length),
      exercises: terms.exercises.length > 0 ? `; and ${lower(terms.exercises)}` : "",
      criteria: lower(terms.criteria),
      coordinator: organizer.name,
      contact: organizer.email,
      accommodationBy: by(5),
      replyBy: by(5),
    },
    calendarFor: (attendee: To, now: number) =>
      calendarFile({
        eventId: sitting.id,
        sequence: 0,
        method: "REQUEST",
        start,
        minutes: row.minutes,
        place,
        summary: `Interview panel, ${school}`,
        description: `${formatTime(start, zone, "datetime")}, ${row.minutes} minutes. ${where}`,
        organizer,
        attendee,
        now,
      }),
  };
}

const listed = new Intl.ListFormat("en-US", { type: "conjunction" });

function addressOf({ db }: Stage, id: PersonId): To {
  const { email } = db.select({ email: user.email }).from(user).where(eq(user.id, id)).get() ?? { email: "" };
  return { name: member(id).name, email };
}
