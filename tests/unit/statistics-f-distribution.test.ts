import { describe, expect, it } from "vitest";
import { fQuantile } from "#shared/statistics/f-distribution.ts";
import { randomness } from "../support/campaign.ts";

const seed = Number(process.env.STATISTICS_SEED ?? Date.now() % 1_000_000);

describe("the F distribution", () => {
  it("[STAT-1] agrees with the NIST/SEMATECH e-Handbook (1.3.6.7.3), upper 5 %, to its three decimals", () => {
    const printed: [number, number, string][] = [
      [1, 1, "161.448"],
      [2, 1, "199.500"],
      [1, 2, "18.513"],
      [3, 10, "3.708"],
      [4, 12, "3.259"],
      [5, 15, "2.901"],
      [10, 20, "2.348"],
    ];
    for (const [above, below, value] of printed) expect(fQuantile(0.95, above, below).toFixed(3)).toBe(value);
  });

  it("[STAT-1] agrees with printed tables of the upper 2.5 %, to their four decimals (1 to 3 below the line)", () => {
    const printed: [number, number, string][] = [
      [1, 1, "647.7890"],
      [2, 1, "799.5000"],
      [1, 2, "38.5063"],
      [2, 2, "39.0000"],
      [3, 2, "39.1655"],
      [1, 3, "17.4434"],
      [2, 3, "16.0441"],
      [3, 3, "15.4392"],
    ];
    for (const [above, below, value] of printed) expect(fQuantile(0.975, above, below).toFixed(4)).toBe(value);
  });

  it(`[STAT-1] leaves the asked share of the density below it, added up by Simpson's rule (seed ${seed})`, () => {
    const random = randomness(seed);
    for (let i = 0; i < 40; i++) {
      const [p, above, below] = [0.01 + 0.98 * random(), 6 + 50 * random(), 6 + 50 * random()];
      const f = fQuantile(p, above, below);
      const density = (x: number) => x ** (above / 2 - 1) * (1 - x) ** (below / 2 - 1);
      const x = (above * f) / (above * f + below);
      expect(simpson(density, 0, x) / (simpson(density, 0, x) + simpson(density, x, 1))).toBeCloseTo(p, 6);
      expect(1 / fQuantile(1 - p, below, above) / f).toBeCloseTo(1, 8);
    }
  });

  it("[STAT-1] knows the exact cases: two degrees above the line, one and one, and the median of equal degrees", () => {
    for (const p of [0.01, 0.5, 0.975, 0.9999])
      expect(fQuantile(p, 2, 7) / (3.5 * ((1 - p) ** (-2 / 7) - 1))).toBeCloseTo(1, 10);
    for (const p of [0.1, 0.5, 0.9]) expect(fQuantile(p, 1, 1) / Math.tan((Math.PI * p) / 2) ** 2).toBeCloseTo(1, 10);
    expect(fQuantile(0.5, 9.3, 9.3)).toBeCloseTo(1, 12);
  });

  it("[STAT-3] refuses what has no answer instead of giving NaN", () => {
    for (const p of [0, 1, -1, Number.NaN]) expect(() => fQuantile(p, 2, 2)).toThrow(RangeError);
    expect(() => fQuantile(0.5, 0, 2)).toThrow(RangeError);
    expect(() => fQuantile(0.5, 2, Number.NaN)).toThrow(RangeError);
  });
});

function simpson(of: (x: number) => number, from: number, to: number): number {
  const steps = 2000;
  const at = (i: number) => of(Math.min(to, from + ((to - from) * i) / steps));
  let sum = at(0) + at(steps);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * at(i);
  return (sum * (to - from)) / (3 * steps);
}
