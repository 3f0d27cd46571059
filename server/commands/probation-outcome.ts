import { and, eq, isNull } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { concernsAtTheEnd, hasEarlierNotice, outcomeGround, proposal } from "#db/probation-outcome.ts";
import { extensionsOf, holidaysOf, openOutcome, type Probation } from "#db/probations.ts";
import { probation, probationOutcome, signature } from "#db/schema.ts";
import { extensionLimit } from "#shared/date-rules.ts";
import type { OutcomeContent, ProbationOutcome } from "#shared/documents/probation-outcome.ts";
import { can, canMove } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { dayInWords } from "#shared/time.ts";
import { workingDaysAfter } from "#shared/working-days.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { noSuchCase, openProbation, probationChanged, said, today } from "./case-access.ts";
import { audit, refuseMove } from "./interview-access.ts";

export interface ProposedOutcome {
  probationId: string;
  outcome: ProbationOutcome;
  reason: string;
  /** Of an extension: its last day (ISO), what must be seen by then, what help there is. */
  until?: string;
  expected?: string;
  help?: string;
  /** Why the assignment ends without an earlier notice; both executives sign it. */
  override?: string;
}

/**
 * Proposes the outcome. An end needs an earlier interim notice, or the reason for an override that both executives sign;
 * an extension is allowed once, and not beyond the agreed days; nothing is confirmed while an item is a concern.
 */
export function proposeOutcome(
  ctx: CommandContext,
  input: ProposedOutcome,
): Outcome<{ outcomeId: string; hash: string }> {
  const { db, viewer } = ctx;
  const record = openProbation(ctx, input.probationId);
  if (!record) return noSuchCase();
  if (!canMove(viewer, "propose", record.facts)) return refuseMove(record.facts, "propose");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write the reason. It stands in the record.");
  const { row, terms, assignment: post } = record;
  if (post.toDate !== null && input.outcome !== "confirmed")
    return refuse(
      "ended",
      `The post ended on ${dayInWords(post.toDate)} already: there is nothing left to extend or to end.`,
    );
  const ground = outcomeGround(db, record);
  const extension = extensionOf(input);
  const override = input.outcome === "ended" ? input.override?.trim() || null : null;
  const problem =
    input.outcome === "confirmed"
      ? notConfirmable(ctx, record)
      : input.outcome === "extended"
        ? notExtendable(ctx, record, extension)
        : notEndable(ctx, record, ground, override);
  if (problem) return problem;
  const { content, hash } = fingerprint(
    proposal(ground, { outcome: input.outcome, reason, extension, override, proposed: said(ctx, reason) }),
  );
  const id = newId("po");
  db.transaction(() => {
    db.insert(probationOutcome)
      .values({
        id,
        probationId: row.id,
        outcome: input.outcome,
        content,
        contentHash: hash,
        positionDueOn: workingDaysAfter(today(ctx, row.programId), terms.inputDays, holidaysOf(db, row.programId)),
        proposedBy: viewer.userId,
        proposedAt: ctx.clock(),
      })
      .run();
    db.update(probation).set({ state: "deciding" }).where(eq(probation.id, row.id)).run();
    audit(ctx, "probation.outcome-proposed", row.id, { outcomeId: id, hash, override: override !== null });
  });
  probationChanged(ctx, record);
  return { ok: true, outcomeId: id, hash };
}

/** Takes the proposal back, with the reason: position, reply, receipt and signatures become void and stay on record. */
export function withdrawOutcome(ctx: CommandContext, input: { probationId: string; reason: string }): Outcome {
  const { db, viewer } = ctx;
  const record = openProbation(ctx, input.probationId);
  if (!record) return noSuchCase();
  if (!canMove(viewer, "withdraw", record.facts)) return refuseMove(record.facts, "withdraw");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the proposal is taken back. Whoever signed reads it.");
  const { row } = record;
  const open = openOutcome(db, row.id);
  if (!open || !can(viewer, "W", "outcome", record.facts)) return noSuchCase();
  const at = ctx.clock();
  db.transaction(() => {
    const voided = db
      .update(signature)
      .set({ voidedAt: at, voidedBy: viewer.userId, voidReason: reason })
      .where(
        and(eq(signature.subject, "probation-outcome"), eq(signature.subjectId, open.id), isNull(signature.voidedAt)),
      )
      .run();
    db.update(probationOutcome)
      .set({ withdrawnAt: at, withdrawnReason: reason })
      .where(eq(probationOutcome.id, open.id))
      .run();
    db.update(probation).set({ state: "running" }).where(eq(probation.id, row.id)).run();
    audit(ctx, "probation.outcome-withdrawn", row.id, { outcomeId: open.id, voided: voided.changes });
  });
  return probationChanged(ctx, record);
}

function extensionOf({ outcome, until = "", expected = "", help = "" }: ProposedOutcome): OutcomeContent["extension"] {
  return outcome === "extended" ? { until, expected: expected.trim(), help: help.trim() } : null;
}

function notConfirmable({ db }: CommandContext, record: Probation): Refusal | null {
  const concerns = concernsAtTheEnd(db, record);
  if (!concerns) return refuse("no-final-review", "The last checkpoint is not sealed yet. Seal it first.");
  if (concerns.length > 0)
    return refuse("concern", `At the last review this is a concern: ${concerns.join("; ")}. Extend once, or end.`);
  return null;
}

function notExtendable(
  { db }: CommandContext,
  record: Probation,
  extension: OutcomeContent["extension"],
): Refusal | null {
  const { row, terms } = record;
  const before = extensionsOf(db, row.id).length;
  if (before >= terms.maxExtensions)
    return refuse(
      "no-more-extensions",
      before > 0
        ? "This probation was extended already. The agreement allows one extension."
        : "The agreement allows no extension.",
    );
  if (row.endOn === null) return refuse("paused", "A leave without a last day keeps the end open.");
  const last = extensionLimit(row.endOn, terms);
  if (!extension || !isDay(extension.until) || extension.until <= row.endOn || extension.until > last)
    return refuse(
      "until",
      `Choose a last day after ${dayInWords(row.endOn)} and not later than ${dayInWords(last)}, as the agreement says.`,
    );
  if (!extension.expected) return refuse("expected", "Write what must be seen by then.");
  if (!extension.help) return refuse("help", "Write what help the officer gets.");
  return null;
}

function notEndable(
  ctx: CommandContext,
  { row, terms }: Probation,
  ground: ReturnType<typeof outcomeGround>,
  override: string | null,
): Refusal | null {
  if (!terms.noticeRequiredBeforeEnd || override) return null;
  if (ground.notices.length === 0)
    return refuse(
      "no-notice",
      "No interim notice was given, so the assignment cannot end now. Give a notice with help first, or write why it must end without one: both executives sign that.",
    );
  if (!hasEarlierNotice(ground, today(ctx, row.programId)))
    return refuse(
      "notice-too-new",
      "The interim notice is not 30 days old. Give the officer that time, or write why it must end sooner: both executives sign that.",
    );
  return null;
}
