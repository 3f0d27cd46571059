import { dayInWords } from "#shared/time.ts";

/** A day of the calendar, without a clock or a zone. */
export function Day({ iso }: { iso: string }) {
  return <time dateTime={iso}>{dayInWords(iso)}</time>;
}
