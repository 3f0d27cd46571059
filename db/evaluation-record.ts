import { and, asc, eq, like } from "drizzle-orm";
import { EVALUATION_FORM_VERSION } from "#shared/content/evaluation-form.ts";
import type { EvaluationRatings, FeedbackContent } from "#shared/documents/evaluation.ts";
import {
  type EarlierRevision,
  EVALUATION_FORMAT,
  type EvaluationContent,
} from "#shared/documents/evaluation-record.ts";
import { roleResults, ruleOutcome } from "#shared/evaluation-outcome.ts";
import { evidenceWarnings } from "#shared/evidence-log.ts";
import { zonedDay } from "#shared/zoned.ts";
import { assignmentById, leadsOfCase } from "./assignments.ts";
import { type Evaluation, type EvaluationRow, evaluationsOfAssignment } from "./evaluations.ts";
import { evidenceOf } from "./evidence.ts";
import type { Db } from "./open.ts";
import { type Plan, plansOf } from "./probations.ts";
import { programOf } from "./programs.ts";
import { agreement, user } from "./schema.ts";

/** What stands in the rooms when the text is fixed. `feedback`: null where it was never handed in. */
export interface Written {
  ratings: EvaluationRatings;
  feedback: FeedbackContent | null;
  text: EvaluationContent["text"];
}

/** The content that is fixed, with names as they stand now. @throws without program, assignment or outcome */
export function evaluationContent(
  db: Db,
  record: Evaluation,
  written: Written,
  frozen: { at: number; by: string },
): EvaluationContent {
  const { row, terms } = record;
  const program = programOf(db, row.programId);
  const of = assignmentById(db, row.programId, row.assignmentId);
  const { ratings } = written;
  if (!program || !of || !ratings.outcome)
    throw new Error("An evaluation stands on a program, an assignment, an outcome.");
  const leads = leadsOfCase(db, of.id).filter(({ toAt }) => toAt === null);
  const nameOf = (role: "supervisor" | "administrator") => leads.find((one) => one.role === role)?.name ?? "";
  const { timeZone } = program;
  return {
    format: EVALUATION_FORMAT,
    formVersion: EVALUATION_FORM_VERSION,
    names: {
      agency: program.agencyName,
      district: program.districtName,
      program: program.name,
      timeZone,
      officer: of.officerName,
      school: of.schoolName,
      supervisor: nameOf("supervisor"),
      administrator: nameOf("administrator"),
    },
    evaluation: {
      id: row.id,
      title: row.title,
      fromDate: row.fromDate,
      toDate: row.toDate,
      assignedFrom: of.fromDate,
    },
    terms,
    revision: row.revision,
    goals: record.goals.map(({ id, role, words, measure, addedAt }) => ({
      id,
      role,
      words,
      measure,
      addedAt: moment(addedAt),
      result: ratings.results.find(({ goalId }) => goalId === id)?.words ?? "",
    })),
    self: {
      submittedAt: moment(row.selfAt),
      answers: row.self === null ? [] : (JSON.parse(row.self) as EvaluationContent["self"]["answers"]),
    },
    evidence: evidenceContent(db, record, zonedDay(frozen.at, timeZone)),
    draft: { received: receivedBy(row, row.draftAt), submittedAt: moment(row.draftAt) },
    feedback: {
      received: receivedBy(row, row.feedbackAt),
      submittedAt: moment(row.feedbackAt),
      content: written.feedback,
    },
    ratings: ratings.items,
    results: roleResults(ratings.items),
    text: written.text,
    outcome: ratings.outcome,
    ruleOutcome: ruleOutcome({ items: ratings.items, planNotMet: planNotMet(db, record) }),
    outcomeReason: ratings.outcomeReason,
    plan:
      ratings.outcome === "stay-with-plan"
        ? (planOfEvaluation(db, row.id)?.items ?? []).map(({ item, expected, help, owner, dueOn, proof }) => ({
            item,
            expected,
            help,
            owner,
            dueOn,
            proof,
          }))
        : [],
    earlier: earlierRevisions(db, row.id),
    frozenAt: new Date(frozen.at).toISOString(),
    frozenBy: frozen.by,
    acts: [],
  };
}

