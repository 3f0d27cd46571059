import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { interviewRecord } from "../../db/interviews.ts";
import { paperMarks } from "../../db/paper.ts";
import { auditEvent, card, deviation, sealedRecord } from "../../db/schema.ts";
import { declareConflict, submitCard } from "../../server/commands/cards.ts";
import { cardRoom, interviewRoom } from "../../server/commands/interview-access.ts";
import { agreeReveal, endQuestions, reveal } from "../../server/commands/interviews.ts";
import { addLateCard, markFromPaper, unmarkFromPaper } from "../../server/commands/paper.ts";
import { freezeResult, signResult } from "../../server/commands/results.ts";
import { debriefPage } from "../../server/pages/debrief.ts";
import { resultDocument } from "../../server/records/pdf/panel-result.ts";
import { readableRecord } from "../../server/records/reading.ts";
import { evidenceKey, type Rating, ratingKey } from "../../shared/documents/card.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { agreedKey, reasonKey } from "../../shared/documents/joint.ts";
import type { PanelResult } from "../../shared/documents/result.ts";
import { dateAndTime } from "../../shared/zoned.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { browserOf, freshInterview, play } from "../support/join.ts";
import { actor } from "../support/letters.ts";

const [ORTIZ, HALE, BELL, RUIZ, KIM, OSEI] = [
  "dana.ortiz",
  "marcus.hale",
  "ruth.bell",
  "elena.ruiz",
  "ji-woo.kim",
  "amara.osei",
];
const PANEL = [ORTIZ, HALE, BELL, RUIZ, KIM];
const REASON = "The network was down from 10:05 on, canary 8821.";
const EVIDENCE = "Canary 6104: wrote the plan on the board.";
const AN_HOUR_AGO = () => Date.now() - 3_600_000;

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterAll(() => demo.close());

const as = (slug: string) => actor(demo, slug);
const db = () => demo.server.context.db;
const record = (id: string) => {
  const found = interviewRecord(db(), PROGRAM, id);
  if (!found) throw new Error("no such interview");
  return found;
};
const cardOf = (id: string, slug: string) =>
  db()
    .select()
    .from(card)
    .where(and(eq(card.interviewId, id), eq(card.userId, demo.userId(slug))))
    .get();
const page = async (slug: string, path: string) => {
  const answer = await browserOf(demo, slug).get(path);
  return { status: answer.status, text: await answer.text() };
};

async function rate(id: string, slug: string, rating: Rating, evidence = ""): Promise<void> {
  const client = demo.client(cardRoom(record(id), demo.userId(slug)), slug);
  await client.synced();
  for (const criterion of record(id).terms.criteria) {
    setValue(client.doc, ratingKey(criterion.id), rating);
    if (evidence) editText(client.doc, evidenceKey(criterion.id), evidence);
  }
  await client.saved();
}

async function submitAll(id: string, raters: readonly string[]): Promise<void> {
  for (const slug of raters) {
    if (cardOf(id, slug)?.state !== "draft") continue;
    await rate(id, slug, 3);
    expect(submitCard(as(slug), { interviewId: id })).toEqual({ ok: true });
  }
}

/** Agrees on every score and fixes the joint scorecard. @returns the hash to sign */
async function fix(id: string): Promise<string> {
  const client = demo.client(interviewRoom(record(id), "joint"), ORTIZ);
  await client.synced();
  for (const criterion of record(id).terms.criteria) {
    setValue(client.doc, agreedKey(criterion.id), 3);
    editText(client.doc, reasonKey(criterion.id), "Agreed at the table.");
  }
  await client.saved();
  const fixed = freezeResult(as(ORTIZ), { interviewId: id });
  if (!fixed.ok) throw new Error(fixed.sentence);
  return fixed.hash;
}

async function seal(id: string): Promise<{ content: string; id: string }> {
  const hash = await fix(id);
  expect(signResult(as(ORTIZ), { interviewId: id, hash })).toMatchObject({ ok: true });
  expect(signResult(as(BELL), { interviewId: id, hash })).toMatchObject({ ok: true });
  const [row] = db().select().from(sealedRecord).where(eq(sealedRecord.subjectId, id)).all();
  if (!row) throw new Error("not sealed");
  return row;
}

/** All words of the record's PDF, in order. */
function wordsOf(recordId: string): string {
  const sealed = readableRecord(as(ORTIZ), recordId);
  if (!sealed) throw new Error("not readable");
  return JSON.stringify(resultDocument(sealed).blocks);
}

