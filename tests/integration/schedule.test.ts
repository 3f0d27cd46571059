import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { interviewById } from "../../db/interviews.ts";
import { type Mail, mailsOf } from "../../db/mail.ts";
import { processById } from "../../db/processes.ts";
import { card, process, school } from "../../db/schema.ts";
import { actOnSchedule } from "../../server/acts/schedule.ts";
import { startInterview } from "../../server/commands/interviews.ts";
import { callOffInterview, moveInterview, setInterviews } from "../../server/commands/schedule.ts";
import { INVITATION, REMINDER } from "../../server/mail/kinds.ts";
import { stillWanted } from "../../server/mail/wanted.ts";
import { schedulePage } from "../../server/pages/schedule.ts";
import { momentAt } from "../../shared/zoned.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { actor, eligibleCandidate, ofKind, readCalendar } from "../support/letters.ts";

const ROUND = "elementary";
const DENVER = "America/Denver";
const HOUR = 3_600_000;
const REASON = "The library is being painted that week.";

let demo: DemoRooms;
let now = Date.parse("2027-02-01T16:00:00Z");
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => now });
  const { db } = demo.server.context;
  const id = "sch_own_clocks";
  db.insert(school).values({ id, programId: PROGRAM, name: "Mesa Verde Elementary", timeZone: DENVER }).run();
  const terms = JSON.parse(processById(db, PROGRAM, ROUND)?.terms ?? "{}");
  db.update(process)
    .set({ terms: JSON.stringify({ ...terms, schoolId: id }) })
    .where(eq(process.id, ROUND))
    .run();
});
beforeEach(() => {
  now = Date.parse("2027-02-01T16:00:00Z");
  clocksOfTheSchool(DENVER);
});
afterAll(() => demo.close());

const as = (slug: string) => actor(demo, slug);
const db = () => demo.server.context.db;
const clocksOfTheSchool = (timeZone: string) =>
  db().update(school).set({ timeZone }).where(eq(school.id, "sch_own_clocks")).run();
const lettersOf = (interviewId: string): Mail[] =>
  mailsOf(db(), PROGRAM).filter((mail) => mail.subjectId === interviewId);
const open = (mails: readonly Mail[]) => mails.filter((mail) => mail.cancelledAt === null);

/** Sets one interview through the page's form, as its fields arrive. */
function setByForm(date: string, time: string, fields: Record<string, string> = {}, email: string | null = null) {
  const person = eligibleCandidate(demo, ROUND, email);
  const form = new FormData();
  const values = { intent: "set", date, time, minutes: "60", pause: "15", place: "Room 12", despite: "on", ...fields };
  for (const [key, value] of Object.entries(values)) form.set(key, value);
  form.set(`order.${person.candidateId}`, "1");
  const refused = actOnSchedule(as("amara.osei"), ROUND, form);
  if (refused) throw new Error(refused.sentence);
  const pages = schedulePage(as("amara.osei"), ROUND)?.list.pages ?? 0;
  const lines = Array.from({ length: pages }, (_, i) => i + 1).flatMap(
    (page) => schedulePage(as("amara.osei"), ROUND, { page: String(page) })?.lines ?? [],
  );
  const line = lines.find((l) => l.candidateId === person.candidateId);
  if (!line) throw new Error("not on the schedule");
  return { ...person, interviewId: line.id, scheduledAt: line.scheduledAt ?? 0 };
}

