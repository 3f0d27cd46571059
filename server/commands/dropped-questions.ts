import { eq } from "drizzle-orm";
import { decisionOfProcess, droppedOf } from "#db/decisions.ts";
import { newId } from "#db/ids.ts";
import { interviewsOf } from "#db/interviews.ts";
import { type ProcessRow, processById, processFacts, termsOf } from "#db/processes.ts";
import { droppedQuestion } from "#db/schema.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { LEADS } from "../pages/leads.ts";
import { audit } from "./interview-access.ts";

/** One lead asks not to count a question, for all candidates alike. Nothing changes until the other lead approves. */
export function askDrop(
  ctx: CommandContext,
  input: { processId: string; questionId: string; reason: string },
): Outcome<{ dropId: string }> {
  const found = openRound(ctx, input.processId);
  if (!found.ok) return found;
  const { round, terms } = found;
  if (!terms.questions.some((q) => q.id === input.questionId))
    return refuse("questionId", "Choose a question of the signed agreement.");
  if (droppedOf(ctx.db, round.id).some((one) => one.questionId === input.questionId))
    return refuse("already-asked", "Somebody asked about this question already. It waits below, or is not counted.");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the question should count for nobody. It goes on record.");
  const { viewer, db } = ctx;
  const id = newId("dq");
  db.transaction(() => {
    db.insert(droppedQuestion)
      .values({
        id,
        processId: round.id,
        questionId: input.questionId,
        reason,
        userId: viewer.userId,
        role: viewer.role,
        at: ctx.clock(),
      })
      .run();
    audit(ctx, "question.drop-asked", id, { round: round.id, question: input.questionId });
  });
  return { ...changed(ctx, round), dropId: id };
}

/** The other lead approves or declines. An approved drop takes effect on every figure at once. */
export function decideDrop(
  ctx: CommandContext,
  input: { processId: string; dropId: string; decision: "approve" | "decline" },
): Outcome {
  const found = openRound(ctx, input.processId);
  if (!found.ok) return found;
  const { db, viewer } = ctx;
  const row = droppedOf(db, found.round.id).find((one) => one.id === input.dropId);
  if (!row || row.approvedAt !== null)
    return refuse("moved-on", "This request was decided already, and nothing was changed.");
  if (row.role === viewer.role) return refuse("own", "One lead asks, the other approves. It waits for the other lead.");
  const at = ctx.clock();
  const approve = input.decision === "approve";
  db.transaction(() => {
    db.update(droppedQuestion)
      .set(approve ? { approvedBy: viewer.userId, approvedAt: at } : { declinedBy: viewer.userId, declinedAt: at })
      .where(eq(droppedQuestion.id, row.id))
      .run();
    audit(ctx, approve ? "question.dropped" : "question.drop-declined", row.id, {
      round: found.round.id,
      question: row.questionId,
    });
  });
  return changed(ctx, found.round);
}

/** A round whose figures may still change, for a lead. */
function openRound(
  { db, viewer }: CommandContext,
  processId: string,
): { ok: true; round: ProcessRow; terms: ProcessTerms } | Refusal {
  const round = processById(db, viewer.programId, processId);
  const terms = round && termsOf(round);
  if (!round || !can(viewer, "R", "round", processFacts(round)))
    return refuse("not-found", "There is no such selection round.");
  if (!LEADS.some((role) => role === viewer.role))
    return refuse("not-allowed", "Only the two leads take a question out of the count.");
  if (!terms || (round.state !== "active" && round.state !== "closed"))
    return refuse("not-in-force", "Questions can be taken out of the count once the agreement is in force.");
  const decision = decisionOfProcess(db, round.id);
  if (decision && decision.state !== "rationale")
    return refuse(
      "fixed",
      decision.state === "sealed"
        ? "The decision of this round is sealed: its figures no longer change."
        : "The decision is fixed on these figures. Open it again first.",
    );
  return { ok: true, round, terms };
}

/** After the commit, in the same tick: every screen with figures of this round loads again. */
function changed({ db, rooms }: CommandContext, round: ProcessRow): { ok: true } {
  rooms.recordChanged(round.programId, "process", round.id);
  const decision = decisionOfProcess(db, round.id);
  if (decision) rooms.recordChanged(round.programId, "decision", decision.id);
  for (const { id } of interviewsOf(db, round.id)) rooms.recordChanged(round.programId, "interview", id);
  return { ok: true };
}
