/**
 * Spearman's rank correlation (Spearman 1904): Pearson's correlation of the ranks, where equal values share the mean of
 * the places they take. From -1 to 1; `null` for fewer than two pairs, or when one side has one value only.
 * @throws RangeError when the sides differ in length
 */
export function spearman(one: readonly number[], other: readonly number[]): number | null {
  if (one.length !== other.length) throw new RangeError("Both sides have the same length.");
  const [x, y] = [meanRanks(one), meanRanks(other)];
  const centre = (one.length + 1) / 2;
  let [product, left, right] = [0, 0, 0];
  for (const [i, rank] of x.entries()) {
    const [dx, dy] = [rank - centre, (y[i] ?? 0) - centre];
    product += dx * dy;
    left += dx * dx;
    right += dy * dy;
  }
  return left === 0 || right === 0 ? null : product / Math.sqrt(left * right);
}

/** Places from 1, smallest value first; equal values share the mean of their places. */
function meanRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((v) => v < value).length;
    const equal = values.filter((v) => v === value).length;
    return below + (equal + 1) / 2;
  });
}