describe("times by the school's clocks", () => {
  it.each([
    [DENVER, "2027-03-12", "2027-03-12T16:00:00Z"],
    [DENVER, "2027-03-15", "2027-03-15T15:00:00Z"],
    [DENVER, "2027-11-05", "2027-11-05T15:00:00Z"],
    [DENVER, "2027-11-08", "2027-11-08T16:00:00Z"],
    ["America/Phoenix", "2027-03-12", "2027-03-12T16:00:00Z"],
    ["America/Phoenix", "2027-03-15", "2027-03-15T16:00:00Z"],
    ["America/Phoenix", "2027-11-08", "2027-11-08T16:00:00Z"],
  ])("[SCHED-1] 9:00 in %s on %s is one instant, for the page and for another calendar", (zone, day, instant) => {
    clocksOfTheSchool(zone);
    const set = setByForm(day, "09:00");
    expect(new Date(set.scheduledAt).toISOString()).toBe(new Date(instant).toISOString());
    const invitations = ofKind(lettersOf(set.interviewId), INVITATION.panel);
    expect(invitations.length).toBeGreaterThan(3);
    for (const { calendar, body } of invitations) {
      const event = readCalendar(calendar ?? "");
      expect(event).toMatchObject({ method: "REQUEST", utc: true, start: Date.parse(instant), place: "Room 12" });
      expect(event.end - event.start).toBe(HOUR);
      expect(body).toMatch(/9:00 AM (MST|MDT)/);
    }
  });

  it("[SCHED-1] a time the school's clocks skip is refused in words", () => {
    const person = eligibleCandidate(demo, ROUND);
    const form = new FormData();
    const values = { intent: "set", date: "2027-03-14", time: "02:30", minutes: "60", place: "" };
    for (const [key, value] of Object.entries(values)) form.set(key, value);
    form.set(`order.${person.candidateId}`, "1");
    expect(actOnSchedule(as("amara.osei"), ROUND, form)?.sentence).toMatch(/clocks skip this time/);
    clocksOfTheSchool("America/Phoenix");
    expect(actOnSchedule(as("amara.osei"), ROUND, form)).toBeNull();
  });

  it("[SCHED-1] what is missing of a slot is said at the field where it is missing", () => {
    const form = new FormData();
    const give = (values: Record<string, string>) => {
      for (const [key, value] of Object.entries({ intent: "set", place: "", ...values })) form.set(key, value);
      return actOnSchedule(as("amara.osei"), ROUND, form);
    };
    expect(give({ date: "2027-03-15", time: "", minutes: "" })).toMatchObject({
      reason: "slot",
      gaps: { time: "Give the time at which it starts.", minutes: "Give the length in minutes." },
    });
    expect(Object.keys(give({ date: "", time: "09:00", minutes: "60" })?.gaps ?? {})).toEqual(["date"]);
    // A slot that is whole and still wrong has no gap.
    expect(give({ date: "2027-03-14", time: "02:30", minutes: "60" })).toMatchObject({ reason: "slot", gaps: {} });
  });

  it("[SCHED-2] several candidates get one slot after another, in the order written beside the names", () => {
    const people = [1, 2, 3].map(() => eligibleCandidate(demo, ROUND));
    const form = new FormData();
    const values = { intent: "set", date: "2027-04-06", time: "09:00", minutes: "45", pause: "15", place: "Room 3" };
    for (const [key, value] of Object.entries(values)) form.set(key, value);
    people.forEach(({ candidateId }, i) => {
      form.set(`order.${candidateId}`, ["3", "1", ""][i] ?? "");
    });
    expect(actOnSchedule(as("ruth.bell"), ROUND, form)).toBeNull();
    const lines = schedulePage(as("ruth.bell"), ROUND)?.lines ?? [];
    const at = people.map(({ candidateId }) => lines.find((line) => line.candidateId === candidateId)?.scheduledAt);
    const first = momentAt("2027-04-06", "09:00", DENVER) ?? 0;
    expect(at).toEqual([first + HOUR, first, undefined]);
  });

  it("[SCHED-2] all or none: one candidate who cannot be set stops them all", () => {
    const [one, two] = [eligibleCandidate(demo, ROUND), eligibleCandidate(demo, ROUND)];
    const at = momentAt("2027-04-08", "09:00", DENVER) ?? 0;
    const slot = { scheduledAt: at, minutes: 30, place: null };
    const set = (slots: (typeof slot & { candidateId: string })[]) =>
      setInterviews(as("amara.osei"), { processId: ROUND, slots });
    expect(
      set([
        { ...slot, candidateId: one.candidateId },
        { ...slot, candidateId: "nobody" },
      ]),
    ).toMatchObject({
      reason: "not-found",
    });
    const letters = mailsOf(db(), PROGRAM).length;
    const waiting = schedulePage(as("amara.osei"), ROUND)?.waiting.map(({ candidateId }) => candidateId);
    expect(waiting).toEqual(expect.arrayContaining([one.candidateId, two.candidateId]));
    expect(mailsOf(db(), PROGRAM)).toHaveLength(letters);
  });
});

