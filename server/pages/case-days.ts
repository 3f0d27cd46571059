import type { Assignment } from "#db/assignments.ts";
import { evaluationsOfAssignment } from "#db/evaluations.ts";
import { probationOfAssignment } from "#db/probations.ts";
import { removalsOfAssignment } from "#db/removals.ts";
import { clauseOf } from "#shared/mou.ts";
import { dayOf, today } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";
import { evaluationDays, removalDays } from "./case-days-evaluation.ts";
import { probationDaysOf } from "./case-days-probation.ts";

/** One day of a case, before it is judged against the calendar. */
export interface CaseDay {
  key: string;
  /** What is due, as a noun: "Self-assessment of checkpoint 3". */
  what: string;
  /** ISO date; the day is over at midnight where the program is. */
  on: string;
  /** Milliseconds since 1970, where it is a moment and not a day. */
  at?: number;
  /** Where it is done. */
  to: string;
  /** In words, once nobody waits for it any more: "Handed over". */
  done: string | null;
  /** What happens when the day passes. */
  passes: string;
  /** The parameter of the agreement it follows from, and the version its record keeps. */
  rests?: { parameter: string; version: number | null };
}

/**
 * What runs by itself in a case, as far as this person may know of it: each day, what it brings, and the clause behind
 * it. Days to come and days that passed with nothing done first, in order; what is done after them, the newest first.
 */
export function caseDays(ctx: CommandContext, of: Assignment) {
  const { db, viewer } = ctx;
  const now = ctx.clock();
  const day = today(ctx, of.programId);
  const local = (at: number) => dayOf(ctx, of.programId, at);
  const probation = probationOfAssignment(db, of.id);
  const all = [
    ...(probation ? probationDaysOf(ctx, probation) : []),
    ...evaluationsOfAssignment(db, of.id).flatMap((one) => evaluationDays(viewer, one, local)),
    ...removalsOfAssignment(db, of.id).flatMap((one) => removalDays(viewer, one, local)),
  ];
  const lines = all.map(({ rests, ...one }) => ({
    ...one,
    at: one.at ?? null,
    /** Its day is over, and it is not done. */
    overdue: one.done === null && (one.at === undefined ? one.on < day : one.at < now),
    today: one.done === null && one.on === day,
    clause: rests ? clauseLink(rests) : null,
  }));
  return {
    open: lines.filter(({ done }) => done === null).sort((a, b) => a.on.localeCompare(b.on)),
    done: lines.filter(({ done }) => done !== null).sort((a, b) => b.on.localeCompare(a.on)),
  };
}

export type CaseDays = ReturnType<typeof caseDays>;

function clauseLink({ parameter, version }: NonNullable<CaseDay["rests"]>) {
  const { id, title } = clauseOf(parameter);
  return version === null ? null : { title, version, to: `/agreement/${version}#clause-${id}` };
}
