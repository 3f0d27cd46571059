import { eq } from "drizzle-orm";
import { candidateById } from "#db/candidates.ts";
import { interviewOfCandidate } from "#db/interviews.ts";
import { bookedInterviews } from "#db/rounds.ts";
import { interview } from "#db/schema.ts";
import { plainLine } from "#shared/candidate-input.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { announceInterview } from "../mail/announce.ts";
import { overlapWords } from "../pages/overlaps.ts";
import { audit, changed, noSuchInterview, openInterview } from "./interview-access.ts";
import { prepareInterview } from "./interviews.ts";

/*
 * When and where interviews are held. Each command is ONE synchronous function, and every letter about it is written
 * in the same transaction.
 */

/** A time and a place. @property scheduledAt milliseconds since 1970 @property place null while it is open */
export interface Slot {
  scheduledAt: number;
  minutes: number;
  place: string | null;
}

const DAY = 86_400_000;

/**
 * Gives each of several candidates of one round an interview, all or none. Whoever was called off gets a new time.
 * @param input.despite set it although panel members sit in another interview then
 */
export function setInterviews(
  ctx: CommandContext,
  input: { processId: string; slots: readonly (Slot & { candidateId: string })[]; despite?: boolean },
): Outcome<{ interviewIds: string[] }> {
  if (input.slots.length === 0) return refuse("nobody", "Choose at least one candidate.");
  if (new Set(input.slots.map((slot) => slot.candidateId)).size < input.slots.length)
    return refuse("twice", "A candidate is named twice. Load the page again.");
  const ready: Ready[] = [];
  for (const slot of input.slots) {
    const person = candidateById(ctx.db, ctx.viewer.programId, slot.candidateId);
    if (person?.processId !== input.processId) return refuse("not-found", "There is no such candidate.");
    const one = prepareOne(ctx, slot, input.despite ?? false);
    if (!one.ok) return one;
    ready.push(one);
  }
  ctx.db.transaction(() => {
    for (const { write } of ready) write();
  });
  ctx.rooms.recordChanged(ctx.viewer.programId, "process", input.processId);
  for (const { interviewId } of ready) ctx.rooms.recordChanged(ctx.viewer.programId, "interview", interviewId);
  return { ok: true, interviewIds: ready.map(({ interviewId }) => interviewId) };
}

/** Another time or place for an interview that has not begun. Everybody invited is told, with the reason. */
export function moveInterview(
  ctx: CommandContext,
  input: Slot & { interviewId: string; reason: string; despite?: boolean },
): Outcome {
  const found = movable(ctx, input.interviewId);
  if (!found.ok) return found;
  const ready = prepareMove(ctx, found.record, input);
  if (!ready.ok) return ready;
  ctx.db.transaction(ready.write);
  const { programId, processId } = found.record.interview;
  ctx.rooms.recordChanged(programId, "process", processId);
  return changed(ctx, found.record);
}

/** Takes an interview's time away. The room and the panel stay; a new time can be set. */
export function callOffInterview(ctx: CommandContext, input: { interviewId: string; reason: string }): Outcome {
  const found = movable(ctx, input.interviewId);
  if (!found.ok) return found;
  const { record } = found;
  const { id, scheduledAt, minutes, place, sequence, programId, processId } = record.interview;
  if (scheduledAt === null) return refuse("no-time", "This interview has no time. Nothing was changed.");
  const reason = input.reason.trim();
  const wrong = reasonProblem(reason);
  if (wrong) return wrong;
  ctx.db.transaction(() => {
    ctx.db
      .update(interview)
      .set({ scheduledAt: null, sequence: sequence + 1 })
      .where(eq(interview.id, id))
      .run();
    announceInterview(ctx, id, { what: "called-off", reason, was: scheduledAt, minutes, place });
    audit(ctx, "interview.called-off", id, { sequence: sequence + 1 });
  });
  ctx.rooms.recordChanged(programId, "process", processId);
  return changed(ctx, record);
}

interface Ready {
  ok: true;
  interviewId: string;
  /** For the caller's transaction. */
  write: () => void;
}

