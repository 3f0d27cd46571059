import { eq } from "drizzle-orm";
import { type AssignmentRow, factsOfCase } from "#db/assignments.ts";
import { type Evaluation, type EvaluationRow, evaluationById } from "#db/evaluations.ts";
import type { Db } from "#db/open.ts";
import { holidaysOf } from "#db/probations.ts";
import { evaluation } from "#db/schema.ts";
import type { EvaluationAct, EvaluationContent } from "#shared/documents/evaluation-record.ts";
import { can, type Facts, hats, LIFECYCLES } from "#shared/machine.ts";
import { workingDaysAfter } from "#shared/working-days.ts";
import type { AppContext, CommandContext, Outcome } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { today } from "./case-access.ts";

/** What the server needs to act by itself. */
export type Server = Pick<AppContext, "db" | "rooms" | "clock">;

/** The evaluation, when it exists for this person; `null` otherwise, whatever the cause. */
export function openEvaluationRecord(
  { db, viewer }: Pick<CommandContext, "db" | "viewer">,
  id: string,
): Evaluation | null {
  const record = evaluationById(db, viewer.programId, id);
  return record && hats(viewer, record.facts).length > 0 ? record : null;
}

/** After the commit, in the same tick: every screen of this evaluation is judged again and loads again. */
export function evaluationChanged({ rooms }: Pick<AppContext, "rooms">, { row }: Pick<Evaluation, "row">): Outcome {
  rooms.recordChanged(row.programId, "evaluation", row.id);
  return { ok: true };
}

/** Is this person the supervisor or the administrator of the case? */
export function leadHat(
  { viewer }: Pick<CommandContext, "viewer">,
  { facts }: Pick<Evaluation, "facts">,
): "supervisor" | "administrator" | null {
  const worn = hats(viewer, facts);
  return (["supervisor", "administrator"] as const).find((role) => worn.includes(role)) ?? null;
}

/** What an evaluation of this assignment would be judged by on its first day. */
export const factsAtOpening = (db: Db, of: AssignmentRow): Facts<"evaluation"> => ({
  ...factsOfCase(db, of),
  lifecycle: "evaluation",
  state: LIFECYCLES.evaluation.initial,
});

/** May this person open the evaluation of a period: the coordinator, or the supervisor of the case? */
export function mayOpenEvaluation({ db, viewer }: Pick<CommandContext, "db" | "viewer">, of: AssignmentRow): boolean {
  const facts = factsAtOpening(db, of);
  const opens = can(viewer, "X", "goals", facts) || (viewer.role === "supervisor" && can(viewer, "W", "goals", facts));
  return opens && facts.ownerId !== viewer.userId;
}

/** The last day of a period of working days that begins today. */
export function dueAfter(ctx: Pick<AppContext, "db" | "clock">, programId: string, days: number): string {
  return workingDaysAfter(today(ctx, programId), days, holidaysOf(ctx.db, programId));
}

/** The fixed text with what was done with it; `null` while it is being written. */
export function contentOf(row: Pick<EvaluationRow, "content">): EvaluationContent | null {
  return row.content === null ? null : (JSON.parse(row.content) as EvaluationContent);
}

/**
 * Inside a transaction: one more act stands under the text, and the hash is that of the text with it.
 * @returns the new hash
 */
export function addAct(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  row: EvaluationRow,
  act: Omit<EvaluationAct, "at" | "textHash">,
  values: Partial<typeof evaluation.$inferInsert>,
): string {
  const content = contentOf(row);
  if (!content || !row.contentHash) throw new Error("Only a fixed text is signed, answered or reviewed.");
  const one: EvaluationAct = { ...act, at: new Date(clock()).toISOString(), textHash: row.contentHash };
  const fixed = fingerprint({ ...content, acts: [...content.acts, one] } satisfies EvaluationContent);
  db.update(evaluation)
    .set({ ...values, content: fixed.content, contentHash: fixed.hash })
    .where(eq(evaluation.id, row.id))
    .run();
  return fixed.hash;
}

/** An act of this person, with their own words. */
export function actBy(
  { viewer }: CommandContext,
  act: EvaluationAct["act"],
  word: EvaluationAct["word"],
  words: string,
): Omit<EvaluationAct, "at" | "textHash"> {
  const { name, role, party } = viewer;
  return {
    act,
    word,
    name,
    role,
    party,
    words: words.trim(),
    witness: null,
    enteredBy: name,
    due: null,
    meeting: null,
  };
}

/** What stands on record when a day passed and nobody did anything. */
export function actByDay(
  act: EvaluationAct["act"],
  word: EvaluationAct["word"],
  due: string | null,
): Omit<EvaluationAct, "at" | "textHash"> {
  return {
    act,
    word,
    name: null,
    role: null,
    party: null,
    words: "",
    witness: null,
    enteredBy: null,
    due,
    meeting: null,
  };
}
