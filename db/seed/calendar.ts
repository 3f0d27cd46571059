/** The day on which the story is told; every other date in it is kept at the same distance from today. */
export const STORY_DAY = "2026-11-16";

const DAY = 86_400_000;

/** Moves the story's dates to today. Dates are ISO text, times are milliseconds since 1970. */
export interface Calendar {
  now: number;
  /** Only moved: spans of service keep their exact length. */
  date(iso: string): string;
  /** Moved, then to the next weekday if needed. */
  weekday(iso: string): string;
  /** A moment on a moved weekday, by the clock on the program's wall. */
  at(iso: string, clock: string): number;
  minutesAgo(minutes: number): number;
  /** Text with `{2025}`, `{2025-03}` or `{2025-03-31}` in it, each moved and written out. */
  text(words: string): string;
}

/** @param now milliseconds since 1970. @param zone IANA zone of the program. */
export function storyCalendar(now: number, zone: string): Calendar {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now);
  const shift = Date.parse(today) - Date.parse(STORY_DAY);
  const move = (iso: string) => new Date(Date.parse(iso) + shift);
  const weekday = (iso: string) => isoDay(nextWeekday(move(iso)));
  return {
    now,
    date: (iso) => isoDay(move(iso)),
    weekday,
    at: (iso, clock) => wallTime(weekday(iso), clock, zone),
    minutesAgo: (minutes) => now - minutes * 60_000,
    text: (words) =>
      words.replace(/\{(\d{4})(-\d{2})?(-\d{2})?\}/g, (_, year: string, month?: string, day?: string) => {
        const moved = move(`${year}${month ?? "-07"}${day ?? "-01"}`);
        if (!month) return String(moved.getUTCFullYear());
        const parts = { month: "long", year: "numeric", timeZone: "UTC" } as const;
        return new Intl.DateTimeFormat("en-US", day ? { ...parts, day: "numeric" } : parts).format(moved);
      }),
  };
}

function nextWeekday(date: Date): Date {
  const weekend = { 6: 2, 0: 1 } as Record<number, number>;
  return new Date(date.getTime() + (weekend[date.getUTCDay()] ?? 0) * DAY);
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The moment at which a wall clock in `zone` shows this day and time. */
function wallTime(day: string, clock: string, zone: string): number {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  const shown = (at: number) => {
    const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
    return Date.parse(`${parts.format(at).replace(" ", "T")}Z`);
  };
  const once = wanted - (shown(wanted) - wanted);
  return once - (shown(once) - wanted);
}
