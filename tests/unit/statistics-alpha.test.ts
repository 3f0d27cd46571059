import { describe, expect, it } from "vitest";
import { type Alpha, krippendorffAlpha, type Metric } from "#shared/statistics/alpha.ts";
import { percentileInterval } from "#shared/statistics/bootstrap.ts";
import { randomness } from "../support/campaign.ts";

const seed = Number(process.env.STATISTICS_SEED ?? Date.now() % 1_000_000);

/** Observers as Krippendorff prints them, a line each and a sign per unit; "." is missing. Letters become numbers. */
function units(...observers: string[]): (number | null)[][] {
  const values = observers.map((line) => [...line].map((sign) => (sign === "." ? null : Number.parseInt(sign, 16))));
  return [...(observers[0] ?? "")].map((_, unit) => values.map((line) => line[unit] ?? null));
}

const TWO_BINARY = units("0100000010", "1110010000");
const TWO_NOMINAL = units("aabbdcccedda", "babbbccceddd");
const FOUR_WITH_GAPS = units("123321412...", "1233224125..", ".33323422513", "12332441251.");

function estimateOf(result: Alpha): number {
  if (result.kind !== "estimate") throw new Error(`too few: ${result.because}`);
  return result.value;
}

const alpha = (data: (number | null)[][], metric: Metric) =>
  estimateOf(krippendorffAlpha(data, metric, { seed: 1, resamples: 1 })).toFixed(3);

describe("Krippendorff's alpha", () => {
  it("[STAT-2] Krippendorff 2011, A: two observers, ten units, binary: 0.095", () => {
    expect(alpha(TWO_BINARY, "nominal")).toBe("0.095");
  });

  it("[STAT-2] Krippendorff 2011, B: two observers, twelve units, nominal: 0.692", () => {
    expect(alpha(TWO_NOMINAL, "nominal")).toBe("0.692");
  });

  it("[STAT-2] Krippendorff 2011, C and D: four observers, missing data: nominal 0.743, ordinal 0.815, interval 0.849", () => {
    expect(alpha(FOUR_WITH_GAPS, "nominal")).toBe("0.743");
    expect(alpha(FOUR_WITH_GAPS, "ordinal")).toBe("0.815");
    expect(alpha(FOUR_WITH_GAPS, "interval")).toBe("0.849");
  });

  it("[STAT-2] counts what went into it: 40 ratings in 11 units, the twelfth had one rating", () => {
    expect(krippendorffAlpha(FOUR_WITH_GAPS, "ordinal", { seed: 1 })).toMatchObject({ units: 11, ratings: 40 });
  });

  it("[STAT-2] the same seed gives the same interval, another seed another, and the value lies inside", () => {
    const of = (start: number, level = 0.95) => krippendorffAlpha(FOUR_WITH_GAPS, "ordinal", { seed: start, level });
    const first = of(2026);
    expect(of(2026)).toEqual(first);
    expect(of(2027)).not.toEqual(first);
    if (first.kind !== "estimate" || !first.interval) throw new Error("no interval");
    expect(first.interval.low).toBeLessThan(first.value);
    expect(first.interval.high).toBeGreaterThan(first.value);
    expect(first.interval.high).toBeLessThanOrEqual(1);
    const turned = [...FOUR_WITH_GAPS].reverse().map((row) => [...row].reverse());
    const again = krippendorffAlpha(turned, "ordinal", { seed: 2026 });
    expect(again).toMatchObject({ interval: first.interval });
    const narrow = of(2026, 0.5);
    if (narrow.kind !== "estimate" || !narrow.interval) throw new Error("no interval");
    expect(narrow.interval.high - narrow.interval.low).toBeLessThan(first.interval.high - first.interval.low);
  });

  it("[STAT-3] says nothing below ten units with two ratings, or when every rating is the same", () => {
    expect(krippendorffAlpha([], "ordinal", { seed: 1 })).toEqual({
      kind: "too-few",
      because: "units",
      units: 0,
      ratings: 0,
    });
    expect(krippendorffAlpha(TWO_BINARY.slice(1), "nominal", { seed: 1 })).toMatchObject({
      because: "units",
      units: 9,
    });
    const alike = Array.from({ length: 12 }, () => [3, 3, null]);
    expect(krippendorffAlpha(alike, "ordinal", { seed: 1 })).toMatchObject({ because: "no-variance", units: 12 });
  });

  it("[STAT-3] claims no interval when many resamples hold one rating only", () => {
    const nearlyAlike = [...Array.from({ length: 11 }, () => [3, 3]), [4, 3]];
    expect(krippendorffAlpha(nearlyAlike, "ordinal", { seed: 1 })).toMatchObject({ kind: "estimate", interval: null });
  });

  it(`[STAT-7] order of raters and units, and lone ratings, change nothing; agreement is 1 (seed ${seed})`, () => {
    const random = randomness(seed);
    const options = { seed: 1, resamples: 1 };
    for (let i = 0; i < 30; i++) {
      const rater = () => (random() < 0.2 ? null : 1 + Math.floor(5 * random()));
      const data = Array.from({ length: 25 }, () => Array.from({ length: 4 }, rater));
      for (const metric of ["nominal", "ordinal", "interval"] as const) {
        const value = estimateOf(krippendorffAlpha(data, metric, options));
        expect(value).toBeLessThanOrEqual(1);
        const turned = [...data].reverse().map((row) => [...row].reverse());
        expect(estimateOf(krippendorffAlpha(turned, metric, options))).toBeCloseTo(value, 12);
        const withLone = [...data, [5, null, null, null], [null, null, null, null]];
        expect(estimateOf(krippendorffAlpha(withLone, metric, options))).toBeCloseTo(value, 12);
        const same = data.map((row, unit) => row.map((rating) => (rating === null ? null : 1 + (unit % 5))));
        expect(estimateOf(krippendorffAlpha(same, metric, options))).toBe(1);
      }
    }
  });
});

describe("the bootstrap", () => {
  const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;

  it(`[STAT-2] covers a known mean about as often as it says (seed ${seed})`, () => {
    const random = randomness(seed);
    let covered = 0;
    for (let i = 0; i < 200; i++) {
      const items = Array.from({ length: 40 }, () => random());
      const interval = percentileInterval(items, mean, { level: 0.9, resamples: 200, seed: seed + i });
      if (interval && interval.low <= 0.5 && interval.high >= 0.5) covered++;
    }
    expect(covered).toBeGreaterThan(200 * 0.8);
    expect(covered).toBeLessThan(200 * 0.97);
  });

  it("[STAT-3] of nothing, or of what says nothing, there is no interval", () => {
    const options = { level: 0.95, resamples: 100, seed: 1 };
    expect(percentileInterval([], mean, options)).toBeNull();
    expect(percentileInterval([1, 2], () => null, options)).toBeNull();
    expect(() => percentileInterval([1], mean, { ...options, level: 1 })).toThrow(RangeError);
    expect(() => percentileInterval([1], mean, { ...options, resamples: 0 })).toThrow(RangeError);
  });
});
