import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { holidaysOf } from "../../db/probations.ts";
import { auditEvent } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { workingDaysAfter } from "../../shared/working-days.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { BELL, MONROE, NEVER, ORTIZ, OSEI } from "../support/probation.ts";

const AT = Date.parse("2027-03-01T12:00:00-07:00");
let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => AT, jobsMs: NEVER });
});
afterAll(() => demo.close());

const cookie = (slug: string) =>
  openSession(demo.server.context.db, { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: AT }).cookie;
const headers = (slug: string) => ({ Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" });
const get = (slug: string) => fetch(`${demo.server.url}${casePaths.holidays}`, { headers: headers(slug) });
const post = async (slug: string, act: "adding" | "removing", fields: Record<string, string>) => {
  const path = `${demo.server.url}${casePaths.holidays}/${act}`;
  const body = new URLSearchParams(fields);
  const answer = await fetch(path, { method: "POST", body, headers: headers(slug), redirect: "manual" });
  return { status: answer.status, text: await answer.text() };
};
const days = () => holidaysOf(demo.server.context.db, PROGRAM);
const events = (type: string) =>
  demo.server.context.db.select().from(auditEvent).where(eq(auditEvent.type, type)).all().length;

it("[DUE-9] the administrator enters a break, the coordinator takes a day back, and working days go around it", async () => {
  const spring = { name: "Spring break", from: "2027-03-22", to: "2027-03-26" };
  expect(workingDaysAfter("2027-03-19", 2, days())).toBe("2027-03-23");
  expect((await post(BELL, "adding", spring)).status).toBe(303);
  expect(workingDaysAfter("2027-03-19", 2, days())).toBe("2027-03-30");
  expect((await post(OSEI, "removing", { day: "2027-03-26" })).status).toBe(303);
  expect(workingDaysAfter("2027-03-19", 2, days())).toBe("2027-03-29");
  expect([events("holidays.kept"), events("holidays.dropped")]).toEqual([1, 1]);
  const page = (await (await get(MONROE)).text()).replaceAll("<!-- -->", "");
  expect(page).toContain("Spring break");
  expect(page).toContain("March 22, 2027 to March 25, 2027");
  expect(page).not.toContain("Enter these days");
});

it("[DUE-9] a refusal is a sentence and changes nothing; who takes part in no case finds no list", async () => {
  const before = [...days()];
  const refused: [string, "adding" | "removing", Record<string, string>, string][] = [
    [ORTIZ, "adding", { name: "A day off", from: "2027-04-05" }, "coordinator or a school administrator"],
    [MONROE, "removing", { day: "2027-03-22" }, "coordinator or a school administrator"],
    [BELL, "adding", { name: "Last week", from: "2027-02-22" }, "was counted already"],
    [BELL, "adding", { name: "Backwards", from: "2027-04-06", to: "2027-04-05" }, "before the first"],
    [BELL, "adding", { name: "For ever", from: "2027-04-06", to: "2028-04-05" }, "at most 120 days"],
    [BELL, "adding", { name: " ", from: "2027-04-06" }, "Say what these days are"],
    [BELL, "adding", { name: "No day", from: "2027-02-30" }, "Enter the first day"],
    [BELL, "removing", { day: "2027-06-01" }, "not in the list any more"],
  ];
  for (const [slug, act, fields, words] of refused) {
    const answer = await post(slug, act, fields);
    expect(answer.status, words).toBe(409);
    expect(answer.text).toContain(words);
  }
  expect([...days()]).toEqual(before);
  expect((await get("ji-woo.kim")).status).toBe(404);
});
