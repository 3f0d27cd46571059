import { describe, expect, it } from "vitest";
import { CRITERION_ITEMS } from "../../shared/content/criterion-items.ts";
import { EVALUATION_ITEMS } from "../../shared/content/evaluation-form.ts";
import { CRITERIA } from "../../shared/content/rubric.ts";
import { criterionThreads, laterResult } from "../../shared/criterion-thread.ts";
import type { EvaluationRating } from "../../shared/documents/evaluation.ts";
import { notesHeadings } from "../../shared/documents/notes.ts";
import type { PanelResult } from "../../shared/documents/result.ts";
import { linkSentence, type Pair, predictions, SMALLEST_CELL } from "../../shared/prediction.ts";
import { LINK_MIN_PAIRS, rankLink } from "../../shared/statistics/rank-link.ts";

const ON = { seed: 7, resamples: 500 };
const pair = (score: number, result: number, at: number): Pair => ({
  criterionId: "youth-engagement",
  title: "Youth engagement",
  score,
  result,
  at,
});
const only = (pairs: readonly Pair[]) => {
  const [one] = predictions(pairs);
  if (!one) throw new Error("nothing told");
  return one;
};

describe("what rests on a criterion", () => {
  it("[BACK-2] each criterion of the rubric has items, and each item is one of the form", () => {
    const items = new Set(EVALUATION_ITEMS.map(({ id }) => id as string));
    expect(Object.keys(CRITERION_ITEMS).sort()).toEqual(CRITERIA.map(({ id }) => id).sort());
    for (const [id, rests] of Object.entries(CRITERION_ITEMS)) {
      expect(rests.length, id).toBeGreaterThan(0);
      expect(new Set(rests).size, id).toBe(rests.length);
      for (const item of rests) expect(items.has(item), `${id}: ${item}`).toBe(true);
    }
  });

  it("[BACK-2] the result is the mean of the rated items; “not observed” is never zero", () => {
    const rated = (given: Record<string, EvaluationRating | null>) =>
      Object.entries(given).map(([id, rating]) => ({ id, role: "counselor-mentor", title: id, rating, evidence: "" }));
    const of = (given: Record<string, EvaluationRating | null>) =>
      laterResult("youth-engagement", { ratings: rated(given), goals: [] }).mean;
    expect(of({ "positive-contacts": 5, "mentoring-within-limits": 4, fairness: 1 })).toBe(4.5);
    expect(of({ "positive-contacts": 5, "mentoring-within-limits": "not-observed" })).toBe(5);
    expect(of({ "positive-contacts": "not-observed", "mentoring-within-limits": null })).toBeNull();
    expect(laterResult("no-such-criterion", { ratings: rated({ fairness: 3 }), goals: [] }).items).toEqual([]);
  });

  it("[BACK-1] a note stands under the question it was written for, and a dropped question says so", () => {
    const questions = [
      { id: "one", lead: "The first question of all", criterionId: "youth-engagement" },
      { id: "two", lead: "The second question of all", criterionId: "verbal-communication" },
    ];
    const [first = "", second = ""] = notesHeadings(questions);
    const result = {
      questions,
      exercises: [],
      panel: [{ userId: "kim", name: "Ji-woo Kim" }],
      notes: [
        { type: "paragraph", text: "Before any question" },
        { type: "heading", text: first },
        { type: "item", text: "Said of the first" },
        { type: "heading", text: second },
        { type: "paragraph", text: "Said of the second" },
      ],
      criteria: questions.map(({ criterionId: id }) => ({
        id,
        title: id,
        agreed: 4,
        reason: `Why ${id}`,
        dissent: id === "youth-engagement" ? [{ userId: "kim", rating: 2, text: "I stay at 2" }] : [],
      })),
    } as unknown as PanelResult;
    const [youth, verbal] = criterionThreads(result, { ratings: [], goals: [] }, ["two"]);
    expect(youth).toMatchObject({
      asked: [{ words: questions[0]?.lead, notes: ["Said of the first"], counted: true }],
      reason: "Why youth-engagement",
      dissent: [{ name: "Ji-woo Kim", text: "I stay at 2" }],
      counted: true,
    });
    expect(verbal).toMatchObject({ asked: [{ notes: ["Said of the second"], counted: false }], counted: false });
    expect(JSON.stringify([youth, verbal])).not.toContain("Before any question");
  });
});

