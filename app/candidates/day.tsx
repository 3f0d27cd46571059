import { dayInWords } from "./service-words.ts";

/** A day of the calendar, without a clock or a zone. */
export function Day({ iso }: { iso: string }) {
  return <time dateTime={iso}>{dayInWords(iso)}</time>;
}
