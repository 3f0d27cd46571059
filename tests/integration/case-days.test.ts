import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkpointsOf } from "../../db/checkpoints.ts";
import { evaluation, probation, removal } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { passDays } from "../../server/commands/checkpoint-days.ts";
import { caseDays } from "../../server/pages/case-days.ts";
import { readableCase } from "../../server/pages/case-reach.ts";
import { canonicalJson } from "../../shared/canonical.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { addDays } from "../../shared/days.ts";
import { removalTerms } from "../../shared/evaluation.ts";
import { dayInWords } from "../../shared/time.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import {
  BELL,
  BRANDT,
  CHO,
  checkpointOf,
  MONROE,
  NEVER,
  ORTIZ,
  OSEI,
  rowOf,
  running,
  type Story,
  story,
} from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.parse("2026-11-18T19:00:00Z") };
let demo: DemoRooms;
let tale: Story;
let assignmentId = "";
let probationId = "";
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER });
  addOthers(demo);
  tale = story(demo, clock);
  // The demo's own probation would be overdue beside it.
  db().update(probation).set({ state: "decided", outcome: "confirmed", decidedAt: 1 }).run();
  assignmentId = openCase(demo);
  probationId = running(tale, assignmentId);
});
afterAll(() => demo.close());

const PEOPLE = [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO];
const db = () => demo.server.context.db;
const get = (slug: string, path: string) =>
  fetch(new URL(path, demo.server.url), {
    headers: {
      Cookie: openSession(db(), { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at }).cookie,
    },
    redirect: "manual",
  });
const words = async (slug: string, path: string) => (await (await get(slug, path)).text()).replaceAll("<!-- -->", "");
const file = () => casePaths.file(assignmentId);
const daysOf = (slug: string, of = assignmentId) => {
  const found = readableCase(tale.as(slug), of);
  if (!found) throw new Error("no such case");
  return caseDays(tale.as(slug), found.of);
};
const find = (slug: string, what: string) =>
  [...daysOf(slug).open, ...daysOf(slug).done].find((one) => one.what === what);

describe("the days of a case", () => {
  it("[DUE-7] stand on the file with what happens when they pass and the clause behind them, for its people alone", async () => {
    const { row } = checkpointOf(tale.as(ORTIZ), probationId, 1);
    for (const slug of PEOPLE) {
      const page = await words(slug, file());
      for (const one of [
        "Checkpoint 1 opens",
        "Self-assessment of checkpoint 1",
        dayInWords(row.selfDueOn ?? ""),
        "Both leads are asked without it.",
        "Probationary period and review",
        "Mountain Time",
        "Silence confirms nothing and ends nothing.",
      ])
        expect(page, `${slug}: ${one}`).toContain(one);
    }
    for (const slug of [...Object.values(NOT_OF_CASE), OF_CASE.custodian])
      expect(await words(slug, file()), slug).not.toContain("Checkpoint 1 opens");
    expect(find(ORTIZ, "Self-assessment of checkpoint 1")?.clause?.to).toMatch(/^\/agreement\/\d+#clause-probation/);
  });

  it("[DUE-7] go from open to done by themselves, with the word for what was not received", () => {
    const { row } = checkpointOf(tale.as(ORTIZ), probationId, 1);
    expect(find(ORTIZ, "Self-assessment of checkpoint 1")).toMatchObject({ done: null, overdue: false });
    tale.goTo(addDays(row.selfDueOn ?? "", 1));
    passDays(demo.server.context);
    for (const slug of PEOPLE) {
      expect(find(slug, "Checkpoint 1 opens")?.done, slug).toBe("Opened");
      expect(find(slug, "Self-assessment of checkpoint 1")?.done, slug).toBe("Not handed over; it went on");
      expect(find(slug, "Both leads’ input to checkpoint 1")?.done, slug).toBeNull();
    }
    const { open } = daysOf(BELL);
    expect(open.map(({ on }) => on)).toEqual(open.map(({ on }) => on).toSorted());
  });

  it("[DUE-7] say nothing of what a lead handed in alone", async () => {
    for (const slug of [MONROE, BELL, BRANDT])
      expect(JSON.stringify(daysOf(slug)), slug).not.toMatch(/handed in|submitted/i);
  });

  it("[DUE-7] those of a removal review and of an evaluation stand there too", () => {
    const review = {
      id: "rm_days",
      programId: PROGRAM,
      assignmentId,
      state: "requested",
      clause: canonicalJson(removalTerms(null, null)),
      requestedBy: demo.userId(BELL),
      requestedFor: "district" as const,
      requestedAt: 1,
      answerDueOn: addDays(tale.now(), 4),
    };
    db().insert(removal).values(review).run();
    for (const slug of PEOPLE) expect(find(slug, "Removal request: the other side answers")?.done, slug).toBeNull();
    db().update(removal).set({ state: "mediation" }).where(eq(removal.id, "rm_days")).run();
    expect(find(MONROE, "Removal request: the other side answers")?.done).toBe("Not answered; it went on");
    const row = db().select().from(evaluation).where(eq(evaluation.id, "patel-third-year")).get();
    const patel = daysOf("nina.patel", "patel-high-school");
    expect([...patel.open, ...patel.done].map(({ what }) => what)).toContain(`${row?.title}: the year ends`);
  });
});

describe("a probation nobody decided", () => {
  it("[DUE-8] is overdue on the desks in words; after twenty working days the heads of both organizations find it; nothing is decided", async () => {
    const end = rowOf(tale.as(ORTIZ), probationId).endOn ?? "";
    tale.goTo(addDays(end, 1));
    const late = `Overdue: the last day was ${dayInWords(end)}.`;
    expect(await words(ORTIZ, "/desk")).toContain("Bring the probation to its final review");
    for (const slug of [ORTIZ, BELL, OSEI, BRANDT]) expect(await words(slug, "/desk"), slug).toContain(late);
    expect(find(CHO, "Last day of the probation")).toMatchObject({ overdue: true, done: null });
    expect(await words(BELL, file())).toContain(">Overdue<");
    expect(await words(BRANDT, "/desk")).not.toContain("See that the probation is decided");
    tale.goTo(addDays(end, 31));
    for (const slug of [BRANDT, CHO])
      expect(await words(slug, "/desk"), slug).toContain("See that the probation is decided");
    for (const slug of Object.values(NOT_OF_CASE)) expect(await words(slug, "/desk"), slug).not.toContain(late);
    expect(rowOf(tale.as(ORTIZ), probationId).state).toBe("running");
    db().update(probation).set({ state: "decided", outcome: "confirmed", decidedAt: clock.at }).run();
    expect(await words(BRANDT, "/desk")).not.toContain("See that the probation is decided");
    expect(checkpointsOf(db(), probationId).length).toBeGreaterThan(0);
  });
});
