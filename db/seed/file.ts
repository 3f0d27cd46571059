import { serviceYears } from "#shared/service.ts";
import { joinReason, ruleSentence, splitReason, WAIVER_DENIED, type WaiverContent } from "#shared/waiver.ts";
import { candidateById, insertWaiverSignature, setCandidateState, voidWaiverSignatures } from "../candidates.ts";
import { insertFile } from "../files.ts";
import { newId } from "../ids.ts";
import { candidate, serviceSpan, youthEvidence } from "../schema.ts";
import type { Paper } from "./papers.ts";
import type { Round } from "./round.ts";
import { fixed, member, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM, type StoryCandidate } from "./story.ts";

/** A candidate's file comes in: service, youth work and papers. The coordinator enters it. */
export function receive(
  stage: Stage,
  round: Round,
  person: StoryCandidate,
  papers: readonly Paper[],
  at: number,
): void {
  const { db, calendar } = stage;
  const by = "amara-osei";
  const id = person.id;
  db.insert(candidate)
    .values({
      id,
      programId: PROGRAM.id,
      processId: round.id,
      name: person.name,
      email: `${person.name.toLowerCase().split(" ").slice(1).join(".")}@larkfield.example`,
      post: person.post,
      state: "submitted",
      createdBy: by,
      createdAt: at,
    })
    .run();
  for (const span of person.service)
    db.insert(serviceSpan)
      .values({
        id: newId("sp"),
        candidateId: id,
        agency: span.agency,
        post: span.post,
        fromDate: calendar.date(span.from),
        toDate: span.to === null ? null : calendar.date(span.to),
      })
      .run();
  for (const { what, when, verifier } of person.youth)
    db.insert(youthEvidence)
      .values({
        id: newId("ye"),
        candidateId: id,
        what: calendar.text(what),
        whenText: calendar.text(when),
        verifier: verifier && calendar.text(verifier),
      })
      .run();
  stage.act(at, "candidate.added", by, id, { processId: round.id });
  for (const { kind, name, sha256, bytes } of papers) {
    const uploadedAt = at + 60_000;
    const row = { programId: PROGRAM.id, candidateId: id, kind, name, sha256, bytes, uploadedBy: by, uploadedAt };
    const fileId = insertFile(db, row);
    stage.act(uploadedAt, "file.added", by, fileId, { candidateId: id, kind, sha256, bytes });
  }
}

/** Runs the eligibility rule: eligible, or a waiver is asked. */
export function screen(stage: Stage, round: Round, person: StoryCandidate, at: number): void {
  const years = yearsOf(stage, round, person);
  const state = years >= round.terms.minimumYears ? "eligible" : "waiver";
  setCandidateState(stage.db, person.id, state, ruleSentence(round.terms, years));
  stage.act(at, "candidate.screened", "amara-osei", person.id, { state });
}

/** Leads sign the waiver, one after the other; the second signature over the same words grants it. */
export function signWaiver(
  stage: Stage,
  round: Round,
  person: StoryCandidate,
  reason: string,
  signers: { by: PersonId; at: number }[],
): void {
  const years = yearsOf(stage, round, person);
  const { minimumYears, cutoffDate } = round.terms;
  const content: WaiverContent = { candidateId: person.id, minimumYears, cutoffDate, years, reason };
  const { hash } = fixed(content);
  signers.forEach(({ by, at }, i) => {
    const { role, party } = member(by);
    const granted = i > 0;
    const row = { programId: PROGRAM.id, subjectId: person.id, hash, userId: by, role, party, signedAt: at };
    insertWaiverSignature(stage.db, row);
    const words = joinReason(ruleSentence(round.terms, years), reason);
    setCandidateState(stage.db, person.id, granted ? "eligible" : "waiver", words);
    stage.act(at, "candidate.waiver-signed", by, person.id, { hash, granted });
  });
}

/** A lead denies the waiver: not eligible. */
export function denyWaiver(
  stage: Stage,
  round: Round,
  person: StoryCandidate,
  { by, at, reason }: { by: PersonId; at: number; reason: string },
): void {
  voidWaiverSignatures(stage.db, person.id, { by, at, reason: WAIVER_DENIED });
  const rule = ruleSentence(round.terms, yearsOf(stage, round, person));
  const asked = splitReason(candidateById(stage.db, PROGRAM.id, person.id)?.stateReason ?? null).words;
  setCandidateState(stage.db, person.id, "ineligible", joinReason(rule, reason, asked));
  stage.act(at, "candidate.waiver-denied", by, person.id);
}

/** Years of sworn service at the agreement's cut-off date. */
export function yearsOf({ calendar }: Stage, round: Round, person: StoryCandidate): number {
  const spans = person.service.map((s) => ({
    from: calendar.date(s.from),
    to: s.to === null ? null : calendar.date(s.to),
  }));
  return serviceYears(spans, round.terms.cutoffDate).years;
}
