import { needsOf } from "#db/accommodation.ts";
import { candidateFacts, candidatesOf } from "#db/candidates.ts";
import { interviewRecord, interviewsOf } from "#db/interviews.ts";
import { processById, processFacts } from "#db/processes.ts";
import { bookedInterviews, whereaboutsOf } from "#db/rounds.ts";
import { can, canMove, hasRight, stateLabel } from "#shared/machine.ts";
import { zoneName } from "#shared/time.ts";
import type { CommandContext } from "./context.ts";
import { overlapWords } from "./overlaps.ts";

/**
 * The interviews of a round by the school's clocks, as far as this person may see them, and what they may set. What a
 * candidate needs on the day is in it for the coordinator alone; for everybody else not even its key is.
 * @returns `null` when the round does not exist for this person
 */
export function schedulePage(ctx: CommandContext, processId: string) {
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, processId);
  if (!row || row.terms === null || !can(viewer, "R", "round", processFacts(row))) return null;
  const { zone, school } = whereaboutsOf(db, row);
  const records = interviewsOf(db, row.id).flatMap(({ id }) => {
    const record = interviewRecord(db, viewer.programId, id);
    return record && can(viewer, "R", "session", record.facts) ? [record] : [];
  });
  const booked = bookedInterviews(db, viewer.programId);
  const lines = records.map((record) => {
    const { interview, candidate, seats, facts } = record;
    const mayMove = interview.state === "briefed" && can(viewer, "X", "session", facts);
    const panel = seats.filter((seat) => seat.state !== "recused").map((seat) => seat.userId);
    const { id, scheduledAt, minutes, place } = interview;
    return {
      id,
      candidateId: candidate.id,
      name: candidate.name,
      scheduledAt,
      minutes,
      place,
      state: stateLabel("interview", interview.state),
      overlap:
        mayMove && scheduledAt !== null
          ? overlapWords(ctx, { interviewId: id, start: scheduledAt, minutes, panel }, booked)
          : null,
      mayMove,
    };
  });
  const mayBook = (candidate: ReturnType<typeof candidatesOf>[number]) =>
    row.state === "active" && canMove(viewer, "schedule", candidateFacts(db, candidate));
  const people = candidatesOf(db, row.id);
  const waiting = [
    ...people.filter(mayBook).map(({ id, name }) => ({ candidateId: id, name })),
    ...lines
      .filter((line) => line.mayMove && line.scheduledAt === null)
      .map(({ candidateId, name }) => ({ candidateId, name })),
  ];
  return {
    round: { id: row.id, title: row.title },
    zone,
    clocks: `${zoneName(zone)} (${zone})`,
    school,
    lines: lines.filter((line) => line.scheduledAt !== null),
    waiting,
    outbox: hasRight(viewer, "outbox", viewer.programId),
    ...(hasRight(viewer, "accommodation", viewer.programId) ? { needs: needs(ctx, people) } : {}),
  };
}

export type SchedulePage = NonNullable<ReturnType<typeof schedulePage>>;

/** Every candidate with what was noted; only for the coordinator. */
function needs({ db }: CommandContext, people: readonly { id: string; name: string; state: string }[]) {
  const noted = needsOf(
    db,
    people.map((person) => person.id),
  );
  return people
    .filter(({ state }) => state === "eligible" || state === "scheduled" || state === "waiver" || state === "submitted")
    .map(({ id, name }) => ({ candidateId: id, name, need: noted.get(id) ?? "" }));
}
