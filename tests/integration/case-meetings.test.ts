import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mail, mailsOf } from "../../db/mail.ts";
import { mail } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { setCaseLead } from "../../server/commands/assignments.ts";
import { planMeeting } from "../../server/commands/checkpoints.ts";
import { MEETING, MEETING_OFF } from "../../server/mail/kinds.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { readCalendar } from "../support/letters.ts";
import {
  BELL,
  BRANDT,
  CHO,
  checkpointOf,
  done,
  MONROE,
  NEVER,
  ORTIZ,
  OSEI,
  running,
  type Story,
  story,
} from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

/** Mountain Time is six hours behind until the first Sunday of November 2026, then seven. */
const clock = { at: Date.parse("2026-10-19T16:00:00Z") };
let demo: DemoRooms;
let tale: Story;
let assignmentId = "";
let checkpointId = "";
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER });
  addOthers(demo);
  tale = story(demo, clock);
  assignmentId = openCase(demo);
  const probationId = running(tale, assignmentId);
  checkpointId = checkpointOf(tale.as(ORTIZ), probationId, 1).row.id;
});
afterAll(() => demo.close());

const db = () => demo.server.context.db;
const letters = (): Mail[] => mailsOf(db(), PROGRAM).filter((one) => one.subjectId === checkpointId);
const open = () => letters().filter((one) => one.cancelledAt === null);
const path = () => `${casePaths.checkpoint(assignmentId, 1)}/calendar`;
const cookie = (slug: string) =>
  openSession(db(), { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at }).cookie;
const get = (slug: string, to: string) =>
  fetch(new URL(to, demo.server.url), { headers: { Cookie: cookie(slug) }, redirect: "manual" });
