import { describe, expect, it } from "vitest";
import { type Cell, ratingTables } from "#shared/statistics/cells.ts";
import { icc } from "#shared/statistics/icc.ts";
import { spearman } from "#shared/statistics/spearman.ts";
import { halo, orderEffect, severity } from "#shared/statistics/tendencies.ts";
import { randomness } from "../support/campaign.ts";

const seed = Number(process.env.STATISTICS_SEED ?? Date.now() % 1_000_000);

/** Cards as "rater candidate: ratings of the criteria in order"; "." is not observed. */
function cells(...cards: string[]): Cell[] {
  return cards.flatMap((card) => {
    const [head = "", signs = ""] = card.split(": ");
    const [rater = "", candidate = ""] = head.split(" ");
    return [...signs].map((sign, i) => ({
      rater,
      candidate,
      criterion: "xyzuvw"[i] ?? "",
      rating: sign === "." ? null : Number(sign),
    }));
  });
}

const PANEL = cells(
  ...["ortiz nair: 333", "bell nair: 432", "ruiz nair: 543"],
  ...["ortiz reyes: 222", "bell reyes: 531", "ruiz reyes: 53."],
  ...["ortiz ortega: 444", "bell ortega: 345", "ruiz ortega: 4.5"],
);

function randomPanel(random: () => number): Cell[] {
  return ["a", "b", "c", "d"].flatMap((rater) =>
    ["1", "2", "3", "4", "5", "6"].flatMap((candidate) =>
      ["x", "y", "z", "u"].map((criterion) => {
        const rating = random() < 0.1 ? null : 1 + Math.floor(5 * random());
        return { rater, candidate, criterion, rating };
      }),
    ),
  );
}

describe("cells", () => {
  it("[STAT-4] not observed stays a gap in each criterion's table, and whoever observed nothing is not in it", () => {
    const tables = ratingTables([...PANEL, ...cells("kim nair: ...", "ortiz blake: ...")]);
    expect([...tables.keys()]).toEqual(["x", "y", "z"]);
    expect(tables.get("z")).toEqual({
      candidates: ["nair", "reyes", "ortega"],
      raters: ["ortiz", "bell", "ruiz"],
      ratings: [
        [3, 2, 3],
        [2, 1, null],
        [4, 5, 5],
      ],
    });
  });

  it("[STAT-4] a card that does not exist is a gap too", () => {
    expect(ratingTables(cells("a 1: 5", "b 2: 4")).get("x")?.ratings).toEqual([
      [5, null],
      [null, 4],
    ]);
  });

  it("[STAT-4] a zero, a non-number or a second rating of the same cell is refused everywhere", () => {
    for (const rating of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const bad = [...PANEL, { rater: "kim", candidate: "nair", criterion: "x", rating }];
      for (const use of [ratingTables, (c: Cell[]) => severity(c, "kim"), (c: Cell[]) => halo(c, "kim")])
        expect(() => use(bad)).toThrow(RangeError);
      expect(() => orderEffect(bad, "kim", [])).toThrow(RangeError);
    }
    expect(() => ratingTables([...PANEL, ...cells("bell nair: 1")])).toThrow(RangeError);
  });

  it(`[STAT-4] the agreement of a table is that of the ratings in it (seed ${seed})`, () => {
    const panel = randomPanel(randomness(seed));
    for (const [criterion, { raters, candidates, ratings }] of ratingTables(panel)) {
      for (const [i, candidate] of candidates.entries())
        for (const [j, rater] of raters.entries()) {
          const cell = panel.find((c) => c.rater === rater && c.candidate === candidate && c.criterion === criterion);
          expect(ratings[i]?.[j]).toBe(cell?.rating);
        }
      const complete = ratings.filter((row) => row.every((rating) => rating !== null));
      expect(icc(ratings)).toMatchObject({ candidates: complete.length, leftOut: ratings.length - complete.length });
    }
  });
});

