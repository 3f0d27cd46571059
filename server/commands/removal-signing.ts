import { and, eq, isNull, ne } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { signaturesOf } from "#db/processes.ts";
import { positionOf } from "#db/removal-record.ts";
import { type Removal, removalRoom, sideRoom } from "#db/removals.ts";
import { agreement, assignment, removal, signature } from "#db/schema.ts";
import { EVALUATION_FORM_VERSION } from "#shared/content/evaluation-form.ts";
import type { RemovalContent } from "#shared/documents/removal-record.ts";
import { can, canMove } from "#shared/machine.ts";
import { SIDES } from "#shared/rooms.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import type { Fingerprint } from "../records/hash.ts";
import { seal } from "../records/seal.ts";
import { changedMeanwhile, giveSignature, noSuchCase, notYours, today } from "./case-access.ts";
import { audit, refuseMove } from "./interview-access.ts";
import { openRound } from "./processes.ts";
import { openRemovalRecord, removalChanged, removalNow } from "./removal-access.ts";

/*
 * How a removal review ends: taken back by who asked, settled by both leads, or decided by both executives. Each command
 * is ONE synchronous function.
 */

/** Whoever asked takes the request back, with the reason; that is sealed too. */
export function withdrawRemoval(
  ctx: CommandContext,
  input: { removalId: string; reason: string },
): Outcome<{ recordId: string }> {
  const record = openRemovalRecord(ctx, input.removalId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (!canMove(ctx.viewer, "withdraw", facts)) return refuseMove(facts, "withdraw");
  if ((ctx.viewer.role === "supervisor" ? "agency" : "district") !== row.requestedFor)
    return refuse("not-allowed", "The side that asked takes its request back.");
  const why = input.reason.trim();
  if (!why) return refuse("reason", "Write why. It stands in the record.");
  const now = removalNow(ctx, record, { outcome: "withdrawn", why });
  const recordId = ctx.db.transaction(() => {
    sign(ctx, record, now.hash);
    return sealRemoval(ctx, record, now, "withdrawn");
  });
  removalChanged(ctx, record);
  return { ok: true, recordId };
}

/**
 * Signs that it is settled and the officer stays, on the words as they stand; the other lead's signature under the same
 * words seals it. @param input.hash the hash the signer saw
 */
export function settleRemoval(
  ctx: CommandContext,
  input: { removalId: string; hash: string },
): Outcome<{ recordId: string | null }> {
  const record = openRemovalRecord(ctx, input.removalId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (row.state !== "mediation") return refuseMove(facts, "settle");
  const lead = can(ctx.viewer, "W", "minutes", facts);
  if (!lead) return refuse("not-allowed", "The two leads of this case sign that it is settled.");
  const now = removalNow(ctx, record);
  if (now.said.minutes.every(({ type }) => type === "heading"))
    return refuse("minutes", "Write in the minutes what was agreed.");
  return signedBy(ctx, record, now, { hash: input.hash, by: "role", outcome: "settled" });
}

/** The school's position on the removal, before the executives decide. */
export function takeRemovalPosition(
  ctx: CommandContext,
  input: { removalId: string; position: "concur" | "dissent" | "abstain"; words: string },
): Outcome {
  const record = openRemovalRecord(ctx, input.removalId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  const { viewer, db } = ctx;
  if (row.state !== "deciding") return refuse("not-now", "The school takes its position when the executives decide.");
  if (viewer.role !== "administrator" || !can(viewer, "S", "decision", facts)) return notYours();
  if (positionOf(db, row.id)) return refuse("taken", "The school's position is on record already.");
  if (!removalNow(ctx, record).said.why)
    return refuse(
      "undecided",
      "The executives have not written what they decide and why. Take the position when it stands on this page.",
    );
  const words = input.words.trim();
  if (input.position !== "concur" && !words) return refuse("words", "Write why.");
  const { programId, userId, role } = viewer;
  const kind = `position-${input.position}` as const;
  db.transaction(() => {
    db.insert(agreement)
      .values({ id: newId("ag"), programId, kind, subjectId: row.id, userId, role, reason: words, at: ctx.clock() })
      .run();
    audit(ctx, "removal.position", row.id, {});
  });
  return removalChanged(ctx, record);
}

/**
 * An executive signs the decision as it stands; the second signature under the same words seals it and puts it into
 * effect. Reassigned: the assignment ends today, and a new selection round opens. @param input.hash the hash they saw
 */
export function signRemovalDecision(
  ctx: CommandContext,
  input: { removalId: string; hash: string },
): Outcome<{ recordId: string | null }> {
  const record = openRemovalRecord(ctx, input.removalId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (row.state !== "deciding") return refuseMove(facts, "keep");
  if (ctx.viewer.role !== "executive" || !can(ctx.viewer, "S", "decision", facts))
    return refuse("not-allowed", "The heads of both organizations decide, and sign.");
  const now = removalNow(ctx, record);
  const { outcome, why } = now.said;
  if (outcome !== "stays" && outcome !== "reassigned")
    return refuse("decision", "Choose the decision: the officer stays, or is reassigned.");
  if (!why) return refuse("why", "Write why. The officer and both sides read it.");
  return signedBy(ctx, record, now, { hash: input.hash, by: "party", outcome });
}

/** Gives the signature on the words as they stand; the second one, of the other role or party, seals. */
function signedBy(
  ctx: CommandContext,
  record: Removal,
  now: Fingerprint & { said: RemovalContent },
  of: { hash: string; by: "role" | "party"; outcome: RemovalContent["outcome"] },
): Outcome<{ recordId: string | null }> {
  const { db, viewer } = ctx;
  const { row } = record;
  if (now.hash !== of.hash) return changedMeanwhile("signature was not given");
  const given = signaturesOf(db, "removal", row.id).filter((s) => s.voidedAt === null && s.hash === now.hash);
  if (given.some((s) => s[of.by] === viewer[of.by]))
    return refuse("already-signed", "Your side's signature stands under these words already.");
  const recordId = db.transaction(() => {
    sign(ctx, record, now.hash);
    return given.length > 0 ? sealRemoval(ctx, record, now, of.outcome) : null;
  });
  removalChanged(ctx, record);
  return { ok: true, recordId };
}

/** A signature on words that were changed since becomes void, visibly. */
function sign(ctx: CommandContext, { row }: Removal, hash: string): void {
  const { db, viewer, clock } = ctx;
  db.update(signature)
    .set({ voidedAt: clock(), voidedBy: viewer.userId, voidReason: "The words were changed." })
    .where(
      and(
        eq(signature.subject, "removal"),
        eq(signature.subjectId, row.id),
        isNull(signature.voidedAt),
        ne(signature.hash, hash),
      ),
    )
    .run();
  giveSignature(ctx, { subject: "removal", subjectId: row.id, revision: row.revision, hash });
  audit(ctx, "removal.signed", row.id, { hash });
}

const TITLES = {
  withdrawn: "taken back",
  settled: "settled, the officer stays",
  stays: "decided, the officer stays",
  reassigned: "decided, the officer is reassigned",
} as const;

function sealRemoval(
  ctx: CommandContext,
  record: Removal,
  now: Fingerprint & { said: RemovalContent },
  outcome: RemovalContent["outcome"],
): string {
  const { db, rooms } = ctx;
  const { row } = record;
  const at = ctx.clock();
  const recordId = seal(db, {
    programId: row.programId,
    kind: "removal",
    subjectId: row.id,
    title: `Removal review: ${TITLES[outcome]}`,
    content: now.content,
    hash: now.hash,
    rubricVersion: EVALUATION_FORM_VERSION,
    sealedAt: at,
    signatures: signaturesOf(db, "removal", row.id)
      .filter((s) => s.voidedAt === null)
      .map(({ userId, name, role, party, hash, signedAt }) => ({ userId, name, role, party, hash, signedAt })),
  });
  const processId = outcome === "reassigned" ? reassign(ctx, record, now.said) : null;
  db.update(removal)
    .set({
      state: outcome === "reassigned" ? "reassigned" : "resolved",
      outcome,
      content: now.content,
      contentHash: now.hash,
      processId,
      sealedAt: at,
    })
    .where(eq(removal.id, row.id))
    .run();
  if (row.state === "mediation") {
    for (const side of SIDES) rooms.freeze(sideRoom(row, side));
    rooms.freeze(removalRoom(row, "minutes"));
  }
  if (row.state === "deciding") rooms.freeze(removalRoom(row, "decision"));
  audit(ctx, "removal.sealed", row.id, { hash: now.hash, processId });
  return recordId;
}

/** The assignment ends, which ends no employment, and the post goes to a new selection round. */
function reassign(ctx: CommandContext, { row, assignment: of }: Removal, { names }: RemovalContent): string {
  // Where it ended another way meanwhile, its day and its reason stay as they are on record.
  if (of.toDate === null) {
    const end = { toDate: today(ctx, row.programId), ended: "reassigned" } as const;
    ctx.db.update(assignment).set(end).where(eq(assignment.id, row.assignmentId)).run();
    audit(ctx, "assignment.ended", row.assignmentId, { how: "reassigned" });
  }
  return openRound(ctx, { title: `School Resource Officer, ${names.school}`, schoolId: of.schoolId });
}