describe("moving and calling off", () => {
  it("[SCHED-3] a move needs a reason, keeps the UID, counts up and takes back what was not sent", () => {
    const set = setByForm("2027-03-10", "09:00");
    const before = ofKind(lettersOf(set.interviewId), INVITATION.panel);
    const move = (reason: string) =>
      moveInterview(as("amara.osei"), {
        interviewId: set.interviewId,
        scheduledAt: set.scheduledAt + 26 * HOUR,
        minutes: 45,
        place: "Room 14",
        reason,
      });
    expect(move("")).toMatchObject({ ok: false, reason: "reason" });
    expect(move(REASON)).toMatchObject({ ok: true });
    const all = lettersOf(set.interviewId);
    const current = open(all);
    expect(current.every((mail) => !before.some((old) => old.id === mail.id))).toBe(true);
    const invitations = ofKind(current, INVITATION.panel);
    expect(invitations).toHaveLength(before.length);
    for (const { toEmail, calendar, body } of invitations) {
      const old = readCalendar(before.find((mail) => mail.toEmail === toEmail)?.calendar ?? "");
      const event = readCalendar(calendar ?? "");
      expect(event).toMatchObject({ uid: old.uid, sequence: old.sequence + 1, method: "REQUEST", place: "Room 14" });
      expect(event.start).toBe(set.scheduledAt + 26 * HOUR);
      expect(event.end - event.start).toBe(45 * 60_000);
      expect(event.attendees).toEqual([`mailto:${toEmail}`]);
      expect(body).toContain(REASON);
    }
  });

  it("[SCHED-3] calling off takes it out of every calendar, and a new time goes on counting", () => {
    const set = setByForm("2027-03-16", "09:00");
    expect(callOffInterview(as("amara.osei"), { interviewId: set.interviewId, reason: "no" })).toMatchObject({
      reason: "reason",
    });
    expect(callOffInterview(as("dana.ortiz"), { interviewId: set.interviewId, reason: REASON })).toMatchObject({
      ok: true,
    });
    const off = open(lettersOf(set.interviewId));
    expect(off.filter(({ kind }) => kind.startsWith("reminder"))).toEqual([]);
    const cancels = off.filter((mail) => mail.calendar).map((mail) => readCalendar(mail.calendar ?? ""));
    expect(cancels.length).toBeGreaterThan(3);
    for (const event of cancels)
      expect(event).toMatchObject({ method: "CANCEL", status: "CANCELLED", sequence: 1, start: set.scheduledAt });
    expect(interviewById(db(), PROGRAM, set.interviewId)?.scheduledAt).toBeNull();

    const slots = [
      { candidateId: set.candidateId, scheduledAt: set.scheduledAt + 48 * HOUR, minutes: 60, place: null },
    ];
    expect(setInterviews(as("amara.osei"), { processId: ROUND, slots })).toMatchObject({ ok: true });
    const again = ofKind(open(lettersOf(set.interviewId)), INVITATION.panel);
    expect(readCalendar(again[0]?.calendar ?? "")).toMatchObject({
      method: "REQUEST",
      sequence: 2,
      uid: cancels[0]?.uid,
    });
  });

  it("[SCHED-3] nobody but leads and coordinator moves one, and nobody once it has begun", () => {
    const set = setByForm("2027-03-18", "09:00");
    const slot = { scheduledAt: set.scheduledAt + HOUR, minutes: 60, place: null, reason: REASON };
    for (const slug of ["marcus.hale", "ji-woo.kim"])
      expect(moveInterview(as(slug), { ...slot, interviewId: set.interviewId })).toMatchObject({
        reason: "not-allowed",
      });
    for (const slug of ["nina.patel", "tom.brandt"])
      expect(moveInterview(as(slug), { ...slot, interviewId: set.interviewId })).toMatchObject({ reason: "not-found" });
    const room = { programId: PROGRAM, kind: "interview" as const, recordId: set.interviewId, revision: 1 };
    demo.setState({ ...room, part: "notes" }, "live");
    expect(moveInterview(as("amara.osei"), { ...slot, interviewId: set.interviewId })).toMatchObject({
      reason: "begun",
    });
  });

  it("[SCHED-4] who would sit in two interviews at once is named; it can be set all the same", () => {
    const first = setByForm("2027-03-23", "09:00");
    const person = eligibleCandidate(demo, ROUND);
    const slots = [
      { candidateId: person.candidateId, scheduledAt: first.scheduledAt + 0.5 * HOUR, minutes: 30, place: null },
    ];
    const refused = setInterviews(as("amara.osei"), { processId: ROUND, slots });
    expect(refused).toMatchObject({ ok: false, reason: "overlap" });
    expect(refused.ok ? "" : refused.sentence).toMatch(
      /Hale.*sit in another interview then: .*Tue, Mar 23, 9:00 AM to 10:00 AM/,
    );
    expect(refused.ok ? "" : refused.sentence).not.toContain(first.name);
    expect(setInterviews(as("amara.osei"), { processId: ROUND, slots, despite: true })).toMatchObject({ ok: true });
    const line = schedulePage(as("amara.osei"), ROUND)?.lines.find((l) => l.candidateId === person.candidateId);
    expect(line?.overlap).toMatch(/sit in another interview then/);
    const next = [{ ...slots[0], candidateId: eligibleCandidate(demo, ROUND).candidateId, minutes: 30, place: null }];
    const touching = next.map((slot) => ({ ...slot, scheduledAt: first.scheduledAt + HOUR }));
    expect(setInterviews(as("amara.osei"), { processId: ROUND, slots: touching })).toMatchObject({ ok: true });
  });
});

