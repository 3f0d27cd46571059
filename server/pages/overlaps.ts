import { processById } from "#db/processes.ts";
import { type Booked, whereaboutsOf } from "#db/rounds.ts";
import { formatTime } from "#shared/time.ts";
import type { CommandContext } from "../context.ts";

const MINUTE = 60_000;
const listed = new Intl.ListFormat("en-US", { type: "conjunction" });

/**
 * Who of one interview's panel sits in another interview at its time, in words; `null` when nobody does. Names rounds
 * and people of the panel, never a candidate.
 * @param one.start milliseconds since 1970 @param one.panel user ids
 */
export function overlapWords(
  { db, viewer }: Pick<CommandContext, "db" | "viewer">,
  one: { interviewId: string; start: number; minutes: number; panel: readonly string[] },
  booked: readonly Booked[],
): string | null {
  const sentences = booked
    .filter((other) => other.interviewId !== one.interviewId)
    .filter((o) => o.start < one.start + one.minutes * MINUTE && one.start < o.start + o.minutes * MINUTE)
    .flatMap((other) => {
      const both = other.panel.filter(({ userId }) => one.panel.includes(userId));
      if (both.length === 0) return [];
      const round = processById(db, viewer.programId, other.processId);
      const zone = round ? whereaboutsOf(db, round).zone : "UTC";
      const from = formatTime(other.start, zone, "slot");
      const to = formatTime(other.start + other.minutes * MINUTE, zone, "time");
      const sits = both.length === 1 ? "sits" : "sit";
      const names = listed.format(both.map(({ name }) => name));
      return `${names} ${sits} in another interview then: ${other.title}, ${from} to ${to}.`;
    });
  return sentences.length > 0 ? sentences.join(" ") : null;
}
