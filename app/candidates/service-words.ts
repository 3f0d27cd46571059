import type { Stretch } from "#shared/service.ts";
import { dayInWords } from "#shared/time.ts";

export function gapSentence({ from, to, days }: Stretch): string {
  return `Gap of ${count(days)}, ${dayInWords(from)} to ${dayInWords(to)}: not counted.`;
}

export function overlapSentence({ from, to, days }: Stretch): string {
  return `Overlap of ${count(days)}, ${dayInWords(from)} to ${dayInWords(to)}: counted once.`;
}

function count(days: number): string {
  return days === 1 ? "1 day" : `${days.toLocaleString("en-US")} days`;
}
