import { z } from "zod";
import { programOf } from "#db/programs.ts";
import { casePaths } from "#shared/case-paths.ts";
import { momentAt } from "#shared/zoned.ts";
import { closeYear, openEvaluation, signGoals } from "../commands/evaluation.ts";
import { freezeEvaluation } from "../commands/evaluation-freezing.ts";
import { answerGoal, proposeGoal } from "../commands/evaluation-goals.ts";
import { writeEvaluationPlan } from "../commands/evaluation-plan.ts";
import { handIn, planEvaluationMeeting, submitEvaluationSelf } from "../commands/evaluation-writing.ts";
import { tickSection } from "../commands/section-ticks.ts";
import type { CommandContext } from "../context.ts";
import { readableEvaluation } from "../pages/evaluation.ts";
import { notFound } from "../viewer.ts";
import { act } from "./answer.ts";
import { fixedAct } from "./evaluation-fixed.ts";
import { planItemsIn } from "./plan-form.ts";

const nothing = z.object({});
const day = z.string().max(10).default("");
const hash = z.string().max(64);
const words = z.string().max(4000, "Keep it under 4,000 characters.").default("");
const period = z.object({
  title: z.string().max(120, "Keep the name under 120 characters.").default(""),
  fromDate: day,
  toDate: day,
});
const signature = z.object({ hash, consent: z.literal("yes", "Tick the sentence that says what you sign.") });
const goal = z.object({
  role: z.string().max(64).default(""),
  words: z.string().max(2000, "Keep the goal under 2,000 characters.").default(""),
  measure: z.string().max(2000, "Keep it under 2,000 characters.").default(""),
});
const goalAnswer = z.object({ hash, agree: z.enum(["yes", "no"], "Choose agree or decline."), reason: words });
const tick = z.object({ section: z.string().max(64), hash, agree: z.enum(["yes", "no"]) });
const plan = z.looseObject({ forSafety: z.literal("yes").optional() });
const meeting = z.object({ date: z.string().max(10), time: z.string().max(8) });

/** Opens the evaluation of a period, from the officer's file. */
export function openingAct(ctx: CommandContext, request: Request, assignmentId: string) {
  return act(request, period, (given) => openEvaluation(ctx, { assignmentId, ...given }), casePaths.file(assignmentId));
}

/** One act on an evaluation, as its form was posted. @throws 404 on an act that does not exist */
export async function evaluationAct(
  ctx: CommandContext,
  request: Request,
  { assignmentId, evaluationId, name }: { assignmentId: string; evaluationId: string; name: string },
) {
  const record = readableEvaluation(ctx, assignmentId, evaluationId);
  if (!record) throw notFound();
  const of = { evaluationId };
  switch (name) {
    case "goals-signature":
      return act(request, signature, ({ hash }) => signGoals(ctx, { ...of, hash }));
    case "goal":
      return act(request, goal, (given) => proposeGoal(ctx, { ...of, ...given }));
    case "goal-answer":
      return act(request, goalAnswer, ({ agree, ...given }) =>
        answerGoal(ctx, { ...of, ...given, agree: agree === "yes" }),
      );
    case "closing":
      return act(request, nothing, () => closeYear(ctx, of));
    case "self-assessment":
      return act(request, nothing, () => submitEvaluationSelf(ctx, of));
    case "handing-in":
      return act(request, nothing, () => handIn(ctx, of));
    case "section":
      return act(request, tick, ({ agree, ...given }) => tickSection(ctx, { ...of, ...given, agree: agree === "yes" }));
    case "meeting": {
      const zone = programOf(ctx.db, ctx.viewer.programId)?.timeZone ?? "UTC";
      // No such moment is no coming one: the command says so.
      return act(request, meeting, ({ date, time }) =>
        planEvaluationMeeting(ctx, { ...of, at: momentAt(date, time, zone) ?? 0 }),
      );
    }
    case "plan":
      return act(request, plan, (given) =>
        writeEvaluationPlan(ctx, { ...of, items: planItemsIn(given), forSafety: given.forSafety === "yes" }),
      );
    case "freezing":
      return act(request, nothing, () => freezeEvaluation(ctx, of));
    default: {
      const done = fixedAct(ctx, request, record, name);
      if (!done) throw notFound();
      return done;
    }
  }
}
