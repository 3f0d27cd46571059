import { finish, type Steps } from "../steps.ts";
import { percentileSteps } from "./bootstrap.ts";

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
  options: AlphaOptions,
): Alpha {
  return finish(alphaSteps(units, metric, options));
}

interface AlphaOptions {
  seed: number;
  level?: number;
  resamples?: number;
}

/** The same, one resample a step. */
export function* alphaSteps(
  units: readonly (readonly (number | null)[])[],
  metric: Metric,
  options: AlphaOptions,
): Steps<Alpha> {
  const { seed, level = 0.95, resamples = 1000 } = options;
  const pairable = units.map((unit) => unit.filter((rating) => rating !== null)).filter((unit) => unit.length > 1);
  // In an order of their own, so that the seed alone decides what is drawn.
  const ordered = pairable.map((unit) => unit.sort((a, b) => a - b)).sort(bySmallest);
  const used = { units: pairable.length, ratings: pairable.flat().length };
  if (used.units < ALPHA_MIN_UNITS) return { kind: "too-few", because: "units", ...used };
  yield;
  const values = [...new Set(ordered.flat())].sort((a, b) => a - b);
  const counted = ordered.map((unit) => countedUnit(unit, values));
  const value = alphaOf(counted, values, metric);
  if (value === null) return { kind: "too-few", because: "no-variance", ...used };
  yield;
  const interval = yield* percentileSteps(counted, (sample) => alphaOf(sample, values, metric), {
    seed,
    level,
    resamples,
  });
  return { kind: "estimate", value, interval, ...used };
}

function bySmallest(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rating, i) => rating !== other[i]);
  return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? Number.NEGATIVE_INFINITY);
}

/** One unit as the coincidences it brings: drawing it again and again then costs a few additions. */
interface CountedUnit {
  /** How often each value was given. */
  totals: Float64Array;
  /** Of each pair of values, lower first: how often they met, both ways, each unit's pairs divided by its ratings less one. */
  pairs: Float64Array;
}

function countedUnit(unit: readonly number[], values: readonly number[]): CountedUnit {
  const totals = new Float64Array(values.length);
  for (const rating of unit) {
    const at = values.indexOf(rating);
    totals[at] = (totals[at] ?? 0) + 1;
  }
  const pairs = new Float64Array((values.length * (values.length - 1)) / 2);
  let at = 0;
  for (let c = 0; c < values.length; c++)
    for (let k = c + 1; k < values.length; k++)
      pairs[at++] = (2 * (totals[c] ?? 0) * (totals[k] ?? 0)) / (unit.length - 1);
  return { totals, pairs };
}

/** `null` when every rating is the same: then chance would agree too, and alpha is not defined. */
function alphaOf(units: readonly CountedUnit[], values: readonly number[], metric: Metric): number | null {
  const totals = new Float64Array(values.length);
  const pairs = new Float64Array((values.length * (values.length - 1)) / 2);
  for (const unit of units) {
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] as number) + (unit.totals[i] as number);
    for (let i = 0; i < pairs.length; i++) pairs[i] = (pairs[i] as number) + (unit.pairs[i] as number);
  }
  const distance = distances(values, [...totals], metric);
  const n = totals.reduce((sum, total) => sum + total, 0);
  let observed = 0;
  let expected = 0;
  let at = 0;
  for (let c = 0; c < values.length; c++)
    for (let k = c + 1; k < values.length; k++) {
      const apart = distance[c]?.[k] ?? 0;
      observed += (pairs[at++] ?? 0) * apart;
      expected += 2 * (totals[c] ?? 0) * (totals[k] ?? 0) * apart;
    }
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
