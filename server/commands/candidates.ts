import { appendAudit } from "#db/audit.ts";
import {
  type CandidateFile,
  candidateById,
  candidateFacts,
  identitiesOf,
  identity,
  insertCandidate,
  replaceCandidate,
  serviceOf,
  setCandidateState,
  voidWaiverSignatures,
  waiverSignatures,
} from "#db/candidates.ts";
import { type FileKind, filesOf, insertFile } from "#db/files.ts";
import { type ProcessRow, processById, processFacts, termsOf } from "#db/processes.ts";
import { type CandidateInput, daysToCome } from "#shared/candidate-input.ts";
import type { EventPayload, EventType } from "#shared/events.ts";
import { can, LIFECYCLES } from "#shared/machine.ts";
import { serviceYears, yearsInWords } from "#shared/service.ts";
import { ruleSentence } from "#shared/waiver.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { maskOf } from "../masked.ts";
import { todayOf } from "../today.ts";

/** Adds one candidate to a round whose agreement both leads signed. */
export function addCandidate(
  ctx: CommandContext,
  input: { processId: string; candidate: CandidateInput },
): Outcome<{ candidateId: string }> {
  const round = openRound(ctx, input.processId);
  if (!round.ok) return round;
  const early = toCome(ctx, input.candidate);
  if (early) return early;
  if (identitiesOf(ctx.db, input.processId).has(identity(input.candidate))) return alreadyThere(input.candidate.name);
  const candidateId = ctx.db.transaction(() => {
    const id = insert(ctx, input.processId, input.candidate);
    audit(ctx, "candidate.added", id, { processId: input.processId });
    return id;
  });
  ctx.rooms.recordChanged(ctx.viewer.programId, "process", input.processId);
  return { ok: true, candidateId };
}

/** Adds every candidate of a file, or none: one that cannot be added stops them all. */
export function importCandidates(
  ctx: CommandContext,
  input: { processId: string; candidates: readonly CandidateInput[] },
): Outcome<{ candidateIds: string[] }> {
  const round = openRound(ctx, input.processId);
  if (!round.ok) return round;
  if (input.candidates.length === 0) return refuse("empty", "The file names no candidate. Nothing was imported.");
  const seen = new Set(identitiesOf(ctx.db, input.processId).keys());
  for (const candidate of input.candidates) {
    const early = toCome(ctx, candidate);
    if (early) return early;
    if (seen.has(identity(candidate))) return alreadyThere(candidate.name);
    seen.add(identity(candidate));
  }
  const candidateIds = ctx.db.transaction(() => {
    const ids = input.candidates.map((candidate) => insert(ctx, input.processId, candidate));
    audit(ctx, "candidate.imported", input.processId, { count: ids.length, candidateIds: ids });
    return ids;
  });
  ctx.rooms.recordChanged(ctx.viewer.programId, "process", input.processId);
  return { ok: true, candidateIds };
}

/**
 * Changes what was entered. Once the rule has been run, service may change only as far as its outcome stands; while a
 * waiver is asked, a lead's correction voids its signatures and sends the file back to be screened again.
 */
export function changeCandidate(
  ctx: CommandContext,
  input: { candidateId: string; candidate: CandidateInput },
): Outcome<{ rescreen: boolean }> {
  const found = readable(ctx, input.candidateId);
  if (!found.ok) return found;
  const { row, facts, terms } = found;
  if (!can(ctx.viewer, "W", "file", facts)) return fileClosed(row);
  if (maskOf(ctx, row)) return masked();
  const early = toCome(ctx, input.candidate);
  if (early) return early;
  const same = identitiesOf(ctx.db, row.processId).get(identity(input.candidate));
  if (same && same !== row.id) return alreadyThere(input.candidate.name);

  const service = serviceYears(input.candidate.spans, terms.cutoffDate);
  const changed = service.years !== serviceOf(row, terms).years;
  const rescreen = changed && row.state === "waiver";
  if (changed && (row.state === "eligible" || row.state === "scheduled")) {
    if (waiverSignatures(ctx.db, row.id).length > 0)
      return refuse(
        "waiver-signed",
        `The signed waiver names ${yearsInWords(serviceOf(row, terms).years)} of service. The service history stays as both leads signed it.`,
      );
    if (service.years < terms.minimumYears)
      return refuse(
        "below-minimum",
        `With these dates the service is ${yearsInWords(service.years)}, below the agreed minimum of ${terms.minimumYears}, but this candidate was found eligible. Check the dates.`,
      );
  }
  const at = ctx.clock();
  ctx.db.transaction(() => {
    replaceCandidate(ctx.db, row.id, input.candidate);
    if (rescreen) {
      voidWaiverSignatures(ctx.db, row.id, {
        by: ctx.viewer.userId,
        at,
        reason: "The service history was corrected.",
      });
      setCandidateState(ctx.db, row.id, "submitted", null);
    } else if (changed && row.state !== "submitted")
      setCandidateState(ctx.db, row.id, facts.state, ruleSentence(terms, service.years));
    audit(ctx, "candidate.changed", row.id, { rescreen });
  });
  ctx.rooms.recordChanged(row.programId, "process", row.processId);
  return { ok: true, rescreen };
}

