import { grouped } from "../grouped.ts";

/*
 * First ratings as the statistics take them. "Not observed" and "did not rate" both have no number here, and never
 * become one: a zero in a rating's place is refused.
 */

/** One rater's rating of one candidate on one criterion. */
export interface Cell {
  rater: string;
  candidate: string;
  criterion: string;
  /** Points of the scale, from 1; `null` for not observed. */
  rating: number | null;
}

/** One criterion's ratings: a row per candidate, a column per rater, in the order they first appear. */
export interface RatingTable {
  candidates: string[];
  raters: string[];
  /** `null` where that rater did not observe or did not rate. */
  ratings: (number | null)[][];
}

/**
 * What the agreement coefficients take, criterion by criterion in the order they first appear. Raters and candidates
 * without any observed rating on the criterion are left out of its table: they would only empty everybody's rows.
 * @throws RangeError for a rating below 1 or not finite, and for a second cell of the same rater, candidate and criterion
 */
export function ratingTables(cells: readonly Cell[]): Map<string, RatingTable> {
  checkCells(cells);
  const tables = new Map<string, RatingTable>();
  for (const [criterion, of] of grouped(cells, (cell) => cell.criterion)) {
    const seen = of.filter((cell) => cell.rating !== null);
    const candidates = unique(seen.map((cell) => cell.candidate));
    const raters = unique(seen.map((cell) => cell.rater));
    const row = new Map(candidates.map((candidate, i) => [candidate, i]));
    const column = new Map(raters.map((rater, i) => [rater, i]));
    const ratings = candidates.map(() => raters.map((): number | null => null));
    for (const cell of seen) {
      const at = ratings[row.get(cell.candidate) ?? -1];
      if (at) at[column.get(cell.rater) ?? -1] = cell.rating;
    }
    tables.set(criterion, { candidates, raters, ratings });
  }
  return tables;
}

/** @throws RangeError for a rating below 1 or not finite, and for a second cell of the same rater, candidate and criterion */
export function checkCells(cells: readonly Cell[]): void {
  const known = new Map<string, Map<string, Set<string>>>();
  for (const { rater, candidate, criterion, rating } of cells) {
    if (rating !== null && !(Number.isFinite(rating) && rating >= 1))
      throw new RangeError("A rating has at least 1 point; not observed is null.");
    const given = within(
      within(known, candidate, () => new Map<string, Set<string>>()),
      rater,
      () => new Set<string>(),
    );
    if (given.has(criterion)) throw new RangeError("Each rater has one rating for a candidate and criterion.");
    given.add(criterion);
  }
}

function within<T>(map: Map<string, T>, key: string, make: () => T): T {
  let found = map.get(key);
  if (found === undefined) {
    found = make();
    map.set(key, found);
  }
  return found;
}

/** Each once, in the order of first appearance. */
export function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
