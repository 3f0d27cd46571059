import { describe, expect, it } from "vitest";
import { fisherExact, smallestFisherExact } from "#shared/statistics/fisher.ts";
import { adverseImpact, type Finding, type GroupImpact } from "#shared/statistics/impact.ts";
import { randomness } from "../support/campaign.ts";

const seed = Number(process.env.STATISTICS_SEED ?? Date.now() % 1_000_000);

describe("Fisher's exact test", () => {
  it("[STAT-5] the lady tasting tea (Fisher 1935; Agresti 2002, 3.5): 3 of 4 right, two-sided p = 0.486", () => {
    expect(fisherExact({ a: 3, b: 1, c: 1, d: 3 }).toFixed(3)).toBe("0.486");
    expect(fisherExact({ a: 4, b: 0, c: 0, d: 4 })).toBeCloseTo(2 / 70, 12);
  });

  it("[STAT-5] convictions of like-sex twins (Fisher 1962), printed by R's fisher.test: p = 0.0005367", () => {
    expect(fisherExact({ a: 2, b: 15, c: 10, d: 3 }).toFixed(7)).toBe("0.0005367");
  });

  it(`[STAT-5] adds the tables counted out one by one; turned tables give the same (seed ${seed})`, () => {
    const random = randomness(seed);
    for (let i = 0; i < 150; i++) {
      const [a, b, c, d] = [0, 0, 0, 0].map(() => Math.floor(7 * random())) as [number, number, number, number];
      const p = fisherExact({ a, b, c, d });
      expect(p).toBeCloseTo(countedOut(a, b, c, d), 9);
      for (const turned of [
        { a: c, b: d, c: a, d: b },
        { a: b, b: a, c: d, d: c },
        { a, b: c, c: b, d },
      ])
        expect(fisherExact(turned)).toBeCloseTo(p, 9);
      expect(smallestFisherExact({ a, b, c, d })).toBeLessThanOrEqual(p + 1e-12);
    }
  });

  it("[STAT-3] an empty table shows nothing (p = 1); counts that are none are refused; many people are no trouble", () => {
    expect(fisherExact({ a: 0, b: 0, c: 0, d: 0 })).toBe(1);
    expect(fisherExact({ a: 0, b: 5, c: 0, d: 9 })).toBe(1);
    expect(fisherExact({ a: 5000, b: 5000, c: 4000, d: 6000 })).toBeGreaterThan(0);
    for (const a of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => fisherExact({ a, b: 1, c: 1, d: 1 })).toThrow(RangeError);
  });
});

function countedOut(a: number, b: number, c: number, d: number): number {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  const ways: number[] = [];
  let seen = 0;
  for (let x = 0; x <= a + b; x++) {
    const rest = a + c - x;
    if (rest < 0 || rest > c + d) continue;
    const here = Math.round(choose(a + b, x) * choose(c + d, rest));
    ways.push(here);
    if (x === a) seen = here;
  }
  const sum = (list: number[]) => list.reduce((total, n) => total + n, 0);
  return sum(ways.filter((n) => n <= seen)) / sum(ways);
}

/** Groups A, B, C … as [selected, applicants]. */
function impactOf(...counts: [number, number][]) {
  return adverseImpact(counts.map(([selected, applicants], i) => ({ group: "ABCDEF"[i] ?? "", selected, applicants })));
}

function groupsOf(...counts: [number, number][]): GroupImpact[] {
  const impact = impactOf(...counts);
  if (impact.kind !== "compared") throw new Error(`too few: ${impact.because}`);
  return impact.groups;
}

const findings = (...counts: [number, number][]): Finding[] => groupsOf(...counts).map(({ finding }) => finding);

