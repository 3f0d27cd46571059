import {
  DECISION_FORMAT,
  type DecisionContent,
  type DecisionDraft,
  type DecisionFrame,
  type PlaceKind,
} from "#shared/documents/decision.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import type { LeadDecision } from "#shared/documents/result.ts";
import { dropEffect } from "#shared/dropped.ts";
import { type DecisionRow, droppedOf } from "./decisions.ts";
import { decisionsOf } from "./interviews.ts";
import type { Db } from "./open.ts";
import { processById, termsOf } from "./processes.ts";
import { programOf, schoolsOf } from "./programs.ts";

/**
 * Everything the decision says before the school takes its position, gathered from the document and the record.
 * @param at when the text is fixed, milliseconds since 1970
 * @throws when the round has no signed terms, or somebody is ranked without a sealed result
 */
export function decisionContent(
  db: Db,
  row: DecisionRow,
  frame: DecisionFrame,
  draft: DecisionDraft,
  at: number,
): DecisionContent {
  const program = programOf(db, row.programId);
  const round = processById(db, row.programId, row.processId);
  const terms = round && termsOf(round);
  if (!program || !round?.termsHash || !terms) throw new Error("A decision stands on a program and signed terms.");
  const sealed = draft.order.map((one) => {
    if (one.interviewId === null || one.resultHash === null) throw new Error("Only sealed results are ranked.");
    return { ...one, interviewId: one.interviewId, resultHash: one.resultHash };
  });
  return {
    format: DECISION_FORMAT,
    program: {
      id: program.id,
      name: program.name,
      agency: program.agencyName,
      district: program.districtName,
      timeZone: program.timeZone,
    },
    process: { id: round.id, title: round.title, agreementHash: round.termsHash },
    position: terms.position,
    school: terms.names?.school ?? schoolsOf(db, program.id).find((s) => s.id === terms.schoolId)?.name ?? null,
    rubricVersion: terms.rubricVersion,
    revision: row.revision,
    criteria: frame.criteria.map((criterion) => {
      const said = draft.rationale.find((r) => r.criterionId === criterion.id);
      return {
        ...criterion,
        rationale: said?.text ?? "",
        links: (said?.links ?? []).flatMap((link) => {
          const of = sealed.find((one) => one.interviewId === link.interviewId);
          return of ? [{ ...link, candidate: of.name, resultHash: of.resultHash }] : [];
        }),
      };
    }),
    order: sealed.map((one) => ({
      candidateId: one.candidateId,
      name: one.name,
      rank: one.rank,
      place: one.place as PlaceKind,
      mechanical: one.mechanical,
      mechanicalRank: one.mechanicalRank,
      agreed: one.agreed,
      agreedRank: one.agreedRank,
      gap: one.differs ? one.gap : null,
      interviewId: one.interviewId,
      resultHash: one.resultHash,
    })),
    alternatesUntil: draft.order.some((one) => one.place === "alternate") ? draft.alternatesUntil : null,
    nobody: draft.order.some((one) => one.place === "appoint") ? null : draft.nobody,
    others: draft.others.map(({ candidateId, name, state }) => ({ candidateId, name, state })),
    othersReason: draft.others.length > 0 ? draft.othersReason : null,
    dropped: droppedWords(db, round.id, terms),
    reopened: reopenings(db, row),
    frozenAt: new Date(at).toISOString(),
    schoolPosition: null,
    agencyAnswer: null,
  };
}

/** The questions of a round that count for nobody, oldest first, in the words of a record. */
export function droppedWords(
  db: Db,
  processId: string,
  terms: Pick<ProcessTerms, "criteria" | "questions" | "exercises">,
): DecisionContent["dropped"] {
  const approved = droppedOf(db, processId).filter((one) => one.approvedAt !== null);
  return approved.map((one, i) => ({
    questionId: one.questionId,
    lead: terms.questions.find((q) => q.id === one.questionId)?.lead ?? "",
    reason: one.reason,
    asked: one.asked,
    approved: one.approved ?? "",
    effect: dropEffect(
      terms,
      approved.slice(0, i).map((other) => other.questionId),
      one.questionId,
    ),
  }));
}

/** Each opening of a fixed text, from the first revision on. */
function reopenings(db: Db, row: DecisionRow): LeadDecision[] {
  return Array.from({ length: row.revision - 1 }, (_, i) =>
    decisionsOf(db, "reopen-decision", `${row.id}/r${i + 1}`).map(({ name, role, reason, at }) => ({
      name,
      role: role as LeadDecision["role"],
      reason,
      at: new Date(at).toISOString(),
    })),
  ).flat();
}
