import { eq } from "drizzle-orm";
import { candidateById, candidateFacts } from "#db/candidates.ts";
import { newId } from "#db/ids.ts";
import { decisionsOf, type InterviewRecord, kitUnread } from "#db/interviews.ts";
import { cancelMails } from "#db/mail.ts";
import { processById, termsOf } from "#db/processes.ts";
import { membersOf } from "#db/programs.ts";
import { agreement, candidate, card, interview } from "#db/schema.ts";
import { can, canMove, LIFECYCLES, next } from "#shared/machine.ts";
import type { Room } from "#shared/rooms.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { announceInterview } from "../mail/announce.ts";
import { REMINDER } from "../mail/kinds.ts";
import {
  audit,
  cardRoom,
  changed,
  deciding,
  interviewRoom,
  noSuchInterview,
  openInterview,
  refuseMove,
} from "./interview-access.ts";
import { deviate, endCourse, knownTurns, leaveQuestion, refuseEarlyEnd, takeTurn } from "./interview-course.ts";

/*
 * The interview's own moves. Every command here is ONE synchronous function: between its check and its commit no
 * keystroke and no other person's click can fall. An `await` in one of them would end that.
 */

/**
 * Sets the interview of an eligible candidate: the panel's cards and all live rooms are made with it, and the letters
 * that invite to it. @param input.scheduledAt milliseconds since 1970, or null when no time is set yet.
 */
export function scheduleInterview(ctx: CommandContext, input: NewInterview): Outcome<{ interviewId: string }> {
  const ready = prepareInterview(ctx, input);
  if (!ready.ok) return ready;
  ctx.db.transaction(ready.write);
  ctx.rooms.recordChanged(ctx.viewer.programId, "process", ready.processId);
  return { ok: true, interviewId: ready.interviewId };
}

export interface NewInterview {
  candidateId: string;
  scheduledAt: number | null;
  minutes?: number;
  place?: string | null;
}

/** Everything checked, nothing written: `write` is for the caller's transaction, which several interviews can share. */
export function prepareInterview(
  ctx: CommandContext,
  input: NewInterview,
): Outcome<{ interviewId: string; processId: string; panel: readonly string[]; write: () => void }> {
  const { db, viewer, rooms } = ctx;
  const person = candidateById(db, viewer.programId, input.candidateId);
  const round = person && processById(db, viewer.programId, person.processId);
  if (!person || !round) return refuse("not-found", "There is no such candidate.");
  const facts = candidateFacts(db, person);
  if (!canMove(viewer, "schedule", facts)) return refuseMove(facts, "schedule");
  const terms = termsOf(round);
  if (!terms || round.state !== "active")
    return refuse("not-in-force", "The process agreement is not in force, so no interview can be set in this round.");

  const id = newId("iv");
  const moderator = membersOf(db, viewer.programId).find(
    (m) => m.role === terms.moderator && terms.panel.includes(m.userId),
  );
  const room = (part: "session" | "notes"): Room => ({
    programId: viewer.programId,
    kind: "interview",
    recordId: id,
    part,
    revision: 1,
  });
  const write = () => {
    db.insert(interview)
      .values({
        id,
        programId: viewer.programId,
        processId: round.id,
        candidateId: person.id,
        state: LIFECYCLES.interview.initial,
        scheduledAt: input.scheduledAt,
        minutes: input.minutes ?? 60,
        place: input.place ?? null,
        moderatorId: moderator?.userId ?? null,
      })
      .run();
    for (const userId of terms.panel)
      db.insert(card)
        .values({ id: newId("ca"), interviewId: id, userId, state: LIFECYCLES.card.initial })
        .run();
    db.update(candidate)
      .set({ state: next("candidate", facts.state, "schedule") ?? facts.state })
      .where(eq(candidate.id, person.id))
      .run();
    rooms.create(room("session"));
    rooms.create(room("notes"));
    for (const userId of terms.panel) rooms.create({ ...room("notes"), part: "card", userId } as Room);
    audit(ctx, "interview.scheduled", id, { candidateId: person.id, seats: terms.panel.length });
    announceInterview(ctx, id, { what: "set" });
  };
  return { ok: true, interviewId: id, processId: round.id, panel: terms.panel, write };
}

/**
 * Starts the questions: notes and cards open for writing. Who has not acknowledged the kit holds up the start, unless
 * the lead says why not; that stands in the deviation log.
 */
export function startInterview(ctx: CommandContext, input: { interviewId: string; reason?: string }): Outcome {
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!canMove(ctx.viewer, "start", record.facts)) return refuseMove(record.facts, "start");
  const unread = kitUnread(record.seats);
  const reason = input.reason?.trim() ?? "";
  if (unread.length > 0 && !reason)
    return refuse(
      "kit",
      `Not everybody has acknowledged the kit: ${unread.map(({ name }) => name).join(", ")}. Wait for them, or write why you start without. It goes on record.`,
    );
  const at = ctx.clock();
  ctx.db.transaction(() => {
    ctx.db.update(interview).set({ state: "live", startedAt: at }).where(eq(interview.id, record.interview.id)).run();
    audit(ctx, "interview.started", record.interview.id);
    cancelMails(ctx.db, record.interview.id, Object.values(REMINDER), at);
    for (const { userId } of unread) deviate(ctx, record, { kind: "kit", personId: userId, words: reason, at });
    takeTurn(ctx, record, { turns: [], question: record.interview.question, at });
  });
  return changed(ctx, record);
}

