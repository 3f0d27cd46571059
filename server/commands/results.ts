import { and, eq, isNull } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { raterIds } from "#db/interviews.ts";
import { signaturesOf } from "#db/processes.ts";
import { agreement, candidate, card, interview, signature } from "#db/schema.ts";
import { copyForm } from "#shared/documents/form.ts";
import { missingOnJoint, readJoint } from "#shared/documents/joint.ts";
import { can, canMove, next } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { resultOf } from "../records/result.ts";
import { type SealedSignature, seal } from "../records/seal.ts";
import { audit, changed, interviewRoom, noSuchInterview, openInterview, refuseMove } from "./interview-access.ts";

/*
 * From the joint scorecard to the sealed record. Each command is ONE synchronous function: the live document is read,
 * checked, hashed and closed with no keystroke in between. An `await` would break the seal.
 */

/** Fixes the joint scorecard: the panel result is built from the live document, hashed, and waits for signatures. */
export function freezeResult(ctx: CommandContext, input: { interviewId: string }): Outcome<{ hash: string }> {
  const { db, rooms } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!canMove(ctx.viewer, "freeze", record.facts)) return refuseMove(record.facts, "freeze");
  const joint = readJoint(rooms.read(interviewRoom(record, "joint")), record.terms.criteria, raterIds(record.seats));
  const gaps = missingOnJoint(joint, record.terms.criteria);
  if (gaps.length > 0)
    return refuse("missing", `The joint scorecard is not complete. ${gaps.map((gap) => gap.sentence).join(" ")}`);
  const { content, hash } = fingerprint(resultOf(ctx, record, joint));
  db.transaction(() => {
    db.update(interview)
      .set({ state: "frozen", result: content, resultHash: hash })
      .where(eq(interview.id, record.interview.id))
      .run();
    rooms.freeze(interviewRoom(record, "joint"));
    audit(ctx, "joint.frozen", record.interview.id, { hash, revision: record.interview.revision });
  });
  changed(ctx, record);
  return { ok: true, hash };
}

/**
 * Signs the panel result: the SRO supervisor first, then the school administrator. The second signature seals it in
 * the same transaction.
 * @param input.hash the hash the signer saw; refused when the record holds another one.
 */
export function signResult(
  ctx: CommandContext,
  input: { interviewId: string; hash: string },
): Outcome<{ recordId: string | null }> {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (record.interview.state !== "frozen") return refuseMove(record.facts, "seal");
  if (!can(viewer, "S", "result", record.facts))
    return refuse("not-allowed", "Only the SRO supervisor and the school administrator sign the panel result.");
  const { id, resultHash, revision } = record.interview;
  const given = signaturesOf(db, "result", id).filter((s) => s.voidedAt === null);
  if (given.some((s) => s.role === viewer.role))
    return refuse("already-signed", "Your side has signed this result already.");
  if (viewer.role === "administrator" && !given.some((s) => s.role === "supervisor"))
    return refuse(
      "out-of-turn",
      "The SRO supervisor signs first. You can sign as soon as that signature is there; it appears on this page by itself.",
    );
  if (resultHash === null || input.hash !== resultHash)
    return refuse(
      "changed-while-signing",
      "The result changed after this page was opened, so your signature was not given. Read the result as it stands now, then sign it.",
    );
  const sealed = db.transaction(() => {
    db.insert(signature)
      .values({
        id: newId("sg"),
        programId: viewer.programId,
        subject: "result",
        subjectId: id,
        revision,
        hash: resultHash,
        userId: viewer.userId,
        role: viewer.role,
        party: viewer.party,
        signedAt: ctx.clock(),
      })
      .run();
    audit(ctx, "result.signed", id, { hash: resultHash, role: viewer.role });
    return given.length > 0 ? sealResult(ctx, input.interviewId) : null;
  });
  changed(ctx, record);
  if (sealed) ctx.rooms.recordChanged(viewer.programId, "process", record.process.id);
  return { ok: true, recordId: sealed };
}

/** Opens the joint scorecard again, with a reason: signatures become void and the writing goes on in a new room. */
export function reopenResult(ctx: CommandContext, input: { interviewId: string; reason: string }): Outcome {
  const { db, viewer, rooms } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!canMove(viewer, "reopen", record.facts)) return refuseMove(record.facts, "reopen");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the joint scorecard has to change. It goes on record.");
  const at = ctx.clock();
  const { id, revision } = record.interview;
  const before = rooms.read(interviewRoom(record, "joint"));
  db.transaction(() => {
    const voided = db
      .update(signature)
      .set({ voidedAt: at, voidedBy: viewer.userId, voidReason: reason })
      .where(and(eq(signature.subject, "result"), eq(signature.subjectId, id), isNull(signature.voidedAt)))
      .run();
    db.insert(agreement)
      .values({
        id: newId("ag"),
        programId: viewer.programId,
        kind: "reopen-result",
        subjectId: `${id}/r${revision}`,
        userId: viewer.userId,
        role: viewer.role,
        reason,
        at,
      })
      .run();
    db.update(interview)
      .set({ state: "consensus", revision: revision + 1, result: null, resultHash: null })
      .where(eq(interview.id, id))
      .run();
    rooms.create({ ...interviewRoom(record, "joint"), revision: revision + 1 }, (doc) => copyForm(before, doc));
    audit(ctx, "joint.reopened", id, { revision: revision + 1, voided: voided.changes });
  });
  return changed(ctx, record);
}

/** Inside the second signature's transaction: record, cards, candidate and rooms close together. @returns the record's id. */
function sealResult(ctx: CommandContext, interviewId: string): string {
  const { db, rooms } = ctx;
  const record = openInterview(ctx, interviewId);
  if (!record?.interview.result || !record.interview.resultHash)
    throw new Error("A result is fixed before it is sealed.");
  const { id, result, resultHash } = record.interview;
  const at = ctx.clock();
  const signatures = signaturesOf(db, "result", id)
    .filter((s) => s.voidedAt === null)
    .map(
      ({ userId, name, role, party, hash, signedAt }): SealedSignature => ({
        userId,
        name,
        role,
        party,
        hash,
        signedAt,
      }),
    );
  const recordId = seal(db, {
    programId: record.interview.programId,
    kind: "panel-result",
    subjectId: id,
    title: `Panel result: ${record.candidate.name}`,
    content: result,
    hash: resultHash,
    signatures,
    rubricVersion: record.terms.rubricVersion,
    sealedAt: at,
  });
  db.update(interview).set({ state: "sealed", sealedAt: at }).where(eq(interview.id, id)).run();
  db.update(card)
    .set({ state: "sealed" })
    .where(and(eq(card.interviewId, id), eq(card.state, "revealed")))
    .run();
  db.update(candidate)
    .set({ state: next("candidate", "scheduled", "decide") ?? "decided" })
    .where(eq(candidate.id, record.candidate.id))
    .run();
  rooms.freeze(interviewRoom(record, "session"));
  audit(ctx, "result.sealed", id, { hash: resultHash });
  return recordId;
}
