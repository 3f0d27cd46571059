import { existsSync, readdirSync, readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decisionOfProcess, standingsOf } from "../../db/decisions.ts";
import { newId } from "../../db/ids.ts";
import { processById, termsOf } from "../../db/processes.ts";
import { viewerOf } from "../../db/programs.ts";
import { rankingOf } from "../../db/ranking.ts";
import { allRevealed } from "../../db/ratings.ts";
import { auditEvent, candidate, card, decision, interview, user, voluntaryData } from "../../db/schema.ts";
import { openDecision } from "../../server/commands/decisions.ts";
import { askDrop, decideDrop } from "../../server/commands/dropped-questions.ts";
import { freezeResult, reopenResult } from "../../server/commands/results.ts";
import { keepVoluntary } from "../../server/commands/voluntary.ts";
import type { CommandContext } from "../../server/context.ts";
import { calibrationPage } from "../../server/pages/calibration.ts";
import { decisionPage } from "../../server/pages/decision.ts";
import { droppedPage } from "../../server/pages/dropped.ts";
import { reportPage } from "../../server/pages/report.ts";
import { roundFigures } from "../../server/pages/round-figures.ts";
import { voluntaryPage } from "../../server/pages/voluntary.ts";
import { CRITERIA } from "../../shared/content/rubric.ts";
import type { Rating } from "../../shared/documents/card.ts";
import type { PanelResult } from "../../shared/documents/result.ts";
import { agreedScore, mechanicalScore } from "../../shared/statistics/scores.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { sealedRound } from "../support/sealed-round.ts";
import { visitor } from "../support/visitor.ts";

const ORTIZ = "dana.ortiz";
const BELL = "ruth.bell";
const HALE = "marcus.hale";
const KIM = "ji-woo.kim";
const OSEI = "amara.osei";
const BRANDT = "tom.brandt";
const EVERYBODY = [ORTIZ, BELL, HALE, "elena.ruiz", KIM, OSEI, BRANDT, "lillian.cho", "casey.monroe"];
/** One of each kind: what a role is shown does not depend on who holds it. */
const SWEPT = [ORTIZ, BELL, HALE, KIM, OSEI, BRANDT];
const CANARY = "canary-4417";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterAll(() => demo.close());

function as(slug: string): CommandContext {
  const viewer = viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...demo.server.context, viewer };
}
const db = () => demo.server.context.db;

const PEOPLE = ["Vale", "Reed", "Moss", "Lane", "Ford", "Hart"].map((name, i) => ({
  name: `Officer Robin ${name}`,
  first: ((i % 4) + 1) as Rating,
  agreed: ((i % 4) + 1) as 1 | 2 | 3 | 4,
}));

/** A sealed round with cards of its own: `rate` gives each rater's rating of candidate i on criterion j. */
function ratedRound(rate: (slug: string, i: number, j: number) => Rating) {
  const round = sealedRound(as(ORTIZ), PEOPLE);
  const row = processById(db(), PROGRAM, round.processId);
  const terms = row && termsOf(row);
  if (!terms) throw new Error("no terms");
  round.interviewIds.forEach((interviewId, i) => {
    db()
      .update(interview)
      .set({ startedAt: 1_000_000 + i })
      .where(eq(interview.id, interviewId))
      .run();
    for (const slug of [ORTIZ, BELL, HALE, KIM])
      db()
        .insert(card)
        .values({
          id: newId("crd"),
          interviewId,
          userId: demo.userId(slug),
          state: "sealed",
          conflict: "none",
          content: JSON.stringify({
            ratings: Object.fromEntries(terms.criteria.map((c, j) => [c.id, rate(slug, i, j)])),
            evidence: {},
          }),
        })
        .run();
  });
  return { ...round, terms };
}
const plain = (slug: string, i: number, j: number) =>
  Math.max(1, Math.min(5, 2 + ((i + j) % 3) + (slug === HALE ? 1 : 0))) as Rating;

