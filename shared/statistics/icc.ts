import { fQuantile } from "./f-distribution.ts";

/*
 * Intraclass correlation between raters: two-way random effects, absolute agreement. Coefficients ICC(2,1) and ICC(2,k)
 * of Shrout & Fleiss 1979 (Psychological Bulletin 86), intervals ICC(A,1) and ICC(A,k) of McGraw & Wong 1996
 * (Psychological Methods 1, table 7).
 */

/** Candidates rated by everybody below which nothing is said; the published worked example has six. A rule of this house. */
export const ICC_MIN_CANDIDATES = 5;
export const ICC_MIN_RATERS = 2;

export interface Estimate {
  value: number;
  /** `null` where the formula gives no width: the raters agree on every rating, or every candidate has the same mean. */
  interval: { low: number; high: number } | null;
}

interface Used {
  /** How many rows and columns went into it. */
  candidates: number;
  raters: number;
  /** Candidates left out because somebody did not rate or observe them. */
  leftOut: number;
}

export type Icc =
  | (Used & {
      kind: "estimate";
      /** ICC(2,1): how far one rater's rating can be relied on. 1 is complete agreement; chance gives about 0, and less is possible. */
      single: Estimate;
      /** ICC(2,k): the same for the mean of these k raters; `null` where ratings differ so much that it has no meaning. */
      average: Estimate | null;
      /** Mean squares of the analysis of variance, in points squared. */
      meanSquares: { candidates: number; raters: number; error: number };
    })
  | (Used & {
      kind: "too-few";
      because: "candidates" | "raters" | "no-variance";
    });

/**
 * Agreement of raters who all rated the same candidates on one criterion.
 * Complete data only: a row with `null` (not observed, not rated) is left out, never filled in.
 * @param ratings one row per candidate, one column per rater, in points of the scale
 * @param level of the interval, 0.95 for 95 of 100
 * @throws RangeError when rows differ in length, or the level is not between 0 and 1
 */
export function icc(ratings: readonly (readonly (number | null)[])[], level = 0.95): Icc {
  if (!(level > 0 && level < 1)) throw new RangeError("A level lies between 0 and 1.");
  if (ratings.some((row) => row.length !== ratings[0]?.length)) throw new RangeError("Every row has every rater.");
  const rows = ratings.filter((row): row is number[] => row.every((rating) => rating !== null));
  const used = { candidates: rows.length, raters: ratings[0]?.length ?? 0, leftOut: ratings.length - rows.length };
  if (used.raters < ICC_MIN_RATERS) return { kind: "too-few", because: "raters", ...used };
  if (used.candidates < ICC_MIN_CANDIDATES) return { kind: "too-few", because: "candidates", ...used };
  if (rows.flat().every((rating) => rating === rows[0]?.[0]))
    return { kind: "too-few", because: "no-variance", ...used };
  const meanSquares = analyse(rows);
  const single = singleOf(meanSquares, used.candidates, used.raters, level);
  return { kind: "estimate", single, average: averageOf(single, used.raters), meanSquares, ...used };
}

interface MeanSquares {
  candidates: number;
  raters: number;
  error: number;
}

function analyse(rows: readonly (readonly number[])[]): MeanSquares {
  const n = rows.length;
  const k = rows[0]?.length ?? 0;
  const rowMeans = rows.map(mean);
  const columnMeans = Array.from({ length: k }, (_, j) => mean(rows.map((row) => row[j] ?? 0)));
  const grand = mean(rowMeans);
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + clean(value - grand) ** 2, 0);
  const residual = rows.flatMap((row, i) =>
    row.map((rating, j) => clean(rating - (rowMeans[i] ?? 0) - (columnMeans[j] ?? 0) + grand) ** 2),
  );
  return {
    candidates: (k * squares(rowMeans)) / (n - 1),
    raters: (n * squares(columnMeans)) / (k - 1),
    error: residual.reduce((sum, square) => sum + square, 0) / ((n - 1) * (k - 1)),
  };
}

function singleOf(ms: MeanSquares, n: number, k: number, level: number): Estimate {
  const value = (ms.candidates - ms.error) / (ms.candidates + (k - 1) * ms.error + (k * (ms.raters - ms.error)) / n);
  if (ms.candidates === 0 || (ms.error === 0 && ms.raters === 0)) return { value, interval: null };
  const a = (k * value) / (n * (1 - value));
  const b = 1 + a * (n - 1);
  // Satterthwaite's degrees of freedom are at least the smaller of the two; a coefficient below 0 would take them lower.
  const degrees = Math.max(
    k - 1,
    (a * ms.raters + b * ms.error) ** 2 / ((a * ms.raters) ** 2 / (k - 1) + (b * ms.error) ** 2 / ((n - 1) * (k - 1))),
  );
  const tail = (1 + level) / 2;
  const noise = k * ms.raters + (k * n - k - n) * ms.error;
  const between = ms.candidates / fQuantile(tail, n - 1, degrees);
  const reversed = ms.candidates * fQuantile(tail, degrees, n - 1);
  return {
    value,
    interval: {
      low: (n * (between - ms.error)) / (noise + n * between),
      high: (n * (reversed - ms.error)) / (noise + n * reversed),
    },
  };
}

/** By Spearman and Brown's formula, which turns (A,1) into (A,k) exactly: coefficient and both limits. */
function averageOf(single: Estimate, k: number): Estimate | null {
  const step = (r: number) => (k * r) / (1 + (k - 1) * r);
  const meaningless = (r: number) => 1 + (k - 1) * r < 1e-9;
  const { value, interval } = single;
  if (meaningless(value) || (interval !== null && meaningless(interval.low))) return null;
  return { value: step(value), interval: interval && { low: step(interval.low), high: step(interval.high) } };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What only rounding left over is nothing. */
function clean(difference: number): number {
  return Math.abs(difference) < 1e-12 ? 0 : difference;
}
