import { appendAudit } from "#db/audit.ts";
import {
  insertWaiverSignature,
  serviceOf,
  setCandidateState,
  voidWaiverSignatures,
  waiverSignatures,
} from "#db/candidates.ts";
import type { EventPayload, EventType } from "#shared/events.ts";
import { can, canMove, stateLabel } from "#shared/machine.ts";
import { joinReason, ruleSentence, splitReason, WAIVER_DENIED, waiverContent, wordsOnRecord } from "#shared/waiver.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { readable } from "./candidates.ts";

/** Runs the eligibility rule of the signed agreement: the minimum is met, or a waiver is asked. The reason cites the rule. */
export function screenCandidate(
  ctx: CommandContext,
  input: { candidateId: string },
): Outcome<{ state: "eligible" | "waiver" }> {
  const found = readable(ctx, input.candidateId);
  if (!found.ok) return found;
  const { row, facts, terms } = found;
  const service = serviceOf(row, terms);
  const met = service.years >= terms.minimumYears;
  if (!canMove(ctx.viewer, met ? "screen" : "askWaiver", facts))
    return refuse(
      "not-now",
      row.state === "submitted"
        ? "The leads and the program coordinator check eligibility."
        : `The rule was run already: ${stateLabel("candidate", facts.state).toLowerCase()}.`,
    );
  const state = met ? "eligible" : "waiver";
  ctx.db.transaction(() => {
    setCandidateState(ctx.db, row.id, state, ruleSentence(terms, service.years));
    audit(ctx, "candidate.screened", row.id, { state });
  });
  ctx.rooms.recordChanged(row.programId, "process", row.processId);
  return { ok: true, state };
}

/**
 * Signs a waiver of the minimum service. The signature binds candidate, rule, years and reason; the second lead's
 * signature over the same words makes the candidate eligible.
 * @param input.seen hash of the waiver the signer saw signed by the other lead. Other words than those need it: they
 * void the other lead's signature, which nobody does without having seen it.
 */
export function signWaiver(
  ctx: CommandContext,
  input: { candidateId: string; reason: string; seen?: string | null },
): Outcome<{ granted: boolean }> {
  const found = readable(ctx, input.candidateId);
  if (!found.ok) return found;
  const { row, facts, terms } = found;
  if (!can(ctx.viewer, "S", "file", facts))
    return refuse(
      "not-now",
      row.state === "waiver"
        ? "Both leads sign a waiver: the SRO supervisor and the school administrator."
        : `No waiver is open for this candidate: ${stateLabel("candidate", facts.state).toLowerCase()}.`,
    );
  const reason = wordsOnRecord(input.reason);
  const wrong = reasonProblem(reason, "why this candidate should be interviewed with a shorter service");
  if (wrong) return wrong;

  const { hash } = fingerprint(waiverContent(row.id, terms, serviceOf(row, terms).years, reason));
  const standing = waiverSignatures(ctx.db, row.id);
  const mine = standing.find((s) => s.role === ctx.viewer.role);
  const other = standing.find((s) => s.role !== ctx.viewer.role);
  if (mine?.hash === hash) return { ok: true, granted: false };
  if (other && other.hash !== hash && other.hash !== input.seen)
    return refuse(
      "changed-while-signing",
      `${other.name} signed other words in the meantime. Your words are kept below; read theirs, then sign again.`,
    );
  const granted = other?.hash === hash;
  const at = ctx.clock();
  const { userId, role, party, programId } = ctx.viewer;
  ctx.db.transaction(() => {
    if (!granted)
      voidWaiverSignatures(ctx.db, row.id, { by: userId, at, reason: "The reason for the waiver was changed." });
    insertWaiverSignature(ctx.db, { programId, subjectId: row.id, hash, userId, role, party, signedAt: at });
    const rule = ruleSentence(terms, serviceOf(row, terms).years);
    setCandidateState(ctx.db, row.id, granted ? "eligible" : "waiver", joinReason(rule, reason));
    audit(ctx, "candidate.waiver-signed", row.id, { hash, granted });
  });
  ctx.rooms.recordChanged(row.programId, "process", row.processId);
  return { ok: true, granted };
}

/**
 * Denies the waiver: the candidate is not eligible. The record names the rule and the reason, and keeps the words the
 * waiver was asked with.
 */
export function denyWaiver(ctx: CommandContext, input: { candidateId: string; reason: string }): Outcome {
  const found = readable(ctx, input.candidateId);
  if (!found.ok) return found;
  const { row, facts, terms } = found;
  if (!canMove(ctx.viewer, "denyWaiver", facts))
    return refuse("not-now", "Only a lead denies a waiver, and only while it is asked.");
  const reason = wordsOnRecord(input.reason);
  const wrong = reasonProblem(reason, "why the waiver is denied");
  if (wrong) return wrong;
  const at = ctx.clock();
  ctx.db.transaction(() => {
    voidWaiverSignatures(ctx.db, row.id, { by: ctx.viewer.userId, at, reason: WAIVER_DENIED });
    const rule = ruleSentence(terms, serviceOf(row, terms).years);
    setCandidateState(ctx.db, row.id, "ineligible", joinReason(rule, reason, splitReason(row.stateReason).words));
    audit(ctx, "candidate.waiver-denied", row.id);
  });
  ctx.rooms.recordChanged(row.programId, "process", row.processId);
  return { ok: true };
}

function reasonProblem(reason: string, what: string): Refusal | null {
  if (reason.length < 10) return refuse("reason", `Write ${what}, in a sentence. It stays on record.`);
  if (reason.length > 2000) return refuse("reason", "At most 2,000 characters. Shorten the reason.");
  return null;
}

function audit(ctx: CommandContext, type: EventType, subjectId: string, payload?: EventPayload): void {
  const { programId, userId } = ctx.viewer;
  appendAudit(ctx.db, ctx.clock(), { type, programId, actorId: userId, subjectId, payload });
}
