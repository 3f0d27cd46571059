import { grouped } from "../grouped.ts";
import { type Cell, checkCells, unique } from "./cells.ts";
import { spearman } from "./spearman.ts";

/*
 * One rater's habits beside the other raters of the same candidates: severity and halo after Saal, Downey & Lahey 1980
 * ("Rating the ratings", Psychological Bulletin 88), and whether ratings follow the order of the interviews. Descriptions
 * for that rater to think about, not judgements: a panel can be wrong together.
 */

/** Candidates below which a difference may be about the person, not the rater. A rule of this house. */
export const TENDENCY_MIN_CANDIDATES = 3;
/** With four, even a perfect order comes by chance in 2 of 24 cases, more than 5 of 100. */
export const ORDER_MIN_CANDIDATES = 5;
/** Criteria on one card below which its spread says nothing. A rule of this house. */
export const HALO_MIN_CRITERIA = 3;

export interface TooFew {
  kind: "too-few";
  because: "candidates" | "no-variance";
  candidates: number;
}

export type Severity = TooFew | { kind: "estimate"; difference: number; cells: number; candidates: number };

/**
 * Mean difference to the other raters' mean on the same cells, in points: below 0 more severe, above 0 more lenient.
 * A cell counts when this rater and at least one other observed it.
 * @throws RangeError for cells that `ratingTables` would refuse
 */
export function severity(cells: readonly Cell[], rater: string): Severity {
  checkCells(cells);
  const others = grouped(othersOf(cells, rater), (cell) => cell.candidate);
  const compared = observedBy(cells, rater).flatMap(({ candidate, criterion, rating }) => {
    const panel = others.get(candidate)?.filter((cell) => cell.criterion === criterion) ?? [];
    return panel.length > 0 ? [{ candidate, difference: rating - mean(panel.map((cell) => cell.rating)) }] : [];
  });
  const candidates = unique(compared.map(({ candidate }) => candidate)).length;
  if (candidates < TENDENCY_MIN_CANDIDATES) return { kind: "too-few", because: "candidates", candidates };
  const difference = mean(compared.map((cell) => cell.difference));
  return { kind: "estimate", difference, cells: compared.length, candidates };
}

export type Halo =
  | TooFew
  | {
      kind: "estimate";
      /** Mean variance within this rater's cards, and within the others' cards of the same candidates, in points squared. */
      own: number;
      panel: number;
      candidates: number;
    };

/**
 * How much ratings differ within a card, beside the other raters' cards of the same candidates on the criteria both
 * observed. An `own` far below `panel` may be halo: one impression that colours every criterion.
 * @throws RangeError for cells that `ratingTables` would refuse
 */
export function halo(cells: readonly Cell[], rater: string): Halo {
  checkCells(cells);
  const panel = grouped(othersOf(cells, rater), (cell) => cell.candidate);
  const pairs = [...grouped(observedBy(cells, rater), (cell) => cell.candidate)].flatMap(([candidate, card]) =>
    [...grouped(panel.get(candidate) ?? [], (cell) => cell.rater).values()].flatMap((other) => {
      const both = card.flatMap(({ criterion, rating }) => {
        const match = other.find((cell) => cell.criterion === criterion);
        return match ? [{ mine: rating, theirs: match.rating }] : [];
      });
      if (both.length < HALO_MIN_CRITERIA) return [];
      return [{ candidate, own: variance(both.map((b) => b.mine)), panel: variance(both.map((b) => b.theirs)) }];
    }),
  );
  const candidates = unique(pairs.map((pair) => pair.candidate)).length;
  if (candidates < TENDENCY_MIN_CANDIDATES) return { kind: "too-few", because: "candidates", candidates };
  // Each candidate counts once, however many others rated them.
  const perCandidate = [...grouped(pairs, (pair) => pair.candidate).values()];
  const average = (side: "own" | "panel") => mean(perCandidate.map((of) => mean(of.map((pair) => pair[side]))));
  return { kind: "estimate", own: average("own"), panel: average("panel"), candidates };
}

export type OrderEffect = TooFew | { kind: "estimate"; rho: number; candidates: number };

/**
 * Spearman's rank correlation of this rater's mean rating with the order of the interviews: above 0 later candidates
 * were rated higher, below 0 lower. It cannot tell a habit from candidates who happened to come in that order.
 * @param order candidate ids, first interview first; candidates not in it, or not observed at all, do not count
 * @throws RangeError for cells that `ratingTables` would refuse, or a candidate twice in the order
 */
export function orderEffect(cells: readonly Cell[], rater: string, order: readonly string[]): OrderEffect {
  checkCells(cells);
  if (unique(order).length !== order.length) throw new RangeError("A candidate is interviewed once.");
  const cards = grouped(observedBy(cells, rater), (cell) => cell.candidate);
  const means = order.flatMap((candidate) => {
    const card = cards.get(candidate);
    return card ? [mean(card.map((cell) => cell.rating))] : [];
  });
  const candidates = means.length;
  if (candidates < ORDER_MIN_CANDIDATES) return { kind: "too-few", because: "candidates", candidates };
  const rho = spearman(
    means.map((_, place) => place),
    means,
  );
  return rho === null ? { kind: "too-few", because: "no-variance", candidates } : { kind: "estimate", rho, candidates };
}

interface Observed extends Cell {
  rating: number;
}

function observedBy(cells: readonly Cell[], rater: string): Observed[] {
  return cells.filter((cell): cell is Observed => cell.rater === rater && cell.rating !== null);
}

function othersOf(cells: readonly Cell[], rater: string): Observed[] {
  return cells.filter((cell): cell is Observed => cell.rater !== rater && cell.rating !== null);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Over n - 1. */
function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
