import { expect, test } from "vitest";
import { formatTime, zoneName } from "#shared/time.ts";

const AT = Date.UTC(2027, 4, 20, 20, 5);

test("[LOOK-3] a moment is written in the program's zone, with the zone's name where it matters", () => {
  expect(formatTime(AT, "America/Denver")).toBe("May 20, 2027, 2:05 PM MDT");
  expect(formatTime(AT, "America/New_York", "time")).toBe("4:05 PM EDT");
  expect(formatTime(AT, "America/Denver", "clock")).toBe("2:05 PM");
  expect(formatTime(AT, "America/Denver", "date")).toBe("May 20, 2027");
  expect(formatTime(AT, "America/Denver", "long")).toBe("Thursday, May 20, 2027");
  expect(formatTime(AT, "America/Denver", "day")).toBe("Thu, May 20");
  expect(formatTime(AT, "America/Denver", "slot")).toBe("Thu, May 20, 2:05 PM");
});

test("[LOOK-3] the day follows the zone, midnight is 12, and only plain spaces are used", () => {
  const midnight = Date.UTC(2027, 0, 1, 5, 0);
  expect(formatTime(midnight, "America/New_York")).toBe("January 1, 2027, 12:00 AM EST");
  expect(formatTime(midnight, "America/Denver", "date")).toBe("December 31, 2026");
  expect(formatTime(midnight, "America/New_York")).not.toMatch(/[\u00a0\u202f]/);
});

test("[LOOK-3] a zone is called by its everyday name", () => {
  expect(zoneName("America/Denver")).toBe("Mountain Time");
});
