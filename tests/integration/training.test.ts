import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvent } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { trainingRecord } from "../../server/commands/training.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { BELL, BRANDT, MONROE, NEVER, ORTIZ, OSEI, type Story, story } from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let tale: Story;
let assignmentId = "";
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER });
  addOthers(demo);
  tale = story(demo, clock);
  assignmentId = openCase(demo);
});
afterAll(() => demo.close());

const ITEM = "school-cpted";
const cookie = (slug: string) =>
  openSession(demo.server.context.db, { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at })
    .cookie;
async function post(slug: string, act: string, fields: Record<string, string> = {}) {
  const response = await fetch(new URL(`${casePaths.file(assignmentId)}/training/${act}`, demo.server.url), {
    method: "POST",
    body: new URLSearchParams({ itemId: ITEM, ...fields }),
    headers: { Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
  if (response.status === 303) return "done";
  return response.status === 409 ? ((await response.text()).split("\n")[0] ?? "") : response.status;
}
const page = async (slug: string) =>
  (
    await (
      await fetch(new URL(casePaths.file(assignmentId), demo.server.url), { headers: { Cookie: cookie(slug) } })
    ).text()
  ).replaceAll("<!-- -->", "");
const now = (itemId = ITEM) => trainingRecord(tale.as(ORTIZ), { assignmentId, itemId });

describe("an officer's training", () => {
  it("[TRAIN-1] has its day, is entered as done and checked, each by those of the table; a stranger finds nothing", async () => {
    const dueOn = tale.day(30);
    const done = { doneOn: tale.now(), words: "Given by the state, certificate 12, outr1" };
    for (const slug of [...Object.values(NOT_OF_CASE), OF_CASE.custodian])
      for (const act of ["due", "done", "verification", "waiver"])
        expect(await post(slug, act, { ...done, dueOn, reason: "x" }), `${slug} ${act}`).toBe(404);
    for (const slug of [BELL, MONROE, BRANDT]) expect(await post(slug, "due", { dueOn }), slug).toMatch(/not part of/);
    expect(await post(OSEI, "due", { dueOn: "soon" })).toBe("Enter the day by which it is due.");
    expect(await post(OSEI, "due", { dueOn: tale.day(-1) })).toBe("This day is over. Choose today or a later day.");
    expect(await post(OSEI, "due", { dueOn })).toBe("done");
    for (const slug of [BELL, OSEI, BRANDT]) expect(await post(slug, "done", done), slug).toMatch(/not part of/);
    expect(await post(ORTIZ, "verification")).toMatch(/Enter first on which day/);
    expect(await post(MONROE, "done", { ...done, doneOn: tale.day(2) })).toMatch(/not one to come/);
    expect(await post(MONROE, "done", { ...done, doneOn: "1999-12-31" })).toMatch(/lies before 2000/);
    expect(await post(MONROE, "done", done)).toBe("done");
    expect(await page(BELL)).toContain("not verified yet");
    for (const slug of [MONROE, BELL, OSEI]) expect(await post(slug, "verification"), slug).toMatch(/not part of/);
    expect(await post(ORTIZ, "verification")).toBe("done");
    expect(now()?.facts.state).toBe("complete");
    expect(await page(MONROE)).toContain("outr1");
    expect(await post(MONROE, "done", done)).toMatch(/moved on/);
    // The next time begins anew and leaves the one before as it is.
    expect(await post(ORTIZ, "due", { dueOn: tale.day(400) })).toBe("done");
    expect(now()).toMatchObject({ row: { doneOn: null }, facts: { state: "open" } });
    expect(await post(ORTIZ, "nonsense")).toBe(404);
    expect(await post(ORTIZ, "due", { itemId: "management-course", dueOn })).toBe(404);
    const events = demo.server.context.db.select().from(auditEvent).all();
    for (const type of ["training.due", "training.done", "training.verified"])
      expect(events.map((one) => one.type)).toContain(type);
    expect(JSON.stringify(events)).not.toContain("outr1");
  });

  it("[TRAIN-2] is waived by both leads on the same words", async () => {
    const of = { itemId: "national-conference" };
    const reason = "The budget has no travel this year";
    for (const slug of [MONROE, OSEI, BRANDT])
      expect(await post(slug, "waiver", { ...of, reason }), slug).toMatch(/not part of/);
    expect(await post(BELL, "waiver", of)).toBe("Write why it is not needed here.");
    expect(await post(BELL, "waiver", { ...of, reason })).toBe("done");
    expect(await page(ORTIZ)).toContain("The other lead has not signed");
    expect(await post(BELL, "waiver", { ...of, reason })).toMatch(/signed this already/);
    expect(await post(ORTIZ, "waiver", { ...of, reason: "Other words" })).toBe("done");
    expect(now(of.itemId)?.facts.state).toBe("open");
    expect(await post(BELL, "waiver", { ...of, reason: "Other words" })).toBe("done");
    expect(now(of.itemId)?.facts.state).toBe("waived");
    expect(await page(MONROE)).toContain("Waived by both leads: Other words");
    expect(await post(MONROE, "done", { ...of, doneOn: tale.now(), words: "x" })).toMatch(/moved on/);
    expect(await post(ORTIZ, "waiver", { ...ITEM_DONE, reason })).toBe("done");
  });
});

/** Open again since it was verified: nothing is done of its next time. */
const ITEM_DONE = { itemId: ITEM };