describe("the voluntary forms", () => {
  it("[DEC-15] nobody reads a person's answers afterwards: no page of anybody holds them", {
    timeout: 180_000,
  }, async () => {
    const { processId, candidateIds } = sealedRound(as(ORTIZ), PEOPLE);
    const [candidateId = ""] = candidateIds;
    const keep = (slug: string) => keepVoluntary(as(slug), { processId, candidateId, answers: { sex: "female" } });
    for (const slug of EVERYBODY.filter((s) => s !== OSEI))
      expect(keep(slug), slug).toMatchObject({ reason: "not-found" });
    expect(keep(OSEI)).toEqual({ ok: true });
    const said = db().select().from(auditEvent).where(eq(auditEvent.type, "voluntary.kept")).all();
    expect(JSON.stringify(said)).not.toContain(candidateId);
    expect(JSON.stringify(said)).not.toContain("female");
    db()
      .update(voluntaryData)
      .set({ answers: JSON.stringify({ sex: CANARY, ethnicity: CANARY, age: CANARY }) })
      .where(eq(voluntaryData.candidateId, candidateId))
      .run();
    expect(openDecision(as(ORTIZ), { processId })).toMatchObject({ ok: true });
    for (const state of ["rationale", "sealed"] as const) {
      db().update(decision).set({ state }).where(eq(decision.processId, processId)).run();
      for (const slug of EVERYBODY) {
        for (const page of [decisionPage, droppedPage, calibrationPage, voluntaryPage])
          expect(JSON.stringify(await page(as(slug), processId)), `${page.name} of ${slug}`).not.toContain(CANARY);
        expect(JSON.stringify(await reportPage(as(slug))), `report of ${slug}`).not.toContain(CANARY);
        if (SWEPT.includes(slug)) await sweep(slug, { processId, candidateId, interviewId: "", state });
      }
    }
    db().delete(decision).where(eq(decision.processId, processId)).run();
  });

  it("[DEC-16] sums are for executives, custodians and the coordinator, and only when no group is smaller than five", async () => {
    const impact = async (slug: string) => (await reportPage(as(slug)))?.impact;
    for (const slug of [ORTIZ, BELL]) {
      expect(await reportPage(as(slug))).not.toBeNull();
      expect(await impact(slug)).toBeNull();
      expect(JSON.stringify(await reportPage(as(slug)))).not.toMatch(/female|ethnicity/i);
    }
    for (const slug of [HALE, KIM, "casey.monroe"]) expect(await reportPage(as(slug))).toBeNull();
    const { processId, candidateIds } = sealedRound(as(ORTIZ), [...PEOPLE, ...PEOPLE]);
    const made = openDecision(as(ORTIZ), { processId });
    if (!made.ok) throw new Error(made.sentence);
    const groups = (women: number) =>
      candidateIds.slice(0, 10).forEach((candidateId, i) => {
        keepVoluntary(as(OSEI), { processId, candidateId, answers: { sex: i < women ? "female" : "male" } });
      });
    const seal = (state: "rationale" | "sealed") =>
      db()
        .update(decision)
        .set({
          state,
          content: JSON.stringify({ order: [{ candidateId: candidateIds[0], place: "appoint" }] }),
        })
        .where(eq(decision.processId, processId))
        .run();
    groups(5);
    expect((await impact(BRANDT))?.sex).toEqual({ kind: "too-few" });
    seal("sealed");
    expect((await impact(BRANDT))?.sex).toMatchObject({ kind: "sums", people: 10 });
    expect((await impact(OSEI))?.sex).toMatchObject({ kind: "sums" });
    expect(keepVoluntary(as(OSEI), { processId, candidateId: candidateIds[0] ?? "", answers: {} })).toMatchObject({
      reason: "sealed",
    });
    seal("rationale");
    groups(4);
    seal("sealed");
    expect((await impact(BRANDT))?.sex).toEqual({ kind: "too-few" });
    db().delete(decision).where(eq(decision.processId, processId)).run();
  });
});

