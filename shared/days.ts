/** Days of the calendar as ISO dates ("2027-05-20"): no clock, no zone. Every sum runs in UTC, where no day is shorter. */

const DAY = 86_400_000;

/** The day `n` days after a day; before it when `n` is negative. */
export function addDays(day: string, n: number): string {
  return isoOf(msOf(day) + n * DAY);
}

/**
 * The same day of the month `n` months later, or the last day of that month where it has no such day: January 31 and
 * one month is February 28, February 29 and twelve months is February 28.
 */
export function addMonths(day: string, n: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + n, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return isoOf(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)));
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(msOf(day)).getUTCDay();
}

const msOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
