import { describe, expect, it } from "vitest";
import {
  checkpointDays,
  extensionLimit,
  type Leave,
  lastDayOf,
  leavesFrom,
  overAt,
  type Period,
  type ProbationClause,
  pausesOf,
  probationEnd,
  withPauses,
} from "../../shared/date-rules.ts";
import { addMonths } from "../../shared/days.ts";
import { workingDaysBefore, workingDaysBetween } from "../../shared/working-days.ts";

/*
 * Each case stands beside the clause or the source it follows. Holidays are those of one fictional program: the federal
 * ones of 5 U.S.C. 6103 that its schools keep, and its own breaks.
 */
const HOLIDAYS = new Set([
  "2026-09-07", // Labor Day
  "2026-11-11", // Veterans Day
  "2026-11-26", // Thanksgiving Day
  "2026-11-27", // the district's day after
  "2026-12-21",
  "2026-12-22",
  "2026-12-23",
  "2026-12-24",
  "2026-12-25", // Christmas Day, within the district's winter break
  "2026-12-28",
  "2026-12-29",
  "2026-12-30",
  "2026-12-31",
  "2027-01-01", // New Year's Day
  "2027-01-18", // Martin Luther King Jr.'s birthday
  "2027-07-05", // Independence Day, observed
]);
const NONE = new Set<string>();

const CLAUSE: ProbationClause = {
  lengthMonths: 12,
  checkpointDays: [30, 90, 180, 365],
  leavePauseAfterDays: 10,
  extensionMaxDays: 90,
};
const working = (n: number): Period => ({ n, unit: "working_days" });
const days = (n: number): Period => ({ n, unit: "calendar_days" });
const months = (n: number): Period => ({ n, unit: "months" });

describe("the last day of a period", () => {
  it.each<[string, Period, Set<string>, string, string]>([
    ["2026-11-16", working(5), NONE, "2026-11-23", "evaluation.meeting_notice: a Monday, five working days"],
    ["2026-11-20", working(1), NONE, "2026-11-23", "a Friday: the next working day is Monday"],
    ["2026-11-21", working(1), NONE, "2026-11-23", "a Saturday: Monday is the first day that counts"],
    ["2026-11-22", working(1), NONE, "2026-11-23", "a Sunday: the same"],
    ["2026-11-20", working(0), NONE, "2026-11-20", "no days: the day itself"],
    ["2026-11-21", working(0), NONE, "2026-11-21", "no days: the day itself, also on a weekend"],
    ["2026-11-24", working(2), HOLIDAYS, "2026-11-30", "removal.answer_within: over Thanksgiving and the day after"],
    ["2026-11-25", working(1), HOLIDAYS, "2026-11-30", "the day before Thanksgiving"],
    ["2026-11-26", working(1), HOLIDAYS, "2026-11-30", "begun on a holiday: the holiday is not counted either way"],
    ["2026-11-10", working(1), HOLIDAYS, "2026-11-12", "over Veterans Day"],
    ["2026-11-10", working(1), NONE, "2026-11-11", "the same without a list of holidays"],
    ["2026-12-18", working(1), HOLIDAYS, "2027-01-04", "the whole winter break, over the turn of the year"],
    [
      "2026-12-14",
      working(10),
      HOLIDAYS,
      "2027-01-11",
      "probation.input_days: ten, four before the break and six after",
    ],
    ["2026-12-11", working(10), HOLIDAYS, "2027-01-08", "a Friday before: five and five"],
    ["2027-01-15", working(1), HOLIDAYS, "2027-01-19", "a long weekend"],
    ["2027-07-02", working(1), HOLIDAYS, "2027-07-06", "a holiday observed on Monday"],
    ["2028-02-28", working(1), NONE, "2028-02-29", "a leap day that is a Tuesday is a working day"],
    ["2028-02-25", working(3), NONE, "2028-03-01", "over a leap day"],
    ["2027-02-26", working(1), NONE, "2027-03-01", "the end of February in a common year"],
    ["2026-10-30", working(1), NONE, "2026-11-02", "over the night clocks go back (15 U.S.C. 260a): days are days"],
    ["2027-03-12", working(1), NONE, "2027-03-15", "over the night clocks go forward"],
    ["2026-06-01", days(30), NONE, "2026-07-01", "evaluation.response_window: thirty calendar days"],
    ["2026-06-01", days(29), NONE, "2026-06-30", "day 29"],
    ["2026-06-01", days(31), NONE, "2026-07-02", "day 31"],
    ["2026-11-21", days(7), HOLIDAYS, "2026-11-28", "calendar days know no holiday, and may end on a Saturday"],
    ["2028-02-28", days(1), NONE, "2028-02-29", "a leap day is a day"],
    ["2027-02-28", days(1), NONE, "2027-03-01", "no leap day in 2027"],
    ["2026-12-31", days(1), NONE, "2027-01-01", "over the turn of the year"],
    ["2026-03-07", days(2), NONE, "2026-03-09", "over a day of 23 hours"],
    ["2026-10-31", days(2), NONE, "2026-11-02", "over a day of 25 hours"],
    ["2027-01-31", months(1), NONE, "2027-02-28", "review.interval_months: the last day of a shorter month"],
    ["2028-01-31", months(1), NONE, "2028-02-29", "the same in a leap year"],
    ["2028-02-29", months(12), NONE, "2029-02-28", "a year from a leap day"],
    ["2028-02-29", months(48), NONE, "2032-02-29", "four years from a leap day"],
    ["2027-08-31", months(6), NONE, "2028-02-29", "half a year into a leap February"],
    ["2026-11-30", months(3), NONE, "2027-02-28", "over the turn of the year"],
  ])("[DATE-1] %s and %o: %#", (from, period, holidays, last, source) => {
    expect(lastDayOf(from, period, holidays), source).toBe(last);
  });

  it.each<[string, number, string, string]>([
    ["2026-11-30", 5, "2026-11-19", "evaluation.meeting_notice counted back over Thanksgiving"],
    ["2027-01-04", 1, "2026-12-18", "back over the winter break"],
    ["2026-11-23", 1, "2026-11-20", "back over a weekend"],
    ["2027-07-06", 1, "2027-07-02", "back over an observed holiday"],
    ["2026-11-26", 0, "2026-11-26", "no days"],
  ])("[DATE-1] %s, %d working days before: %s", (day, n, first, source) => {
    expect(workingDaysBefore(day, n, HOLIDAYS), source).toBe(first);
  });

  it.each<[string, string, number]>([
    ["2026-11-23", "2026-11-30", 3],
    ["2026-11-20", "2026-11-20", 0],
    ["2026-11-21", "2026-11-22", 0],
    ["2026-12-18", "2027-01-04", 1],
    ["2026-11-30", "2026-11-23", 0],
  ])("[DATE-1] from %s to %s lie %d working days", (from, to, n) => {
    expect(workingDaysBetween(from, to, HOLIDAYS)).toBe(n);
  });
});

