import { addDays, addMonths } from "./days.ts";
import { daysBetween } from "./service.ts";
import { type Holidays, workingDaysAfter } from "./working-days.ts";
import { momentAt } from "./zoned.ts";

/** A time during which the officer was away. Both days belong to it. No reason is kept. */
export interface Leave {
  from: string;
  /** `null` while it lasts. */
  to: string | null;
}

/** What the agreement says of the probation, as it was in force when the probation began. */
export interface ProbationClause {
  lengthMonths: number;
  /** Days after the start on which a checkpoint is due, rising. */
  checkpointDays: readonly number[];
  /** An absence of at least so many days in a row stops the clock for all of its days. 0: every absence does. */
  leavePauseAfterDays: number;
  extensionMaxDays: number;
}

/**
 * The last day of a probation without leave: the day before the same day of the month, so that twelve months from
 * February 2, 2026 end with February 1, 2027. Source: clause "Probation in the assignment", end date.
 */
export function probationEnd(start: string, { lengthMonths }: ProbationClause): string {
  return addDays(addMonths(start, lengthMonths), -1);
}

/**
 * A day of the calendar that runs while the clock runs: moved on by each pause that begins on or before it. A pause that
 * moves it into a later one is followed by that one too. While a pause lasts the day is not known.
 * @returns `null` while a pause without an end stops the clock before the day comes
 */
export function withPauses(day: string, leaves: readonly Leave[], clause: ProbationClause): string | null {
  let due = day;
  for (const { from, to } of pausesOf(leaves, clause)) {
    if (from > due) break;
    if (to === null) return null;
    due = addDays(due, daysBetween(from, to) + 1);
  }
  return due;
}

/** The leaves that stop the clock, in order, with those that touch or overlap made one: a day is paused once. */
export function pausesOf(leaves: readonly Leave[], { leavePauseAfterDays }: ProbationClause): Leave[] {
  const joined: Leave[] = [];
  for (const leave of [...leaves].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const before = joined.at(-1);
    if (before && (before.to === null || leave.from <= addDays(before.to, 1))) {
      before.to = before.to === null || leave.to === null ? null : leave.to > before.to ? leave.to : before.to;
    } else joined.push({ ...leave });
  }
  return joined.filter(({ from, to }) => to === null || daysBetween(from, to) + 1 >= leavePauseAfterDays);
}

/** What of each leave falls on a day or after it: what was over before counts no day. */
export function leavesFrom(day: string, leaves: readonly Leave[]): Leave[] {
  return leaves
    .filter(({ to }) => to === null || to >= day)
    .map(({ from, to }) => ({ from: from < day ? day : from, to }));
}

/** The days on which each checkpoint of a probation is due; `null` while a pause leaves it open. */
export function checkpointDays(start: string, leaves: readonly Leave[], clause: ProbationClause): (string | null)[] {
  return clause.checkpointDays.map((offset) => withPauses(addDays(start, offset), leaves, clause));
}

/** The latest last day of an extension. */
export function extensionLimit(end: string, { extensionMaxDays }: ProbationClause): string {
  return addDays(end, extensionMaxDays);
}

/** A period as clauses write it. */
export interface Period {
  n: number;
  unit: "working_days" | "calendar_days" | "months";
}

/** The last day of a period that begins after `day`. A calendar day that falls on a weekend stays where it is. */
export function lastDayOf(day: string, { n, unit }: Period, holidays: Holidays): string {
  if (unit === "working_days") return workingDaysAfter(day, n, holidays);
  return unit === "months" ? addMonths(day, n) : addDays(day, n);
}

/**
 * The moment at which a last day is over: midnight by the clocks of the place, whatever the clocks do that day.
 * @returns milliseconds since 1970; the first moment at which it is too late
 */
export function overAt(lastDay: string, zone: string): number {
  // Where clocks skip midnight itself, the day begins an hour later.
  const next = addDays(lastDay, 1);
  const at = momentAt(next, "00:00", zone) ?? momentAt(next, "01:00", zone);
  if (at === null) throw new Error(`no such day: ${lastDay}`);
  return at;
}
