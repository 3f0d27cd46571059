import { candidateById, candidateFacts, serviceOf, waiverSignatures } from "#db/candidates.ts";
import { filesOf } from "#db/files.ts";
import { type InterviewRecord, interviewOfCandidate, interviewRecord } from "#db/interviews.ts";
import { processById, processFacts, termsOf } from "#db/processes.ts";
import { membersOf } from "#db/programs.ts";
import { whereaboutsOf } from "#db/rounds.ts";
import { deniedWaiver } from "#db/waivers.ts";
import { can, canMove, stateLabel } from "#shared/machine.ts";
import { splitReason, WAIVER_DENIED } from "#shared/waiver.ts";
import type { CommandContext } from "../context.ts";
import { maskOf } from "../masked.ts";
import { readableRecordOf } from "../records/reading.ts";
import { notFound } from "../viewer.ts";
import { restsOn } from "./mou.ts";

/** A candidate's file as this person may see it, and what they may do with it; `null` when for them it does not exist. */
export function candidatePage(ctx: CommandContext, processId: string, candidateId: string) {
  const { db, viewer } = ctx;
  const row = candidateById(db, viewer.programId, candidateId);
  const round = row?.processId === processId ? processById(db, viewer.programId, processId) : null;
  const terms = round && termsOf(round);
  if (!row || !round || !terms) return null;
  const facts = candidateFacts(db, row);
  if (!can(viewer, "R", "file", facts)) return null;

  const service = serviceOf(row, terms);
  const signatures = waiverSignatures(db, row.id);
  const interview = interviewOfCandidate(db, row.id);
  const way = wayOn(ctx, interview && interviewRecord(db, viewer.programId, interview.id));
  const names = new Map(membersOf(db, viewer.programId, { past: true }).map((member) => [member.userId, member.name]));
  const screens = canMove(viewer, "screen", facts);
  const mask = maskOf(ctx, row);
  const signs = row.state === "waiver" && can(viewer, "S", "file", facts);
  return {
    round: { id: round.id, title: round.title },
    zone: whereaboutsOf(db, round).zone,
    candidate: {
      id: row.id,
      name: mask ?? row.name,
      email: mask ? null : row.email,
      post: mask ? null : row.post,
      state: facts.state,
      stateLabel: facts.state === "scheduled" && way?.begun ? way.stateLabel : stateLabel("candidate", facts.state),
      ...splitReason(row.stateReason),
      addedAt: row.createdAt,
      addedBy: names.get(row.createdBy) ?? null,
    },
    service: {
      ...service,
      cutoffDate: terms.cutoffDate,
      minimumYears: terms.minimumYears,
      spans: row.spans.map(({ agency, post, fromDate, toDate }) => ({
        agency: mask ? "Agency hidden" : agency,
        post: mask ? null : post,
        from: fromDate,
        to: toDate,
      })),
    },
    youth: row.youth.map(({ id, what, whenText, verifier, verifiedBy, verifiedAt }) => ({
      id,
      what,
      when: whenText,
      verifier: mask ? null : verifier,
      verified: verifiedAt === null ? null : { by: names.get(verifiedBy ?? "") ?? null, at: verifiedAt },
    })),
    /** True while names, addresses and documents are hidden from this person. */
    masked: mask !== null,
    documents: (mask ? [] : filesOf(db, row.id)).map(({ id, kind, name, bytes, uploadedBy, uploadedAt }) => ({
      id,
      kind,
      name,
      bytes,
      uploadedAt,
      uploadedBy: names.get(uploadedBy) ?? null,
    })),
    waiver: {
      signed: signatures.map(({ name, role, party, signedAt }) => ({ name, role, party, signedAt })),
      /** What the signer has seen: names the exact words a signature stands under. */
      hash: signatures[0]?.hash ?? null,
      signedByMe: signatures.some((s) => s.role === viewer.role),
    },
    denied: row.state === "ineligible" ? denialOf(ctx, row.id) : null,
    interview: interview && { scheduledAt: interview.scheduledAt, way },
    /** What the agreement in force said of waivers when the round was opened. */
    restsOn: restsOn(ctx, "selection.waiver_allowed", round.createdAt),
    may: {
      write: can(viewer, "W", "file", facts) && !mask,
      attest: can(viewer, "S", "evidence", facts),
      screen: screens,
      signWaiver: signs,
      denyWaiver: canMove(viewer, "denyWaiver", facts),
      schedule: round.state === "active" && canMove(viewer, "schedule", facts),
    },
  };
}

/** Who denied the waiver and when, and the signatures it had, each with the reason why it is void. */
function denialOf({ db }: CommandContext, candidateId: string) {
  const denied = deniedWaiver(db, candidateId);
  return (
    denied && {
      ...denied,
      before: denied.before.map(({ id, name, party, signedAt, voidReason }) => ({
        id,
        name,
        party,
        signedAt,
        voidSince: voidReason === WAIVER_DENIED ? "void since the denial" : `void: ${voidReason ?? "no reason kept"}`,
      })),
    }
  );
}

/** Where the interview stands and the page that shows it now; `null` for people who may not open that page. */
function wayOn(ctx: CommandContext, record: InterviewRecord | null) {
  if (!record) return null;
  const { interview, facts } = record;
  const standing = { stateLabel: stateLabel("interview", interview.state), begun: interview.state !== "briefed" };
  const sealed = readableRecordOf(ctx, "panel-result", interview.id);
  if (sealed) return { ...standing, to: `/records/${sealed.id}`, label: "Read the sealed result" };
  if (can(ctx.viewer, "R", "joint", facts) || can(ctx.viewer, "R", "result", facts)) {
    const label = interview.state === "frozen" ? "Go to the panel result" : "Go to the joint scorecard";
    return { ...standing, to: `/interviews/${interview.id}/debrief`, label };
  }
  if (!can(ctx.viewer, "R", "session", facts)) return null;
  return { ...standing, to: `/interviews/${interview.id}`, label: "Go to the interview" };
}

/**
 * The round a candidate is being added to, and its service rule.
 * @throws 404 for people who do not add candidates. A round whose agreement is not signed is answered with the reason.
 */
export function roundForIntake({ db, viewer }: CommandContext, processId: string) {
  const round = processById(db, viewer.programId, processId);
  if (!round || !can(viewer, "X", "round", { ...processFacts(round), state: "active" })) throw notFound();
  const terms = termsOf(round);
  return {
    round: { id: round.id, title: round.title },
    open: can(viewer, "W", "round", processFacts(round)),
    closed: round.state === "closed",
    rule: terms && { cutoffDate: terms.cutoffDate, minimumYears: terms.minimumYears },
  };
}
