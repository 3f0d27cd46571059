import { describe, expect, it } from "vitest";
import { type Icc, icc } from "#shared/statistics/icc.ts";
import { randomness } from "../support/campaign.ts";

const seed = Number(process.env.STATISTICS_SEED ?? Date.now() % 1_000_000);

/** Shrout & Fleiss 1979, table 2: four ratings on six targets. */
const SHROUT_FLEISS = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

/** The "anxiety" data of R's irr package: 20 subjects, 3 raters. */
const ANXIETY = ["332 361 344 464 523 542 221 346 531 231", "221 632 133 533 221 221 113 233 432 342"].flatMap((line) =>
  line.split(" ").map((row) => [...row].map(Number)),
);

function estimateOf(result: Icc) {
  if (result.kind !== "estimate") throw new Error(`too few: ${result.because}`);
  return result;
}

/** As a table prints it: -0.039, not -.039. */
const printed = (value: number | undefined, digits: number) => value?.toFixed(digits);

/** The mean's coefficient runs down to minus infinity, where it loses its meaning: this brings it between 0 and 1. */
const squeezed = (value: number | undefined) => (value === undefined ? 0 : 1 / (2 - value));

describe("intraclass correlation", () => {
  it("[STAT-1] Shrout & Fleiss 1979, tables 3 and 4: mean squares 11.24, 32.49, 1.02; ICC(2,1) .29, ICC(2,4) .62", () => {
    const { single, average, meanSquares, candidates, raters, leftOut } = estimateOf(icc(SHROUT_FLEISS));
    expect([meanSquares.candidates, meanSquares.raters, meanSquares.error].map((ms) => printed(ms, 2))).toEqual([
      "11.24",
      "32.49",
      "1.02",
    ]);
    expect(printed(single.value, 2)).toBe("0.29");
    expect(printed(average?.value, 2)).toBe("0.62");
    expect({ candidates, raters, leftOut }).toEqual({ candidates: 6, raters: 4, leftOut: 0 });
  });

  it("[STAT-1] the same data in R's psych::ICC, printed: 0.019 to 0.76 for one rater, 0.071 to 0.93 for four", () => {
    const { single, average } = estimateOf(icc(SHROUT_FLEISS));
    expect(printed(single.interval?.low, 3)).toBe("0.019");
    expect(printed(single.interval?.high, 2)).toBe("0.76");
    expect(printed(average?.interval?.low, 3)).toBe("0.071");
    expect(printed(average?.interval?.high, 2)).toBe("0.93");
  });

  it("[STAT-1] irr's anxiety data, printed by irr::icc: ICC(A,1) 0.198, F 1.83, 95 % from -0.039 to 0.494", () => {
    const { single, meanSquares } = estimateOf(icc(ANXIETY));
    expect(printed(single.value, 3)).toBe("0.198");
    expect(printed(meanSquares.candidates / meanSquares.error, 2)).toBe("1.83");
    expect(printed(single.interval?.low, 3)).toBe("-0.039");
    expect(printed(single.interval?.high, 3)).toBe("0.494");
  });

  it("[STAT-1] a lower level gives a narrower interval around the same value", () => {
    const [wide, narrow] = [estimateOf(icc(ANXIETY, 0.99)).single, estimateOf(icc(ANXIETY, 0.8)).single];
    expect(narrow.value).toBe(wide.value);
    expect(narrow.interval?.low).toBeGreaterThan(wide.interval?.low ?? 1);
    expect(narrow.interval?.high).toBeLessThan(wide.interval?.high ?? 0);
  });

  it("[STAT-1] raters who agree on everything reach 1, and no width is claimed", () => {
    const { single, average } = estimateOf(icc([1, 2, 3, 4, 5].map((r) => [r, r, r])));
    expect(single).toEqual({ value: 1, interval: null });
    expect(average).toEqual({ value: 1, interval: null });
  });

  it("[STAT-1] a rater who is always two points higher lowers absolute agreement", () => {
    const shifted = estimateOf(icc([1, 2, 3, 2, 3].map((r) => [r, r + 2])));
    // Mean squares 1.4, 10 and 0, so 1.4 / (1.4 + 2 * 10 / 5).
    expect(shifted.single.value).toBeCloseTo(1.4 / 5.4, 12);
    expect(shifted.single.interval?.low).toBeLessThan(shifted.single.value);
  });

  it("[STAT-3] two raters who see the opposite get a value below 0 that lies in its interval", () => {
    // So far below 0 that the plain approximation leaves too few degrees of freedom, and an interval beside the value.
    const opposite = [
      [2, 4],
      [4, 2],
      [4, 2],
      [5, 1],
      [5, 2],
    ];
    const { value, interval } = estimateOf(icc(opposite)).single;
    expect(value).toBeCloseTo(-25 / 49, 12);
    expect(interval?.low).toBeLessThan(value);
    expect(interval?.high).toBeGreaterThan(value);
  });

  it("[STAT-3] candidates with one and the same mean give a value and claim no width", () => {
    const { single, average } = estimateOf(icc([1, 2, 3, 4, 5].map((r) => [r, 6 - r])));
    expect(single.value).toBeCloseTo(-1 / (1 - 2 / 5), 12);
    expect(single.interval).toBeNull();
    expect(average).toBeNull();
  });

  it("[STAT-3] says what is too few, and how much there was", () => {
    expect(icc([])).toEqual({ kind: "too-few", because: "raters", candidates: 0, raters: 0, leftOut: 0 });
    expect(icc([[1], [2], [3], [4], [5]])).toMatchObject({ kind: "too-few", because: "raters", raters: 1 });
    expect(icc(SHROUT_FLEISS.slice(0, 4))).toMatchObject({ kind: "too-few", because: "candidates", candidates: 4 });
    expect(icc(SHROUT_FLEISS.map(() => [3, 3, 3]))).toMatchObject({ kind: "too-few", because: "no-variance" });
  });

  it("[STAT-4] a candidate whom somebody did not observe is left out and counted", () => {
    const withGap = [...SHROUT_FLEISS, [5, null, 3, 4]];
    expect(icc(withGap)).toEqual({ ...icc(SHROUT_FLEISS), leftOut: 1 });
    expect(icc([[1, null], ...SHROUT_FLEISS.slice(0, 4).map((row) => row.slice(0, 2))])).toMatchObject({
      kind: "too-few",
      candidates: 4,
      leftOut: 1,
    });
  });

  it("[STAT-3] refuses crooked rows and impossible levels", () => {
    expect(() => icc([[1, 2], [1]])).toThrow(RangeError);
    for (const level of [0, 1, Number.NaN]) expect(() => icc(SHROUT_FLEISS, level)).toThrow(RangeError);
  });

  it(`[STAT-7] who is listed first, and where the scale begins, change nothing; the value lies in its interval, and nothing is NaN (seed ${seed})`, () => {
    const random = randomness(seed);
    let estimates = 0;
    for (let i = 0; i < 150; i++) {
      const [n, k] = [5 + Math.floor(6 * random()), 2 + Math.floor(4 * random())];
      const rows = Array.from({ length: n }, () => Array.from({ length: k }, () => 1 + Math.floor(5 * random())));
      const result = icc(rows);
      if (result.kind === "too-few") continue;
      estimates++;
      const { single, average } = result;
      const turned = estimateOf(icc([...rows].reverse().map((row) => [...row].reverse())));
      const moved = estimateOf(icc(rows.map((row) => row.map((rating) => rating + 7))));
      for (const other of [turned, moved]) {
        expect(other.single.value).toBeCloseTo(single.value, 9);
        expect(squeezed(other.average?.value)).toBeCloseTo(squeezed(average?.value), 6);
        expect(other.single.interval?.low ?? 9).toBeCloseTo(single.interval?.low ?? 9, 8);
        expect(other.single.interval?.high ?? 9).toBeCloseTo(single.interval?.high ?? 9, 8);
      }
      for (const estimate of [single, average]) {
        if (!estimate) continue;
        expect(estimate.value).toBeLessThanOrEqual(1);
        if (!estimate.interval) continue;
        expect(squeezed(estimate.interval.low)).toBeLessThanOrEqual(squeezed(estimate.value) + 1e-12);
        expect(squeezed(estimate.interval.high)).toBeGreaterThanOrEqual(squeezed(estimate.value) - 1e-12);
        expect(estimate.interval.high).toBeLessThanOrEqual(1);
      }
    }
    expect(estimates).toBeGreaterThan(100);
  });
});