describe("did the interviews predict anything", () => {
  it("[BACK-3] rho and its interval come from ten pairs on; the same seed gives the same again", () => {
    const rising = Array.from({ length: LINK_MIN_PAIRS }, (_, i) => [i, i * i] as const);
    const link = rankLink(rising, ON);
    expect(link).toMatchObject({ kind: "estimate", rho: 1, pairs: 10 });
    expect(rankLink(rising, ON)).toEqual(link);
    expect(rankLink(rising.slice(1), ON)).toEqual({ kind: "too-few", because: "pairs", pairs: 9 });
    expect(
      rankLink(
        rising.map(([x]) => [x, 3]),
        ON,
      ),
    ).toMatchObject({ kind: "too-few", because: "no-variance" });
  });

  it("[BACK-3] equals a published rank correlation", () => {
    // IQ and hours of television of ten people: rho = -29/165 (Wikipedia, "Spearman's rank correlation coefficient").
    const [iq, hours] = [
      [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
      [7, 27, 2, 50, 28, 29, 20, 12, 6, 17],
    ] as const;
    const link = rankLink(
      iq.map((one, i) => [one, hours[i] ?? 0] as const),
      ON,
    );
    expect(link.kind === "estimate" && link.rho).toBeCloseTo(-29 / 165, 12);
  });

  it("[BACK-3] says in words what it is, and that it is too few below", () => {
    expect(linkSentence(only([pair(4, 4.5, 1)]))).toBe("Too few to say: 1 officer, and a figure needs 10.");
    const clear = only(Array.from({ length: 20 }, (_, i) => pair(1 + (i % 5), 1 + (i % 5) / 2 + (i % 3) / 10, i)));
    expect(linkSentence(clear)).toMatch(/^Higher joint scores went with better first years: rho 0\.\d\d .*20 officers/);
    const none = only(Array.from({ length: 20 }, (_, i) => pair(3 + (i % 2), 3 + (Math.floor(i / 2) % 2), i)));
    expect(linkSentence(none)).toMatch(/^No clear link either way: rho/);
  });

  it("[BACK-4] fewer than five with one joint score are counted and nothing more", () => {
    const four = only(Array.from({ length: SMALLEST_CELL - 1 }, (_, i) => pair(4, 2 + i, i)));
    expect(four.cells).toEqual([{ score: 4, officers: 4, counted: 0, mean: null, why: "few" }]);
    expect(four.link.kind).toBe("too-few");
    // Nothing that is told holds a pair, a result of one, or a time.
    expect(JSON.stringify(four)).not.toMatch(/result|"at"/);
  });

  it("[BACK-4] one more officer changes no mean: figures move in steps of five", () => {
    const five = Array.from({ length: 5 }, (_, i) => pair(4, 2 + i / 2, i));
    const before = only(five);
    expect(before.cells).toEqual([{ score: 4, officers: 5, counted: 5, mean: 3, why: "shown" }]);
    for (const result of [1, 5])
      expect(only([...five, pair(4, result, 9)]).cells).toEqual([{ ...before.cells[0], officers: 6 }]);
    const ten = [...five, ...Array.from({ length: 5 }, (_, i) => pair(3, 3 + i / 4, 10 + i))];
    const [link, more] = [only(ten).link, only([...ten, pair(5, 1, 99)]).link];
    expect(more).toEqual(link);
  });

  it("[BACK-4] where all of a cell are alike, the mean would be each one's own", () => {
    const alike = only(Array.from({ length: 5 }, (_, i) => pair(4, 2.5, i)));
    expect(alike.cells).toEqual([{ score: 4, officers: 5, counted: 5, mean: null, why: "alike" }]);
    expect(JSON.stringify(alike)).not.toContain("2.5");
  });

  it("[BACK-4] who is listed first changes no figure", () => {
    const pairs = Array.from({ length: 13 }, (_, i) => pair(3 + (i % 2), 2 + (i % 4) / 2, i));
    expect(predictions([...pairs].reverse())).toEqual(predictions(pairs));
  });
});
