import { planOfEvaluation } from "#db/evaluation-record.ts";
import type { Evaluation } from "#db/evaluations.ts";
import { can } from "#shared/machine.ts";
import { leadHat } from "../commands/evaluation-access.ts";
import type { CommandContext } from "../context.ts";

/**
 * The plan in force with an evaluation that was sealed as "stays with a plan", and what came of each item. Before the
 * seal it stands in the text itself. @returns `null` where there is none for this person
 */
export function planPart(ctx: CommandContext, record: Evaluation) {
  const { row, facts } = record;
  if (row.state !== "sealed" || row.outcome !== "stay-with-plan" || !can(ctx.viewer, "R", "document", facts))
    return null;
  const items = planOfEvaluation(ctx.db, row.id)?.items ?? [];
  return {
    items: items.map((one) => ({
      id: one.id,
      n: one.n,
      item: one.item,
      expected: one.expected,
      help: one.help,
      owner: one.owner,
      dueOn: one.dueOn,
      proof: one.proof,
      result: one.result,
      resultEvidence: one.resultEvidence,
      resultAt: one.resultAt,
    })),
    mayResult: leadHat(ctx, record) === "supervisor",
  };
}

export type EvaluationPlanPart = NonNullable<ReturnType<typeof planPart>>;
