import { eq } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { noticesOf, type Plan, type Probation, plansOf } from "#db/probations.ts";
import { remediationItem, remediationPlan } from "#db/schema.ts";
import { addDays } from "#shared/days.ts";
import { can } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { noSuchCase, notYours, openProbation, probationChanged, today } from "./case-access.ts";
import { audit } from "./interview-access.ts";
import { receiptBy } from "./probation-notices.ts";
import { witnessProblem } from "./witness.ts";

export interface PlanItem {
  item: string;
  expected: string;
  help: string;
  /** Who is responsible for the help, by name. */
  owner: string;
  /** ISO date. */
  dueOn: string;
  proof: string;
}

/** A date closer than this needs the word that safety requires it. Source: PLAN_FIELDS "due". */
const AHEAD_DAYS = 30;

/**
 * Issues a remediation plan of one to three items, each with its help, its owner, its date and its proof. It follows an
 * interim notice.
 * @param input.forSafety a date may come sooner than 30 days ahead because safety requires it
 */
export function issuePlan(
  ctx: CommandContext,
  input: { probationId: string; noticeId: string; items: readonly PlanItem[]; forSafety?: boolean },
): Outcome<{ planId: string }> {
  const { db, viewer } = ctx;
  const record = openProbation(ctx, input.probationId);
  if (!record) return noSuchCase();
  if (!can(viewer, "W", "remediation", record.facts)) return notYours();
  const { row } = record;
  if (!noticesOf(db, row.id).some(({ id }) => id === input.noticeId))
    return refuse("noticeId", "A plan follows an interim notice. Give the notice first.");
  const items = planItemsOf(ctx, row.programId, input);
  if (!Array.isArray(items)) return items;
  const id = newId("rp");
  const { hash } = fingerprint({ noticeId: input.noticeId, items });
  db.transaction(() => {
    db.insert(remediationPlan)
      .values({
        id,
        subject: "probation",
        subjectId: row.id,
        noticeId: input.noticeId,
        hash,
        issuedBy: viewer.userId,
        issuedAt: ctx.clock(),
      })
      .run();
    for (const [i, item] of items.entries())
      db.insert(remediationItem)
        .values({ id: newId("ri"), planId: id, n: i + 1, ...item })
        .run();
    audit(ctx, "plan.issued", row.id, { planId: id, items: items.length, hash, forSafety: input.forSafety ?? false });
  });
  probationChanged(ctx, record);
  return { ok: true, planId: id };
}

/** The officer's receipt with their own words, or a refusal with its witness. @param input.hash of the plan they saw */
export function receivePlan(
  ctx: CommandContext,
  input: {
    probationId: string;
    planId: string;
    receipt: "received" | "refused";
    words: string;
    witness?: string;
    hash: string;
  },
): Outcome {
  const found = openPlan(ctx, input);
  if (!found) return noSuchCase();
  const { record, plan } = found;
  if (!receiptBy(ctx, record, "remediation", input.receipt)) return notYours();
  if (plan.receipt) return refuse("received", "The receipt of this plan is on record already.");
  if (plan.hash !== input.hash) return refuse("changed-meanwhile", "This is not the plan that was issued.");
  const refused = input.receipt === "refused";
  const problem = refused ? witnessProblem(ctx, record.assignment.officerId, input.witness) : null;
  if (problem) return problem;
  const witness = input.witness?.trim() || null;
  ctx.db.transaction(() => {
    ctx.db
      .update(remediationPlan)
      .set({
        receipt: input.receipt,
        receiptBy: ctx.viewer.userId,
        receiptAt: ctx.clock(),
        witness: refused ? witness : null,
        officerWords: input.words.trim() || null,
      })
      .where(eq(remediationPlan.id, plan.id))
      .run();
    audit(ctx, "plan.received", record.row.id, { planId: plan.id, hash: plan.hash, refused });
  });
  return probationChanged(ctx, record);
}

/** What came of one item, with its evidence. Once. */
export function recordResult(
  ctx: CommandContext,
  input: {
    probationId: string;
    planId: string;
    itemId: string;
    result: "met" | "partly-met" | "not-met";
    evidence: string;
  },
): Outcome {
  const found = openPlan(ctx, input);
  if (!found) return noSuchCase();
  const { record, plan } = found;
  if (!can(ctx.viewer, "W", "remediation", record.facts)) return notYours();
  const item = plan.items.find(({ id }) => id === input.itemId);
  if (!item) return noSuchCase();
  if (item.result) return refuse("recorded", "What came of this item is on record already.");
  const evidence = input.evidence.trim();
  if (!evidence) return refuse("evidence", "Write what shows it.");
  ctx.db.transaction(() => {
    ctx.db
      .update(remediationItem)
      .set({
        result: input.result,
        resultEvidence: evidence,
        resultBy: ctx.viewer.userId,
        resultAt: ctx.clock(),
      })
      .where(eq(remediationItem.id, item.id))
      .run();
    audit(ctx, "plan.result", record.row.id, { planId: plan.id, itemId: item.id });
  });
  return probationChanged(ctx, record);
}

/** The items of a plan, tidied; a refusal when there are too many or one is not whole. */
export function planItemsOf(
  ctx: CommandContext,
  programId: string,
  input: { items: readonly PlanItem[]; forSafety?: boolean },
): PlanItem[] | Refusal {
  if (input.items.length < 1 || input.items.length > 3)
    return refuse("items", "A plan has one to three items. More means that the concern is not yet clear.");
  const items = input.items.map(trimmed);
  const earliest = addDays(today(ctx, programId), input.forSafety ? 1 : AHEAD_DAYS);
  for (const [i, item] of items.entries()) {
    const problem = problemWith(item, i + 1, earliest);
    if (problem) return problem;
  }
  return items;
}

const trimmed = (item: PlanItem): PlanItem => ({
  item: item.item.trim(),
  expected: item.expected.trim(),
  help: item.help.trim(),
  owner: item.owner.trim(),
  dueOn: item.dueOn,
  proof: item.proof.trim(),
});

function problemWith(item: PlanItem, n: number, earliest: string) {
  const missing = {
    item: "what it is about",
    expected: "what it looks like when it is right",
    owner: "who is responsible for the help",
    proof: "how both sides will see it",
  };
  if (!item.help) return refuse("help", `Item ${n}: name the help. A plan without named help cannot be issued.`);
  for (const [field, words] of Object.entries(missing))
    if (!item[field as keyof typeof missing]) return refuse(field, `Item ${n}: write ${words}.`);
  if (!isDay(item.dueOn) || item.dueOn < earliest)
    return refuse("dueOn", `Item ${n}: choose a day at least 30 days ahead, or say that safety requires it sooner.`);
  return null;
}

function openPlan(
  ctx: CommandContext,
  input: { probationId: string; planId: string },
): { record: Probation; plan: Plan } | null {
  const record = openProbation(ctx, input.probationId);
  const seen = record && can(ctx.viewer, "R", "remediation", record.facts);
  const plan = seen ? plansOf(ctx.db, "probation", record.row.id).find(({ id }) => id === input.planId) : undefined;
  return record && plan ? { record, plan } : null;
}
