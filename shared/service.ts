/**
 * Sworn service, computed from spans to a cut-off date. Source: NASRO 2021, "Selection: Qualifications" (three years of
 * experience). The rule:
 *  - both days of a span count; a span without an end runs to the cut-off; nothing after the cut-off counts;
 *  - a day served twice counts once (overlaps merge), a day not served is shown as part of a gap;
 *  - a year is 365.25 days. A run of whole calendar years can be up to three quarters of a day shorter than that
 *    (2020-11-01 to 2023-10-31 has 1095 days), so three quarters of a day are given before dividing;
 *  - the result is cut after two decimals, never rounded up: who has 3.00 has three years.
 */
export interface Span {
  /** ISO date, first day served. */
  from: string;
  /** ISO date, last day served; null: still serving. */
  to: string | null;
}

/** A stretch of days, both ends included. */
export interface Stretch {
  from: string;
  to: string;
  days: number;
}

export interface Service {
  days: number;
  /** Years with two decimals, cut off: the figure the eligibility rule compares. */
  years: number;
  /** What counts, in order, without double days. */
  merged: Stretch[];
  overlaps: Stretch[];
  gaps: Stretch[];
}

/** Computes service up to and including `cutoffDate`. Spans must hold real dates, `from` not after `to`. */
export function serviceYears(spans: readonly Span[], cutoffDate: string): Service {
  const cutoff = dayNumber(cutoffDate);
  const served = spans
    .map((span) => ({ first: dayNumber(span.from), last: Math.min(span.to ? dayNumber(span.to) : cutoff, cutoff) }))
    .filter((span) => span.first <= span.last)
    .sort((a, b) => a.first - b.first || a.last - b.last);
  const merged: Days[] = [];
  const overlaps: Days[] = [];
  for (const { first, last } of served) {
    const before = merged.at(-1);
    if (before && first <= before.last) join(overlaps, { first, last: Math.min(last, before.last) });
    join(merged, { first, last });
  }
  const gaps = merged.slice(1).map((run, i) => ({ first: (merged[i] as Days).last + 1, last: run.first - 1 }));
  const days = merged.reduce((sum, run) => sum + run.last - run.first + 1, 0);
  return {
    days,
    years: Math.floor(((4 * days + 3) * 100) / DAYS_IN_FOUR_YEARS) / 100,
    merged: merged.map(stretch),
    overlaps: overlaps.map(stretch),
    gaps: gaps.map(stretch),
  };
}

/**
 * "2.83 years", "1.00 year": the one way years of service are written. Years and months beside it would be cut at
 * another place and seem to contradict it.
 */
export function yearsInWords(years: number): string {
  const figure = years.toFixed(2);
  return figure === "1.00" ? "1.00 year" : `${figure} years`;
}

/** Is this text a day that exists, written as 2026-11-21, in a year that people here could mean (1900 to 2199)? */
export function isDay(text: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** How many days lie between two days of the calendar; 0 for the same day. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

interface Days {
  first: number;
  last: number;
}

const DAYS_IN_FOUR_YEARS = 1461;
const MS_PER_DAY = 86_400_000;

/** Adds a run to sorted runs; touching or overlapping runs become one. */
function join(runs: Days[], run: Days): void {
  const before = runs.at(-1);
  if (before && run.first <= before.last + 1) before.last = Math.max(before.last, run.last);
  else runs.push({ ...run });
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

function stretch({ first, last }: Days): Stretch {
  return { from: iso(first), to: iso(last), days: last - first + 1 };
}

function iso(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
