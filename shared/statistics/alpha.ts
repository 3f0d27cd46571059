import { percentileInterval } from "./bootstrap.ts";

/*
 * Krippendorff's alpha: how far raters agree beyond chance, with gaps in the data. Sources: Krippendorff 2011,
 * "Computing Krippendorff's Alpha-Reliability" (coincidences, metrics); Zapf et al. 2016 (BMC Medical Research
 * Methodology 16:93) for the interval: units are drawn again with replacement, alpha is computed anew on each draw, both
 * its observed and its expected disagreement. This is not the resampling of pairs in Hayes & Krippendorff 2007.
 */

/** How far apart two ratings are: different or not; in order; or in points. */
export type Metric = "nominal" | "ordinal" | "interval";

/** Units rated at least twice below which nothing is said: the smallest published worked example. A rule of this house. */
export const ALPHA_MIN_UNITS = 10;

export type Alpha =
  | {
      kind: "estimate";
      /** 1 is complete agreement, 0 what chance gives; below 0 raters differ more than by chance. */
      value: number;
      /** `null` when too many resamples held one rating only. */
      interval: { low: number; high: number } | null;
      /** Units rated by two or more, and the ratings in them: what went into it. */
      units: number;
      ratings: number;
    }
  | { kind: "too-few"; because: "units" | "no-variance"; units: number; ratings: number };

/**
 * Alpha over units (candidates, or candidate and criterion) with a seeded bootstrap interval.
 * `null` is a rating that does not exist (not observed, recused); units with fewer than two ratings are left out.
 * @param units one row per unit, one entry per rater, in points of the scale
 * @param options.level of the interval, 0.95 by default; options.resamples 1000 by default
 * @throws RangeError for a level outside 0 to 1 or no resamples
 */
export function krippendorffAlpha(
  units: readonly (readonly (number | null)[])[],
  metric: Metric,
  options: { seed: number; level?: number; resamples?: number },
): Alpha {
  const { seed, level = 0.95, resamples = 1000 } = options;
  const pairable = units.map((unit) => unit.filter((rating) => rating !== null)).filter((unit) => unit.length > 1);
  // In an order of their own, so that the seed alone decides what is drawn.
  const ordered = pairable.map((unit) => unit.sort((a, b) => a - b)).sort(bySmallest);
  const used = { units: pairable.length, ratings: pairable.flat().length };
  if (used.units < ALPHA_MIN_UNITS) return { kind: "too-few", because: "units", ...used };
  const value = alphaOf(pairable, metric);
  if (value === null) return { kind: "too-few", because: "no-variance", ...used };
  const interval = percentileInterval(ordered, (sample) => alphaOf(sample, metric), { seed, level, resamples });
  return { kind: "estimate", value, interval, ...used };
}

function bySmallest(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rating, i) => rating !== other[i]);
  return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? Number.NEGATIVE_INFINITY);
}

/** `null` when every rating is the same: then chance would agree too, and alpha is not defined. */
function alphaOf(units: readonly (readonly number[])[], metric: Metric): number | null {
  const values = [...new Set(units.flat())].sort((a, b) => a - b);
  const place = new Map(values.map((value, i) => [value, i]));
  const totals = values.map(() => 0);
  for (const rating of units.flat()) totals[place.get(rating) ?? 0] = (totals[place.get(rating) ?? 0] ?? 0) + 1;
  const distance = distances(values, totals, metric);
  const between = (a: number, b: number) => distance[place.get(a) ?? 0]?.[place.get(b) ?? 0] ?? 0;
  const n = totals.reduce((sum, total) => sum + total, 0);

  let observed = 0;
  for (const unit of units)
    for (const [i, a] of unit.entries())
      for (const b of unit.slice(i + 1)) observed += (2 * between(a, b)) / (unit.length - 1);
  let expected = 0;
  for (const [c, first] of totals.entries())
    for (const [k, second] of totals.entries()) expected += first * second * (distance[c]?.[k] ?? 0);
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected;
}

/** Squared differences between the values, lowest value first. */
function distances(values: readonly number[], totals: readonly number[], metric: Metric): number[][] {
  const between = (c: number, k: number): number => {
    if (c === k) return 0;
    if (metric === "nominal") return 1;
    if (metric === "interval") return ((values[c] ?? 0) - (values[k] ?? 0)) ** 2;
    const [from, to] = c < k ? [c, k] : [k, c];
    const ratings = totals.slice(from, to + 1).reduce((sum, total) => sum + total, 0);
    return (ratings - ((totals[from] ?? 0) + (totals[to] ?? 0)) / 2) ** 2;
  };
  return values.map((_, c) => values.map((_, k) => between(c, k)));
}
