/*
 * Working days are Monday to Friday without the holidays that both parties keep: they differ by state, agency and
 * district, so a program keeps its own list. Source: the agreement's clauses, which count working and calendar days.
 */

import { addDays, weekdayOf } from "./days.ts";

/** The days, as ISO dates, on which neither party works. */
export type Holidays = ReadonlySet<string>;

const NONE: Holidays = new Set();

/** Is this a day on which both parties work? */
export function isWorkingDay(day: string, holidays: Holidays = NONE): boolean {
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

/** The day that lies `n` working days before a day. @param day ISO, such as 2027-05-20 @param n from 0 */
export function workingDaysBefore(day: string, n: number, holidays: Holidays = NONE): string {
  return step(day, n, -1, holidays);
}

/**
 * The last day of a period of `n` working days that begins after `day`: the day itself is not counted.
 * @param n from 0; 0 is the day itself, whether it is a working day or not
 */
export function workingDaysAfter(day: string, n: number, holidays: Holidays = NONE): string {
  return step(day, n, 1, holidays);
}

/** How many working days lie after `from`, up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: string, to: string, holidays: Holidays = NONE): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, holidays)) count++;
  return count;
}

function step(day: string, n: number, by: 1 | -1, holidays: Holidays): string {
  let at = day;
  for (let left = n; left > 0; ) {
    at = addDays(at, by);
    if (isWorkingDay(at, holidays)) left--;
  }
  return at;
}
