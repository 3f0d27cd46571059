/*
 * Working days are Monday to Friday. Holidays are not known: they differ by state and district.
 */

const DAY = 86_400_000;

/** The day that lies `n` working days before a day. @param day ISO, such as 2027-05-20 @param n from 0 */
export function workingDaysBefore(day: string, n: number): string {
  let at = Date.parse(`${day}T12:00:00Z`);
  for (let left = n; left > 0; ) {
    at -= DAY;
    if (isWorkingDay(at)) left -= 1;
  }
  return new Date(at).toISOString().slice(0, 10);
}

function isWorkingDay(at: number): boolean {
  const weekday = new Date(at).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
