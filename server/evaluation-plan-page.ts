import { planOfEvaluation } from "#db/evaluation-record.ts";
import type { Evaluation } from "#db/evaluations.ts";
import { can } from "#shared/machine.ts";
import { leadHat } from "./commands/evaluation-access.ts";
import type { CommandContext } from "./context.ts";

/**
 * The plan that goes with "stays with a plan": while the evaluation is written together, to write it; once it is sealed
 * with that outcome, what came of each item. In between it stands in the fixed text.
 * @returns `null` where there is none to see for this person
 */
export function planPart(ctx: CommandContext, record: Evaluation) {
  const { viewer, db } = ctx;
  const { row, facts } = record;
  const written = row.state === "together" && can(viewer, "R", "ratings", facts);
  const inForce = row.state === "sealed" && row.outcome === "stay-with-plan" && can(viewer, "R", "document", facts);
  if (!written && !inForce) return null;
  const plan = planOfEvaluation(db, row.id);
  return {
    issuedAt: plan?.issuedAt ?? null,
    items: (plan?.items ?? []).map((one) => ({
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
    inForce,
    may: {
      write: written && can(viewer, "W", "ratings", facts),
      result: inForce && leadHat(ctx, record) === "supervisor",
    },
  };
}

export type EvaluationPlanPart = NonNullable<ReturnType<typeof planPart>>;
