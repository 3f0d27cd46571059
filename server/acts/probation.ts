import { z } from "zod";
import { casePaths } from "#shared/case-paths.ts";
import { planProbation, replanProbation, signPlan } from "../commands/probation.ts";
import { endLeave, enterLeave, removeLeave } from "../commands/probation-leave.ts";
import { answerNotice, giveNotice, receiveNotice } from "../commands/probation-notices.ts";
import { proposeOutcome, withdrawOutcome } from "../commands/probation-outcome.ts";
import { issuePlan, type PlanItem, receivePlan, recordResult } from "../commands/probation-plan.ts";
import { receiveOutcome, replyToPosition, signOutcome, takeOutcomePosition } from "../commands/probation-signing.ts";
import type { CommandContext } from "../context.ts";
import { probationIdOf } from "../pages/probation.ts";
import { notFound } from "../viewer.ts";
import { act } from "./answer.ts";
import { planItemsIn } from "./plan-form.ts";

const words = z.string().max(4000, "Keep it under 4,000 characters.").default("");
const day = z.string().max(10).default("");
const id = z.string().max(64);
const hash = z.string().max(64);
const consent = z.literal("yes", "Tick the sentence that says what you sign.");
const witness = z.string().max(200, "Keep the name under 200 characters.").default("");
/** An officer's receipt, or a refusal that the supervisor enters with its witness. */
const receipt = { receipt: z.enum(["received", "refused"]), witness };

const start = z.object({ startOn: day });
const signature = z.object({ hash, consent });
const leave = z.object({ from: day, to: day });
const leaveEnd = z.object({ leaveId: id, to: day });
const notice = z.object({
  itemId: z.string().max(64).default(""),
  checkpointId: z.string().max(64).default(""),
  evidence: words,
  expected: words,
  help: words,
  reviewOn: day,
});
const outcome = z.object({
  outcome: z.enum(["confirmed", "extended", "ended"], "Choose what you propose."),
  reason: words,
  until: day,
  expected: words,
  help: words,
  override: words,
});
const position = z.object({ hash, position: z.enum(["agree", "against"], "Choose agree or against."), words });
const result = z.object({
  planId: id,
  itemId: id,
  result: z.enum(["met", "partly-met", "not-met"], "Choose what came of it."),
  evidence: words,
});

/** One act on a probation, as its form was posted. @throws 404 on an act that does not exist */
export function probationAct(ctx: CommandContext, request: Request, assignmentId: string, name: string) {
  const probationId = probationIdOf(ctx, assignmentId);
  const back = casePaths.probation(assignmentId);
  const of = { probationId };
  switch (name) {
    case "planning":
      return act(request, start, (given) => planProbation(ctx, { assignmentId, ...given }), back);
    case "dates":
      return act(request, start, (given) => replanProbation(ctx, { ...of, ...given }), back);
    case "signature":
      return act(request, signature, ({ hash }) => signPlan(ctx, { ...of, hash }), back);
    case "leave":
      return act(request, leave, ({ from, to }) => enterLeave(ctx, { ...of, from, to: to || null }), back);
    case "leave-end":
      return act(request, leaveEnd, (given) => endLeave(ctx, { ...of, ...given }), back);
    case "leave-removal":
      return act(request, z.object({ leaveId: id }), (given) => removeLeave(ctx, { ...of, ...given }), back);
    case "notice":
      return act(
        request,
        notice,
        ({ checkpointId, ...given }) => giveNotice(ctx, { ...of, ...given, checkpointId: checkpointId || null }),
        back,
      );
    case "notice-receipt":
      return act(
        request,
        z.object({ noticeId: id, ...receipt }),
        (given) => receiveNotice(ctx, { ...of, ...given }),
        back,
      );
    case "notice-answer":
      return act(request, z.object({ noticeId: id, words }), (given) => answerNotice(ctx, { ...of, ...given }), back);
    case "plan":
      return act(request, plan, (given) => issuePlan(ctx, { ...of, ...itemsOf(given) }), back);
    case "plan-receipt":
      return act(
        request,
        z.object({ planId: id, hash, words, ...receipt }),
        (given) => receivePlan(ctx, { ...of, ...given }),
        back,
      );
    case "plan-result":
      return act(request, result, (given) => recordResult(ctx, { ...of, ...given }), back);
    case "outcome":
      return act(request, outcome, (given) => proposeOutcome(ctx, { ...of, ...given }), back);
    case "withdrawal":
      return act(request, z.object({ reason: words }), (given) => withdrawOutcome(ctx, { ...of, ...given }), back);
    case "position":
      return act(request, position, (given) => takeOutcomePosition(ctx, { ...of, ...given }), back);
    case "reply":
      return act(request, z.object({ hash, words }), (given) => replyToPosition(ctx, { ...of, ...given }), back);
    case "outcome-receipt":
      return act(
        request,
        z.object({ hash, words, ...receipt }),
        (given) => receiveOutcome(ctx, { ...of, ...given }),
        back,
      );
    case "outcome-signature":
      return act(request, signature, ({ hash }) => signOutcome(ctx, { ...of, hash }), back);
    default:
      throw notFound();
  }
}

const plan = z.looseObject({ noticeId: z.string().max(64).default(""), forSafety: z.literal("yes").optional() });

function itemsOf(given: z.infer<typeof plan>): { noticeId: string; forSafety: boolean; items: PlanItem[] } {
  return { noticeId: given.noticeId, forSafety: given.forSafety === "yes", items: planItemsIn(given) };
}