describe("a probation and its leave", () => {
  const JUNE: Leave = { from: "2026-06-15", to: "2026-06-28" };

  it.each<[string, Leave[], (string | null)[], string]>([
    ["2026-02-02", [], ["2026-03-04", "2026-05-03", "2026-08-01", "2027-02-02"], "probation.checkpoints_days"],
    ["2026-02-02", [JUNE], ["2026-03-04", "2026-05-03", "2026-08-15", "2027-02-16"], "fourteen days of leave"],
    [
      "2026-02-02",
      [{ from: "2026-06-15", to: "2026-06-23" }],
      ["2026-03-04", "2026-05-03", "2026-08-01", "2027-02-02"],
      "probation.leave_pause_after_days: nine days do not stop the clock",
    ],
    [
      "2026-02-02",
      [{ from: "2026-06-15", to: "2026-06-24" }],
      ["2026-03-04", "2026-05-03", "2026-08-11", "2027-02-12"],
      "ten days do, all ten of them",
    ],
    [
      "2026-02-02",
      [
        { from: "2026-06-15", to: "2026-06-20" },
        { from: "2026-06-21", to: "2026-06-28" },
      ],
      ["2026-03-04", "2026-05-03", "2026-08-15", "2027-02-16"],
      "two leaves that touch are one",
    ],
    [
      "2026-02-02",
      [JUNE, { from: "2026-06-20", to: "2026-07-02" }],
      ["2026-03-04", "2026-05-03", "2026-08-19", "2027-02-20"],
      "a day on two leaves is paused once",
    ],
    [
      "2026-02-02",
      [{ from: "2026-06-15", to: null }],
      ["2026-03-04", "2026-05-03", null, null],
      "while a leave lasts, later days are open",
    ],
    [
      "2026-02-02",
      [{ from: "2026-07-30", to: "2026-08-20" }],
      ["2026-03-04", "2026-05-03", "2026-08-23", "2027-02-24"],
      "a checkpoint that falls into the leave comes after it",
    ],
    [
      "2026-02-02",
      [
        { from: "2026-07-30", to: "2026-08-12" },
        { from: "2026-08-14", to: "2026-08-27" },
      ],
      ["2026-03-04", "2026-05-03", "2026-08-29", "2027-03-02"],
      "moved by one leave into the next, it waits for both",
    ],
    ["2028-01-30", [], ["2028-02-29", "2028-04-29", "2028-07-28", "2029-01-29"], "thirty days to a leap day"],
  ])("[DATE-2] from %s: %#", (start, leaves, due, source) => {
    expect(checkpointDays(start, leaves, CLAUSE), source).toEqual(due);
  });

  it.each<[string, number, string]>([
    ["2026-02-02", 12, "2027-02-01"],
    ["2028-02-29", 12, "2029-02-27"],
    ["2026-08-31", 6, "2027-02-27"],
    ["2026-01-01", 12, "2026-12-31"],
  ])("[DATE-2] begun on %s for %d months it ends on %s", (start, lengthMonths, end) => {
    expect(probationEnd(start, { ...CLAUSE, lengthMonths })).toBe(end);
  });

  it("[DATE-2] its end moves with its leave, and it is extended by no more than agreed", () => {
    const end = withPauses(probationEnd("2026-02-02", CLAUSE), [JUNE], CLAUSE);
    expect(end).toBe("2027-02-15");
    expect(extensionLimit(end ?? "", CLAUSE)).toBe("2027-05-16");
    expect(extensionLimit("2027-12-01", CLAUSE)).toBe("2028-02-29");
  });

  it("[DATE-2] where every absence counts, one day stops the clock", () => {
    const strict = { ...CLAUSE, leavePauseAfterDays: 0 };
    expect(pausesOf([{ from: "2026-03-02", to: "2026-03-02" }], strict)).toHaveLength(1);
    expect(checkpointDays("2026-02-02", [{ from: "2026-03-02", to: "2026-03-02" }], strict)[0]).toBe("2026-03-05");
  });

  it.each<[string, Leave[], string, string]>([
    ["2026-08-17", [{ from: "2025-12-01", to: "2025-12-31" }], "2026-09-16", "leave before the first day"],
    ["2026-08-17", [{ from: "2026-07-01", to: "2026-08-16" }], "2026-09-16", "leave that ends the day before"],
    ["2026-08-17", [{ from: "2026-07-01", to: "2026-08-31" }], "2026-10-01", "of two months the fifteen days in it"],
    ["2026-08-17", [{ from: "2026-08-01", to: "2026-08-25" }], "2026-09-16", "nine days in it are fewer than agreed"],
    ["2026-08-17", [{ from: "2026-08-17", to: "2026-08-31" }], "2026-10-01", "leave from the first day on"],
  ])("[DATE-2] of leave only days from %s on count: %#", (start, leaves, due, source) => {
    expect(checkpointDays(start, leavesFrom(start, leaves), CLAUSE)[0], source).toBe(due);
  });

  it("[DATE-2] a leave that lasts and began before the first day stops the clock from that day", () => {
    expect(leavesFrom("2026-08-17", [{ from: "2026-08-01", to: null }])).toEqual([{ from: "2026-08-17", to: null }]);
  });

  it("[DATE-2] the list of leaves stays as it was given", () => {
    const leaves: Leave[] = [JUNE, { from: "2026-06-20", to: "2026-07-02" }];
    const before = structuredClone(leaves);
    checkpointDays("2026-02-02", leaves, CLAUSE);
    expect(leaves).toEqual(before);
  });
});