describe("reminders", () => {
  it("[SCHED-5] go out two working days before, at nine by the school's clocks", () => {
    // Monday after the clocks went forward: two working days before is the Thursday before.
    const set = setByForm("2027-03-15", "13:00", {}, "wren@example.org");
    const reminders = lettersOf(set.interviewId).filter(({ kind }) => kind.startsWith("reminder"));
    const due = momentAt("2027-03-11", "09:00", DENVER);
    expect(new Set(reminders.map((mail) => mail.dueAt))).toEqual(new Set([due]));
    expect(ofKind(reminders, REMINDER.candidate)).toHaveLength(1);
    expect(ofKind(reminders, REMINDER.panel).length).toBe(ofKind(lettersOf(set.interviewId), INVITATION.panel).length);
  });

  it("[SCHED-5] are left out when the interview is nearer than that", () => {
    const set = setByForm("2027-02-03", "13:00");
    expect(lettersOf(set.interviewId).filter(({ kind }) => kind.startsWith("reminder"))).toEqual([]);
  });

  it("[SCHED-5] do not reach somebody who stepped back, nor tell of an interview that has begun", () => {
    const set = setByForm("2027-03-25", "13:00");
    const reminders = ofKind(lettersOf(set.interviewId), REMINDER.panel);
    expect(reminders.every((mail) => stillWanted(db(), mail, Date.now()))).toBe(true);
    const hale = demo.userId("marcus.hale");
    const seats = db().select().from(card).where(eq(card.interviewId, set.interviewId)).all();
    const seat = seats.find((one) => one.userId === hale);
    db()
      .update(card)
      .set({ state: "recused" })
      .where(eq(card.id, seat?.id ?? ""))
      .run();
    expect(reminders.filter((mail) => !stillWanted(db(), mail, Date.now())).map((mail) => mail.toName)).toEqual([
      "Sgt. Marcus Hale",
    ]);
    const started = startInterview(as("dana.ortiz"), {
      interviewId: set.interviewId,
      reason: "Everybody knows the kit.",
    });
    expect(started).toEqual({ ok: true });
    expect(reminders.some((mail) => stillWanted(db(), mail, Date.now()))).toBe(false);
    const left = open(lettersOf(set.interviewId)).map(({ kind }) => kind);
    expect(left.filter((kind) => kind.startsWith("reminder"))).toEqual([]);
    expect(left).toContain(INVITATION.panel);
  });
});

describe("what letters say", () => {
  it("[MAIL-1] no subject and no calendar names a candidate, and a panel letter does not either", () => {
    const set = setByForm("2027-04-20", "09:00", {}, "wren.subject@example.org");
    moveInterview(as("amara.osei"), {
      interviewId: set.interviewId,
      scheduledAt: set.scheduledAt + HOUR,
      minutes: 60,
      place: "Room 9",
      reason: REASON,
    });
    callOffInterview(as("amara.osei"), { interviewId: set.interviewId, reason: REASON });
    const letters = lettersOf(set.interviewId);
    expect(new Set(letters.map(({ kind }) => kind)).size).toBe(6);
    for (const { kind, subject, body, calendar } of letters) {
      expect(subject).not.toMatch(/Wren|Number\d|Officer W/);
      expect(calendar ?? "").not.toMatch(/Wren|Number\d/);
      if (kind.endsWith("panel")) expect(body).not.toMatch(/Wren|Number\d/);
    }
  });

  it("[MAIL-1] a candidate's letter names no panel member, no other candidate and no braces", () => {
    const other = setByForm("2027-04-21", "09:00");
    const set = setByForm("2027-04-21", "11:00", {}, "wren.letter@example.org");
    const [letter] = ofKind(lettersOf(set.interviewId), INVITATION.candidate);
    expect(letter?.body).toContain(set.name);
    expect(letter?.body).toContain("11:00 AM MDT");
    for (const word of [other.name, "Hale", "Ruiz", "Ji-woo", "{", "}", "undefined"])
      expect(letter?.body).not.toContain(word);
    expect(letter?.calendar).toBeNull();
  });
});
