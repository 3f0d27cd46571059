/*
 * Fisher's exact test on a table of two rows and two columns (Fisher 1935, The Design of Experiments). All margins are
 * taken as given. Two-sided by the usual convention: the probabilities of all tables that are at most as likely as the
 * observed one are added up (Agresti 2002, Categorical Data Analysis, 3.5).
 */

/** Counts: two groups (rows), each chosen and not chosen. */
export interface TwoByTwo {
  a: number;
  b: number;
  c: number;
  d: number;
}

/**
 * Two-sided probability of a table at most as likely as this one, if both rows had the same chance. From above 0 to 1.
 * @throws RangeError unless the four counts are whole numbers from 0 up
 */
export function fisherExact(table: TwoByTwo): number {
  const { probabilities, lowest } = everyTable(table);
  return atMostAsLikely(probabilities, probabilities[table.a - lowest] ?? 0);
}

/**
 * The smallest value `fisherExact` could give with the same row and column sums: when even this is not small, no
 * outcome could have shown a difference (Tarone 1990, Biometrics 46: the minimum attainable significance level).
 * @throws RangeError unless the four counts are whole numbers from 0 up
 */
export function smallestFisherExact(table: TwoByTwo): number {
  const { probabilities } = everyTable(table);
  return atMostAsLikely(probabilities, Math.min(...probabilities));
}

/** Two tables that are equally likely on paper may differ in the last digits. */
const ROUNDING = 1 + 1e-7;

function atMostAsLikely(probabilities: readonly number[], observed: number): number {
  const sum = (list: readonly number[]) => list.reduce((total, p) => total + p, 0);
  // All of them add up to 1 but for the last digits, which this takes out.
  return sum(probabilities.filter((p) => p <= observed * ROUNDING)) / sum(probabilities);
}

/** The hypergeometric probability of each table with the same margins, by its upper left count from the lowest possible. */
function everyTable({ a, b, c, d }: TwoByTwo): { probabilities: number[]; lowest: number } {
  if (![a, b, c, d].every((count) => Number.isSafeInteger(count) && count >= 0))
    throw new RangeError("Counts are whole numbers from 0 up.");
  const [row, column, all] = [a + b, a + c, a + b + c + d];
  const lowest = Math.max(0, row + column - all);
  const highest = Math.min(row, column);
  const logs = logFactorials(all);
  const log = (n: number) => logs[n] ?? 0;
  const margins = log(row) + log(all - row) + log(column) + log(all - column) - log(all);
  const probabilities = Array.from({ length: highest - lowest + 1 }, (_, i) => {
    const x = lowest + i;
    return Math.exp(margins - log(x) - log(row - x) - log(column - x) - log(all - row - column + x));
  });
  return { probabilities, lowest };
}

/** ln 0!, ln 1!, … ln n!. */
function logFactorials(n: number): number[] {
  const logs = [0];
  for (let i = 1; i <= n; i++) logs.push((logs[i - 1] ?? 0) + Math.log(i));
  return logs;
}