/**
 * Moves everyone's view to one question. Leaving one after its time, or taking one before its turn, writes the
 * deviation in the same transaction. @param input.index position in the signed list, from 0.
 */
export function goToQuestion(ctx: CommandContext, input: { interviewId: string; index: number }): Outcome {
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!can(ctx.viewer, "X", "session", record.facts))
    return refuse("not-allowed", "The moderator leads the questions. Your view follows.");
  if (record.interview.state !== "live")
    return refuse("not-live", "The questions can only be moved while the interview is live.");
  if (!Number.isInteger(input.index) || !record.terms.questions[input.index])
    return refuse("no-question", "There is no such question in the signed list.");
  // A second click on the same button, or the other lead's, changes nothing.
  if (input.index === record.interview.question) return { ok: true };
  const at = ctx.clock();
  ctx.db.transaction(() => {
    const turns = knownTurns(ctx, record);
    leaveQuestion(ctx, record, turns, at);
    takeTurn(ctx, record, { turns, question: input.index, at });
    ctx.db.update(interview).set({ question: input.index }).where(eq(interview.id, record.interview.id)).run();
    audit(ctx, "interview.question", record.interview.id, { question: input.index + 1 });
  });
  return changed(ctx, record);
}

/** Ends the questions: notes close, each panelist finishes their card. With questions unasked it needs a reason. */
export function endQuestions(ctx: CommandContext, input: { interviewId: string; reason?: string }): Outcome {
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!canMove(ctx.viewer, "endQuestions", record.facts)) return refuseMove(record.facts, "endQuestions");
  const reason = input.reason?.trim() ?? "";
  const early = refuseEarlyEnd(ctx, record, reason);
  if (early) return early;
  const at = ctx.clock();
  ctx.db.transaction(() => {
    endCourse(ctx, record, { at, reason });
    ctx.db.update(interview).set({ state: "scoring", endedAt: at }).where(eq(interview.id, record.interview.id)).run();
    ctx.rooms.freeze(interviewRoom(record, "notes"));
    audit(ctx, "interview.ended", record.interview.id);
  });
  return changed(ctx, record);
}

/** One lead's agreement, with its reason, to open the cards although some are missing. Both leads must agree. */
export function agreeReveal(ctx: CommandContext, input: { interviewId: string; reason: string }): Outcome {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!canMove(viewer, "reveal", record.facts)) return refuseMove(record.facts, "reveal");
  if (missingSeats(record).length === 0)
    return refuse("all-in", "All cards are in. Nothing is missing, so they can be opened now.");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the cards should open without the missing one. It goes on record.");
  if (decisionsOf(db, "reveal-without", record.interview.id).some((d) => d.role === viewer.role))
    return refuse("already-agreed", "Your side has agreed already. It waits for the other lead.");
  db.transaction(() => {
    db.insert(agreement)
      .values({
        id: newId("ag"),
        programId: viewer.programId,
        kind: "reveal-without",
        subjectId: record.interview.id,
        userId: viewer.userId,
        role: viewer.role,
        reason,
        at: ctx.clock(),
      })
      .run();
    audit(ctx, "cards.reveal-agreed", record.interview.id, { role: viewer.role });
  });
  return changed(ctx, record);
}

/**
 * Opens all cards at one moment: submitted cards become readable for the panel, cards still missing stay their
 * owner's, the joint scorecard opens. Refused until every card is in, or both leads agreed to go on without.
 */
export function reveal(ctx: CommandContext, input: { interviewId: string }): Outcome {
  const { db, rooms } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!canMove(ctx.viewer, "reveal", record.facts)) return refuseMove(record.facts, "reveal");
  const missing = missingSeats(record);
  const submitted = record.seats.filter((seat) => seat.state === "submitted");
  if (submitted.length === 0) return refuse("no-card", "No card has been submitted yet, so there is nothing to open.");
  if (missing.length > 0 && !bothAgreed(ctx, record))
    return refuse(
      "waiting",
      `${missing.length === 1 ? "One card is" : `${missing.length} cards are`} not in yet. The cards open when all are submitted, or when both leads agree to go on without.`,
    );
  const at = ctx.clock();
  db.transaction(() => {
    for (const seat of [...submitted, ...missing]) {
      const move = seat.state === "submitted" ? "reveal" : "miss";
      db.update(card)
        .set({ state: next("card", seat.state, move) ?? seat.state })
        .where(eq(card.id, seat.cardId))
        .run();
      if (move === "miss") rooms.freeze(cardRoom(record, seat.userId));
    }
    db.update(interview).set({ state: "consensus", revealedAt: at }).where(eq(interview.id, record.interview.id)).run();
    rooms.create(interviewRoom(record, "joint"));
    audit(ctx, "cards.revealed", record.interview.id, { opened: submitted.length, missing: missing.length });
  });
  return changed(ctx, record);
}

/** The seats whose cards still have to come in. */
export function missingSeats(record: InterviewRecord) {
  return record.seats.filter((seat) => seat.state !== "submitted" && seat.state !== "recused");
}

/** Have the leads agreed to go on without the missing cards? A party whose lead is recused has no say in it. */
export function bothAgreed(ctx: CommandContext, record: InterviewRecord): boolean {
  const agreed = decisionsOf(ctx.db, "reveal-without", record.interview.id).map((d) => d.role);
  return deciding(ctx, record).every((role) => agreed.includes(role));
}
