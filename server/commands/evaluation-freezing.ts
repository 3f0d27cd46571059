import { and, eq, isNull } from "drizzle-orm";
import { evaluationContent, planNotMet, planOfEvaluation } from "#db/evaluation-record.ts";
import { type Evaluation, evaluationRoom } from "#db/evaluations.ts";
import { newId } from "#db/ids.ts";
import { agreement, evaluation, signature } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { readEvaluationRatings, readEvaluationText, readFeedback } from "#shared/documents/evaluation.ts";
import { type EarlierRevision, missingInEvaluation, openProposals } from "#shared/documents/evaluation-record.ts";
import { copyForm } from "#shared/documents/form.ts";
import { copyText } from "#shared/documents/rich.ts";
import { canMove } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { noSuchCase } from "./case-access.ts";
import { contentOf, evaluationChanged, openEvaluationRecord } from "./evaluation-access.ts";
import { audit, refuseMove } from "./interview-access.ts";

/*
 * Fixing the text of an evaluation, and opening it again. Each command is ONE synchronous function: the live texts are
 * read, checked, hashed and closed with no keystroke in between.
 */

const PARTS = ["feedback", "ratings", "text"] as const;

/** Fixes the evaluation as it stands: from here on no character of it changes. */
export function freezeEvaluation(ctx: CommandContext, input: { evaluationId: string }): Outcome<{ hash: string }> {
  const { db, rooms, viewer } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  if (!canMove(viewer, "freeze", record.facts)) return refuseMove(record.facts, "freeze");
  const { row, goals } = record;
  const text = rooms.read(evaluationRoom(row, "text"));
  const open = openProposals(text);
  if (open > 0)
    return refuse(
      "open-proposals",
      `${open === 1 ? "One proposed change is" : `${open} proposed changes are`} still open in the text. Accept or reject each one first.`,
    );
  const ratings = readEvaluationRatings(
    rooms.read(evaluationRoom(row, "ratings")),
    goals.map(({ id }) => id),
  );
  const gaps = missingInEvaluation(ratings, {
    goals,
    planItems: planOfEvaluation(db, row.id)?.items.length ?? 0,
    planNotMet: planNotMet(db, record),
  });
  if (gaps.length > 0) return refuse("missing", `The evaluation is not complete. ${gaps.join(" ")}`);
  // Feedback that was never handed in is nobody's but its author's.
  const feedback = row.feedbackAt === null ? null : readFeedback(rooms.read(evaluationRoom(row, "feedback")));
  const at = ctx.clock();
  const written = { ratings, feedback, text: readEvaluationText(text) };
  const { content, hash } = fingerprint(evaluationContent(db, record, written, { at, by: viewer.name }));
  db.transaction(() => {
    db.update(evaluation)
      .set({ state: "frozen", content, contentHash: hash, frozenAt: at })
      .where(eq(evaluation.id, row.id))
      .run();
    for (const part of PARTS) rooms.freeze(evaluationRoom(row, part));
    audit(ctx, "evaluation.frozen", row.id, { hash, revision: row.revision });
  });
  evaluationChanged(ctx, record);
  return { ok: true, hash };
}

/** Opens the text again before it was answered, with the reason: signatures become void, the writing goes on. */
export function reopenEvaluation(ctx: CommandContext, input: { evaluationId: string; reason: string }): Outcome {
  return openAgain(ctx, input, "reopen");
}

/** Command returns the evaluation with the reason: a new revision, signed and presented again. */
export function returnEvaluation(ctx: CommandContext, input: { evaluationId: string; reason: string }): Outcome {
  return openAgain(ctx, input, "giveBack");
}

function openAgain(
  ctx: CommandContext,
  input: { evaluationId: string; reason: string },
  move: "reopen" | "giveBack",
): Outcome {
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const { viewer } = ctx;
  if (!canMove(viewer, move, record.facts)) return refuseMove(record.facts, move);
  if (move === "giveBack" && viewer.party !== "agency")
    return refuse("not-allowed", "The head of the agency agrees with an evaluation or returns it.");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why it has to change. The officer and whoever signed read it.");
  ctx.db.transaction(() => {
    const voided = beginRevision(ctx, record, reason);
    audit(ctx, move === "reopen" ? "evaluation.reopened" : "evaluation.returned", record.row.id, {
      revision: record.row.revision + 1,
      voided,
    });
  });
  return evaluationChanged(ctx, record);
}

/** Inside a transaction: what was done stays on record, and the writing goes on from the same words. */
function beginRevision(ctx: CommandContext, { row }: Evaluation, reason: string): number {
  const { db, rooms, viewer } = ctx;
  const content = contentOf(row);
  if (!content || !row.contentHash) throw new Error("Only a fixed text is opened again.");
  const at = ctx.clock();
  const { programId, userId, name, role } = viewer;
  const earlier: EarlierRevision = {
    revision: row.revision,
    hash: row.contentHash,
    by: name,
    role,
    at: new Date(at).toISOString(),
    reason,
    acts: content.acts,
  };
  const subjectId = `${row.id}/r${row.revision}`;
  db.insert(agreement)
    .values({
      id: newId("ag"),
      programId,
      kind: "return-evaluation",
      subjectId,
      userId,
      role,
      reason: canonicalJson(earlier),
      at,
    })
    .run();
  const standing = and(
    eq(signature.subject, "evaluation"),
    eq(signature.subjectId, row.id),
    isNull(signature.voidedAt),
  );
  const voided = db.update(signature).set({ voidedAt: at, voidedBy: userId, voidReason: reason }).where(standing).run();
  const next = { revision: row.revision + 1, feedbackRevision: row.feedbackRevision + 1 };
  const before = PARTS.map((part) => rooms.read(evaluationRoom(row, part)));
  db.update(evaluation)
    .set({ ...UNSIGNED, ...next, state: "together" })
    .where(eq(evaluation.id, row.id))
    .run();
  PARTS.forEach((part, i) => {
    const old = before[i];
    const copy = part === "text" ? copyText : copyForm;
    rooms.create(evaluationRoom({ ...row, ...next }, part), (doc) => old && copy(old, doc));
  });
  return voided.changes;
}

const UNSIGNED = {
  content: null,
  contentHash: null,
  frozenAt: null,
  feedbackDueOn: null,
  responseDueOn: null,
  meetingAt: null,
  noticeAt: null,
  feedback: null,
  feedbackWords: null,
  feedbackBy: null,
  feedbackSignedAt: null,
  choice: null,
  choiceWords: null,
  witness: null,
  choiceBy: null,
  choiceAt: null,
  response: null,
  responseAt: null,
  commandWords: null,
  commandBy: null,
  commandAt: null,
} as const;
