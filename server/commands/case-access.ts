import { appendAudit } from "#db/audit.ts";
import { type Checkpoint, checkpointById, checkpointsOf } from "#db/checkpoints.ts";
import { newId } from "#db/ids.ts";
import { type Probation, probationById } from "#db/probations.ts";
import { programOf } from "#db/programs.ts";
import { signature } from "#db/schema.ts";
import type { Said } from "#shared/documents/checkpoint-review.ts";
import type { EventPayload, EventType } from "#shared/events.ts";
import { hats } from "#shared/machine.ts";
import { zonedDay } from "#shared/zoned.ts";
import { type AppContext, type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";

/** The probation, when it exists for this person; `null` otherwise, whatever the cause. */
export function openProbation({ db, viewer }: CommandContext, id: string): Probation | null {
  const record = probationById(db, viewer.programId, id);
  return record && hats(viewer, record.facts).length > 0 ? record : null;
}

/** The checkpoint, when it exists for this person; `null` otherwise, whatever the cause. */
export function openCheckpointRecord({ db, viewer }: CommandContext, id: string): Checkpoint | null {
  const record = checkpointById(db, viewer.programId, id);
  return record && hats(viewer, record.facts).length > 0 ? record : null;
}

/** The day it is in the program. */
export function today({ db, clock }: Pick<AppContext, "db" | "clock">, programId: string): string {
  return dayOf({ db }, programId, clock());
}

/** The day clocks in the program show at a moment. @param at milliseconds since 1970 */
export function dayOf({ db }: Pick<AppContext, "db">, programId: string, at: number): string {
  return zonedDay(at, programOf(db, programId)?.timeZone ?? "UTC");
}

/** After the commit, in the same tick: every screen of this checkpoint is judged again and loads again. */
export function checkpointChanged({ rooms }: Pick<AppContext, "rooms">, { row }: Pick<Checkpoint, "row">): Outcome {
  rooms.recordChanged(row.programId, "checkpoint", row.id);
  return { ok: true };
}

/** The same for a probation: its pages, and the rooms of all of its checkpoints. */
export function probationChanged(
  { db, rooms }: Pick<AppContext, "db" | "rooms">,
  { row }: Pick<Probation, "row">,
): Outcome {
  const all = checkpointsOf(db, row.id);
  for (const { id } of all) rooms.recordChanged(row.programId, "checkpoint", id);
  if (all.length === 0) rooms.recordChanged(row.programId, "checkpoint", row.id);
  return { ok: true };
}

/** Writes down what the server did by itself because a day came; inside the act's transaction. */
export function auditServer(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  programId: string,
  type: EventType,
  subjectId: string,
  payload: EventPayload = {},
): void {
  appendAudit(db, clock(), { type, programId, actorId: null, subjectId, payload });
}

/** Who says something in a record, and when. */
export function said({ viewer, clock }: CommandContext, words: string): Said {
  const { name, role, party } = viewer;
  return { name, role, party, words, at: new Date(clock()).toISOString() };
}

/** Gives this person's signature over a hash; inside the act's transaction. */
export function giveSignature(
  { db, viewer, clock }: CommandContext,
  of: { subject: (typeof signature.$inferInsert)["subject"]; subjectId: string; revision: number; hash: string },
): void {
  const { programId, userId, role, party } = viewer;
  db.insert(signature)
    .values({ id: newId("sg"), programId, ...of, userId, role, party, signedAt: clock() })
    .run();
}

export const noSuchCase = (): Refusal => refuse("not-found", "There is no such record.");
export const notYours = (): Refusal =>
  refuse("not-allowed", "This step is not part of your role here. Ask one of the two leads of this case.");
export const changedMeanwhile = (what: string): Refusal =>
  refuse(
    "changed-meanwhile",
    `The text changed after this page was opened, so your ${what}. Read it as it stands now, then do it again.`,
  );
export const needsWitness = (): Refusal =>
  refuse("witness", "Write the name of the person who saw the refusal. It stands in the record.");
