import type { ShownMoment } from "#shared/history-view.ts";
import { formatTime } from "#shared/time.ts";

/** What somebody did in a moment: "212 characters written, 14 removed". */
export function deeds({ by, added, removed, set }: ShownMoment): string {
  if (by === 0) return "First content";
  const done = [
    added > 0 ? `${count(added, "character")} written` : "",
    removed > 0 ? `${added > 0 ? removed.toLocaleString("en-US") : count(removed, "character")} removed` : "",
    set > 0 ? `${count(set, "value")} set` : "",
  ].filter(Boolean);
  return done.join(", ") || "Layout changed";
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}

/** When a moment was: "Thu, Nov 12, 5:05 PM to 5:09 PM". */
export function span({ from, to }: Pick<ShownMoment, "from" | "to">, zone: string): string {
  const end = formatTime(to, zone, "clock");
  const begin = formatTime(from, zone, "slot");
  return begin.endsWith(end) ? begin : `${begin} to ${end}`;
}

/** The same without its day: for lists under the day's name. */
export function clocks({ from, to }: Pick<ShownMoment, "from" | "to">, zone: string): string {
  const [begin, end] = [formatTime(from, zone, "clock"), formatTime(to, zone, "clock")];
  return begin === end ? begin : `${begin} to ${end}`;
}

/** The moment a row belongs to: the last one that had ended by then. */
export function indexAt(moments: readonly ShownMoment[], seq: number): number {
  return Math.max(
    0,
    moments.findLastIndex((moment) => moment.seq <= seq),
  );
}
