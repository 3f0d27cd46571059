import { describe, expect, it } from "vitest";
import type { Rating } from "#shared/documents/card.ts";
import {
  agreedScore,
  byDisagreement,
  criterionMean,
  mechanicalScore,
  ranks,
  spreadOf,
} from "#shared/statistics/scores.ts";

const NO = "not-observed" as const;

/** First ratings and agreed scores of the demo story, by candidate, criterion by criterion. */
const STORY: Record<string, { first: Rating[][]; agreed: (1 | 2 | 3 | 4 | 5)[]; mechanical: number; joint: number }> = {
  nair: {
    first: [
      [3, 2, 3, 3, 3],
      [4, 3, 5, 4, 4],
      [4, 4, 4, 5, 4],
      [5, 4, 5, 5, 4],
      [4, 4, 5, 5, 4],
      [4, 3, 4, 4, 4],
    ],
    agreed: [3, 4, 4, 5, 5, 4],
    mechanical: 3.97,
    joint: 4.17,
  },
  reyes: {
    first: [
      [4, 4, 3, 4, 4],
      [4, 4, 5, 5, 4],
      [4, 4, 4, 4, 4],
      [3, 3, 2, 2, 3],
      [3, 4, 4, 4, 3],
      [4, 4, 4, 3, 4],
    ],
    agreed: [4, 4, 4, 2, 4, 4],
    mechanical: 3.7,
    joint: 3.67,
  },
  ortega: {
    first: [
      [2, 2, 3, 3, 2],
      [5, 4, 5, 5, 5],
      [4, 4, 4, 5, 5],
      [3, 3, 3, 3, 3],
      [3, 3, 4, 4, 4],
      [3, 3, NO, 3, 3],
    ],
    agreed: [3, 5, 5, 3, 4, 3],
    mechanical: 3.53,
    joint: 3.83,
  },
  blake: {
    first: [
      [5, 5, 4, 4, 4],
      [2, 4, 2, 2, 1],
      [3, 4, 3, 3, 2],
      [4, 4, 3, 3, 3],
      [2, 3, 2, 2, 2],
      [3, 5, 3, 2, 2],
    ],
    agreed: [5, 2, 3, 3, 2, 3],
    mechanical: 3.03,
    joint: 3,
  },
};
const even = <T>(values: readonly T[]) => values.map((value) => ({ weight: 1, value }));

describe("scores of a panel", () => {
  it.each(Object.entries(STORY))(
    "gives the story's two totals for %s",
    (_name, { first, agreed, mechanical, joint }) => {
      expect(mechanicalScore(even(first))).toBe(mechanical);
      expect(agreedScore(even(agreed))).toBe(joint);
    },
  );

  it("ranks the story mechanically and as agreed", () => {
    const by = (score: "mechanical" | "joint") =>
      ranks(Object.fromEntries(Object.entries(STORY).map(([name, c]) => [name, c[score]])));
    expect(by("mechanical")).toEqual({ nair: 1, reyes: 2, ortega: 3, blake: 4 });
    expect(by("joint")).toEqual({ nair: 1, ortega: 2, reyes: 3, blake: 4 });
  });

  it("[CARD-6] not observed is never zero: it leaves the mean", () => {
    expect(criterionMean([3, 3, NO, 3, 3])).toEqual({ mean: 3, observed: 4, notObserved: 1, measured: true });
    expect(
      mechanicalScore(
        even<Rating[]>([
          [5, NO, 5],
          [3, 3, 3],
        ]),
      ),
    ).toBe(4);
  });

  it("[CARD-6] a criterion that half or more did not observe is not measured and leaves the total", () => {
    expect(criterionMean([5, 5, NO, NO])).toEqual({ mean: null, observed: 2, notObserved: 2, measured: false });
    expect(criterionMean([])).toEqual({ mean: null, observed: 0, notObserved: 0, measured: false });
    expect(
      mechanicalScore(
        even<Rating[]>([
          [5, NO, NO],
          [3, 3, 3],
        ]),
      ),
    ).toBe(3);
    expect(mechanicalScore(even<Rating[]>([[NO]]))).toBeNull();
    expect(agreedScore(even(["not-measured" as const, 4 as const]))).toBe(4);
    expect(agreedScore(even([undefined]))).toBeNull();
  });

  it("weighs criteria by the signed weights", () => {
    expect(
      mechanicalScore([
        { weight: 2, value: [5] },
        { weight: 1, value: [2] },
      ]),
    ).toBe(4);
  });

  it("says in words how far apart the raters are", () => {
    const words = (...ratings: Rating[]) => spreadOf(ratings).sentence;
    expect(words(2, 5, 3)).toBe("Three points apart");
    expect(words(3, 4)).toBe("Within one point");
    expect(words(4, 4, NO)).toBe("Same score");
    expect(words(1, 5)).toBe("Four points apart");
    expect(words(4, NO)).toBe("One person observed it");
    expect(words(NO)).toBe("Nobody observed it");
  });

  it("orders rows by disagreement, widest first, and keeps the order of equals", () => {
    const rows: [string, Rating[]][] = [
      ["a", [3, 3]],
      ["b", [1, 4]],
      ["c", [3, 4]],
      ["d", [4, 1]],
      ["e", [NO]],
    ];
    expect(byDisagreement(rows, ([, ratings]) => ratings).map(([name]) => name)).toEqual(["b", "d", "c", "a", "e"]);
  });

  it("lets equal totals share a rank", () => {
    expect(ranks({ a: 4, b: 4, c: 3, d: null })).toEqual({ a: 1, b: 1, c: 3, d: null });
  });
});
