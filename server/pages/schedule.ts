import { needsOf } from "#db/accommodation.ts";
import { type CandidateRow, candidateFactsOf, candidateRowsWith } from "#db/candidates.ts";
import { type InterviewLine, interviewLines } from "#db/interviews.ts";
import { processById, processFacts } from "#db/processes.ts";
import { type Booked, bookedInterviews, whereaboutsOf } from "#db/rounds.ts";
import { can, canMove, hasRight, stateLabel } from "#shared/machine.ts";
import { PAGE_SIZE, pageOf } from "#shared/pages.ts";
import { zoneName } from "#shared/time.ts";
import type { CommandContext } from "../context.ts";
import { overlapWords } from "./overlaps.ts";

/**
 * The interviews of a round by the school's clocks, as far as this person may see them, and what they may set. What a
 * candidate needs on the day is in it for the coordinator alone; for everybody else not even its key is.
 * @returns `null` when the round does not exist for this person
 */
export function schedulePage(
  ctx: CommandContext,
  processId: string,
  asked: { page?: string | null; needs?: string | null } = {},
) {
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, processId);
  if (!row || row.terms === null || !can(viewer, "R", "round", processFacts(row))) return null;
  const { zone, school } = whereaboutsOf(db, row);
  const all = interviewLines(db, viewer.programId, row.id);
  const records = all.filter(({ facts }) => can(viewer, "R", "session", facts));
  let booked: Booked[] | undefined;
  const mayMove = ({ interview, facts }: InterviewLine) =>
    interview.state === "briefed" && can(viewer, "X", "session", facts);
  const line = (record: InterviewLine) => {
    const { interview, candidate, terms, facts } = record;
    const movable = mayMove(record);
    if (movable) booked ??= bookedInterviews(db, viewer.programId);
    const panel = terms.panel.filter((userId) => !facts.recused?.includes(userId));
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
        booked && movable && scheduledAt !== null
          ? overlapWords(ctx, { interviewId: id, start: scheduledAt, minutes, panel }, booked)
          : null,
      mayMove: movable,
    };
  };
  const people = candidateRowsWith(db, row.id, all);
  const factsOf = candidateFactsOf(db, row);
  const mayBook = (candidate: CandidateRow) =>
    row.state === "active" && canMove(viewer, "schedule", factsOf(candidate));
  const waiting = [
    ...people.filter(mayBook).map(({ id, name }) => ({ candidateId: id, name })),
    ...records
      .filter((record) => mayMove(record) && record.interview.scheduledAt === null)
      .map(({ candidate }) => ({ candidateId: candidate.id, name: candidate.name })),
  ];
  const { items, ...list } = pageOf(
    records.filter(({ interview }) => interview.scheduledAt !== null),
    asked.page,
    line,
  );
  return {
    round: { id: row.id, title: row.title },
    zone,
    clocks: `${zoneName(zone)} (${zone})`,
    school,
    lines: items,
    list,
    waiting: waiting.slice(0, PAGE_SIZE),
    waitingMore: Math.max(0, waiting.length - PAGE_SIZE),
    outbox: hasRight(viewer, "outbox", viewer.programId),
    ...(hasRight(viewer, "accommodation", viewer.programId) ? { needs: needs(ctx, people, items, asked.needs) } : {}),
  };
}

export type SchedulePage = NonNullable<ReturnType<typeof schedulePage>>;

/** Candidates with what was noted, and what was noted of those on the page; only for the coordinator. */
function needs(
  { db }: CommandContext,
  people: readonly CandidateRow[],
  lines: readonly { candidateId: string }[],
  asked: string | null | undefined,
) {
  const noted = needsOf(
    db,
    people.map((person) => person.id),
  );
  const open = people.filter(({ state }) => ["eligible", "scheduled", "waiver", "submitted"].includes(state));
  return {
    ...pageOf(open, asked, ({ id, name }) => ({ candidateId: id, name, need: noted.get(id) ?? "" })),
    ofLines: lines.map(({ candidateId }) => noted.get(candidateId) ?? ""),
  };
}