describe("a scorecard on paper", () => {
  it("[PAPER-1] the blank sheet holds criteria, anchors and questions, and not one byte of a card", async () => {
    const id = freshInterview(demo);
    play(demo, id, [ORTIZ, HALE, BELL, RUIZ], "live");
    await rate(id, HALE, 5, EVIDENCE);
    const { criteria, questions } = record(id).terms;
    for (const slug of [...PANEL, OSEI]) {
      const sheet = await page(slug, `/interviews/${id}/paper`);
      expect(sheet.status).toBe(200);
      for (const { title } of criteria) expect(sheet.text).toContain(title);
      expect(sheet.text).toContain(questions[0]?.lead.slice(0, 30).replace(/'/g, "&#x27;"));
      expect(sheet.text).not.toContain("Canary 6104");
    }
    expect((await page("nina.patel", `/interviews/${id}/paper`)).status).toBe(404);
    expect(declareConflict(as(KIM), { interviewId: id, choice: "recused", text: "" })).toMatchObject({ ok: true });
    expect((await page(KIM, `/interviews/${id}/paper`)).status).toBe(404);
  });

  it("[PAPER-2] only the rater enters their own card, with a reason and a time that has passed", async () => {
    const id = freshInterview(demo);
    play(demo, id, [HALE, BELL], "live");
    const paper = { interviewId: id, reason: REASON, filledAt: AN_HOUR_AGO() };
    expect(markFromPaper(as(HALE), { ...paper, reason: "  " })).toMatchObject({ reason: "reason" });
    expect(markFromPaper(as(HALE), { ...paper, filledAt: null })).toMatchObject({ reason: "date" });
    expect(markFromPaper(as(HALE), { ...paper, filledAt: Date.now() + 60_000 })).toMatchObject({ reason: "date" });
    const early = Date.now() - 2 * 86_400_000;
    expect(markFromPaper(as(HALE), { ...paper, filledAt: early })).toMatchObject({ reason: "date" });
    // Ortiz has not declared yet; the coordinator has no card; nobody can name another person's.
    expect(markFromPaper(as(ORTIZ), paper)).toMatchObject({ ok: false, reason: "moved-on" });
    expect(markFromPaper(as(OSEI), paper)).toMatchObject({ ok: false, reason: "not-found" });
    expect((await page(OSEI, `/interviews/${id}/paper/entry`)).status).toBe(404);
    const answer = await browserOf(demo, BELL).post(`/interviews/${id}/paper/entry`, {
      intent: "mark",
      reason: "Bell wrote on paper.",
      ...dateAndTime(AN_HOUR_AGO(), "America/Denver"),
      userId: demo.userId(HALE),
    });
    expect(answer.headers.get("location")).toBe(`/interviews/${id}`);
    expect([cardOf(id, BELL)?.paperReason, cardOf(id, HALE)?.paperReason]).toEqual(["Bell wrote on paper.", null]);
    expect(unmarkFromPaper(as(BELL), { interviewId: id })).toEqual({ ok: true });
    expect(cardOf(id, BELL)?.paperReason).toBeNull();
  });

  it("[PAPER-3] its reason is shown to nobody before the reveal, and then on the debrief, in the record and in its PDF", async () => {
    const id = freshInterview(demo);
    play(demo, id, PANEL, "live");
    const filledAt = AN_HOUR_AGO();
    expect(markFromPaper(as(HALE), { interviewId: id, reason: REASON, filledAt })).toEqual({ ok: true });
    await rate(id, HALE, 4);
    expect(submitCard(as(HALE), { interviewId: id })).toEqual({ ok: true });
    expect(markFromPaper(as(HALE), { interviewId: id, reason: "Later", filledAt })).toMatchObject({ ok: false });
    expect(unmarkFromPaper(as(HALE), { interviewId: id })).toMatchObject({ ok: false });
    const entries = db().select().from(deviation).where(eq(deviation.interviewId, id)).all();
    const log = entries.filter(({ kind }) => kind === "paper");
    expect(log.map(({ kind, words, userId }) => [kind, words, userId])).toEqual([["paper", null, demo.userId(HALE)]]);
    for (const slug of [ORTIZ, BELL, RUIZ, OSEI])
      for (const path of ["", "/paper", "/paper/entry", "/debrief", ".data"])
        expect((await page(slug, `/interviews/${id}${path}`)).text).not.toContain("canary 8821");
    expect(JSON.stringify(db().select().from(auditEvent).all())).not.toContain("canary 8821");
    expect(paperMarks(db(), id).size).toBe(0);

    expect(endQuestions(as(ORTIZ), { interviewId: id, reason: "Time was up." })).toEqual({ ok: true });
    await submitAll(id, PANEL);
    expect(reveal(as(BELL), { interviewId: id })).toEqual({ ok: true });
    expect((await page(RUIZ, `/interviews/${id}/debrief`)).text).toContain("canary 8821");
    const sealed = await seal(id);
    const seat = (JSON.parse(sealed.content) as PanelResult).panel.find(({ userId }) => userId === demo.userId(HALE));
    expect(seat?.paper).toEqual({ reason: REASON, filledAt: new Date(filledAt).toISOString() });
    expect(wordsOf(sealed.id)).toContain("filled in on paper");
    expect(wordsOf(sealed.id)).toContain("canary 8821");
    expect((await page(BELL, `/records/${sealed.id}`)).text).toContain("canary 8821");
  });

  it("[PAPER-4] after the reveal it is added once, by its rater, marked as later, and changes no figure", async () => {
    const id = freshInterview(demo);
    play(demo, id, PANEL, "scoring");
    await submitAll(id, [ORTIZ, HALE, BELL, RUIZ]);
    const { criteria } = record(id).terms;
    const content = {
      ratings: Object.fromEntries(criteria.map((c) => [c.id, 5 as Rating])),
      evidence: Object.fromEntries(criteria.map((c) => [c.id, EVIDENCE])),
    };
    const late = { interviewId: id, reason: REASON, filledAt: AN_HOUR_AGO(), content };
    expect(addLateCard(as(KIM), late)).toMatchObject({ ok: false, reason: "moved-on" });
    for (const slug of [ORTIZ, BELL])
      expect(agreeReveal(as(slug), { interviewId: id, reason: "Kim is cut off." })).toEqual({ ok: true });
    expect(reveal(as(ORTIZ), { interviewId: id })).toEqual({ ok: true });

    const figures = () => {
      const shown = debriefPage(as(ORTIZ), id);
      return JSON.stringify([shown?.first, shown?.mechanical, shown?.ranking, shown?.seats, shown?.counted]);
    };
    const before = figures();
    for (const slug of [ORTIZ, HALE]) expect(addLateCard(as(slug), late)).toMatchObject({ ok: false });
    expect(addLateCard(as(OSEI), late)).toMatchObject({ reason: "not-found" });
    expect(addLateCard(as(KIM), { ...late, content: { ratings: {}, evidence: {} } })).toMatchObject({
      reason: "missing",
    });
    const fields = Object.fromEntries(
      criteria.flatMap((c) => [
        [`rating-${c.id}`, "5"],
        [`evidence-${c.id}`, EVIDENCE],
      ]),
    );
    const form = { ...fields, intent: "late", reason: REASON, ...dateAndTime(AN_HOUR_AGO(), "America/Denver") };
    const answer = await browserOf(demo, KIM).post(`/interviews/${id}/paper/entry`, form);
    expect(answer.headers.get("location")).toBe(`/interviews/${id}/paper/entry`);
    expect(addLateCard(as(KIM), late)).toMatchObject({ ok: false, reason: "added" });
    expect(figures()).toBe(before);
    expect(cardOf(id, KIM)?.state).toBe("missing");
    const debrief = await page(HALE, `/interviews/${id}/debrief`);
    expect(debrief.text).toContain("It counts nowhere");
    expect((await page(HALE, `/interviews/${id}/debrief?names=hidden`)).text).not.toContain("canary 8821");

    const sealed = await seal(id);
    const result = JSON.parse(sealed.content) as PanelResult;
    const kim = result.panel.find(({ userId }) => userId === demo.userId(KIM));
    expect(kim?.card).toBe("missing");
    expect(kim?.late?.ratings.map(({ rating }) => rating)).toEqual(criteria.map(() => 5));
    expect(result.criteria.flatMap(({ first }) => first).some(({ userId }) => userId === demo.userId(KIM))).toBe(false);
    expect(result.scores.mechanical).toBe(3);
    expect(wordsOf(sealed.id)).toContain("Added after the reveal");
    expect(addLateCard(as(KIM), late)).toMatchObject({ ok: false });
  });

  it("[PAPER-4] once the joint scorecard is fixed nothing is added any more", async () => {
    const id = freshInterview(demo);
    play(demo, id, PANEL, "scoring");
    await submitAll(id, [ORTIZ, HALE, BELL, RUIZ]);
    for (const slug of [ORTIZ, BELL]) agreeReveal(as(slug), { interviewId: id, reason: "Kim is cut off." });
    expect(reveal(as(ORTIZ), { interviewId: id })).toEqual({ ok: true });
    await fix(id);
    const ratings = Object.fromEntries(record(id).terms.criteria.map((c) => [c.id, 3 as Rating]));
    const late = { interviewId: id, reason: REASON, filledAt: AN_HOUR_AGO(), content: { ratings, evidence: {} } };
    expect(addLateCard(as(KIM), late)).toMatchObject({ ok: false, reason: "fixed" });
    expect(cardOf(id, KIM)?.lateContent).toBeNull();
  });
});
