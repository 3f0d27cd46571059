import { holidayList } from "#db/holidays.ts";
import { programOf } from "#db/programs.ts";
import { addDays } from "#shared/days.ts";
import { hasRight } from "#shared/machine.ts";
import { today } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";
import { officersPage } from "./officers.ts";

/** The days without work, as stretches under one name. @returns `null` for whoever takes part in no case */
export function holidaysPage(ctx: CommandContext) {
  const { db, viewer } = ctx;
  const mayKeep = hasRight(viewer, "holidays", viewer.programId);
  if (!mayKeep && officersPage(ctx) === null) return null;
  const now = today(ctx, viewer.programId);
  const stretches: { name: string; from: string; to: string; days: string[] }[] = [];
  for (const { day, name } of holidayList(db, viewer.programId)) {
    const last = stretches.at(-1);
    if (last && last.name === name && addDays(last.to, 1) === day) {
      last.to = day;
      last.days.push(day);
    } else stretches.push({ name, from: day, to: day, days: [day] });
  }
  return {
    mayKeep,
    today: now,
    timeZone: programOf(db, viewer.programId)?.timeZone ?? "UTC",
    coming: stretches.filter(({ to }) => to >= now),
    past: stretches.filter(({ to }) => to < now),
  };
}

export type HolidaysPage = NonNullable<ReturnType<typeof holidaysPage>>;