const post = (slug: string, to: string, fields: Record<string, string>) =>
  fetch(new URL(to, demo.server.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
const addressOf = (slug: string) => `${slug}@larkfield.example`;
const fileOf = (letter: Mail | undefined) => readCalendar(letter?.calendar ?? "");
const toPerson = (slug: string) => open().find((one) => one.toEmail === addressOf(slug));
const meeting = (slug: string, date: string, time: string) =>
  post(slug, `${casePaths.checkpoint(assignmentId, 1)}/meeting`, { date, time });

describe("the meeting of a checkpoint", () => {
  it("[DUE-6] tells officer and leads, each with a file of their own, and nobody else; no file while none is set", async () => {
    expect((await get(ORTIZ, path())).status).toBe(404);
    expect((await meeting(OSEI, "2026-11-03", "09:30")).status).toBe(303);
    expect(
      open()
        .map((one) => one.toEmail)
        .sort(),
    ).toEqual([MONROE, ORTIZ, BELL].map(addressOf).sort());
    for (const letter of open()) {
      const file = fileOf(letter);
      // Half past nine by Mountain Time, after the clocks went back two days before.
      expect(file).toMatchObject({ method: "REQUEST", sequence: 0, summary: "Meeting", utc: true });
      expect(new Date(file.start).toISOString()).toBe("2026-11-03T16:30:00.000Z");
      expect(file.attendees).toEqual([`mailto:${letter.toEmail}`]);
      expect(letter.body).toContain("Tuesday, November 3, 2026");
      expect(letter.body).toContain("9:30");
    }
  });

  it("[DUE-3] neither letter nor file names the officer, the school, or what it is about", () => {
    for (const { subject, body, calendar, toEmail } of open()) {
      const own = toEmail === addressOf(MONROE);
      const said = `${subject} ${body} ${calendar?.replace(/\r\n /g, "")}`;
      expect(subject).toBe("A meeting on Tuesday, November 3, 2026");
      expect(said).not.toMatch(/checkpoint|probation|review|evaluation|removal|school resource officer,|Mill Creek/i);
      if (!own) expect(said).not.toMatch(/Monroe/i);
      expect(said).not.toContain(checkpointId);
    }
  });

  it("[DUE-6] another time takes back what was not sent and replaces the same entry in each calendar", async () => {
    const before = open();
    db()
      .update(mail)
      .set({ sentAt: clock.at })
      .where(eq(mail.id, before[0]?.id ?? ""))
      .run();
    // The Friday before the clocks change: the same wall time is another instant.
    expect((await meeting(ORTIZ, "2026-10-30", "09:30")).status).toBe(303);
    const now = open().filter((one) => !before.some(({ id }) => id === one.id));
    expect(now).toHaveLength(3);
    expect(letters().filter((one) => one.cancelledAt !== null)).toHaveLength(2);
    const uids = new Set([...before, ...now].map((one) => fileOf(one).uid));
    expect(uids.size).toBe(1);
    for (const letter of now) {
      expect(fileOf(letter).sequence).toBeGreaterThan(0);
      expect(new Date(fileOf(letter).start).toISOString()).toBe("2026-10-30T15:30:00.000Z");
    }
    expect(await (await meeting(OSEI, "2026-10-01", "09:30")).text()).toContain("Choose a time that has not passed.");
  });

  it("[DUE-6] whom it is with adds it to a calendar from the page; for everybody else there is no file", async () => {
    for (const slug of [MONROE, ORTIZ, BELL]) {
      const answer = await get(slug, path());
      expect([answer.status, answer.headers.get("content-type")], slug).toEqual([200, "text/calendar; charset=utf-8"]);
      const file = readCalendar(await answer.text());
      expect(file).toMatchObject({ uid: fileOf(toPerson(slug)).uid, summary: "Meeting" });
      expect(file.sequence).toBeGreaterThanOrEqual(fileOf(open().at(0)).sequence);
      expect(file.attendees).toEqual([`mailto:${addressOf(slug)}`]);
      expect(await (await get(slug, casePaths.checkpoint(assignmentId, 1))).text()).toContain("Add to calendar");
    }
    for (const slug of [OSEI, BRANDT, CHO, OF_CASE.custodian, ...Object.values(NOT_OF_CASE)])
      expect((await get(slug, path())).status, slug).toBe(404);
    expect(await (await get(OSEI, casePaths.checkpoint(assignmentId, 1))).text()).not.toContain("Add to calendar");
    for (const other of [`${casePaths.evaluation(assignmentId, "none")}`, `${casePaths.removal(assignmentId, "none")}`])
      expect((await get(ORTIZ, `${other}/calendar`)).status).toBe(404);
    const elsewhere = casePaths.evaluation(assignmentId, "patel-third-year");
    expect((await get(ORTIZ, `${elsewhere}/calendar`)).status).toBe(404);
  });

  it("[DUE-6] where a lead changes, the meeting leaves one calendar and goes into the next", () => {
    db().update(mail).set({ sentAt: clock.at }).where(eq(mail.kind, MEETING)).run();
    const highest = Math.max(...letters().map((one) => fileOf(one).sequence));
    const next = demo.userId(NOT_OF_CASE.otherSupervisor);
    done(setCaseLead(tale.as(OSEI), { assignmentId, role: "supervisor", userId: next, reason: "Moved to patrol" }));
    const off = letters().find((one) => one.kind === MEETING_OFF);
    expect(off?.toEmail).toBe(addressOf(ORTIZ));
    expect(fileOf(off)).toMatchObject({ method: "CANCEL", uid: fileOf(letters()[0]).uid });
    expect(fileOf(off).sequence).toBeGreaterThan(highest);
    expect(fileOf(toPerson(NOT_OF_CASE.otherSupervisor))).toMatchObject({ method: "REQUEST" });
    expect(open().filter((one) => one.sentAt === null)).toHaveLength(2);
    done(planMeeting(tale.as(OSEI), { checkpointId, at: Date.parse("2026-11-10T17:00:00Z") }));
    const last = letters().filter((one) => new Date(fileOf(one).start).toISOString() === "2026-11-10T17:00:00.000Z");
    expect(last.map((one) => one.toEmail).sort()).toEqual(
      [MONROE, NOT_OF_CASE.otherSupervisor, BELL].map(addressOf).sort(),
    );
    for (const one of last) expect(fileOf(one).sequence).toBeGreaterThan(fileOf(off).sequence);
  });
});
