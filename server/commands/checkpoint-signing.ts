import { eq } from "drizzle-orm";
import { leadOfCase } from "#db/assignments.ts";
import { type Checkpoint, reviewOf } from "#db/checkpoints.ts";
import { holidaysOf } from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { checkpoint } from "#db/schema.ts";
import { can } from "#shared/machine.ts";
import { dayInWords } from "#shared/time.ts";
import { workingDaysAfter } from "#shared/working-days.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { seal } from "../records/seal.ts";
import {
  changedMeanwhile,
  checkpointChanged,
  dayOf,
  giveSignature,
  noSuchCase,
  notYours,
  openCheckpointRecord,
  today,
} from "./case-access.ts";
import { audit, refuseMove } from "./interview-access.ts";

/**
 * A lead signs text and answer. The last signature seals the record in the same transaction.
 * @param input.hash the hash the signer saw
 */
export function signCheckpoint(
  ctx: CommandContext,
  input: { checkpointId: string; hash: string },
): Outcome<{ recordId: string | null }> {
  const { db, viewer } = ctx;
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (row.state !== "presented") return refuseMove(facts, "seal");
  if (facts.ownerId === viewer.userId || !can(viewer, "S", "review", facts))
    return refuse("not-allowed", "The two leads of this case sign the review.");
  if (!reviewOf(row)?.answer)
    return refuse("unanswered", "The officer answers first: a review is signed together with the answer.");
  const given = standing(ctx, record);
  if (given.some(({ role }) => role === viewer.role))
    return refuse("already-signed", "The signature for your part stands under this review already.");
  if (!row.contentHash || row.contentHash !== input.hash) return changedMeanwhile("signature was not given");
  const { contentHash: hash } = row;
  const needed = signers(ctx, record).filter((role) => role !== viewer.role && !given.some((s) => s.role === role));
  const recordId = db.transaction(() => {
    giveSignature(ctx, { subject: "checkpoint", subjectId: row.id, revision: row.revision, hash });
    audit(ctx, "checkpoint.signed", row.id, { hash, role: viewer.role });
    return needed.length === 0 ? sealCheckpoint(ctx, record) : null;
  });
  checkpointChanged(ctx, record);
  return { ok: true, recordId };
}

/**
 * Goes on without the administrator's signature, once the agreed working days for input are over since it was presented:
 * the record shows whose signature it has.
 */
export function sealWithoutAdministrator(
  ctx: CommandContext,
  input: { checkpointId: string },
): Outcome<{ recordId: string }> {
  const { db, viewer } = ctx;
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  const { row, facts, probation } = record;
  if (row.state !== "presented" || row.presentedAt === null) return refuseMove(facts, "seal");
  if (!can(viewer, "X", "review", facts)) return notYours();
  if (!standing(ctx, record).some(({ role }) => role === "supervisor"))
    return refuse("unsigned", "Sign the review yourself first.");
  const day = dayOf(ctx, row.programId, row.presentedAt);
  const last = workingDaysAfter(day, probation.terms.inputDays, holidaysOf(db, row.programId));
  if (today(ctx, row.programId) <= last)
    return refuse(
      "too-early",
      `The administrator can sign until ${dayInWords(last)}. After that day it goes on without.`,
    );
  const recordId = db.transaction(() => sealCheckpoint(ctx, record, true));
  checkpointChanged(ctx, record);
  return { ok: true, recordId };
}

const standing = ({ db }: CommandContext, { row }: Checkpoint) =>
  signaturesOf(db, "checkpoint", row.id).filter((s) => s.voidedAt === null);

/** Who signs: the supervisor, and the administrator where the agreement has them take part and one is named. */
function signers({ db }: CommandContext, { probation }: Checkpoint): ("supervisor" | "administrator")[] {
  const takesPart =
    probation.terms.administratorTakesPart && leadOfCase(db, probation.row.assignmentId, "administrator") !== null;
  return takesPart ? ["supervisor", "administrator"] : ["supervisor"];
}

/** Inside the last signature's transaction. @returns the record's id */
function sealCheckpoint(ctx: CommandContext, record: Checkpoint, without = false): string {
  const { db } = ctx;
  const { row } = record;
  const review = reviewOf(row);
  if (!review || !row.content || !row.contentHash) throw new Error("Only a presented review is sealed.");
  const at = ctx.clock();
  const recordId = seal(db, {
    programId: row.programId,
    kind: "checkpoint",
    subjectId: row.id,
    title: `Checkpoint ${row.n}: ${review.checkpoint.title}`,
    content: row.content,
    hash: row.contentHash,
    rubricVersion: review.formsVersion,
    sealedAt: at,
    signatures: standing(ctx, record).map(({ userId, name, role, party, hash, signedAt }) => ({
      userId,
      name,
      role,
      party,
      hash,
      signedAt,
    })),
  });
  db.update(checkpoint).set({ state: "sealed", sealedAt: at }).where(eq(checkpoint.id, row.id)).run();
  audit(ctx, "checkpoint.sealed", row.id, { hash: row.contentHash, withoutAdministrator: without });
  return recordId;
}
