import { describe, expect, test } from "vitest";
import { momentAt } from "../../shared/zoned.ts";

describe("a date and a time in the program's zone", () => {
  test.each([
    ["2026-11-12", "09:00", "America/Denver", "2026-11-12T16:00:00.000Z"],
    ["2026-07-12", "09:00", "America/Denver", "2026-07-12T15:00:00.000Z"],
    ["2026-11-12", "00:30", "Asia/Kolkata", "2026-11-11T19:00:00.000Z"],
    // The clocks show 1:30 twice on this night; the first is meant.
    ["2026-11-01", "01:30", "America/Denver", "2026-11-01T07:30:00.000Z"],
    ["2026-03-08", "03:00", "America/Denver", "2026-03-08T09:00:00.000Z"],
  ])("[CAND-11] %s %s in %s", (date, time, zone, utc) => {
    expect(momentAt(date, time, zone)).toBe(Date.parse(utc));
  });

  test.each(["2026-02-30", "2026-13-01", "9999-12-31", "0001-01-01", "1", ""])("[CAND-11] %j is no day", (date) => {
    expect(momentAt(date, "09:00", "America/Denver")).toBeNull();
  });

  test("[CAND-11] a time that the clocks skip does not exist", () => {
    expect(momentAt("2026-03-08", "02:30", "America/Denver")).toBeNull();
  });
});