function prepareOne(ctx: CommandContext, slot: Slot & { candidateId: string }, despite: boolean): Ready | Refusal {
  const present = interviewOfCandidate(ctx.db, slot.candidateId);
  if (present) {
    if (present.scheduledAt !== null)
      return refuse("has-time", "One of these candidates has a time already. Load the page again.");
    const found = movable(ctx, present.id);
    return found.ok ? prepareMove(ctx, found.record, { ...slot, reason: "", despite }) : found;
  }
  const wrong = slotProblem(ctx, slot);
  if (wrong) return wrong;
  const ready = prepareInterview(ctx, { ...slot, place: placeOf(slot.place) });
  if (!ready.ok) return ready;
  return (despite ? null : clashOf(ctx, slot, ready.interviewId, ready.panel)) ?? ready;
}

type Movable = NonNullable<ReturnType<typeof openInterview>>;

function prepareMove(
  ctx: CommandContext,
  record: Movable,
  input: Slot & { reason: string; despite?: boolean },
): Ready | Refusal {
  const { id, scheduledAt, minutes, place, sequence } = record.interview;
  const reason = input.reason.trim();
  const wrong = slotProblem(ctx, input) ?? (scheduledAt === null ? null : reasonProblem(reason));
  if (wrong) return wrong;
  if (scheduledAt === input.scheduledAt && minutes === input.minutes && place === placeOf(input.place))
    return refuse("same", "This is the time and place it has already. Nothing was changed.");
  const panel = record.seats.filter((seat) => seat.state !== "recused").map((seat) => seat.userId);
  const clash = input.despite ? null : clashOf(ctx, input, id, panel);
  if (clash) return clash;
  const write = () => {
    ctx.db
      .update(interview)
      .set({
        scheduledAt: input.scheduledAt,
        minutes: input.minutes,
        place: placeOf(input.place),
        sequence: sequence + 1,
      })
      .where(eq(interview.id, id))
      .run();
    announceInterview(ctx, id, scheduledAt === null ? { what: "set" } : { what: "moved", reason });
    audit(ctx, "interview.moved", id, { sequence: sequence + 1 });
  };
  return { ok: true, interviewId: id, write };
}

/** The interview, when this person may move it now. */
function movable(ctx: CommandContext, interviewId: string) {
  const record = openInterview(ctx, interviewId);
  if (!record) return noSuchInterview();
  if (!can(ctx.viewer, "X", "session", record.facts))
    return refuse("not-allowed", "The leads and the program coordinator set the times of interviews.");
  if (record.interview.state !== "briefed")
    return refuse("begun", "This interview has begun. Its time no longer changes.");
  return { ok: true as const, record };
}

function slotProblem(ctx: CommandContext, { scheduledAt, minutes, place }: Slot): Refusal | null {
  if (scheduledAt < ctx.clock() - DAY) return refuse("slot", "This day has passed. Choose a day to come.");
  if (!Number.isInteger(minutes) || minutes < 10 || minutes > 480)
    return refuse("minutes", "An interview lasts 10 to 480 minutes. Check its length.");
  if ((placeOf(place) ?? "").length > 200) return refuse("place", "At most 200 characters for the place. Shorten it.");
  return null;
}

function placeOf(place: string | null): string | null {
  return (place && plainLine(place)) || null;
}

function reasonProblem(reason: string): Refusal | null {
  if (reason.length < 10) return refuse("reason", "Write why, in a sentence. The panel and the candidate read it.");
  if (reason.length > 500) return refuse("reason", "At most 500 characters. Shorten the reason.");
  return null;
}

/** Refuses a time at which panel members of this interview sit in another one, and says who and where. */
function clashOf(ctx: CommandContext, slot: Slot, interviewId: string, panel: readonly string[]): Refusal | null {
  const booked = bookedInterviews(ctx.db, ctx.viewer.programId);
  const one = { interviewId, start: slot.scheduledAt, minutes: slot.minutes, panel };
  const words = overlapWords(ctx, one, booked);
  return words ? refuse("overlap", `${words} Choose another time, or set it all the same.`) : null;
}