describe("severity", () => {
  it("[STAT-6] is the mean difference to the others' mean on the same cells, counted by hand", () => {
    // nair 3-4.5, 3-3.5, 3-2.5; reyes 2-5, 2-3, 2-1; ortega 4-3.5, 4-4, 4-5: the sum is -5, over nine cells.
    expect(severity(PANEL, "ortiz")).toEqual({ kind: "estimate", difference: -5 / 9, cells: 9, candidates: 3 });
  });

  it("[STAT-6] leaves out cells that only one of them observed", () => {
    expect(severity(PANEL, "ruiz")).toMatchObject({ cells: 7, candidates: 3 });
    expect(severity([...PANEL, ...cells("ortiz blake: 555")], "ortiz")).toEqual(severity(PANEL, "ortiz"));
  });

  it("[STAT-3] of fewer than three candidates nothing is said", () => {
    const two = PANEL.filter(({ candidate }) => candidate !== "nair");
    expect(severity(two, "ortiz")).toEqual({ kind: "too-few", because: "candidates", candidates: 2 });
    expect(severity(PANEL, "nobody")).toEqual({ kind: "too-few", because: "candidates", candidates: 0 });
  });

  it(`[STAT-6] moves by exactly what is added to every rating of the rater, and not by their order (seed ${seed})`, () => {
    const random = randomness(seed);
    for (let i = 0; i < 50; ) {
      const panel = randomPanel(random);
      const before = severity(panel, "a");
      if (before.kind === "too-few") continue;
      i++;
      const lenient = panel.map((cell) =>
        cell.rater === "a" && cell.rating !== null ? { ...cell, rating: cell.rating + 2 } : cell,
      );
      const after = severity(lenient, "a");
      const turned = severity([...panel].reverse(), "a");
      if (after.kind === "too-few" || turned.kind === "too-few") throw new Error("too few");
      expect(after.difference).toBeCloseTo(before.difference + 2, 12);
      expect(turned.difference).toBeCloseTo(before.difference, 12);
    }
  });
});

describe("halo", () => {
  it("[STAT-6] sets the variance within the rater's cards beside that of the others' cards, counted by hand", () => {
    // Bell 1, 4, 1; Ruiz 1, and two cards with two criteria, which say nothing. Per candidate 1, 4, 1.
    expect(halo(PANEL, "ortiz")).toEqual({ kind: "estimate", own: 0, panel: 2, candidates: 3 });
    expect(halo(PANEL, "bell")).toEqual({ kind: "estimate", own: 2, panel: expect.closeTo(1 / 6, 12), candidates: 3 });
  });

  it("[STAT-3] says nothing when too few candidates share three criteria", () => {
    expect(halo(PANEL, "ruiz")).toEqual({ kind: "too-few", because: "candidates", candidates: 1 });
  });

  it(`[STAT-6] does not depend on how severe anybody is (seed ${seed})`, () => {
    const random = randomness(seed);
    for (let i = 0; i < 50; ) {
      const panel = randomPanel(random);
      if (halo(panel, "a").kind === "too-few") continue;
      i++;
      const moved = panel.map((cell) => ({ ...cell, rating: cell.rating && cell.rating + "abcd".indexOf(cell.rater) }));
      const [before, after] = [halo(panel, "a"), halo(moved, "a")];
      if (before.kind === "too-few" || after.kind === "too-few") throw new Error("too few");
      expect(after.own).toBeCloseTo(before.own, 10);
      expect(after.panel).toBeCloseTo(before.panel, 10);
    }
  });
});

describe("the order of interviews", () => {
  it('[STAT-6] Spearman\'s rho: "An Introduction to Business Statistics", example 4-7, eight pairs: 0.93', () => {
    const rho = spearman([75, 88, 95, 70, 60, 80, 81, 50], [120, 134, 150, 115, 110, 140, 142, 100]);
    expect(rho?.toFixed(2)).toBe("0.93");
  });

  it("[STAT-6] equal values share the mean of their places", () => {
    // Ranks 1, 2.5, 2.5, 4 against 1 to 4: 4.5 / sqrt(4.5 * 5).
    expect(spearman([10, 20, 20, 30], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
    expect(() => spearman([1], [1, 2])).toThrow(RangeError);
  });

  const later = cells("bell a: 11", "bell b: 2.", "bell c: 23", "bell d: 44", "bell e: 45", "kim e: 11");

  it("[STAT-6] rises to 1 for a rater who rates later candidates higher, and falls to -1 the other way", () => {
    expect(orderEffect(later, "bell", ["a", "b", "c", "d", "e"])).toEqual({ kind: "estimate", rho: 1, candidates: 5 });
    expect(orderEffect(later, "bell", ["e", "d", "c", "b", "a"])).toMatchObject({ rho: -1 });
  });

  it("[STAT-3] says nothing of four candidates, or when every mean is the same", () => {
    expect(orderEffect(later, "bell", ["a", "b", "c", "d", "x"])).toEqual({
      kind: "too-few",
      because: "candidates",
      candidates: 4,
    });
    const flat = later.map((cell) => ({ ...cell, rating: cell.rating && 3 }));
    expect(orderEffect(flat, "bell", ["a", "b", "c", "d", "e"])).toMatchObject({ because: "no-variance" });
    expect(spearman([], [])).toBeNull();
    expect(() => orderEffect(later, "bell", ["a", "a"])).toThrow(RangeError);
  });
});
