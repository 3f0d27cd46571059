import { describe, expect, test } from "vitest";
import { daysBetween, isDay, type Span, serviceYears, yearsInWords } from "../../shared/service.ts";

const CUTOFF = "2026-10-30";

/** The slow way: mark every day on a calendar. */
function daysOneByOne(spans: readonly Span[], cutoff: string): number {
  const served = new Set<number>();
  for (const { from, to } of spans)
    for (let day = Date.parse(from); day <= Math.min(Date.parse(to ?? cutoff), Date.parse(cutoff)); day += 86_400_000)
      served.add(day);
  return served.size;
}

describe("service up to a cut-off date", () => {
  test.each([
    ["Nair", [{ from: "2022-09-06", to: null }], 4.15, [], []],
    [
      "Reyes",
      [
        { from: "2018-01-08", to: "2019-10-18" },
        { from: "2020-07-06", to: null },
      ],
      8.09,
      [{ from: "2019-10-19", to: "2020-07-05", days: 261 }],
      [],
    ],
    ["Ortega", [{ from: "2024-02-05", to: null }], 2.73, [], []],
    [
      "Blake",
      [
        { from: "2015-03-02", to: "2018-08-31" },
        { from: "2018-08-20", to: null },
      ],
      11.66,
      [],
      [{ from: "2018-08-20", to: "2018-08-31", days: 12 }],
    ],
  ])("[CAND-2] %s of the cast: years, gaps and overlaps as told", (_name, spans, years, gaps, overlaps) => {
    const service = serviceYears(spans, CUTOFF);
    expect(service.years).toBe(years);
    expect(service.gaps).toEqual(gaps);
    expect(service.overlaps).toEqual(overlaps);
  });

  test.each([
    ["one day counts as a day", [{ from: CUTOFF, to: CUTOFF }], 1],
    ["a leap day counts", [{ from: "2024-02-28", to: "2024-03-01" }], 3],
    ["no leap day in 2023", [{ from: "2023-02-28", to: "2023-03-01" }], 2],
    ["after the cut-off nothing counts", [{ from: "2026-10-31", to: null }], 0],
    ["the part after the cut-off is cut off", [{ from: "2026-10-29", to: "2030-01-01" }], 2],
    ["no spans, no service", [], 0],
    [
      "a span inside another adds nothing",
      [
        { from: "2020-01-01", to: "2020-12-31" },
        { from: "2020-05-01", to: "2020-05-31" },
      ],
      366,
    ],
    [
      "the same span twice counts once",
      [
        { from: "2020-01-01", to: "2020-01-10" },
        { from: "2020-01-01", to: "2020-01-10" },
      ],
      10,
    ],
  ])("[CAND-2] %s", (_name, spans: Span[], days) => {
    expect(serviceYears(spans, CUTOFF).days).toBe(days);
  });

  test("[CAND-2] spans that touch leave no gap and become one", () => {
    const service = serviceYears(
      [
        { from: "2021-01-01", to: null },
        { from: "2020-01-01", to: "2020-12-31" },
      ],
      CUTOFF,
    );
    expect(service.gaps).toEqual([]);
    expect(service.overlaps).toEqual([]);
    expect(service.merged).toEqual([{ from: "2020-01-01", to: CUTOFF, days: 2495 }]);
  });

  test("[CAND-2] N whole calendar years are N years, wherever the leap days fall, and two days less are not", () => {
    for (let year = 1990; year < 2020; year += 1)
      for (let n = 1; n <= 8; n += 1)
        for (const day of ["01-01", "02-28", "03-01", "11-01"]) {
          const from = `${year}-${day}`;
          const end = new Date(Date.parse(`${year + n}-${day}`) - 86_400_000).toISOString().slice(0, 10);
          const before = new Date(Date.parse(`${year + n}-${day}`) - 3 * 86_400_000).toISOString().slice(0, 10);
          expect(serviceYears([{ from, to: end }], "2040-01-01").years, `${from} to ${end}`).toBeGreaterThanOrEqual(n);
          expect(serviceYears([{ from, to: before }], "2040-01-01").years, `${from} to ${before}`).toBeLessThan(n);
        }
  });

  test("[CAND-2] random spans count the days a calendar counts, in any order", () => {
    const seed = 20261030;
    const random = mulberry(seed);
    for (let round = 0; round < 200; round += 1) {
      const spans = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
        const start = Date.parse("2018-01-01") + Math.floor(random() * 3200) * 86_400_000;
        const end = start + Math.floor(random() * 700) * 86_400_000;
        return { from: iso(start), to: random() < 0.2 ? null : iso(end) };
      });
      const service = serviceYears(spans, CUTOFF);
      const label = `seed ${seed}, round ${round}`;
      expect(service.days, label).toBe(daysOneByOne(spans, CUTOFF));
      expect(serviceYears([...spans].reverse(), CUTOFF), label).toEqual(service);
      const [first, last] = [service.merged[0], service.merged.at(-1)];
      const gaps = service.gaps.reduce((sum, gap) => sum + gap.days, 0);
      if (first && last) expect(daysBetween(first.from, last.to) + 1, label).toBe(service.days + gaps);
    }
  });

  test.each([
    [[], "0.00 years"],
    [[{ from: "2026-10-10", to: null }], "0.05 years"],
    [[{ from: "2025-10-31", to: null }], "1.00 year"],
    [[{ from: "2018-09-30", to: null }], "8.08 years"],
  ])("[CAND-2] in words: %j", (spans: Span[], words) => {
    expect(yearsInWords(serviceYears(spans, CUTOFF).years)).toBe(words);
  });

  test.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["2022-13-01", false],
    ["2022-9-6", false],
    ["06/09/2022", false],
    ["", false],
    ["0001-01-01", false],
    ["9999-12-31", false],
  ])("a day that exists: %s", (text, exists) => {
    expect(isDay(text)).toBe(exists);
  });
});

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
