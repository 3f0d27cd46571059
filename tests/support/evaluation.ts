import { planOfEvaluation } from "../../db/evaluation-record.ts";
import { type Evaluation, evaluationById, evaluationRoom } from "../../db/evaluations.ts";
import { closeYear, goalsNow, openEvaluation, signGoals } from "../../server/commands/evaluation.ts";
import { contentOf } from "../../server/commands/evaluation-access.ts";
import { freezeEvaluation } from "../../server/commands/evaluation-freezing.ts";
import {
  receiveEvaluation,
  respondToEvaluation,
  signEvaluation,
  signFeedback,
} from "../../server/commands/evaluation-signing.ts";
import { handIn, planEvaluationMeeting, submitEvaluationSelf } from "../../server/commands/evaluation-writing.ts";
import type { CommandContext } from "../../server/context.ts";
import { EVALUATION_ITEMS, EVALUATION_ROLES, SELF_ASSESSMENT } from "../../shared/content/evaluation-form.ts";
import { addDays } from "../../shared/days.ts";
import { type EvaluationOutcome, type EvaluationRating, evaluationKeys } from "../../shared/documents/evaluation.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { workingDaysAfter } from "../../shared/working-days.ts";
import { PROGRAM } from "./demo-rooms.ts";
import { BELL, done, MONROE, ORTIZ, type Story } from "./probation.ts";

export function evaluationOf({ db }: CommandContext, id: string): Evaluation {
  const found = evaluationById(db, PROGRAM, id);
  if (!found) throw new Error("no such evaluation");
  return found;
}

export const rowOfEvaluation = (of: Story, id: string) => evaluationOf(of.as(ORTIZ), id).row;
export const hashOf = (of: Story, id: string) => rowOfEvaluation(of, id).contentHash ?? "";
export const saidOf = (of: Story, id: string) => {
  const content = contentOf(rowOfEvaluation(of, id));
  if (!content) throw new Error("not fixed");
  return content;
};

/** An evaluation whose goals are being written, for a period that began thirty days ago. @returns its id */
export function opened(of: Story, assignmentId: string, fromDate = addDays(of.now(), -200)): string {
  const title = "Third year";
  const input = { assignmentId, title, fromDate, toDate: addDays(fromDate, 364) };
  return done(openEvaluation(of.as(ORTIZ), input)).evaluationId;
}

/** One goal for each of the three roles, signed by both. */
export async function agreed(of: Story, evaluationId: string): Promise<void> {
  const { row } = evaluationOf(of.as(ORTIZ), evaluationId);
  await of.edit(evaluationRoom(row, "goals"), BELL, (doc) => {
    for (const { id, title } of EVALUATION_ROLES.slice(0, 3)) {
      editText(doc, evaluationKeys.goal(id, 1), `A goal as ${title.toLowerCase()}`);
      editText(doc, evaluationKeys.measure(id, 1), "A list of dates");
    }
  });
  const { hash } = goalsNow(of.as(ORTIZ), evaluationOf(of.as(ORTIZ), evaluationId));
  done(signGoals(of.as(ORTIZ), { evaluationId, hash }));
  done(signGoals(of.as(BELL), { evaluationId, hash }));
}

export async function selfWritten(of: Story, evaluationId: string): Promise<void> {
  const { row } = evaluationOf(of.as(ORTIZ), evaluationId);
  await of.edit(evaluationRoom(row, "self"), MONROE, (doc) => {
    for (const { id } of SELF_ASSESSMENT) editText(doc, id, "I taught twelve lessons, and here is the list.");
  });
  done(submitEvaluationSelf(of.as(MONROE), { evaluationId }));
}

export async function drafted(
  of: Story,
  evaluationId: string,
  rate: (id: string) => EvaluationRating = () => 3,
  outcome: EvaluationOutcome = "stay",
): Promise<void> {
  const { row, goals } = evaluationOf(of.as(ORTIZ), evaluationId);
  await of.edit(evaluationRoom(row, "draft"), ORTIZ, (doc) => {
    for (const { id } of EVALUATION_ITEMS) {
      const rating = rate(id);
      setValue(doc, evaluationKeys.rating(id), rating);
      if (rating !== 3) editText(doc, evaluationKeys.evidence(id), "Seen on March 3 and April 9");
    }
    for (const { id } of goals) editText(doc, evaluationKeys.result(id), "Reached in May");
    for (const { id, title } of EVALUATION_ROLES)
      editText(doc, evaluationKeys.draft(id), `${title}: steady work over the year.`);
    setValue(doc, evaluationKeys.outcome, outcome);
    if (outcome === "removal-review") editText(doc, evaluationKeys.outcomeReason, "Two plans were not met.");
  });
  done(handIn(of.as(ORTIZ), { evaluationId }));
}

export async function fedBack(of: Story, evaluationId: string): Promise<void> {
  const { row } = evaluationOf(of.as(ORTIZ), evaluationId);
  await of.edit(evaluationRoom(row, "feedback"), BELL, (doc) =>
    editText(doc, evaluationKeys.open, "Students come to this officer before trouble starts."),
  );
  done(handIn(of.as(BELL), { evaluationId }));
}

/** From an open case to the writing together. @returns its id */
export async function toTogether(
  of: Story,
  assignmentId: string,
  rate?: (id: string) => EvaluationRating,
  outcome?: EvaluationOutcome,
): Promise<string> {
  const evaluationId = opened(of, assignmentId);
  await agreed(of, evaluationId);
  done(closeYear(of.as(ORTIZ), { evaluationId }));
  await selfWritten(of, evaluationId);
  await drafted(of, evaluationId, rate, outcome);
  await fedBack(of, evaluationId);
  return evaluationId;
}

/** Fixes it, gives notice of the meeting, and both leads sign. */
export function toPresented(of: Story, evaluationId: string): void {
  const { hash } = done(freezeEvaluation(of.as(ORTIZ), { evaluationId }));
  done(planEvaluationMeeting(of.as(ORTIZ), { evaluationId, at: noonOf(workingDaysAfter(of.now(), 5)) }));
  done(signEvaluation(of.as(ORTIZ), { evaluationId, hash }));
  done(signFeedback(of.as(BELL), { evaluationId, word: "given", words: "", hash: hashOf(of, evaluationId) }));
}

/** The officer's word, on the day of the meeting. */
export function received(of: Story, evaluationId: string, choice: "received" | "disagrees" = "received"): void {
  toMeeting(of, evaluationId);
  const words = choice === "disagrees" ? "I see the second half of the year otherwise." : "";
  done(receiveEvaluation(of.as(MONROE), { evaluationId, choice, words, hash: hashOf(of, evaluationId) }));
}

/** Moves the clock to the day of the meeting, after its hour. */
export function toMeeting(of: Story, evaluationId: string): void {
  const { meetingAt } = rowOfEvaluation(of, evaluationId);
  of.goTo(new Date(meetingAt ?? 0).toISOString().slice(0, 10));
}

export function waived(of: Story, evaluationId: string): void {
  done(respondToEvaluation(of.as(MONROE), { evaluationId, waive: true }));
}

export const noonOf = (day: string): number => Date.parse(`${day}T18:00:00Z`);

export const planOf = ({ db }: CommandContext, id: string) => planOfEvaluation(db, id);
