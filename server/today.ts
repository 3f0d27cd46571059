import { programOf } from "#db/programs.ts";
import { zonedDay } from "#shared/zoned.ts";
import type { CommandContext } from "./context.ts";

/** Today where the program is, as an ISO date. */
export function todayOf({ clock, db, viewer }: CommandContext): string {
  return zonedDay(clock(), programOf(db, viewer.programId)?.timeZone ?? "UTC");
}
