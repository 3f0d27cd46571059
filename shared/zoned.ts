import { perZone } from "./per-zone.ts";
import { isDay } from "./service.ts";

/**
 * The moment at which clocks in a zone show a date and a time. A time that the clocks skip in spring does not exist
 * (`null`), nor does a day
 * like February 30; one they show twice in autumn is the first of the two.
 * @param date 2026-11-12 @param time 14:05 @param zone an IANA name @returns milliseconds since 1970.
 */
export function momentAt(date: string, time: string, zone: string): number | null {
  if (!isDay(date)) return null;
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset in force a day before and a day after covers both sides of any clock change.
  const offsets = [asUtc - DAY, asUtc + DAY].map((at) => shownAs(at, zone) - at);
  const fits = offsets.map((offset) => asUtc - offset).filter((at) => shownAs(at, zone) === asUtc);
  return fits.length > 0 ? Math.min(...fits) : null;
}

const DAY = 86_400_000;

/** What clocks in a zone show at a moment, as the date and time fields of a form take it. @param at ms since 1970 */
export function dateAndTime(at: number, zone: string): { date: string; time: string } {
  const shown = new Date(shownAs(at, zone)).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

const clockOf = perZone({
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** What the clocks show, written as if it were UTC. */
function shownAs(at: number, zone: string): number {
  const parts = clockOf(zone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value;
  return Date.parse(
    `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}Z`,
  );
}

/** The day clocks in a zone show at this moment, as an ISO date. @param at milliseconds since 1970 @param zone an IANA name */
export function zonedDay(at: number, zone: string): string {
  return new Date(shownAs(at, zone)).toISOString().slice(0, 10);
}
