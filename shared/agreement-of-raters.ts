import { type Alpha, alphaSteps } from "./statistics/alpha.ts";
import { type Cell, ratingTables } from "./statistics/cells.ts";
import { type Icc, icc } from "./statistics/icc.ts";
import type { Halo, OrderEffect, Severity } from "./statistics/tendencies.ts";
import { finish, type Steps } from "./steps.ts";

/** The same seed gives the same interval, so that a report can be made again. */
const SEED = 20210901;
/** How often the ratings are drawn again for the interval of alpha. */
const RESAMPLES = 1000;

export interface RaterAgreement {
  /** By criterion, in the order of the agreement. */
  criteria: { id: string; title: string; icc: Icc | null }[];
  /** Over every candidate and criterion of the round. */
  alpha: Alpha;
  /** How often the ratings were drawn again for the interval of alpha. */
  resamples: number;
}

/** One rater's habits in a round, beside the others on the same candidates. */
export interface Habits {
  severity: Severity;
  halo: Halo;
  order: OrderEffect;
}

/** How far the raters of one round agree: ICC(2,1) and ICC(2,k) by criterion, Krippendorff's alpha over all of it. */
export function agreementOfRaters(
  cells: readonly Cell[],
  criteria: readonly { id: string; title: string }[],
): RaterAgreement {
  return finish(agreementSteps(cells, criteria));
}

/** The same in steps: a large round takes a second of counting. */
export function* agreementSteps(
  cells: readonly Cell[],
  criteria: readonly { id: string; title: string }[],
): Steps<RaterAgreement> {
  const tables = ratingTables(cells);
  yield;
  const told: RaterAgreement["criteria"] = [];
  for (const { id, title } of criteria) {
    const table = tables.get(id);
    told.push({ id, title, icc: table ? icc(table.ratings) : null });
    yield;
  }
  const units = [...tables.values()].flatMap((table) => table.ratings);
  const alpha = yield* alphaSteps(units, "ordinal", { seed: SEED, resamples: RESAMPLES });
  return { criteria: told, alpha, resamples: RESAMPLES };
}

/** A coefficient with its interval as it is printed: 0.71 (0.42 to 0.88). */
export function printed(estimate: { value: number; interval: { low: number; high: number } | null } | null): string {
  if (estimate === null) return "Has no meaning here";
  const { value, interval } = estimate;
  return interval ? `${two(value)} (${two(interval.low)} to ${two(interval.high)})` : `${two(value)} (no interval)`;
}

/** Why there is no figure, with the numbers there are. */
export function tooFewWords(icc: Icc | null): string {
  if (icc === null) return "Too few to say: nobody observed it.";
  if (icc.kind === "estimate") return "";
  const used = `${people(icc.candidates, "candidate")} rated by all, ${people(icc.raters, "rater")}`;
  return icc.because === "no-variance"
    ? `Too few to say: every rating is the same (${used}).`
    : `Too few to say (${used}).`;
}

/** The same for alpha. */
export function alphaWords(alpha: Alpha): string {
  const pairs = alpha.units === 1 ? "1 pair" : `${alpha.units} pairs`;
  const used = `${pairs} of candidate and criterion, each rated by two or more`;
  if (alpha.kind === "estimate") return `${printed(alpha)}, from ${used}.`;
  return alpha.because === "no-variance"
    ? `Too few to say: every rating is the same (${used}).`
    : `Too few to say (${used}).`;
}

const two = (value: number) => value.toFixed(2);
/** "1 rater", "4 raters". */
export const people = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