/** The entries of the period as they hold now, with the officer's answers; a corrected one is replaced by its correction. */
export function evidenceContent(
  db: Db,
  { row, terms }: Pick<Evaluation, "row" | "terms">,
  today: string,
): EvaluationContent["evidence"] {
  const entries = evidenceOf(db, row.assignmentId)
    .filter((one) => one.correctedBy === null && one.observedOn >= row.fromDate && one.observedOn <= row.toDate)
    .reverse();
  const counts = { supervisor: 0, administrator: 0, officer: 0 };
  for (const { postedAs } of entries) counts[postedAs]++;
  return {
    counts,
    warnings: evidenceWarnings(entries, row, { today, minPerRole: terms.minEvidencePerRole }),
    entries: entries.map(({ role, tone, observedOn, words, name, postedAs, answers }) => ({
      role,
      tone,
      observedOn,
      words,
      name,
      postedAs,
      answers: answers.map((one) => ({ name: one.name, words: one.words })),
    })),
  };
}

/** The plan that goes with an evaluation: the last one written; `null` without one. */
export function planOfEvaluation(db: Db, evaluationId: string): Plan | null {
  return plansOf(db, "evaluation", evaluationId).sort((a, b) => b.issuedAt - a.issuedAt)[0] ?? null;
}

/** Was a plan of the evaluation before this one not met? The rules then ask for a removal review. */
export function planNotMet(db: Db, { row }: Pick<Evaluation, "row">): boolean {
  const before = evaluationsOfAssignment(db, row.assignmentId).find(
    (one) => one.row.fromDate < row.fromDate && one.row.state === "sealed",
  );
  if (before?.row.outcome !== "stay-with-plan") return false;
  return planOfEvaluation(db, before.row.id)?.items.some(({ result }) => result === "not-met") ?? false;
}

/** The revisions that were opened again or returned, the oldest first. */
export function earlierRevisions(db: Db, evaluationId: string): EarlierRevision[] {
  return db
    .select({ reason: agreement.reason })
    .from(agreement)
    .where(and(eq(agreement.kind, "return-evaluation"), like(agreement.subjectId, `${evaluationId}/r%`)))
    .orderBy(asc(agreement.at), asc(agreement.id))
    .all()
    .map(({ reason }) => JSON.parse(reason) as EarlierRevision);
}

/** A goal one lead would add during the year; it waits for the other. */
export interface GoalProposal {
  hash: string;
  goal: { role: string; words: string; measure: string };
  userId: string;
  name: string;
  by: string;
  at: number;
}

/** The goals that were proposed during the year and are not decided. */
export function goalProposals(db: Db, evaluationId: string): GoalProposal[] {
  const rows = db
    .select({ row: agreement, name: user.name })
    .from(agreement)
    .innerJoin(user, eq(user.id, agreement.userId))
    .where(like(agreement.subjectId, `${evaluationId}/%`))
    .orderBy(asc(agreement.at), asc(agreement.id))
    .all();
  const proposed = rows.filter(({ row }) => row.kind === "add-goal");
  return proposed.flatMap(({ row, name }) => {
    const hash = row.subjectId.slice(evaluationId.length + 1);
    const answered = rows.some(
      (other) =>
        other.row.id !== row.id && other.row.subjectId === row.subjectId && other.row.kind !== "return-evaluation",
    );
    if (answered) return [];
    return [
      {
        hash,
        goal: JSON.parse(row.reason) as GoalProposal["goal"],
        userId: row.userId,
        name,
        by: row.role,
        at: row.at,
      },
    ];
  });
}

function receivedBy(row: EvaluationRow, at: number | null): "in-time" | "late" | "not-received" {
  if (at === null) return "not-received";
  return row.exchangedAt !== null && at > row.exchangedAt ? "late" : "in-time";
}

const moment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
