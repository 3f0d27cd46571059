import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignmentById, leadsOfCase } from "../../db/assignments.ts";
import { appointedIn, type DecisionRow } from "../../db/decisions.ts";
import { assignment, auditEvent, decision, removal } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { openCheckpoint } from "../../server/commands/checkpoints.ts";
import { canonicalJson } from "../../shared/canonical.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { removalTerms } from "../../shared/evaluation.ts";
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
  running,
  type Story,
  story,
} from "../support/probation.ts";
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

const STONE = NOT_OF_CASE.otherSupervisor;
const db = () => demo.server.context.db;
const cookie = (slug: string) =>
  openSession(db(), { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at }).cookie;
const get = (slug: string, path: string) =>
  fetch(new URL(path, demo.server.url), { headers: { Cookie: cookie(slug) }, redirect: "manual" });
const words = async (slug: string, path: string) => (await (await get(slug, path)).text()).replaceAll("<!-- -->", "");
const post = (slug: string, path: string, fields: Record<string, string> = {}) =>
  fetch(new URL(path, demo.server.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
const events = (type: string, subjectId: string) =>
  db()
    .select()
    .from(auditEvent)
    .where(eq(auditEvent.subjectId, subjectId))
    .all()
    .filter((one) => one.type === type);
const bothWays = (path: string) => [path, `${path}.data`];
const OUTSIDE = [...Object.values(NOT_OF_CASE), OF_CASE.custodian];

describe("opening an officer's case", () => {
  const fields = () => ({
    officerId: demo.userId(MONROE),
    schoolId: "larkfield-middle",
    post: "",
    fromDate: tale.day(-3),
    began: "transferred",
    supervisorId: demo.userId(ORTIZ),
    administratorId: demo.userId(BELL),
  });

  it("[CASE-7] the coordinator and the supervisors find the form, also before there is a case; for others there is none", async () => {
    for (const slug of [ORTIZ, OSEI, STONE]) expect((await get(slug, casePaths.opening())).status, slug).toBe(200);
    const list = await words(STONE, casePaths.all);
    expect(list).toContain("You take part in no officer’s case");
    expect(list).not.toMatch(/monroe-annex-post|patel-high-school|Mill Creek/);
    for (const slug of [BELL, MONROE, BRANDT, CHO, ...OUTSIDE.filter((one) => one !== STONE)]) {
      for (const path of bothWays(casePaths.opening())) expect((await get(slug, path)).status, slug).toBe(404);
      expect((await post(slug, casePaths.opening(), fields())).status, slug).toBe(404);
    }
  });

  it("[CASE-9] each gap is a sentence at its field, nothing typed is lost, and nothing is opened", async () => {
    const before = db().select().from(assignment).all().length;
    const refused = await post(OSEI, casePaths.opening(), { ...fields(), officerId: "", began: "", post: "east wing" });
    const page = await refused.text();
    for (const one of ["Choose the officer.", "Choose how the assignment began.", 'value="east wing"'])
      expect(page).toContain(one);
    for (const [key, value] of [
      ["officerId", demo.userId(BELL)],
      ["supervisorId", demo.userId(BELL)],
      ["fromDate", "2026-02-30"],
    ] as const)
      expect((await post(OSEI, casePaths.opening(), { ...fields(), [key]: value })).status, key).toBe(200);
    expect(db().select().from(assignment).all().length).toBe(before);
  });

  it("[CASE-9] who opened it and leads it lands in the file; who does not lead it never sees the file", async () => {
    const opened = await post(STONE, casePaths.opening(), fields());
    expect([opened.status, opened.headers.get("location")]).toEqual([302, casePaths.all]);
    const made = db().select().from(assignment).orderBy(desc(assignment.createdAt)).all()[0];
    const id = made?.id ?? "";
    expect(made).toMatchObject({ schoolId: "larkfield-middle", began: "transferred", toDate: null });
    expect((await get(STONE, casePaths.file(id))).status).toBe(404);
    for (const slug of [ORTIZ, BELL, OSEI, MONROE, BRANDT])
      expect((await get(slug, casePaths.file(id))).status).toBe(200);
    const again = await (await post(OSEI, casePaths.opening(), fields())).text();
    expect(again).toContain("is assigned to this school already");
  });

  it("[CASE-9] a decided round leads to the file of whom it appointed, once, and the file keeps the round", async () => {
    const row = db()
      .select()
      .from(decision)
      .all()
      .find((one) => appointedIn(db(), one as DecisionRow)) as DecisionRow;
    const chosen = appointedIn(db(), row);
    db().update(assignment).set({ processId: null }).run();
    const link = casePaths.opening(row.processId);
    for (const slug of [ORTIZ, OSEI]) expect(await words(slug, `/selection/${row.processId}`)).toContain(`"${link}"`);
    for (const slug of [BELL, BRANDT]) expect(await words(slug, `/selection/${row.processId}`)).not.toContain(link);
    expect(await words(OSEI, link)).toContain(`${chosen?.name} was appointed`);
    const other = { ...fields(), schoolId: "mill-creek-elementary", officerId: demo.userId("nina.patel"), began: "" };
    const opened = await post(OSEI, link, other);
    expect(opened.status).toBe(302);
    const id = (opened.headers.get("location") ?? "").split("/").at(-1) ?? "";
    expect(assignmentById(db(), PROGRAM, id)).toMatchObject({
      began: "selected",
      processId: row.processId,
      candidateId: chosen?.id,
    });
    expect((await get(OSEI, link)).status).toBe(404);
    expect(await words(OSEI, `/selection/${row.processId}`)).not.toContain(link);
    expect((await get(OSEI, casePaths.opening("annex-none"))).status).toBe(404);
  });
});

describe("the leads of a case", () => {
  it("[CASE-10] its people read who leads and led it; for everybody else the page does not exist", async () => {
    for (const slug of [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO])
      expect(await words(slug, casePaths.leads(assignmentId)), slug).toContain("Leads and post");
    for (const slug of OUTSIDE)
      for (const path of bothWays(casePaths.leads(assignmentId)))
        expect((await get(slug, path)).status, `${slug} ${path}`).toBe(404);
    for (const slug of [BELL, MONROE, BRANDT, CHO])
      expect(await words(slug, casePaths.leads(assignmentId)), slug).not.toContain("Name the next");
  });

  it("[CASE-10] the supervisor changes mid-year: the next one reads the file at once, the one before finds nothing, and the day stays", async () => {
    const to = `${casePaths.leads(assignmentId)}/next`;
    const next = { role: "supervisor", userId: demo.userId(STONE), reason: "Lt. Ortiz moved to patrol." };
    for (const slug of OUTSIDE) expect((await post(slug, to, next)).status, slug).toBe(404);
    for (const slug of [BELL, MONROE, BRANDT]) {
      const refused = await post(slug, to, next);
      expect([refused.status, await refused.text()], slug).toEqual([
        409,
        expect.stringContaining("not part of your role"),
      ]);
    }
    const silent = await post(OSEI, to, { ...next, reason: " " });
    expect([silent.status, await silent.text()]).toEqual([409, expect.stringContaining("Write why the lead changes")]);
    expect(leadsOfCase(db(), assignmentId)).toHaveLength(2);

    const named = await post(ORTIZ, to, next);
    // Who named their own successor is led back to what they still read.
    expect([named.status, named.headers.get("location")]).toEqual([303, casePaths.all]);
    expect((await get(STONE, casePaths.file(assignmentId))).status).toBe(200);
    for (const path of [casePaths.file(assignmentId), casePaths.leads(assignmentId)].flatMap(bothWays))
      expect((await get(ORTIZ, path)).status, path).toBe(404);
    const page = await words(MONROE, casePaths.leads(assignmentId));
    for (const one of ["Lt. Dana Ortiz", "alex stone", "Lt. Ortiz moved to patrol."]) expect(page).toContain(one);
    expect(events("case.lead-set", assignmentId)).toHaveLength(1);
    expect((await post(STONE, to, { ...next, userId: demo.userId(ORTIZ), reason: "Back from patrol." })).status).toBe(
      303,
    );
    expect((await get(ORTIZ, casePaths.file(assignmentId))).status).toBe(200);
  });
});

describe("the end of a post", () => {
  const to = () => `${casePaths.leads(assignmentId)}/ending`;
  const end = () => ({ how: "transferred", on: tale.now(), words: "Moved to the middle school." });

  it("[CASE-11] a post ends only with a day that has come and a reason, and never round a removal review", async () => {
    for (const slug of OUTSIDE) expect((await post(slug, to(), end())).status, slug).toBe(404);
    for (const slug of [BELL, MONROE, BRANDT, CHO]) expect((await post(slug, to(), end())).status, slug).toBe(409);
    for (const [change, sentence] of [
      [{ words: "" }, "Write why the post ends"],
      [{ how: "" }, "Choose how the post ended"],
      [{ on: "soon" }, "Enter the last day"],
      [{ on: "2026-08-09" }, "The post began on August 10, 2026"],
      [{ on: tale.day(1) }, "when the last day has come"],
    ] as const)
      expect(await (await post(OSEI, to(), { ...end(), ...change })).text(), sentence).toContain(sentence);
    const review = {
      id: "rm_open",
      programId: PROGRAM,
      assignmentId,
      state: "mediation",
      clause: canonicalJson(removalTerms(null, null)),
      requestedBy: demo.userId(BELL),
      requestedFor: "district" as const,
      requestedAt: 1,
    };
    db().insert(removal).values(review).run();
    expect(await (await post(OSEI, to(), end())).text()).toContain("A removal review is open");
    db().update(removal).set({ state: "resolved" }).where(eq(removal.id, "rm_open")).run();
    expect(assignmentById(db(), PROGRAM, assignmentId)?.toDate).toBeNull();
  });

  it("[CASE-11] ended, the same people read it, no checkpoint opens any more, and no lead changes", async () => {
    const probationId = running(tale, assignmentId);
    expect((await post(ORTIZ, to(), end())).status).toBe(303);
    expect(assignmentById(db(), PROGRAM, assignmentId)).toMatchObject({ toDate: tale.now(), ended: "transferred" });
    expect(events("assignment.ended", assignmentId)).toHaveLength(1);
    for (const slug of [ORTIZ, BELL, MONROE, OSEI, BRANDT])
      expect(await words(slug, casePaths.leads(assignmentId)), slug).toContain("Moved to the middle school.");
    expect(await (await post(OSEI, to(), end())).text()).toContain("ended on");
    const next = { role: "supervisor", userId: demo.userId(STONE), reason: "Late" };
    expect(await (await post(OSEI, `${casePaths.leads(assignmentId)}/next`, next)).text()).toContain(
      "The post has ended",
    );
    const { row } = checkpointOf(tale.as(ORTIZ), probationId, 1);
    tale.goTo(row.opensOn ?? "");
    expect(openCheckpoint(tale.as(ORTIZ), { checkpointId: row.id })).toMatchObject({ ok: false, reason: "ended" });
  });
});