/** Every page of the house, fetched as this person, with the ids of one record in its address. */
async function sweep(
  slug: string,
  of: { processId: string; candidateId: string; interviewId: string; state: string },
): Promise<void> {
  const browser = asVisitor(slug);
  const paths = readdirSync("app/routes")
    .filter((file) => hasLoader(`app/routes/${file}`))
    .map((file) => file.replace(/\.tsx$/, "").replace(/\._index$/, ""))
    .filter((file) => !/^(\$|sign-out|demo|setup|history|_index$)/.test(file))
    .map(
      (file) =>
        `/${file
          .replaceAll(".", "/")
          .replaceAll("_/", "/")
          .replace("$processId", of.processId)
          .replace("$candidateId", of.candidateId)
          .replace("$interviewId", of.interviewId || "none")}`,
    );
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) {
    const body = await (await browser.get(path)).text();
    expect(body, `${path} of ${slug} while ${of.state}`).not.toContain(CANARY);
  }
}

const hasLoader = (file: string) =>
  /export (async )?function loader/.test(
    readFileSync(file.endsWith(".tsx") ? file : existsSync(`${file}/route.tsx`) ? `${file}/route.tsx` : file, "utf8"),
  );

describe("a question that is not counted", () => {
  const first = (processId: string) => droppedPage(as(ORTIZ), processId)?.questions[0]?.id ?? "";

  it("[DEC-17] needs a lead's reason and the other lead's approval, and names both", () => {
    const { processId } = sealedRound(as(ORTIZ), PEOPLE);
    const ask = (slug: string, reason: string) =>
      askDrop(as(slug), { processId, questionId: first(processId), reason });
    for (const slug of [HALE, OSEI, BRANDT]) expect(ask(slug, "Misread.")).toMatchObject({ reason: "not-allowed" });
    expect(ask(ORTIZ, "  ")).toMatchObject({ reason: "reason" });
    const asked = ask(ORTIZ, "It was read out wrongly twice.");
    if (!asked.ok) throw new Error(asked.sentence);
    expect(ask(BELL, "Again.")).toMatchObject({ reason: "already-asked" });
    const decide = (slug: string) => decideDrop(as(slug), { processId, dropId: asked.dropId, decision: "approve" });
    expect(decide(ORTIZ)).toMatchObject({ reason: "own" });
    expect(decide(OSEI)).toMatchObject({ reason: "not-allowed" });
    expect(decide(BELL)).toEqual({ ok: true });
    expect(decide(BELL)).toMatchObject({ reason: "moved-on" });
    expect(droppedPage(as(KIM), processId)?.questions[0]?.asked).toMatchObject({
      reason: "It was read out wrongly twice.",
      by: "Lt. Dana Ortiz",
      approvedBy: "Principal Ruth Bell",
    });
  });

  it("[DEC-18] changes the totals of every candidate only when nothing else measures its criterion", () => {
    const { processId } = sealedRound(as(ORTIZ), PEOPLE);
    const row = processById(db(), PROGRAM, processId);
    if (!row) throw new Error("no round");
    const drop = (questionId: string) => {
      const asked = askDrop(as(BELL), { processId, questionId, reason: "It went wrong." });
      if (!asked.ok) throw new Error(asked.sentence);
      return decideDrop(as(ORTIZ), { processId, dropId: asked.dropId, decision: "approve" });
    };
    const signed = termsOf(row);
    if (!signed) throw new Error("no terms");
    const only = signed.criteria.find(
      (c) =>
        c.id !== "law-enforcement-experience" &&
        !signed.exercises.some((e) => e.criterionId === c.id) &&
        signed.questions.filter((q) => q.criterionId === c.id).length === 1,
    );
    const shared = signed.questions.find((q) => q.criterionId !== only?.id);
    // The figure of one criterion is made to differ, so that leaving it out shows.
    const [one] = db().select().from(interview).where(eq(interview.processId, processId)).all();
    const result = JSON.parse(one?.result ?? "{}");
    const figures = () => standingsOf(db(), row, signed).find((s) => s.interviewId === one?.id);
    const touched = only ?? signed.criteria[0];
    for (const c of result.criteria) if (c.id === touched?.id) c.agreed = 5;
    result.scores.agreed = 3.99;
    db()
      .update(interview)
      .set({ result: JSON.stringify(result) })
      .where(eq(interview.id, one?.id ?? ""))
      .run();
    expect(figures()?.agreed).toBe(3.99);
    if (shared) {
      expect(drop(shared.id)).toEqual({ ok: true });
      expect(figures()?.agreed).toBe(3.99);
    }
    expect(only, "a criterion with one question alone").toBeDefined();
    for (const question of signed.questions.filter((q) => q.criterionId === only?.id && q.id !== shared?.id))
      expect(drop(question.id)).toEqual({ ok: true });
    expect(figures()?.agreed).toBe(PEOPLE[0]?.agreed);
    const made = openDecision(as(ORTIZ), { processId });
    expect(made).toMatchObject({ ok: true });
    expect(decisionPage(as(BELL), processId)?.decision?.frame.criteria.find((c) => c.id === only?.id)?.counted).toBe(
      false,
    );
    expect(rankingOf(db(), processId, as(BELL).viewer).find((r) => r.interviewId === one?.id)?.agreed).toBe(
      PEOPLE[0]?.agreed,
    );
    db().update(decision).set({ state: "signing" }).where(eq(decision.processId, processId)).run();
    expect(
      askDrop(as(BELL), { processId, questionId: signed.questions.at(-1)?.id ?? "", reason: "Late." }),
    ).toMatchObject({ reason: "fixed" });
    expect(decisionOfProcess(db(), processId)?.state).toBe("signing");
  });
});

