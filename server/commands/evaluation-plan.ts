import { eq } from "drizzle-orm";
import { planOfEvaluation } from "#db/evaluation-record.ts";
import { newId } from "#db/ids.ts";
import { remediationItem, remediationPlan } from "#db/schema.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { noSuchCase, notYours } from "./case-access.ts";
import { evaluationChanged, leadHat, openEvaluationRecord } from "./evaluation-access.ts";
import { audit } from "./interview-access.ts";
import { type PlanItem, planItemsOf } from "./probation-plan.ts";

/**
 * Writes the plan that goes with "stays with a plan", while the evaluation is written: it is fixed, signed and presented
 * with it. A newer one takes the place of the one before, which stays on record.
 */
export function writeEvaluationPlan(
  ctx: CommandContext,
  input: { evaluationId: string; items: readonly PlanItem[]; forSafety?: boolean },
): Outcome<{ planId: string }> {
  const { db, viewer } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const { row } = record;
  if (!can(viewer, "W", "ratings", record.facts)) return notYours();
  if (input.items.length === 0) return refuse("items", "Write at least one item of the plan.");
  const items = planItemsOf(ctx, row.programId, input);
  if (!Array.isArray(items)) return items;
  const id = newId("rp");
  const { hash } = fingerprint({ evaluationId: row.id, items });
  db.transaction(() => {
    db.insert(remediationPlan)
      .values({ id, subject: "evaluation", subjectId: row.id, hash, issuedBy: viewer.userId, issuedAt: ctx.clock() })
      .run();
    for (const [i, item] of items.entries())
      db.insert(remediationItem)
        .values({ id: newId("ri"), planId: id, n: i + 1, ...item })
        .run();
    audit(ctx, "plan.issued", row.id, { planId: id, items: items.length, hash });
  });
  evaluationChanged(ctx, record);
  return { ok: true, planId: id };
}

/** What came of one item of a sealed evaluation's plan, with its evidence. Once, by the case's present supervisor. */
export function recordEvaluationPlanResult(
  ctx: CommandContext,
  input: { evaluationId: string; itemId: string; result: "met" | "partly-met" | "not-met"; evidence: string },
): Outcome {
  const { db, viewer } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  if (leadHat(ctx, record) !== "supervisor") return notYours();
  const { row } = record;
  if (row.outcome !== "stay-with-plan") return refuse("no-plan", "No plan is in force with this evaluation.");
  const item = planOfEvaluation(db, row.id)?.items.find(({ id }) => id === input.itemId);
  if (!item) return noSuchCase();
  if (item.result) return refuse("recorded", "What came of this item is on record already.");
  const evidence = input.evidence.trim();
  if (!evidence) return refuse("evidence", "Write what shows it.");
  db.transaction(() => {
    db.update(remediationItem)
      .set({ result: input.result, resultEvidence: evidence, resultBy: viewer.userId, resultAt: ctx.clock() })
      .where(eq(remediationItem.id, item.id))
      .run();
    audit(ctx, "plan.result", row.id, { itemId: item.id });
  });
  return evaluationChanged(ctx, record);
}
