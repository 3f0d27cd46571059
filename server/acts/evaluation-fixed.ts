import { z } from "zod";
import type { Evaluation } from "#db/evaluations.ts";
import { casePaths } from "#shared/case-paths.ts";
import { reopenEvaluation, returnEvaluation } from "../commands/evaluation-freezing.ts";
import { recordEvaluationPlanResult } from "../commands/evaluation-plan.ts";
import {
  agreeWithEvaluation,
  receiveEvaluation,
  respondToEvaluation,
  signEvaluation,
  signFeedback,
} from "../commands/evaluation-signing.ts";
import type { CommandContext } from "../context.ts";
import { act } from "./answer.ts";

const nothing = z.object({});
const hash = z.string().max(64);
const words = z.string().max(4000, "Keep it under 4,000 characters.").default("");
const consent = z.literal("yes", "Tick the sentence that says what you sign.");
const signature = z.object({ hash, consent, words });
const receipt = z.object({ hash, consent, words, choice: z.enum(["received", "disagrees"], "Choose your answer.") });
const refusal = z.object({
  hash,
  words,
  witness: z.string().max(200, "Keep the name under 200 characters.").default(""),
});
const reason = z.object({ reason: words });
const result = z.object({
  itemId: z.string().max(64),
  result: z.enum(["met", "partly-met", "not-met"], "Choose what came of it."),
  evidence: words,
});

/**
 * One act on an evaluation from the fixed text to the seal, and on its plan after it, as its form was posted.
 * @returns `null` where the act is none of these
 */
export function fixedAct(ctx: CommandContext, request: Request, { row }: Evaluation, name: string) {
  const evaluationId = row.id;
  const of = { evaluationId };
  const back = casePaths.evaluation(row.assignmentId, evaluationId);
  switch (name) {
    case "signature":
      return act(request, signature, (given) => signEvaluation(ctx, { ...of, hash: given.hash }), back);
    case "feedback-signature":
      return act(request, signature, (given) => signFeedback(ctx, { ...of, ...given, word: "given" }), back);
    case "feedback-decline":
      return act(
        request,
        z.object({ hash, words }),
        (given) => signFeedback(ctx, { ...of, ...given, word: "declined" }),
        back,
      );
    case "receipt":
      return act(request, receipt, (given) => receiveEvaluation(ctx, { ...of, ...given }), back);
    case "refusal":
      return act(request, refusal, (given) => receiveEvaluation(ctx, { ...of, ...given, choice: "refused" }), back);
    case "response":
      return act(request, nothing, () => respondToEvaluation(ctx, of), back);
    case "waiver":
      return act(request, nothing, () => respondToEvaluation(ctx, { ...of, waive: true }), back);
    case "command":
      return act(request, signature, (given) => agreeWithEvaluation(ctx, { ...of, ...given }), back);
    case "return":
      return act(request, reason, (given) => returnEvaluation(ctx, { ...of, ...given }), back);
    case "reopening":
      return act(request, reason, (given) => reopenEvaluation(ctx, { ...of, ...given }), back);
    case "plan-result":
      return act(request, result, (given) => recordEvaluationPlanResult(ctx, { ...of, ...given }), back);
    default:
      return null;
  }
}
