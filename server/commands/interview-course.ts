import { deviationsOf, turnsOf, writeDeviation, writeTurn } from "#db/course.ts";
import type { InterviewRecord } from "#db/interviews.ts";
import type { deviation } from "#db/schema.ts";
import {
  neverAsked,
  outOfOrder,
  overTime,
  plannedMinutes,
  questionsInWords,
  type Turn,
  timeSpent,
} from "#shared/course.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { audit, changed, noSuchInterview, openInterview } from "./interview-access.ts";

/*
 * Where an interview leaves the agreed course, the server writes it down itself, inside the transaction of the act that
 * left it: nobody can ask a question out of order, run over, or leave one out, and not have it on record.
 */

type Entry = Omit<typeof deviation.$inferInsert, "id" | "interviewId">;

/**
 * The turns so far. Of an interview that went live before turns were kept nothing is held against anybody: it counts
 * as having asked everything up to where it stands, just now.
 */
export function knownTurns(ctx: CommandContext, { interview }: InterviewRecord): Turn[] {
  const turns = turnsOf(ctx.db, interview.id);
  return turns.length > 0 ? turns : [{ question: interview.question, at: ctx.clock() }];
}

/** Inside the move's transaction: everybody's view goes to a question, out of its turn or in it. */
export function takeTurn(
  ctx: CommandContext,
  record: InterviewRecord,
  { turns, question, at }: { turns: readonly Turn[]; question: number; at: number },
): void {
  if (turns.length > 0 && outOfOrder(turns, question)) deviate(ctx, record, { kind: "out-of-order", question, at });
  writeTurn(ctx.db, { interviewId: record.interview.id, question, userId: ctx.viewer.userId, at });
}

/** Inside the move's transaction: the question that was up is left. One overrun a question, however often it was up. */
export function leaveQuestion(ctx: CommandContext, record: InterviewRecord, turns: readonly Turn[], at: number): void {
  const { interview, terms } = record;
  const index = turns.at(-1)?.question ?? interview.question;
  const question = terms.questions[index];
  const overMs = question ? overTime(timeSpent(turns, index, at), plannedMinutes(question)) : 0;
  if (overMs === 0) return;
  const before = deviationsOf(ctx.db, interview.programId, interview.id);
  if (before.some((entry) => entry.kind === "overrun" && entry.question === index)) return;
  deviate(ctx, record, { kind: "overrun", question: index, overMs, at });
}

/** The questions of the signed list that nobody was asked yet, by index. */
export function unasked(ctx: CommandContext, record: InterviewRecord): number[] {
  return neverAsked(knownTurns(ctx, record), record.terms.questions.length);
}

/** What ending now would leave out, and that it needs a reason; null when everything was asked or a reason is given. */
export function refuseEarlyEnd(ctx: CommandContext, record: InterviewRecord, reason: string): Refusal | null {
  const left = unasked(ctx, record);
  if (left.length === 0 || reason) return null;
  return refuse(
    "unasked",
    `${questionsInWords(left)} ${left.length === 1 ? "was" : "were"} not asked. Ask what is left, or write why you end without. It goes on record.`,
  );
}

/**
 * Inside the end's transaction: the last question is left, what never was asked is named with the lead's reason, and so
 * is a long interview.
 */
export function endCourse(
  ctx: CommandContext,
  record: InterviewRecord,
  { at, reason }: { at: number; reason: string },
): void {
  const { interview, terms } = record;
  const turns = knownTurns(ctx, record);
  leaveQuestion(ctx, record, turns, at);
  for (const question of neverAsked(turns, terms.questions.length))
    deviate(ctx, record, { kind: "skipped", question, words: reason, at });
  const overMs = interview.startedAt === null ? 0 : overTime(at - interview.startedAt, interview.minutes);
  if (overMs > 0) deviate(ctx, record, { kind: "overrun", overMs, at });
}

/** Puts an entry into the log, with its audit event; inside the caller's transaction. */
export function deviate(ctx: CommandContext, { interview }: InterviewRecord, entry: Entry): void {
  writeDeviation(ctx.db, {
    ...entry,
    interviewId: interview.id,
    userId: entry.words === undefined ? null : ctx.viewer.userId,
  });
  audit(ctx, "interview.deviation", interview.id, {
    kind: entry.kind,
    ...(typeof entry.question === "number" ? { question: entry.question + 1 } : {}),
  });
}

/**
 * A lead's own words in the deviation log: the reason for an entry, or something the server cannot see (a fire drill).
 * Rows are only ever added. @param input.about the entry the words explain; null for an entry of its own
 */
export function noteDeviation(
  ctx: CommandContext,
  input: { interviewId: string; words: string; about: string | null },
): Outcome {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record || !can(viewer, "R", "course", record.facts)) return noSuchInterview();
  if (!can(viewer, "X", "course", record.facts))
    return refuse("not-allowed", "The two leads write the deviation log, until the joint scorecard is fixed.");
  const words = input.words.trim();
  if (!words) return refuse("words", "Write what happened, or why. It stands in the sealed record.");
  const { id, programId } = record.interview;
  if (input.about !== null && !deviationsOf(db, programId, id).some((entry) => entry.id === input.about))
    return refuse("no-deviation", "There is no such entry in the deviation log of this interview.");
  db.transaction(() => {
    const about = input.about;
    writeDeviation(db, { interviewId: id, kind: "noted", about, words, userId: viewer.userId, at: ctx.clock() });
    audit(ctx, about === null ? "interview.deviation" : "interview.deviation-reason", id, { kind: "noted" });
  });
  return changed(ctx, record);
}
