import { formatTime, type TimeStyle } from "#shared/time.ts";

/** A moment, in the program's zone. The same words on the server and in the browser. */
export function Time({ at, zone, as = "datetime" }: { at: number; zone: string; as?: TimeStyle }) {
  return <time dateTime={new Date(at).toISOString()}>{formatTime(at, zone, as)}</time>;
}
