import { dropHoliday, holidayList, keepHoliday } from "#db/holidays.ts";
import { addDays } from "#shared/days.ts";
import { hasRight } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { today } from "./case-access.ts";
import { audit } from "./interview-access.ts";

/** A summer is the longest that schools close for at once. */
const LONGEST_DAYS = 120;

/**
 * Writes down days without work: working days are counted around them from now on. Days that are already set for a step
 * stay as they were told.
 * @param input first and last day as ISO dates, and what people call them
 */
export function addHolidays(ctx: CommandContext, input: { from: string; to: string; name: string }): Outcome {
  const { db, viewer } = ctx;
  const { programId, userId } = viewer;
  if (!hasRight(viewer, "holidays", programId)) return notTheirs();
  const name = input.name.trim();
  const last = input.to || input.from;
  if (!isDay(input.from) || !isDay(last))
    return refuse("from", "Enter the first day, and the last one if it is another.");
  if (input.from < today(ctx, programId))
    return refuse("past", "A day that has passed was counted already. Enter days from today on.");
  if (last < input.from) return refuse("to", "The last day lies before the first. Enter the later day as the last.");
  if (last > addDays(input.from, LONGEST_DAYS))
    return refuse("to", `Enter at most ${LONGEST_DAYS} days at once. Enter a longer time in two parts.`);
  if (name === "") return refuse("name", "Say what these days are, for example “Winter break”.");
  db.transaction(() => {
    for (let day = input.from; day <= last; day = addDays(day, 1))
      keepHoliday(db, { programId, day, name, userId, at: ctx.clock() });
    audit(ctx, "holidays.kept", programId, { from: input.from, to: last });
  });
  return { ok: true };
}

/** Takes one day back, before it has come. */
export function removeHoliday(ctx: CommandContext, input: { day: string }): Outcome {
  const { db, viewer } = ctx;
  const { programId } = viewer;
  if (!hasRight(viewer, "holidays", programId)) return notTheirs();
  if (!holidayList(db, programId).some(({ day }) => day === input.day))
    return refuse("gone", "This day is not in the list any more.");
  if (input.day < today(ctx, programId)) return refuse("past", "A day that has passed stays in the list.");
  db.transaction(() => {
    dropHoliday(db, programId, input.day);
    audit(ctx, "holidays.dropped", programId, { day: input.day });
  });
  return { ok: true };
}

const notTheirs = () =>
  refuse("not-allowed", "The program coordinator or a school administrator keeps this list. Ask one of them.");
