import { and, eq } from "drizzle-orm";
import { goalProposals } from "#db/evaluation-record.ts";
import type { Evaluation } from "#db/evaluations.ts";
import { newId } from "#db/ids.ts";
import { agreement, evaluation, goal } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { EVALUATION_ROLES } from "#shared/content/evaluation-form.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { noSuchCase, notYours } from "./case-access.ts";
import { goalsNow } from "./evaluation.ts";
import { evaluationChanged, leadHat, openEvaluationRecord } from "./evaluation-access.ts";
import { audit } from "./interview-access.ts";

/*
 * One more goal during the year: one lead proposes it, the other agrees or declines. Each command is ONE synchronous
 * function.
 */

/** Proposes one more goal during the year: no goal is added without the other lead. @returns the hash of the goals with it */
export function proposeGoal(
  ctx: CommandContext,
  input: { evaluationId: string; role: string; words: string; measure: string },
): Outcome<{ hash: string }> {
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const lead = leadHat(ctx, record);
  if (!lead) return notYours();
  const { row } = record;
  if (row.state !== "year") return refuse("not-now", "A goal can be added only during the year.");
  const added = { role: input.role, words: input.words.trim(), measure: input.measure.trim() };
  if (!EVALUATION_ROLES.some(({ id }) => id === added.role)) return refuse("role", "Choose the role of the goal.");
  if (!added.words) return refuse("words", "Write the goal.");
  if (!added.measure) return refuse("measure", "Write how both sides will see it.");
  const { hash } = fingerprint([...goalsNow(ctx, record).goals, added]);
  const same = and(eq(agreement.kind, "add-goal"), eq(agreement.subjectId, `${row.id}/${hash}`));
  if (ctx.db.select({ id: agreement.id }).from(agreement).where(same).get())
    return refuse("proposed", "This goal was proposed already, in the same words.");
  ctx.db.transaction(() => {
    decide(ctx, record, { kind: "add-goal", hash, role: lead, reason: canonicalJson(added) });
    audit(ctx, "evaluation.goal-proposed", row.id, { hash });
  });
  evaluationChanged(ctx, record);
  return { ok: true, hash };
}

/** The other lead agrees to a proposed goal, or declines it with the reason. The officer sees it at once. */
export function answerGoal(
  ctx: CommandContext,
  input: { evaluationId: string; hash: string; agree: boolean; reason: string },
): Outcome {
  const { db } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const lead = leadHat(ctx, record);
  const { row, goals } = record;
  const proposed = goalProposals(db, row.id).find(({ hash }) => hash === input.hash);
  if (!lead) return notYours();
  if (!proposed || row.state !== "year") return refuse("gone", "This goal does not wait for an answer any more.");
  if (proposed.by === lead) return refuse("own", "The other lead answers: nobody adds a goal alone.");
  const reason = input.reason.trim();
  if (!input.agree && !reason) return refuse("reason", "Write why not.");
  const next = fingerprint([...goalsNow(ctx, record).goals, proposed.goal]);
  if (input.agree && next.hash !== proposed.hash)
    return refuse("changed-meanwhile", "The goals changed since this one was proposed. It has to be proposed again.");
  db.transaction(() => {
    decide(ctx, record, {
      kind: input.agree ? "add-goal" : "decline-goal",
      hash: proposed.hash,
      role: lead,
      reason: input.agree ? canonicalJson(proposed.goal) : reason,
    });
    if (input.agree) {
      db.insert(goal)
        .values({ id: newId("gl"), evaluationId: row.id, n: goals.length + 1, ...proposed.goal, addedAt: ctx.clock() })
        .run();
      db.update(evaluation).set({ goals: next.content, goalsHash: next.hash }).where(eq(evaluation.id, row.id)).run();
    }
    audit(ctx, input.agree ? "evaluation.goal-added" : "evaluation.goal-declined", row.id, { hash: proposed.hash });
  });
  return evaluationChanged(ctx, record);
}

function decide(
  { db, viewer, clock }: CommandContext,
  { row }: Evaluation,
  of: { kind: "add-goal" | "decline-goal"; hash: string; role: string; reason: string },
): void {
  const { programId, userId } = viewer;
  db.insert(agreement)
    .values({
      id: newId("ag"),
      programId,
      kind: of.kind,
      subjectId: `${row.id}/${of.hash}`,
      userId,
      role: of.role,
      reason: of.reason,
      at: clock(),
    })
    .run();
}
