import type { Rating } from "../documents/card.ts";
import type { AgreedScore } from "../documents/joint.ts";

/*
 * What the panel's numbers are, and nothing more: means of first ratings, the two totals, how far apart the raters
 * are, and the order that follows. Sources: OPM structured interview guide (not observed leaves the mean), Conway
 * 1995 (first ratings combined mechanically stand beside the agreed score).
 */

export interface CriterionMean {
  /** Mean of the observed ratings, unrounded; `null` when the criterion was not measured. */
  mean: number | null;
  observed: number;
  notObserved: number;
  /** False when half or more of the raters chose "not observed", or when nobody rated. */
  measured: boolean;
}

/** The mean of one criterion's first ratings. "Not observed" is never zero: it leaves the mean. */
export function criterionMean(ratings: readonly Rating[]): CriterionMean {
  const seen = observedOf(ratings);
  const notObserved = ratings.length - seen.length;
  const measured = seen.length > notObserved;
  return {
    mean: measured ? seen.reduce((sum, r) => sum + r, 0) / seen.length : null,
    observed: seen.length,
    notObserved,
    measured,
  };
}

/** One criterion as the totals need it. */
export interface Weighted<T> {
  weight: number;
  value: T;
}

/** Mechanical score: weighted mean of the criterion means of the FIRST cards, two decimals; `null` when nothing was measured. */
export function mechanicalScore(criteria: readonly Weighted<readonly Rating[]>[]): number | null {
  return weightedMean(criteria.map(({ weight, value }) => ({ weight, value: criterionMean(value).mean })));
}

/** Agreed score: weighted mean of the agreed scores, two decimals; criteria recorded as not measured are left out. */
export function agreedScore(criteria: readonly Weighted<AgreedScore | undefined>[]): number | null {
  return weightedMean(
    criteria.map(({ weight, value }) => ({ weight, value: typeof value === "number" ? value : null })),
  );
}

export interface Spread {
  /** Highest minus lowest observed rating; `null` when fewer than two people observed it. */
  points: number | null;
  sentence: string;
}

/** How far apart the raters are on one criterion, as a number and as words. */
export function spreadOf(ratings: readonly Rating[]): Spread {
  const seen = observedOf(ratings);
  if (seen.length === 0) return { points: null, sentence: "Nobody observed it" };
  if (seen.length === 1) return { points: null, sentence: "One person observed it" };
  const points = Math.max(...seen) - Math.min(...seen);
  const words = ["Same score", "Within one point", "Two points apart", "Three points apart", "Four points apart"];
  return { points, sentence: words[points] ?? `${points} points apart` };
}

/** Rows ordered by disagreement, widest first; equal spreads keep the order they came in. */
export function byDisagreement<T>(rows: readonly T[], ratingsOf: (row: T) => readonly Rating[]): T[] {
  return rows
    .map((row) => ({ row, points: spreadOf(ratingsOf(row)).points ?? -1 }))
    .sort((a, b) => b.points - a.points)
    .map(({ row }) => row);
}

/** Ranks by score, best first. Equal scores share a rank and the next one is skipped; no score, no rank. */
export function ranks(scores: Readonly<Record<string, number | null>>): Record<string, number | null> {
  const known = Object.values(scores).filter((score): score is number => score !== null);
  return Object.fromEntries(Object.entries(scores).map(([id, score]) => [id, rankAmong(known, score)]));
}

/** The rank of one score among all, itself included: one more than there are better ones; no score, no rank. */
export function rankAmong(all: readonly number[], score: number | null): number | null {
  return score === null ? null : 1 + all.filter((other) => other > score).length;
}

function observedOf(ratings: readonly Rating[]): number[] {
  return ratings.filter((r): r is 1 | 2 | 3 | 4 | 5 => typeof r === "number");
}

function weightedMean(parts: readonly Weighted<number | null>[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { weight, value } of parts) {
    if (value === null) continue;
    sum += weight * value;
    weights += weight;
  }
  return weights === 0 ? null : Math.round((sum / weights) * 100) / 100;
}