describe("a result that is fixed after a question was dropped", () => {
  it("[DEC-18] leaves the criterion out of its own two scores as well, and says which question, why and who", async () => {
    const one = db().select().from(interview).where(eq(interview.state, "frozen")).get();
    const row = one && processById(db(), PROGRAM, one.processId);
    const terms = row && termsOf(row);
    if (!one || !row || !terms) throw new Error("The demo has a result that waits for signatures.");
    const before = JSON.parse(one.result ?? "{}") as PanelResult;
    const without = (id: string | null) => ({
      mechanical: mechanicalScore(
        before.criteria
          .filter((c) => c.id !== id)
          .map((c) => ({ weight: c.weight, value: c.first.map((f) => f.rating) })),
      ),
      agreed: agreedScore(
        before.criteria.filter((c) => c.id !== id).map((c) => ({ weight: c.weight, value: c.agreed ?? undefined })),
      ),
    });
    expect(before.scores).toEqual(without(null));
    expect(before).not.toHaveProperty("notCounted");
    const gone = terms.criteria.find(
      ({ id }) =>
        id !== "law-enforcement-experience" &&
        !terms.exercises.some((e) => e.criterionId === id) &&
        without(id).mechanical !== before.scores.mechanical &&
        without(id).agreed !== before.scores.agreed,
    );
    if (!gone) throw new Error("a criterion that makes a difference");
    expect(reopenResult(as(BELL), { interviewId: one.id, reason: "A question was read out wrongly." })).toEqual({
      ok: true,
    });
    const dropped = terms.questions.filter((q) => q.criterionId === gone.id);
    for (const question of dropped) {
      const asked = askDrop(as(ORTIZ), { processId: row.id, questionId: question.id, reason: "Read out wrongly." });
      if (!asked.ok) throw new Error(asked.sentence);
      expect(decideDrop(as(BELL), { processId: row.id, dropId: asked.dropId, decision: "approve" })).toEqual({
        ok: true,
      });
    }
    expect(freezeResult(as(ORTIZ), { interviewId: one.id })).toMatchObject({ ok: true });
    const fixed = db().select().from(interview).where(eq(interview.id, one.id)).get();
    const after = JSON.parse(fixed?.result ?? "{}") as PanelResult;
    expect(after.scores).toEqual(without(gone.id));
    expect(after.notCounted).toMatchObject({
      criteria: [gone.id],
      questions: dropped.map(({ id, lead }) => ({
        questionId: id,
        lead,
        reason: "Read out wrongly.",
        asked: "Lt. Dana Ortiz",
        approved: "Principal Ruth Bell",
      })),
    });
    // The ratings themselves stay in the record.
    expect(after.criteria.find((c) => c.id === gone.id)?.first).toEqual(
      before.criteria.find((c) => c.id === gone.id)?.first,
    );
    expect(rankingOf(db(), row.id, as(BELL).viewer).find((r) => r.interviewId === one.id)).toMatchObject(after.scores);
    const page = await (await asVisitor(BELL).get(`/interviews/${one.id}/debrief`)).text();
    for (const words of ["Questions that are not counted", "Not in the two scores"])
      expect(page.includes(words), words).toBe(true);
  });
});

