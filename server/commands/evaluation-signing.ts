import { type Evaluation, evaluationRoom } from "#db/evaluations.ts";
import { programOf } from "#db/programs.ts";
import { addDays } from "#shared/days.ts";
import { readResponse } from "#shared/documents/evaluation.ts";
import { can, canMove, type Facts, stateLabel } from "#shared/machine.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { changedMeanwhile, giveSignature, noSuchCase, today } from "./case-access.ts";
import {
  actBy,
  addAct,
  contentOf,
  dueAfter,
  evaluationChanged,
  leadHat,
  openEvaluationRecord,
} from "./evaluation-access.ts";
import { sealEvaluation, wasPresented } from "./evaluation-sealing.ts";
import { audit, refuseMove } from "./interview-access.ts";
import { witnessProblem } from "./witness.ts";

/*
 * From the fixed text to the sealed evaluation, in order: supervisor, administrator, officer, response, command. Each act
 * becomes part of the content with the hash that was seen, and the next one binds it. Each command is ONE synchronous
 * function.
 */

/** The supervisor signs the fixed text. @param input.hash the hash the signer saw */
export function signEvaluation(ctx: CommandContext, input: { evaluationId: string; hash: string }): Outcome {
  const found = fixed(ctx, input, "frozen");
  if ("refused" in found) return found.refused;
  const { record } = found;
  const { row, terms } = record;
  if (leadHat(ctx, record) !== "supervisor" || !can(ctx.viewer, "S", "document", record.facts))
    return refuse("not-allowed", "The supervisor of this case signs the evaluation first.");
  ctx.db.transaction(() => {
    signAs(ctx, record, input.hash);
    const feedbackDueOn = dueAfter(ctx, row.programId, terms.feedbackDays);
    const hash = addAct(ctx, row, actBy(ctx, "signed", "signed", ""), { state: "feedbackSigned", feedbackDueOn });
    audit(ctx, "evaluation.signed", row.id, { seen: input.hash, hash });
  });
  return evaluationChanged(ctx, record);
}

/** The administrator signs that feedback was given, or declines with the reason. It says no agreement with the ratings. */
export function signFeedback(
  ctx: CommandContext,
  input: { evaluationId: string; word: "given" | "declined"; words: string; hash: string },
): Outcome {
  const found = fixed(ctx, input, "feedbackSigned");
  if ("refused" in found) return found.refused;
  const { record } = found;
  const { row } = record;
  if (!canMove(ctx.viewer, "giveFeedback", record.facts))
    return refuse("not-allowed", "The administrator of this case signs that feedback was given.");
  if (row.feedbackDueOn && today(ctx, row.programId) > row.feedbackDueOn)
    return refuse(
      "too-late",
      `The administrator could answer until ${dayInWords(row.feedbackDueOn)}. That is on record.`,
    );
  const words = input.words.trim();
  if (input.word === "declined" && !words) return refuse("words", "Write why you decline. It stands in the record.");
  if (input.word === "given" && row.feedbackAt === null)
    return refuse(
      "no-feedback",
      "No feedback was handed in. Decline with the reason, or ask the supervisor to open the text again.",
    );
  ctx.db.transaction(() => {
    if (input.word === "given") signAs(ctx, record, input.hash);
    const hash = addAct(ctx, row, actBy(ctx, "feedback", input.word, words), {
      state: "presented",
      feedback: input.word,
      feedbackWords: words || null,
      feedbackBy: ctx.viewer.userId,
      feedbackSignedAt: ctx.clock(),
    });
    audit(ctx, "evaluation.feedback", row.id, { seen: input.hash, hash, word: input.word });
  });
  return evaluationChanged(ctx, record);
}

/**
 * The officer's word at the meeting: received, or received and disagrees; the signature means received, not agreed. A
 * refusal is entered by the supervisor, with the name of a witness.
 */
export function receiveEvaluation(
  ctx: CommandContext,
  input: {
    evaluationId: string;
    choice: "received" | "disagrees" | "refused";
    words: string;
    witness?: string;
    hash: string;
  },
): Outcome {
  const found = fixed(ctx, input, "presented");
  if ("refused" in found) return found.refused;
  const { record } = found;
  const { row, facts, terms } = record;
  const { viewer } = ctx;
  const officer = facts.ownerId === viewer.userId;
  const refused = input.choice === "refused";
  const mine = refused ? leadHat(ctx, record) === "supervisor" : officer;
  if (!mine || !can(viewer, "S", "document", facts))
    return refuse("not-allowed", "The officer receives it. A refusal is recorded by the supervisor, with a witness.");
  if (row.meetingAt === null || row.noticeAt === null)
    return refuse("no-meeting", "Set the meeting first: the officer has the agreed days of notice.");
  if (ctx.clock() < row.meetingAt)
    return refuse("too-early", `It is presented at the meeting on ${when(ctx, record, row.meetingAt)}.`);
  const witness = refused ? input.witness?.trim() || null : null;
  const problem = refused ? witnessProblem(ctx, record.assignment.officerId, input.witness) : null;
  if (problem) return problem;
  const responseDueOn = addDays(today(ctx, row.programId), terms.responseDays);
  const meeting = { at: new Date(row.meetingAt).toISOString(), noticeAt: new Date(row.noticeAt).toISOString() };
  ctx.db.transaction(() => {
    if (!refused) signAs(ctx, record, input.hash);
    const words = input.words.trim();
    const hash = addAct(
      ctx,
      row,
      { ...actBy(ctx, "presented", input.choice, words), witness, meeting, ...(refused ? officerOf(record) : {}) },
      {
        state: "response",
        choice: input.choice,
        choiceWords: words || null,
        witness,
        choiceBy: viewer.userId,
        choiceAt: ctx.clock(),
        responseDueOn,
      },
    );
    ctx.rooms.create(evaluationRoom(row, "response"));
    audit(ctx, "evaluation.received", row.id, { seen: input.hash, hash, refused });
  });
  return evaluationChanged(ctx, record);
}