describe("the moment a last day is over", () => {
  it.each<[string, string, string, string]>([
    ["2026-11-20", "America/Denver", "2026-11-21T07:00:00.000Z", "midnight by the place's clocks"],
    ["2026-07-20", "America/Denver", "2026-07-21T06:00:00.000Z", "in summer"],
    ["2026-10-31", "America/Denver", "2026-11-01T06:00:00.000Z", "the night clocks go back begins in summer time"],
    ["2026-11-01", "America/Denver", "2026-11-02T07:00:00.000Z", "a day of 25 hours"],
    ["2027-03-14", "America/Denver", "2027-03-15T06:00:00.000Z", "a day of 23 hours"],
    ["2026-11-20", "America/Phoenix", "2026-11-21T07:00:00.000Z", "no summer time in most of Arizona"],
    ["2026-07-20", "America/Phoenix", "2026-07-21T07:00:00.000Z", "nor in July"],
    ["2026-12-31", "Pacific/Honolulu", "2027-01-01T10:00:00.000Z", "over the turn of the year"],
    ["2028-02-29", "America/New_York", "2028-03-01T05:00:00.000Z", "a leap day"],
    [
      "2026-09-05",
      "America/Santiago",
      "2026-09-06T04:00:00.000Z",
      "where clocks skip midnight, the first hour there is",
    ],
  ])("[DATE-3] %s in %s", (day, zone, utc, source) => {
    expect(overAt(day, zone), source).toBe(Date.parse(utc));
  });

  it("[DATE-3] twelve single months lead where a year leads, but for the ends of months", () => {
    expect(addMonths("2026-03-15", 12)).toBe("2027-03-15");
    let day = "2026-03-15";
    for (let i = 0; i < 12; i++) day = addMonths(day, 1);
    expect(day).toBe("2027-03-15");
  });
});
