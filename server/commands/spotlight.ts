import { eq } from "drizzle-orm";
import { spotlight } from "#db/schema.ts";
import { canMove } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { audit, changed, noSuchInterview, openInterview, refuseMove } from "./interview-access.ts";

/*
 * One criterion in the middle of everybody's screen. Whoever may fix the joint scorecard may show; it changes no text
 * and no score, and everybody may stop following on the own screen.
 */

/** Shows a criterion to everybody in the debrief, from the reveal until the joint scorecard is fixed. */
export function showCriterion(ctx: CommandContext, input: { interviewId: string; criterionId: string }): Outcome {
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!canMove(ctx.viewer, "freeze", record.facts)) return refuseMove(record.facts, "freeze");
  const { criterionId } = input;
  if (!record.terms.criteria.some(({ id }) => id === criterionId))
    return refuse("criterionId", "Choose a criterion of the signed agreement.");
  const { id: interviewId, revision } = record.interview;
  const shown = { revision, criterionId, userId: ctx.viewer.userId, at: ctx.clock() };
  ctx.db.transaction(() => {
    ctx.db
      .insert(spotlight)
      .values({ interviewId, ...shown })
      .onConflictDoUpdate({ target: spotlight.interviewId, set: shown })
      .run();
    audit(ctx, "debrief.shown", interviewId, { criterion: criterionId });
  });
  return changed(ctx, record);
}

/** Gives everybody the whole debrief back. Either lead may; doing it twice is no fault. */
export function endSpotlight(ctx: CommandContext, input: { interviewId: string }): Outcome {
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!canMove(ctx.viewer, "freeze", record.facts)) return refuseMove(record.facts, "freeze");
  const { id } = record.interview;
  const ended = ctx.db.transaction(() => {
    const { changes } = ctx.db.delete(spotlight).where(eq(spotlight.interviewId, id)).run();
    if (changes > 0) audit(ctx, "debrief.shown-ended", id);
    return changes > 0;
  });
  return ended ? changed(ctx, record) : { ok: true };
}
