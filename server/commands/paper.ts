import { and, eq, isNull } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { cardFacts, type InterviewRecord, type Seat } from "#db/interviews.ts";
import { paperMarkOf } from "#db/paper.ts";
import { card, deviation } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { type CardContent, missingOnCard } from "#shared/documents/card.ts";
import { can, canMove } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { audit, changed, noSuchInterview, openInterview, refuseMove } from "./interview-access.ts";

const DAY = 86_400_000;

/*
 * Cards that were filled in on paper. Only the rater enters the own card: before the reveal anybody else who typed it
 * would have seen it. Each command is ONE synchronous function.
 */

/** Why, and when it was written on paper (milliseconds since 1970; `null`: no such time). */
export interface OnPaper {
  reason: string;
  filledAt: number | null;
}

/** Says of the own card, while it is a draft, that it was filled in on paper; its ratings are then typed as always. */
export function markFromPaper(ctx: CommandContext, input: { interviewId: string } & OnPaper): Outcome {
  const found = ownDraft(ctx, input.interviewId);
  if ("ok" in found) return found;
  const paper = read(ctx, found.record, input);
  if (!paper.ok) return paper;
  ctx.db.transaction(() => {
    ctx.db
      .update(card)
      .set({ paperReason: paper.reason, paperAt: paper.filledAt, paperBy: ctx.viewer.userId })
      .where(eq(card.id, found.seat.cardId))
      .run();
    audit(ctx, "card.from-paper", found.record.interview.id, { marked: true });
  });
  return changed(ctx, found.record);
}

/** Takes the mark back: the card was written here after all. */
export function unmarkFromPaper(ctx: CommandContext, input: { interviewId: string }): Outcome {
  const found = ownDraft(ctx, input.interviewId);
  if ("ok" in found) return found;
  ctx.db.transaction(() => {
    ctx.db
      .update(card)
      .set({ paperReason: null, paperAt: null, paperBy: null })
      .where(eq(card.id, found.seat.cardId))
      .run();
    audit(ctx, "card.from-paper", found.record.interview.id, { marked: false });
  });
  return changed(ctx, found.record);
}

/** Inside the submission's transaction: a card from paper leaves its trace among the interview's deviations. */
export function notePaper(ctx: CommandContext, { interview }: InterviewRecord, { cardId }: Seat): void {
  if (!paperMarkOf(ctx.db, cardId)) return;
  ctx.db
    .insert(deviation)
    .values({
      id: newId("dv"),
      interviewId: interview.id,
      kind: "paper",
      userId: ctx.viewer.userId,
      at: ctx.clock(),
    })
    .run();
}

/**
 * Adds the own paper card after the cards were opened without it: once, until the joint scorecard is fixed. It stands
 * in the record, marked as later, and changes no first rating, mean or rank.
 */
export function addLateCard(
  ctx: CommandContext,
  input: { interviewId: string; content: CardContent } & OnPaper,
): Outcome {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  const seat = record?.seats.find((s) => s.userId === viewer.userId);
  if (!record || !seat) return noSuchInterview();
  const facts = cardFacts(seat, record.facts);
  if (!canMove(viewer, "addLate", facts)) return refuseMove(facts, "addLate");
  if (record.interview.state !== "consensus")
    return refuse(
      "fixed",
      "The joint scorecard is fixed for signing. A later card can stand beside the sealed record as a correction.",
    );
  const paper = read(ctx, record, input);
  if (!paper.ok) return paper;
  const gaps = missingOnCard(input.content, record.terms.criteria);
  if (gaps.length > 0)
    return refuse("missing", `The card is not complete. ${gaps.map((gap) => gap.sentence).join(" ")}`);
  const added = db.transaction(() => {
    const { reason, filledAt } = paper;
    const now = ctx.clock();
    const { changes } = db
      .update(card)
      .set({
        paperReason: reason,
        paperAt: filledAt,
        paperBy: viewer.userId,
        lateContent: canonicalJson(input.content),
        lateAt: now,
      })
      .where(and(eq(card.id, seat.cardId), isNull(card.lateContent)))
      .run();
    if (changes === 0) return false;
    notePaper(ctx, record, seat);
    audit(ctx, "card.late-added", record.interview.id);
    return true;
  });
  if (!added) return refuse("added", "Your paper card stands in the record already. It is added once.");
  return changed(ctx, record);
}

/** The own card while it can still be written, or why not. */
function ownDraft(ctx: CommandContext, interviewId: string) {
  const record = openInterview(ctx, interviewId);
  const seat = record?.seats.find((s) => s.userId === ctx.viewer.userId);
  if (!record || !seat) return noSuchInterview();
  const facts = cardFacts(seat, record.facts);
  if (can(ctx.viewer, "W", "card", facts)) return { record, seat };
  if (facts.kitUnread && seat.state === "draft")
    return refuse("kit", "Read the kit and its warnings first, on the interview’s page. Then your card opens.");
  return refuseMove(facts, "submit");
}

function read(
  ctx: CommandContext,
  { interview }: InterviewRecord,
  { reason, filledAt }: OnPaper,
): Outcome<{ reason: string; filledAt: number }> {
  const words = reason.trim();
  if (!words) return refuse("reason", "Write why the card was filled in on paper. It goes on record.");
  if (filledAt === null) return refuse("date", "Give the day and the time that stand on the paper.");
  if (filledAt > ctx.clock())
    return refuse("date", "This time is still to come. Give the time that stands on the paper.");
  // A panel may begin earlier than planned, not the day before.
  if (interview.scheduledAt !== null && filledAt < interview.scheduledAt - DAY)
    return refuse("date", "This time is before the interview. Give the time that stands on the paper.");
  return { ok: true, reason: words, filledAt };
}
