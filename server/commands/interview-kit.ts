import { eq } from "drizzle-orm";
import { cardFacts } from "#db/interviews.ts";
import { card } from "#db/schema.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { audit, changed, noSuchInterview, openInterview } from "./interview-access.ts";

/** One rater acknowledges the kit: from now on the own card opens for writing. A second time changes nothing. */
export function acknowledgeKit(ctx: CommandContext, input: { interviewId: string }): Outcome {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  const seat = record?.seats.find((s) => s.userId === viewer.userId);
  if (!record || !seat) return noSuchInterview();
  if (seat.kitReadAt !== null) return { ok: true };
  if (!can(viewer, "X", "kit", cardFacts(seat, record.facts)))
    return refuse("moved-on", "Your card is closed, so there is no kit to acknowledge any more.");
  db.transaction(() => {
    db.update(card).set({ kitReadAt: ctx.clock() }).where(eq(card.id, seat.cardId)).run();
    audit(ctx, "card.kit-read", record.interview.id);
  });
  return changed(ctx, record);
}
