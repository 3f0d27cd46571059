import { type Assignment, historyOfOfficer } from "#db/assignments.ts";
import { checkpointsOf } from "#db/checkpoints.ts";
import { type Evaluation, evaluationsOfAssignment } from "#db/evaluations.ts";
import { leavesOf, outcomesOf, type Probation, probationOfAssignment } from "#db/probations.ts";
import { programOf } from "#db/programs.ts";
import { removalsOfAssignment } from "#db/removals.ts";
import { can, stateLabel } from "#shared/machine.ts";
import { today } from "../commands/case-access.ts";
import { mayOpenEvaluation } from "../commands/evaluation-access.ts";
import type { CommandContext } from "../context.ts";
import { readableRecordOf } from "../records/reading.ts";
import { caseDays } from "./case-days.ts";
import { probationFacts, readableCase, readableCases } from "./case-reach.ts";
import { checkpointLine } from "./checkpoint-line.ts";
import { evaluationLine } from "./evaluation-line.ts";
import { evidenceLog, liveRoomOfCase } from "./evidence.ts";
import { caseHead, standing } from "./officers.ts";
import { mayRequestRemoval, removalLines } from "./removal-lines.ts";
import { trainingLines } from "./training.ts";

/**
 * The officer's file: one assignment, and of its year what this person may read.
 * @returns `null` when the case does not exist for them.
 */
export function officerPage(ctx: CommandContext, assignmentId: string) {
  const { db, viewer } = ctx;
  const of = readableCase(ctx, assignmentId)?.of;
  const program = of && programOf(db, of.programId);
  if (!of || !program) return null;
  const record = probationOfAssignment(db, of.id);
  const plan = record && can(viewer, "R", "plan", record.facts) ? record : null;
  const evaluations = evaluationsOfAssignment(db, of.id).filter(({ facts }) => can(viewer, "R", "goals", facts));
  // Who reads the plan of a probation before it begins are the people of the case; training is theirs to see too.
  const ofCase = can(viewer, "R", "plan", probationFacts(db, of, null));
  return {
    ...caseHead(ctx, of),
    zone: program.timeZone,
    today: today(ctx, of.programId),
    own: of.officerId === viewer.userId,
    ...standing(ctx, of),
    probation: plan && probationBar(ctx, plan),
    /** A new officer has no probation yet, and this person may plan one. */
    mayPlan: record === null && of.toDate === null && of.began !== "before-accord" && mayPlanProbation(ctx, of),
    evaluations: evaluations.map((one) => evaluationLine(ctx, one)),
    removals: removalLines(ctx, of.id),
    mayRequestRemoval: mayRequestRemoval(ctx, of.id),
    mayEvaluate: of.toDate === null && mayOpenEvaluation(ctx, of),
    goals: evaluations.find(({ goals }) => goals.length > 0) ? goalsNow(evaluations) : null,
    evidence: evidenceLog(ctx, evaluations),
    room: liveRoomOfCase(ctx, evaluations),
    days: caseDays(ctx, of),
    training: ofCase ? trainingLines(ctx, of) : null,
    history: historyLines(ctx, of),
    records: recordLines(ctx, of.id, record),
  };
}

export type OfficerPage = NonNullable<ReturnType<typeof officerPage>>;
export type EvidenceLog = NonNullable<OfficerPage["evidence"]>;
/** The log of those who read it. */
export type ReadableLog = Extract<EvidenceLog, { counts: null }>;

/** May this person plan the probation of an assignment that has none? */
export function mayPlanProbation({ db, viewer }: CommandContext, of: Assignment): boolean {
  const facts = probationFacts(db, of, null);
  return can(viewer, "W", "plan", facts) || can(viewer, "X", "plan", facts);
}

function probationBar(ctx: CommandContext, of: Probation) {
  const { db, viewer } = ctx;
  const leaves = can(viewer, "R", "leave", of.facts) ? leavesOf(db, of.row.assignmentId) : [];
  return {
    state: of.row.state,
    label: stateLabel("probation", of.row.state),
    startOn: of.row.startOn,
    endOn: of.row.endOn,
    outcome: of.row.outcome,
    leaves: leaves.map(({ id, fromDate, toDate }) => ({ id, from: fromDate, to: toDate })),
    checkpoints: checkpointsOf(db, of.row.id).flatMap((row) => checkpointLine(ctx, row, of) ?? []),
  };
}

/** The agreed goals of the newest period that has any. */
function goalsNow(evaluations: readonly Evaluation[]) {
  const newest = evaluations.find(({ goals }) => goals.length > 0);
  return newest
    ? {
        title: newest.row.title,
        goals: newest.goals.map(({ id, role, words, measure, addedAt }) => ({ id, role, words, measure, addedAt })),
      }
    : null;
}

/** Where the officer served and serves. A post whose case this person may read is a link. */
function historyLines(ctx: CommandContext, { programId, officerId, id }: Assignment) {
  const open = new Set(readableCases(ctx.db, ctx.viewer).map((one) => one.of.id));
  return historyOfOfficer(ctx.db, programId, officerId).map((one) => ({
    id: one.id,
    school: one.schoolName,
    post: one.post,
    fromDate: one.fromDate,
    toDate: one.toDate,
    began: one.began,
    ended: one.ended,
    endedWords: one.id === id || open.has(one.id) ? one.endedWords : null,
    here: one.id === id,
    mayOpen: one.id !== id && open.has(one.id),
  }));
}

/** The sealed records of the case that this person may read, the newest first. */
function recordLines(ctx: CommandContext, assignmentId: string, probation: Probation | null) {
  const { db } = ctx;
  const subjects = [
    ...(probation ? checkpointsOf(db, probation.row.id).map(({ id }) => ["checkpoint", id] as const) : []),
    ...(probation ? outcomesOf(db, probation.row.id).map(({ id }) => ["probation-outcome", id] as const) : []),
    ...evaluationsOfAssignment(db, assignmentId).map(({ row }) => ["evaluation", row.id] as const),
    ...removalsOfAssignment(db, assignmentId).map(({ row }) => ["removal", row.id] as const),
  ];
  return subjects
    .flatMap(([kind, id]) => readableRecordOf(ctx, kind, id) ?? [])
    .map(({ id, title, sealedAt }) => ({ id, title, sealedAt }))
    .sort((a, b) => b.sealedAt - a.sealedAt);
}