function asVisitor(slug: string) {
  const browser = visitor(demo.server.url);
  const [name = "", value = ""] = demo.cookie(slug).split(";", 1)[0]?.split("=") ?? [];
  browser.cookies.set(name, value);
  return browser;
}

describe("calibration", () => {
  it("[CAL-1] exists only once the cards of every interview of the round are open", async () => {
    const { processId, interviewIds } = ratedRound(plain);
    expect(await calibrationPage(as(HALE), processId)).not.toBeNull();
    db()
      .update(interview)
      .set({ state: "scoring" })
      .where(eq(interview.id, interviewIds[2] ?? ""))
      .run();
    expect(allRevealed(db(), processId)).toBe(false);
    for (const slug of EVERYBODY) expect(await calibrationPage(as(slug), processId), slug).toBeNull();
    const round = (await reportPage(as(ORTIZ)))?.rounds.find((one) => one.id === processId);
    expect(round?.agreement).toBeNull();
  });

  it("[CAL-2] shows each rater their own severity, halo and order alone; leads get the panel as a whole", async () => {
    const { processId } = ratedRound(plain);
    const page = (slug: string) => calibrationPage(as(slug), processId);
    expect((await page(HALE))?.mine?.severity).toMatchObject({ kind: "estimate", difference: 1 });
    expect((await page(KIM))?.mine?.severity).toMatchObject({ kind: "estimate" });
    expect((await page(HALE))?.panel).toBeNull();
    expect((await page(KIM))?.panel).toBeNull();
    expect((await page(OSEI))?.mine).toBeNull();
    expect((await page(ORTIZ))?.panel?.alpha).toMatchObject({ kind: "estimate" });
    for (const slug of [ORTIZ, BELL, KIM, OSEI]) {
      const text = JSON.stringify(await page(slug));
      expect(text).not.toContain(demo.userId(HALE));
      expect(text).not.toContain("Hale");
    }
  });

  it("[CAL-3] lists candidate and criterion in order of disagreement", async () => {
    const { processId, terms } = ratedRound((slug, i, j) => (i === 3 && j === 1 && slug === KIM ? 1 : 4));
    const rows = (await calibrationPage(as(HALE), processId))?.rows ?? [];
    expect(rows[0]).toMatchObject({
      candidate: PEOPLE[3]?.name,
      criterion: CRITERIA.find((c) => c.id === terms.criteria[1]?.id)?.title,
      points: 3,
    });
    const points = rows.map((row) => row.points ?? 0);
    expect(points).toEqual([...points].sort((a, b) => b - a));
  });
});