/** Attaches the officer's response, or waives it; until the last agreed day is over. */
export function respondToEvaluation(
  ctx: CommandContext,
  input: { evaluationId: string; waive?: boolean },
): Outcome<{ recordId: string | null }> {
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const { row, facts, terms } = record;
  const due = row.responseDueOn;
  const late = due !== null && today(ctx, row.programId) > due;
  if (late && facts.ownerId === ctx.viewer.userId)
    return refuse("too-late", `A response could be attached until ${dayInWords(due)}. The record says so.`);
  if (!canMove(ctx.viewer, "respond", facts)) return refuseMove(facts, "respond");
  const words = input.waive ? "" : readResponse(ctx.rooms.read(evaluationRoom(row, "response")));
  if (!input.waive && !words) return refuse("words", "Write the response first, or waive it.");
  const recordId = ctx.db.transaction(() => {
    const word = input.waive ? ("waived" as const) : ("attached" as const);
    const hash = addAct(
      ctx,
      row,
      { ...actBy(ctx, "response", word, words), due },
      { state: "review", response: words || null, responseAt: ctx.clock() },
    );
    ctx.rooms.freeze(evaluationRoom(row, "response"));
    audit(ctx, "evaluation.response", row.id, { hash, word });
    return terms.commandReview ? null : sealEvaluation(ctx, row.programId, row.id, ctx.viewer.userId);
  });
  evaluationChanged(ctx, record);
  return { ok: true, recordId };
}

/** The head of the agency agrees: the last signature, which seals the evaluation with its outcome. */
export function agreeWithEvaluation(
  ctx: CommandContext,
  input: { evaluationId: string; words: string; hash: string },
): Outcome<{ recordId: string }> {
  const found = fixed(ctx, input, "review");
  if ("refused" in found) return found.refused;
  const { record } = found;
  const { row, facts } = record;
  if (ctx.viewer.party !== "agency" || !can(ctx.viewer, "S", "document", facts))
    return refuse("not-allowed", "The head of the agency agrees with an evaluation or returns it.");
  if (!wasPresented(row))
    return refuse("not-presented", "It was not presented to the officer. Nothing is sealed before that.");
  const recordId = ctx.db.transaction(() => {
    signAs(ctx, record, input.hash);
    const words = input.words.trim();
    const hash = addAct(ctx, row, actBy(ctx, "command", "agreed", words), {
      commandWords: words || null,
      commandBy: ctx.viewer.userId,
      commandAt: ctx.clock(),
    });
    audit(ctx, "evaluation.command", row.id, { seen: input.hash, hash });
    return sealEvaluation(ctx, row.programId, row.id, ctx.viewer.userId);
  });
  evaluationChanged(ctx, record);
  return { ok: true, recordId };
}

/** The evaluation in the state in which this is done, with the text the person saw; or why not. */
function fixed(
  ctx: CommandContext,
  { evaluationId, hash }: { evaluationId: string; hash: string },
  state: Facts<"evaluation">["state"],
): { record: Evaluation } | { refused: Refusal } {
  const record = openEvaluationRecord(ctx, evaluationId);
  if (!record) return { refused: noSuchCase() };
  if (record.row.state !== state) return { refused: refuse("moved-on", movedOn(record)) };
  if (!can(ctx.viewer, "R", "document", record.facts)) return { refused: noSuchCase() };
  if (record.row.contentHash !== hash) return { refused: changedMeanwhile("signature was not given") };
  return { record };
}

const movedOn = ({ facts }: Evaluation) =>
  `This step is not possible now. It reads “${stateLabel("evaluation", facts.state)}”, and nothing was changed.`;

function signAs(ctx: CommandContext, { row }: Evaluation, hash: string): void {
  giveSignature(ctx, { subject: "evaluation", subjectId: row.id, revision: row.revision, hash });
}

/** A refusal is the officer's act, entered by somebody else. */
function officerOf({ row }: Evaluation) {
  return { name: contentOf(row)?.names.officer ?? null, role: "officer" as const, party: "agency" as const };
}

function when({ db }: CommandContext, { row }: Evaluation, at: number): string {
  return formatTime(at, programOf(db, row.programId)?.timeZone ?? "UTC", "long");
}
