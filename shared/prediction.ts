import { grouped } from "./grouped.ts";
import { LINK_MIN_PAIRS, type RankLink, rankLinkSteps } from "./statistics/rank-link.ts";
import { finish, type Steps } from "./steps.ts";

/*
 * Did our interviews predict anything? For each criterion the panel's joint score at selection beside the result of the
 * first year. An aid for talking about the questions, not a judgement of anybody.
 *
 * Range restriction: only those who were chosen have a first year. Whoever the panel scored low is missing, so both sides
 * lie closer together than among all candidates and the link looks weaker than it is (Thorndike 1949, "Personnel
 * Selection", chapter 6; Sackett & Lievens 2008, "Personnel Selection", Annual Review of Psychology 59, on correcting
 * for it). The corrections need the spread of all candidates and linear scores; with these numbers they would promise
 * more than there is, so none is made and the page says so.
 *
 * Privacy: readers of the report know each officer's joint scores, and there are few officers. A single point would tell
 * them that officer's evaluation. So results are means over SMALLEST_CELL officers or more with the same joint score, and
 * they move in whole steps of as many: else the report of one day less that of the day before would tell the last
 * officer's. Where all of a cell have the same result, its mean would be each one's, and is not shown. What this does not
 * hide: whoever evaluated all but one of a cell can work out that one.
 */

/** Fewer officers with the same joint score are only counted: a mean of four is nearly any one of the four. */
export const SMALLEST_CELL = 5;

/** The same seed gives the same interval, so that a report can be made again. */
const SEED = 20211101;
const RESAMPLES = 1000;

/** An officer's joint score on a criterion and the mean of the items that rest on it, unrounded. */
export interface Pair {
  criterionId: string;
  title: string;
  score: number;
  result: number;
  /** When the evaluation was sealed; the order in which officers enter the figures. */
  at: number;
}

/** The officers whom a panel gave the same joint score. */
export interface Cell {
  score: number;
  officers: number;
  /** Mean result of `counted` of them, one decimal; `null` where it could tell an officer's own. */
  mean: number | null;
  counted: number;
  why: "shown" | "few" | "alike";
}

/** What may be shown of one criterion. No pair leaves this file. */
export interface CriterionPrediction {
  id: string;
  title: string;
  officers: number;
  cells: Cell[];
  link: RankLink;
}

/** The predictions by criterion, in the order in which the criteria first appear. */
export function predictions(pairs: readonly Pair[]): CriterionPrediction[] {
  return finish(predictionSteps(pairs));
}

/** The same in steps: a thousand resamples for each criterion take a moment. */
export function* predictionSteps(pairs: readonly Pair[]): Steps<CriterionPrediction[]> {
  const told: CriterionPrediction[] = [];
  for (const [id, of] of grouped(pairs, (pair) => pair.criterionId)) {
    const inOrder = [...of].sort((a, b) => a.at - b.at);
    const entered = whole(inOrder);
    const link = yield* rankLinkSteps(
      entered.map(({ score, result }) => [score, result] as const),
      { seed: SEED, resamples: RESAMPLES },
    );
    const cells = [...grouped(inOrder, ({ score }) => String(score)).values()]
      .map(cellOf)
      .sort((a, b) => a.score - b.score);
    told.push({ id, title: inOrder.at(-1)?.title ?? id, officers: of.length, cells, link });
    yield;
  }
  return told;
}

function cellOf(of: readonly Pair[]): Cell {
  const entered = whole(of);
  const cell = { score: of[0]?.score ?? 0, officers: of.length, counted: entered.length };
  if (entered.length === 0) return { ...cell, mean: null, why: "few" };
  if (entered.every(({ result }) => result === entered[0]?.result)) return { ...cell, mean: null, why: "alike" };
  const mean = entered.reduce((sum, { result }) => sum + result, 0) / entered.length;
  return { ...cell, mean: Math.round(mean * 10) / 10, why: "shown" };
}

/** As many as fill whole steps, the first ones first. */
const whole = <T>(of: readonly T[]): readonly T[] => of.slice(0, Math.floor(of.length / SMALLEST_CELL) * SMALLEST_CELL);

/** The sentence that stands above the numbers of a criterion. */
export function linkSentence({ officers, link }: Pick<CriterionPrediction, "officers" | "link">): string {
  const n = officers === 1 ? "1 officer" : `${officers} officers`;
  if (link.kind === "too-few")
    return link.because === "pairs"
      ? `Too few to say: ${n}, and a figure needs ${LINK_MIN_PAIRS}.`
      : `Too few to say: ${n}, and one side is the same for all.`;
  const two = (value: number) => value.toFixed(2);
  const rho = `rho ${two(link.rho)}`;
  const from = `from ${link.pairs} officers`;
  if (link.interval === null) return `Too few different scores for an interval: ${rho}, ${from}.`;
  const { low, high } = link.interval;
  const range = `${rho} (${two(low)} to ${two(high)}), ${from}`;
  if (low > 0) return `Higher joint scores went with better first years: ${range}.`;
  if (high < 0) return `Higher joint scores went with weaker first years: ${range}. Look at the questions again.`;
  return `No clear link either way: ${range}.`;
}
