import { and, asc, eq } from "drizzle-orm";
import type { CheckpointReview } from "#shared/documents/checkpoint-review.ts";
import type { Facts, StateOf } from "#shared/machine.ts";
import { type CheckpointForm, checkpointForm } from "#shared/probation.ts";
import type { CheckpointRoom } from "#shared/rooms.ts";
import type { LeadRole } from "./assignments.ts";
import type { Db } from "./open.ts";
import { type Probation, probationById } from "./probations.ts";
import { checkpoint, checkpointInput, user } from "./schema.ts";

export type CheckpointRow = typeof checkpoint.$inferSelect & { state: StateOf<"checkpoint"> };
export type InputRow = typeof checkpointInput.$inferSelect & { name: string };

/** A checkpoint with what stands around it. */
export interface Checkpoint {
  row: CheckpointRow;
  form: CheckpointForm;
  probation: Probation;
  /** The leads who are asked for input at this checkpoint, or gave it. */
  inputs: InputRow[];
  facts: Facts<"checkpoint">;
}

export function checkpointById(db: Db, programId: string, id: string): Checkpoint | null {
  const row = db
    .select()
    .from(checkpoint)
    .where(and(eq(checkpoint.id, id), eq(checkpoint.programId, programId)))
    .get() as CheckpointRow | undefined;
  const of = row && probationById(db, programId, row.probationId);
  if (!row || !of) return null;
  return {
    row,
    form: checkpointForm(row.formId),
    probation: of,
    inputs: inputsOf(db, row.id),
    facts: checkpointFacts(row, of),
  };
}

/** The checkpoints of a probation, in order. */
export function checkpointsOf(db: Db, probationId: string): CheckpointRow[] {
  return db
    .select()
    .from(checkpoint)
    .where(eq(checkpoint.probationId, probationId))
    .orderBy(asc(checkpoint.n))
    .all() as CheckpointRow[];
}

export function checkpointFacts(
  row: Pick<CheckpointRow, "state">,
  { facts }: Pick<Probation, "facts">,
): Facts<"checkpoint"> {
  return { ...facts, lifecycle: "checkpoint", state: row.state };
}

/** The facts of one lead's input: whose it is, and whether it was handed in. */
export function inputFacts({ facts, inputs }: Checkpoint, userId: string): Facts<"checkpoint"> {
  const submitted = inputs.some((input) => input.userId === userId && input.submittedAt !== null);
  return { ...facts, authorId: userId, submitted };
}

export function inputsOf(db: Db, checkpointId: string): InputRow[] {
  return db
    .select({ row: checkpointInput, name: user.name })
    .from(checkpointInput)
    .innerJoin(user, eq(user.id, checkpointInput.userId))
    .where(eq(checkpointInput.checkpointId, checkpointId))
    .orderBy(asc(checkpointInput.role), asc(checkpointInput.userId))
    .all()
    .map(({ row, name }) => ({ ...row, name }));
}

/** One of a checkpoint's rooms, in its present revision. The joint review's rooms count revisions; the others have one. */
export function checkpointRoom(
  { id, programId, revision }: Pick<CheckpointRow, "id" | "programId" | "revision">,
  part: "self" | "ratings" | "section" | "narrative",
): CheckpointRoom {
  return { programId, kind: "checkpoint", recordId: id, part, revision: part === "self" ? 1 : revision };
}

export function inputRoom({ id, programId }: Pick<CheckpointRow, "id" | "programId">, userId: string): CheckpointRoom {
  return { programId, kind: "checkpoint", recordId: id, part: "input", userId, revision: 1 };
}

/** The role in which somebody's input is written; `null` when they are not asked at this checkpoint. */
export function inputRole({ inputs }: Pick<Checkpoint, "inputs">, userId: string): LeadRole | null {
  return inputs.find((input) => input.userId === userId)?.role ?? null;
}

/** The presented text; `null` while the review is being written. */
export function reviewOf(row: Pick<CheckpointRow, "content">): CheckpointReview | null {
  return row.content === null ? null : (JSON.parse(row.content) as CheckpointReview);
}
