import { eq } from "drizzle-orm";
import { type EvaluationRow, evaluationRoom } from "#db/evaluations.ts";
import { evaluation } from "#db/schema.ts";
import { copyForm } from "#shared/documents/form.ts";
import type { CommandContext } from "../context.ts";

/** In these states no lead wrote anything alone yet, or nobody reads what they wrote that way. */
const NOTHING_ALONE: readonly EvaluationRow["state"][] = ["goals", "year", "self", "sealed"];

/**
 * Inside the transaction that names the next lead: the room in which the one before wrote alone stays behind, with every
 * word that was taken out of it. What was handed in goes on as it was; what was not is left unread, and the next lead
 * begins on an empty page.
 */
export function leaveBehind(
  { db, rooms }: CommandContext,
  row: EvaluationRow,
  role: "supervisor" | "administrator",
): void {
  const part = role === "supervisor" ? "draft" : "feedback";
  const handedIn = (part === "draft" ? row.draftAt : row.feedbackAt) !== null;
  const openToBoth = part === "feedback" && handedIn && row.state !== "parallel";
  if (NOTHING_ALONE.includes(row.state) || openToBoth) return;
  const before = evaluationRoom(row, part);
  const words = handedIn ? rooms.read(before) : null;
  rooms.freeze(before);
  const next = part === "draft" ? { draftRevision: row.draftRevision + 1 } : nextFeedback(row);
  db.update(evaluation).set(next).where(eq(evaluation.id, row.id)).run();
  const room = evaluationRoom({ ...row, ...next }, part);
  rooms.create(room, (doc) => words && copyForm(words, doc));
  const written = row.state === "parallel" || (row.state === "together" && part === "feedback");
  if (handedIn || !written) rooms.freeze(room);
}

/** The feedback goes on in a new room, and nobody opens the ones before any more. */
export function nextFeedback({ feedbackRevision }: Pick<EvaluationRow, "feedbackRevision">) {
  return { feedbackRevision: feedbackRevision + 1, feedbackFrom: feedbackRevision + 1 };
}
