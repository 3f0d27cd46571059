/*
 * The F distribution, as the interval of an intraclass correlation needs it. Sources: the incomplete beta function by
 * its continued fraction (Abramowitz & Stegun 1964, 26.5.8), evaluated as in Lentz 1976; the logarithm of the gamma
 * function by Lanczos 1964. Relative error of the quantile below 1e-10 for the degrees of freedom met here.
 */

/**
 * The value that F with these degrees of freedom stays below with probability `p`; the degrees need not be whole.
 * `Infinity` where the value is too large for a number (degrees of freedom close to zero below the line).
 * @throws RangeError unless 0 < p < 1 and both degrees of freedom are positive
 */
export function fQuantile(p: number, above: number, below: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError("A probability lies between 0 and 1.");
  if (!(above > 0 && below > 0)) throw new RangeError("Degrees of freedom are positive.");
  let low = -MOST_EXTREME;
  let high = MOST_EXTREME;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (betaOfLogOdds(middle, above / 2, below / 2) < p) low = middle;
    else high = middle;
  }
  return (below / above) * Math.exp((low + high) / 2);
}

/** Bounds of ln(x / (1 - x)) between which the quantile is looked for. */
const MOST_EXTREME = 745;
const BISECTIONS = 80;

/** I_x(a, b) at x = 1 / (1 + e^-odds): both x and 1 - x keep their digits at either end. */
function betaOfLogOdds(odds: number, a: number, b: number): number {
  const x = 1 / (1 + Math.exp(-odds));
  const y = 1 / (1 + Math.exp(odds));
  if (x === 0) return 0;
  if (y === 0) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(y, b, a)) / b;
}

function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      change = c * d;
      result *= change;
    }
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return result;
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(z) for z > 0. */
function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  const [first = 0, ...rest] = LANCZOS;
  const sum = rest.reduce((total, weight, i) => total + weight / (z + i), first);
  const base = z + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (z - 0.5) * Math.log(base) - base + Math.log(sum);
}
