import type { Stretch } from "#shared/service.ts";
import { formatTime } from "#shared/time.ts";

/** "2022-09-06" → "September 6, 2022". */
export function dayInWords(iso: string): string {
  return formatTime(Date.parse(`${iso}T12:00:00Z`), "UTC", "date");
}

export function gapSentence({ from, to, days }: Stretch): string {
  return `Gap of ${count(days)}, ${dayInWords(from)} to ${dayInWords(to)}: not counted.`;
}

export function overlapSentence({ from, to, days }: Stretch): string {
  return `Overlap of ${count(days)}, ${dayInWords(from)} to ${dayInWords(to)}: counted once.`;
}

function count(days: number): string {
  return days === 1 ? "1 day" : `${days.toLocaleString("en-US")} days`;
}
