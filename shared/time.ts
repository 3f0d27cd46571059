import { perZone } from "./per-zone.ts";

/** Moments in words, en-US, in a given IANA zone. Spelled out from parts: engines disagree on the spaces between them. */

export type TimeStyle =
  /** May 20, 2027, 2:05 PM MDT */
  | "datetime"
  /** Thursday, May 20, 2027 */
  | "long"
  /** May 20, 2027 */
  | "date"
  /** Thu, May 20 */
  | "day"
  /** Thu, May 20, 2:05 PM */
  | "slot"
  /** 2:05 PM MDT */
  | "time"
  /** 2:05 PM */
  | "clock";

/** @param at milliseconds since 1970 @param zone an IANA name, such as America/Denver */
export function formatTime(at: number, zone: string, style: TimeStyle = "datetime"): string {
  const part = partsOf(at, zone);
  const clock = `${part.hour}:${part.minute} ${part.dayPeriod}`;
  const date = `${part.month} ${part.day}, ${part.year}`;
  const day = `${part.weekday.slice(0, 3)}, ${part.month.slice(0, 3)} ${part.day}`;
  switch (style) {
    case "datetime":
      return `${date}, ${clock} ${part.timeZoneName}`;
    case "long":
      return `${part.weekday}, ${date}`;
    case "date":
      return date;
    case "day":
      return day;
    case "slot":
      return `${day}, ${clock}`;
    case "time":
      return `${clock} ${part.timeZoneName}`;
    case "clock":
      return clock;
  }
}

/** A day of the calendar, without a clock or a zone: "2022-09-06" → "September 6, 2022". */
export function dayInWords(iso: string): string {
  return formatTime(Date.parse(`${iso}T12:00:00Z`), "UTC", "date");
}

type Part = "weekday" | "month" | "day" | "year" | "hour" | "minute" | "dayPeriod" | "timeZoneName";

const clockOf = perZone({
  weekday: "long",
  month: "long",
  day: "numeric",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  hourCycle: "h12",
  timeZoneName: "short",
});

function partsOf(at: number, timeZone: string): Record<Part, string> {
  const parts = clockOf(timeZone).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value])) as Record<Part, string>;
}

/** "America/Denver" → "Mountain Time". Call it on the server: engines name rare zones differently. */
export function zoneName(timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longGeneric" }).formatToParts(0);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