describe("adverse impact", () => {
  it("[STAT-5] Questions and Answers (44 FR 11996), 11: rates of 60, 45, 48 and 51 % give 75, 80 and 85 %, and only 75 is below four fifths", () => {
    // The answer prints rates only; a thousand applicants in each group keep numbers from being too small.
    const groups = groupsOf([600, 1000], [450, 1000], [480, 1000], [510, 1000]);
    expect(groups.map(({ ratio }) => `${((ratio ?? 0) * 100).toFixed(0)}`)).toEqual(["100", "75", "80", "85"]);
    expect(groups.map(({ finding }) => finding)).toEqual(["highest-rate", "indicated", "significant", "significant"]);
  });

  it("[STAT-5] exactly four fifths is not below it, however the machine writes 0.64 / 0.8", () => {
    expect(64 / 100 / (8 / 10)).toBeLessThan(0.8);
    expect(findings([8, 10], [64, 100])).toEqual(["highest-rate", "not-indicated"]);
    expect(findings([60, 100], [48, 100])).toEqual(["highest-rate", "not-indicated"]);
    expect(findings([6000, 10000], [4799, 10000])).toEqual(["highest-rate", "indicated"]);
  });

  it("[STAT-5] Questions and Answers (44 FR 11996), 21: 16 of 80 and 3 of 20 is 75 %, and too few to conclude", () => {
    const [, group] = groupsOf([16, 80], [3, 20]);
    expect(group).toMatchObject({ rate: 0.15, ratio: 0.75, finding: "too-few" });
    // "If only one more" of that group had been selected instead: 20 % against 18.7 %.
    expect(findings([15, 80], [4, 20])).toEqual(["not-indicated", "highest-rate"]);
  });

  it("[STAT-5] concludes nothing where no outcome could be significant, on either side of four fifths", () => {
    expect(findings([2, 3], [0, 2])).toEqual(["highest-rate", "too-few"]);
    expect(findings([2, 4], [1, 2])).toEqual(["highest-rate", "too-few"]);
  });

  it("[STAT-5] below four fifths without significance is too few (29 CFR 1607.4(D)); with it, indicated", () => {
    expect(findings([30, 60], [9, 30])).toEqual(["highest-rate", "too-few"]);
    expect(findings([30, 60], [5, 30])).toEqual(["highest-rate", "indicated"]);
    // 1 of 1 against 1 of 49 is significant (2 in 50), yet one different person would turn it round.
    expect(findings([1, 1], [1, 49])).toEqual(["highest-rate", "too-few"]);
  });

  it("[STAT-3] never divides by zero: empty groups, nobody or everybody selected, one group, none", () => {
    expect(impactOf()).toEqual({ kind: "too-few", because: "groups" });
    expect(impactOf([3, 9], [0, 0])).toEqual({ kind: "too-few", because: "groups" });
    expect(impactOf([0, 9], [0, 9])).toEqual({ kind: "too-few", because: "nobody-selected" });
    expect(impactOf([9, 9], [4, 4])).toEqual({ kind: "too-few", because: "everybody-selected" });
    const [, , empty] = groupsOf([9, 20], [8, 20], [0, 0]);
    expect(empty).toMatchObject({ rate: null, ratio: null, p: null, finding: "nobody-applied" });
    expect(() => impactOf([5, 4], [1, 4])).toThrow(RangeError);
    expect(() => impactOf([0.5, 4], [1, 4])).toThrow(RangeError);
  });

  it(`[STAT-7] the order of groups changes nothing, and every number is one (seed ${seed})`, () => {
    const random = randomness(seed);
    for (let i = 0; i < 150; i++) {
      const counts = Array.from({ length: 4 }, (_, g) => {
        const applicants = Math.floor(40 * random());
        return { group: `${g}`, applicants, selected: Math.floor((applicants + 1) * random()) };
      });
      const [straight, turned] = [adverseImpact(counts), adverseImpact([...counts].reverse())];
      if (straight.kind !== "compared" || turned.kind !== "compared") {
        expect(turned).toEqual(straight);
        continue;
      }
      if (straight.highest === turned.highest) expect([...turned.groups].reverse()).toEqual(straight.groups);
      for (const { rate, ratio, p } of straight.groups)
        for (const number of [rate, ratio, p]) expect(number === null || (number >= 0 && number <= 1)).toBe(true);
    }
  });
});