describe("habits in the report", () => {
  const habits = async (processId: string) =>
    (await reportPage(as(BRANDT)))?.rounds.find((round) => round.id === processId)?.habits;

  it("[CAL-4] stand there without names once every rater has seen the own figures, or the decision is sealed", async () => {
    const { processId } = ratedRound(plain);
    const raters = [ORTIZ, BELL, HALE, KIM];
    expect(await habits(processId)).toEqual({ raters: 4, waiting: 4, few: false, rows: [] });
    await calibrationPage(as(OSEI), processId);
    expect(await habits(processId)).toMatchObject({ waiting: 4, rows: [] });
    for (const [i, slug] of raters.entries()) {
      expect(await habits(processId), slug).toMatchObject({ waiting: 4 - i, rows: [] });
      for (let again = 0; again < 2; again++) expect((await calibrationPage(as(slug), processId))?.mine).not.toBeNull();
    }
    const events = db().select().from(auditEvent).where(eq(auditEvent.type, "calibration.seen")).all();
    expect(events.filter(({ subjectId }) => subjectId === processId)).toHaveLength(4);
    const told = await habits(processId);
    expect(told).toMatchObject({ waiting: 0 });
    expect(told?.rows).toHaveLength(4);
    const leaning = told?.rows.map(({ severity }) => (severity.kind === "estimate" ? severity.difference : null));
    expect(leaning?.at(-1)).toBe(1);
    expect(leaning).toEqual([...(leaning ?? [])].sort((a, b) => Number(a) - Number(b)));
    for (const slug of raters) {
      expect(JSON.stringify(told)).not.toContain(demo.userId(slug));
      expect(JSON.stringify(await reportPage(as(slug === KIM || slug === HALE ? BRANDT : slug)))).not.toContain(
        demo.userId(slug),
      );
    }
  });

  it("[CAL-4] a sealed decision ends the waiting, and two raters are too few to stay unnamed", async () => {
    const { processId } = ratedRound(plain);
    const made = openDecision(as(ORTIZ), { processId });
    if (!made.ok) throw new Error(made.sentence);
    expect(await habits(processId)).toMatchObject({ waiting: 4, rows: [] });
    db().update(decision).set({ state: "sealed" }).where(eq(decision.processId, processId)).run();
    expect((await habits(processId))?.rows).toHaveLength(4);
    for (const slug of [HALE, KIM])
      db()
        .update(card)
        .set({ state: "recused" })
        .where(eq(card.userId, demo.userId(slug)))
        .run();
    expect(await habits(processId)).toEqual({ raters: 2, waiting: 0, few: true, rows: [] });
    db().delete(decision).where(eq(decision.processId, processId)).run();
  });
});

