import { entriesOf } from "#db/interviews.ts";
import type { ProcessRow } from "#db/processes.ts";
import { membersOf } from "#db/programs.ts";
import { postingsOf, timetableOf, whereaboutsOf } from "#db/rounds.ts";
import { ROLES } from "#shared/roles.ts";
import { stepState, TIMETABLE, type TimetableFacts } from "#shared/timetable.ts";
import { dateAndTime } from "#shared/zoned.ts";
import { keepsDates } from "../commands/round.ts";
import type { CommandContext } from "../context.ts";

/** The timetable and the posting record of a round, for everybody who reads its page. */
export function roundDates(ctx: CommandContext, row: ProcessRow) {
  const { db } = ctx;
  const members = membersOf(db, row.programId);
  const due = timetableOf(db, row.id);
  const postings = postingsOf(db, row.id);
  const facts: TimetableFacts = {
    round: row.state as TimetableFacts["round"],
    // Of all files, whoever reads: a step is done or not, and its state names nobody.
    entries: entriesOf(db, row.id),
    postings: postings.length,
    today: dateAndTime(ctx.clock(), whereaboutsOf(db, row).zone).date,
  };
  return {
    mayKeep: keepsDates(ctx, row),
    steps: TIMETABLE.map(({ id, label, owner }) => {
      const dueOn = due.get(id)?.dueOn ?? null;
      return {
        id,
        label,
        owner: members.find((member) => member.role === owner)?.name ?? ROLES[owner].label,
        dueOn,
        state: stepState(id, dueOn, facts),
      };
    }),
    postings: postings.map(({ id, place, postedOn, closesOn, name }) => ({ id, place, postedOn, closesOn, by: name })),
  };
}

export type RoundDates = ReturnType<typeof roundDates>;
