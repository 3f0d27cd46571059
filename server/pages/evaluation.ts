import { assignmentById } from "#db/assignments.ts";
import { earlierRevisions } from "#db/evaluation-record.ts";
import { type Evaluation, evaluationById } from "#db/evaluations.ts";
import { programOf } from "#db/programs.ts";
import type { EvaluationTerms } from "#shared/evaluation.ts";
import { can, canMove } from "#shared/machine.ts";
import { today } from "../commands/case-access.ts";
import { leadHat } from "../commands/evaluation-access.ts";
import type { CommandContext } from "../context.ts";
import { fixedPart } from "./evaluation-fixed.ts";
import { evaluationLine } from "./evaluation-line.ts";
import { alonePart, evidencePart, goalsPart, selfPart } from "./evaluation-parts.ts";
import { togetherPart } from "./evaluation-together.ts";
import { asPresent } from "./interview.ts";
import { caseHead } from "./officers.ts";

/**
 * What the page of an annual evaluation shows this person, part by part as the tables open it to them. While both leads
 * write alone it holds of each at most that it was handed in, and of the officer's self-assessment likewise.
 * @returns `null` when the evaluation does not exist for this person.
 */
export function evaluationPage(ctx: CommandContext, assignmentId: string, evaluationId: string) {
  const { db, viewer } = ctx;
  const record = readableEvaluation(ctx, assignmentId, evaluationId);
  const of = record && assignmentById(db, viewer.programId, assignmentId);
  const program = of && programOf(db, of.programId);
  if (!record || !of || !program) return null;
  const { row, terms, facts } = record;
  const head = caseHead(ctx, of);
  const zone = program.timeZone;
  return {
    head,
    zone,
    today: today(ctx, of.programId),
    viewer: asPresent(viewer),
    line: evaluationLine(ctx, record),
    revision: row.revision,
    /** What the reader is in this case; the coordinator and the executives are neither of the three. */
    hat: facts.ownerId === viewer.userId ? ("officer" as const) : leadHat(ctx, record),
    terms,
    rests: terms.mouVersion === null ? null : restsOnTerms(terms, terms.mouVersion),
    goals: goalsPart(ctx, record),
    evidence: evidencePart(ctx, record),
    self: selfPart(ctx, record),
    selfReceived: row.selfAt !== null,
    alone: alonePart(ctx, record),
    together: togetherPart(ctx, record, { leads: head.leads, zone }),
    fixed: fixedPart(ctx, record),
    earlier: earlierPart(ctx, record),
    may: {
      close: canMove(viewer, "close", facts),
      meeting: MEETING.includes(row.state) && PLANS.some((part) => can(viewer, "X", part, facts)),
    },
  };
}

export type EvaluationPage = NonNullable<ReturnType<typeof evaluationPage>>;

/** In which states the meeting is set, and which parts give the right to it; the command says the same. */
const MEETING: readonly string[] = ["together", "frozen", "feedbackSigned", "presented"];
const PLANS = ["goals", "ratings", "document"] as const;

/** The evaluation of this assignment, when its page exists for this person. */
export function readableEvaluation(ctx: CommandContext, assignmentId: string, id: string): Evaluation | null {
  const record = evaluationById(ctx.db, ctx.viewer.programId, id);
  if (!record || record.row.assignmentId !== assignmentId) return null;
  return can(ctx.viewer, "R", "goals", record.facts) ? record : null;
}

/** Why it was opened again, for those who read the text and for the officer. */
function earlierPart({ db, viewer }: CommandContext, { row, facts }: Evaluation) {
  if (facts.ownerId !== viewer.userId && !can(viewer, "R", "text", facts)) return [];
  return earlierRevisions(db, row.id).map(({ revision, by, role, at, reason }) => ({ revision, by, role, at, reason }));
}

/** The values the days rest on, as the agreement of that version had them. */
function restsOnTerms(terms: EvaluationTerms, version: number) {
  return {
    "evaluation.feedback_window": { version, value: terms.feedbackDays },
    "evaluation.meeting_notice": { version, value: terms.noticeDays },
    "evaluation.response_window": { version, value: terms.responseDays },
    "evaluation.min_evidence_per_role": { version, value: terms.minEvidencePerRole },
  };
}