describe("the report", () => {
  it("[REP-1] is for leads, coordinator, executives and custodians; panelists and officers find nothing", async () => {
    for (const slug of [ORTIZ, BELL, OSEI, BRANDT, "lillian.cho"])
      expect(await reportPage(as(slug)), slug).not.toBeNull();
    for (const slug of [HALE, KIM, "casey.monroe", "nina.patel"]) expect(await reportPage(as(slug)), slug).toBeNull();
  });

  it("[REP-2] says how far raters agree with n and interval, or that there are too few; the same again each time", async () => {
    const enough = ratedRound(plain);
    const few = sealedRound(as(ORTIZ), PEOPLE.slice(0, 2));
    const of = async (id: string) => (await reportPage(as(BRANDT)))?.rounds.find((round) => round.id === id)?.agreement;
    const [first] = (await of(enough.processId))?.criteria ?? [];
    expect(first?.icc).toMatchObject({ kind: "estimate", candidates: 6, raters: 4 });
    expect((await of(enough.processId))?.alpha).toMatchObject({
      kind: "estimate",
      units: 6 * enough.terms.criteria.length,
    });
    expect((await of(few.processId))?.alpha).toMatchObject({ kind: "too-few" });
    const said = await of(enough.processId);
    db().$known.clear();
    expect(await of(enough.processId)).toEqual(said);
  });

  it("[REP-4] counts a round of two hundred candidates and nine raters in short stretches, and only once", {
    timeout: 120_000,
  }, async () => {
    const people = Array.from({ length: 200 }, (_, i) => ({
      ...(PEOPLE[0] as (typeof PEOPLE)[number]),
      name: `P ${i}`,
    }));
    const { processId, interviewIds } = sealedRound(as(ORTIZ), people);
    const row = processById(db(), PROGRAM, processId);
    const signed = row && termsOf(row);
    if (!signed) throw new Error("no terms");
    const [pattern] = signed.criteria;
    if (!pattern) throw new Error("no criterion");
    const terms = { ...signed, criteria: Array.from({ length: 12 }, (_, i) => ({ ...pattern, id: `c${i}` })) };
    const raters = db().select({ id: user.id }).from(user).limit(9).all();
    const ratings = (i: number, r: number) =>
      Object.fromEntries(terms.criteria.map((c, j) => [c.id, 1 + ((i * 7 + j * 3 + r * (j % 2)) % 5)]));
    db().transaction(() => {
      interviewIds.forEach((interviewId, i) => {
        raters.forEach(({ id: userId }, r) => {
          const content = JSON.stringify({ ratings: ratings(i, r), evidence: { c1: "x".repeat(1500) } });
          const own = { id: newId("crd"), interviewId, userId };
          db()
            .insert(card)
            .values({ ...own, state: "sealed", conflict: "none", content })
            .run();
        });
      });
    });
    // Work is counted, not time: a machine that is busy elsewhere makes no stretch longer.
    let turns = 0;
    let longest = 0;
    let since = process.cpuUsage();
    let counting = true;
    const turn = () => {
      const { user, system } = process.cpuUsage(since);
      longest = Math.max(longest, (user + system) / 1000);
      turns++;
      since = process.cpuUsage();
      if (counting) setImmediate(turn);
    };
    setImmediate(turn);
    const first = await roundFigures(db(), processId, terms);
    counting = false;
    expect(first?.agreement.alpha).toMatchObject({ kind: "estimate", units: 2400, ratings: 21_600 });
    expect(first?.agreement.resamples).toBe(1000);
    expect(first?.habits.size).toBe(9);
    expect(turns).toBeGreaterThan(20);
    // What the compiler and the collector of garbage do beside it counts too.
    expect(longest, "milliseconds of work without a turn for anybody else").toBeLessThan(75);
    expect(await roundFigures(db(), processId, terms)).toBe(first);
    db()
      .delete(card)
      .where(eq(card.interviewId, interviewIds[0] ?? ""))
      .run();
    expect(await roundFigures(db(), processId, terms)).not.toBe(first);
  });

  it("[REP-3] counts days from step to step, and nothing for a step that is not over", async () => {
    const { processId } = sealedRound(as(ORTIZ), PEOPLE.slice(0, 1));
    const day = 86_400_000;
    db()
      .update(interview)
      .set({ startedAt: 10 * day, revealedAt: 12 * day, sealedAt: 15 * day })
      .where(eq(interview.processId, processId))
      .run();
    const days = async () =>
      (await reportPage(as(BRANDT)))?.rounds.find((round) => round.id === processId)?.days.slice(2);
    expect(await days()).toEqual([2, 3, null]);
    db()
      .insert(candidate)
      .values({
        id: newId("cd"),
        programId: PROGRAM,
        processId,
        name: "Officer Late",
        state: "scheduled",
        createdBy: demo.userId(OSEI),
        createdAt: 1,
      })
      .run();
    const [late] = db().select().from(candidate).where(eq(candidate.name, "Officer Late")).all();
    db()
      .insert(interview)
      .values({ id: newId("iv"), programId: PROGRAM, processId, candidateId: late?.id ?? "", state: "briefed" })
      .run();
    expect(await days()).toEqual([null, null, null]);
  });
});