/** Puts a stored document into the candidate's file, in place of the one of its kind. The bytes are stored before. */
export function attachFile(
  ctx: CommandContext,
  input: { candidateId: string; kind: FileKind; name: string; sha256: string; bytes: number },
): Outcome<{ fileId: string }> {
  const found = readable(ctx, input.candidateId);
  if (!found.ok) return found;
  const { row, facts } = found;
  if (!can(ctx.viewer, "W", "file", facts)) return fileClosed(row);
  if (maskOf(ctx, row)) return masked();
  const present = filesOf(ctx.db, row.id).find((f) => f.kind === input.kind);
  if (present?.sha256 === input.sha256) return { ok: true, fileId: present.id };
  const fileId = ctx.db.transaction(() => {
    const id = insertFile(ctx.db, {
      ...input,
      programId: row.programId,
      uploadedBy: ctx.viewer.userId,
      uploadedAt: ctx.clock(),
    });
    audit(ctx, "file.added", id, { candidateId: row.id, kind: input.kind, sha256: input.sha256, bytes: input.bytes });
    return id;
  });
  ctx.rooms.recordChanged(row.programId, "process", row.processId);
  return { ok: true, fileId };
}

function openRound({ db, viewer }: CommandContext, processId: string): Outcome<{ round: ProcessRow }> {
  const round = processById(db, viewer.programId, processId);
  const facts = round && processFacts(round);
  if (!round || !facts || !can(viewer, "R", "round", facts))
    return refuse("not-found", "There is no such selection round.");
  if (round.state === "draft" || round.state === "frozen")
    return refuse(
      "agreement-not-signed",
      "Candidates open when both leads have signed the process agreement. Sign it first, then add candidates.",
    );
  if (!can(viewer, "W", "round", facts))
    return refuse(
      "not-allowed",
      round.state === "closed"
        ? "This selection round is closed. No candidate can be added."
        : "The leads and the program coordinator add candidates.",
    );
  return { ok: true, round };
}

/** The candidate as far as this person may know of it, with what decides about it. */
export function readable({ db, viewer }: CommandContext, candidateId: string) {
  const row = candidateById(db, viewer.programId, candidateId);
  const round = row && processById(db, row.programId, row.processId);
  const terms = round && termsOf(round);
  if (!row || !terms) return refuse("not-found", "There is no such candidate.");
  const facts = candidateFacts(db, row);
  if (!can(viewer, "R", "file", facts)) return refuse("not-found", "There is no such candidate.");
  return { ok: true as const, row, facts, terms };
}

function insert(ctx: CommandContext, processId: string, candidate: CandidateInput): string {
  const { programId, userId } = ctx.viewer;
  return insertCandidate(
    ctx.db,
    { programId, processId, createdBy: userId, createdAt: ctx.clock(), state: LIFECYCLES.candidate.initial },
    candidate,
  );
}

/** Nobody has served, or worked with young people, on a day after today. */
function toCome(ctx: CommandContext, candidate: CandidateInput): Refusal | null {
  const [problem] = daysToCome(candidate, todayOf(ctx));
  return problem ? refuse("not-come-yet", `${candidate.name}. ${problem.sentence}`) : null;
}

function alreadyThere(name: string): Refusal {
  return refuse(
    "duplicate",
    `${name} is in this round already. Two people of one name need different e-mail addresses. Nothing was changed.`,
  );
}

function masked(): Refusal {
  return refuse("masked", "While names are hidden for screening, the program coordinator changes this file.");
}

function fileClosed(row: CandidateFile): Refusal {
  if (row.state === "waiver")
    return refuse("read-only", "While a waiver is asked, only the two leads change this file.");
  if (row.state === "decided") return refuse("read-only", "The panel result is sealed. This file no longer changes.");
  if (row.state === "ineligible") return refuse("read-only", "The waiver was denied. This file no longer changes.");
  return refuse("read-only", "The leads and the program coordinator change this file.");
}

function audit(ctx: CommandContext, type: EventType, subjectId: string, payload?: EventPayload): void {
  const { programId, userId } = ctx.viewer;
  appendAudit(ctx.db, ctx.clock(), { type, programId, actorId: userId, subjectId, payload });
}
