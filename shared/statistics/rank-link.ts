import { finish, type Steps } from "../steps.ts";
import { ALPHA_MIN_UNITS } from "./alpha.ts";
import { percentileSteps } from "./bootstrap.ts";
import { spearman } from "./spearman.ts";

/** Pairs below which nothing is said: as for alpha, whose interval is drawn again in the same way. A rule of this house. */
export const LINK_MIN_PAIRS = ALPHA_MIN_UNITS;

const LEVEL = 0.95;

export type RankLink =
  | { kind: "estimate"; rho: number; interval: { low: number; high: number } | null; pairs: number }
  | { kind: "too-few"; because: "pairs" | "no-variance"; pairs: number };

/**
 * How far two orders go together: Spearman's rho (Spearman 1904) with a percentile bootstrap interval (Efron 1979), whole
 * pairs drawn again. The same seed gives the same interval. Nothing is corrected, neither for the range of the values nor
 * for how reliable either side is.
 */
export function rankLink(
  pairs: readonly (readonly [number, number])[],
  options: { seed: number; resamples: number },
): RankLink {
  return finish(rankLinkSteps(pairs, options));
}

/** The same, one resample a step. */
export function* rankLinkSteps(
  pairs: readonly (readonly [number, number])[],
  options: { seed: number; resamples: number },
): Steps<RankLink> {
  if (pairs.length < LINK_MIN_PAIRS) return { kind: "too-few", because: "pairs", pairs: pairs.length };
  const rho = rhoOf(pairs);
  if (rho === null) return { kind: "too-few", because: "no-variance", pairs: pairs.length };
  const interval = yield* percentileSteps(pairs, rhoOf, { level: LEVEL, ...options });
  return { kind: "estimate", rho, interval, pairs: pairs.length };
}

const rhoOf = (pairs: readonly (readonly [number, number])[]) =>
  spearman(
    pairs.map(([x]) => x),
    pairs.map(([, y]) => y),
  );
