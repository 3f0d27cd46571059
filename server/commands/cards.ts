import { eq } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { cardFacts, decisionsOf, type InterviewRecord, type Seat } from "#db/interviews.ts";
import { agreement, card } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { missingOnCard, readCard } from "#shared/documents/card.ts";
import { canMove, next, type StateOf } from "#shared/machine.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { audit, cardRoom, changed, deciding, noSuchInterview, openInterview, refuseMove } from "./interview-access.ts";
import { notePaper } from "./paper.ts";

/*
 * What happens to one rater's card before the reveal. Each command is ONE synchronous function: no keystroke falls
 * between the reading of the live card and the commit.
 */

/** Declares the own conflict of interest: none opens the card, a disclosed tie waits for the leads, recused steps back. */
export function declareConflict(
  ctx: CommandContext,
  input: { interviewId: string; choice: "none" | "disclosed" | "recused"; text: string },
): Outcome {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  const seat = record?.seats.find((s) => s.userId === viewer.userId);
  if (!record || !seat) return noSuchInterview();
  const move = ({ none: "declareNone", disclosed: "disclose", recused: "recuse" } as const)[input.choice];
  const facts = cardFacts(seat, record.facts);
  if (!canMove(viewer, move, facts)) return refuseMove(facts, move);
  const text = input.text.trim();
  if (input.choice === "disclosed" && !text)
    return refuse("text", "Write what the tie is, so that the two leads can decide.");
  db.transaction(() => {
    db.update(card)
      .set({
        state: next("card", seat.state, move) ?? seat.state,
        conflict: input.choice,
        conflictText: text || seat.conflictText,
        declaredAt: ctx.clock(),
      })
      .where(eq(card.id, seat.cardId))
      .run();
    if (input.choice === "recused") ctx.rooms.freeze(cardRoom(record, seat.userId));
    audit(ctx, input.choice === "recused" ? "card.recused" : "card.declared", record.interview.id, {
      choice: input.choice,
    });
  });
  return changed(ctx, record);
}

/**
 * One lead's decision, with its reason, on a disclosed tie. Both leads have to clear it, or one of them declines and
 * the person does not rate this candidate. Nobody decides on the own tie: for a lead's, the other lead suffices.
 */
export function clearConflict(
  ctx: CommandContext,
  input: { interviewId: string; userId: string; decision: "clear" | "decline"; reason: string },
): Outcome<{ state: StateOf<"card"> }> {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  const seat = record?.seats.find((s) => s.userId === input.userId);
  if (!record || !seat) return noSuchInterview();
  const refusal = mayNotDecide(ctx, record, seat);
  if (refusal) return refusal;
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write the reason for your decision. It goes on record.");
  const declined = input.decision === "decline";
  const cleared = decisionsOf(db, "clear-conflict", seat.cardId).map((d) => d.role);
  const all = deciding(ctx, record, seat.userId).every((role) => role === viewer.role || cleared.includes(role));
  const state = next("card", seat.state, declined ? "recuse" : "clear");
  db.transaction(() => {
    db.insert(agreement)
      .values({
        id: newId("ag"),
        programId: viewer.programId,
        kind: declined ? "decline-conflict" : "clear-conflict",
        subjectId: seat.cardId,
        userId: viewer.userId,
        role: viewer.role,
        reason,
        at: ctx.clock(),
      })
      .run();
    if (state && (declined || all)) db.update(card).set({ state }).where(eq(card.id, seat.cardId)).run();
    if (declined) ctx.rooms.freeze(cardRoom(record, seat.userId));
    audit(ctx, "card.cleared", record.interview.id, { userId: seat.userId, decision: input.decision });
  });
  changed(ctx, record);
  return { ok: true, state: state && (declined || all) ? state : seat.state };
}

/** Submits and locks the own card: its live content is read, checked and kept. */
export function submitCard(ctx: CommandContext, input: { interviewId: string }): Outcome {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  const seat = record?.seats.find((s) => s.userId === viewer.userId);
  if (!record || !seat) return noSuchInterview();
  const facts = cardFacts(seat, record.facts);
  if (!canMove(viewer, "submit", facts)) return refuseMove(facts, "submit");
  if (record.interview.state === "briefed")
    return refuse("not-started", "The interview has not started, so there is nothing to submit yet.");
  const content = readCard(ctx.rooms.read(cardRoom(record, viewer.userId)), record.terms.criteria);
  const gaps = missingOnCard(content, record.terms.criteria);
  if (gaps.length > 0)
    return refuse("missing", `The card is not complete. ${gaps.map((gap) => gap.sentence).join(" ")}`);
  db.transaction(() => {
    db.update(card)
      .set({ state: "submitted", submittedAt: ctx.clock(), content: canonicalJson(content) })
      .where(eq(card.id, seat.cardId))
      .run();
    ctx.rooms.freeze(cardRoom(record, viewer.userId));
    notePaper(ctx, record, seat);
    audit(ctx, "card.submitted", record.interview.id);
  });
  return changed(ctx, record);
}

/** Why this person cannot decide on this tie; `null` when they can. */
function mayNotDecide({ db, viewer }: CommandContext, record: InterviewRecord, seat: Seat): Refusal | null {
  const facts = cardFacts(seat, record.facts);
  if (seat.userId === viewer.userId)
    return refuse("own", "Nobody decides on their own tie. The other lead does, or you step back yourself.");
  if (seat.state !== "disclosed" || !canMove(viewer, "recuse", facts)) return refuseMove(facts, "clear");
  const decided = decisionsOf(db, "clear-conflict", seat.cardId).some((d) => d.role === viewer.role);
  return decided ? refuse("already-decided", "Your side has decided already. It waits for the other lead.") : null;
}
