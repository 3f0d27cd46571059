import { goalProposals, planNotMet } from "#db/evaluation-record.ts";
import { type Evaluation, evaluationRoom } from "#db/evaluations.ts";
import { signaturesOf } from "#db/processes.ts";
import {
  readDraftText,
  readEvaluationRatings,
  readFeedback,
  readSelfAssessment,
} from "#shared/documents/evaluation.ts";
import { can, canReadHistory, roomMode } from "#shared/machine.ts";
import { type EvaluationPart, roomName } from "#shared/rooms.ts";
import { goalsNow } from "../commands/evaluation.ts";
import { leadHat } from "../commands/evaluation-access.ts";
import { readableEvidence } from "../commands/evaluation-evidence.ts";
import type { CommandContext } from "../context.ts";
import { evaluationBacking } from "../room/backing-year.ts";
import type { RoomHandle } from "./interview.ts";

/*
 * The parts of an evaluation until both leads write it together, each for this reader: what the tables do not open to
 * them is `null` here, and no word of it is in the page.
 */

/** The room of a part as it is open to the reader, and its history for those who may read it. */
export function handleOf({ db, viewer }: CommandContext, record: Evaluation, part: EvaluationPart) {
  const room = evaluationRoom(record.row, part);
  const behind = evaluationBacking(db, room);
  const mode = behind && roomMode(viewer, room, behind);
  const { kind, recordId, revision } = room;
  return {
    room: mode ? ({ name: roomName(room), mode } satisfies RoomHandle) : null,
    history: behind && canReadHistory(viewer, room, behind) ? { kind, recordId, part, revision } : null,
  };
}

/** The goals: written by both leads, then agreed; what is proposed during the year. */
export function goalsPart(ctx: CommandContext, record: Evaluation) {
  const { db, viewer } = ctx;
  const { row, goals, facts } = record;
  const { hash, goals: written } = goalsNow(ctx, record);
  const lead = leadHat(ctx, record);
  const officer = facts.ownerId === viewer.userId;
  const signed = signaturesOf(db, "goals", row.id).filter((s) => s.voidedAt === null);
  const writing = row.state === "goals";
  return {
    ...handleOf(ctx, record, "goals"),
    writing,
    written,
    hash,
    goals: goals.map(({ id, role, words, measure, addedAt }) => ({ id, role, words, measure, addedAt })),
    /** Each with the text it was given for: one under other words counts no longer. */
    signed: signed.map((s) => ({ role: s.role, name: s.name, hash: s.hash, signedAt: s.signedAt })),
    proposals:
      row.state === "year"
        ? goalProposals(db, row.id).map((one) => ({ ...one, mine: one.by === lead, answers: lead !== null }))
        : [],
    may: {
      sign: writing && lead !== null && can(viewer, "S", "goals", facts),
      receive: officer && (writing ? can(viewer, "S", "goals", facts) : can(viewer, "R", "goals", facts)),
      propose: row.state === "year" && lead !== null,
    },
  };
}

export type GoalsPart = ReturnType<typeof goalsPart>;

/** The log of the period beside the form; for the coordinator how many entries there are; `null` for all others. */
export function evidencePart(ctx: CommandContext, { row }: Evaluation) {
  const log = readableEvidence(ctx, row.id);
  if (!log) return null;
  const holds = log.entries?.filter(
    (one) => one.correctedBy === null && one.observedOn >= row.fromDate && one.observedOn <= row.toDate,
  );
  return {
    /** Of the entries that hold: the numbers agree with the fixed text. */
    counts: log.counts,
    warnings: log.warnings ?? [],
    entries:
      holds?.map(({ id, role, tone, observedOn, words, name, postedAs, answers }) => ({
        id,
        role,
        tone,
        observedOn,
        words,
        name,
        postedAs,
        answers: answers.map((one) => ({ id: one.id, name: one.name, words: one.words })),
      })) ?? null,
  };
}

export type EvidencePart = NonNullable<ReturnType<typeof evidencePart>>;

/** The officer's words: while they are written for the officer alone, then for those who may read them. */
export function selfPart(ctx: CommandContext, record: Evaluation) {
  const { row, facts } = record;
  if (!can(ctx.viewer, "R", "self", facts)) return null;
  const writing = row.state === "self";
  return {
    ...handleOf(ctx, record, "self"),
    writing,
    submittedAt: row.selfAt,
    answers: writing
      ? readSelfAssessment(ctx.rooms.read(evaluationRoom(row, "self")))
      : row.self === null
        ? null
        : (JSON.parse(row.self) as ReturnType<typeof readSelfAssessment>),
  };
}

export type SelfPart = NonNullable<ReturnType<typeof selfPart>>;

/** What the reader writes alone: a supervisor's draft, an administrator's feedback. Nothing of the other's. */
export function alonePart(ctx: CommandContext, record: Evaluation) {
  const { db, viewer, rooms } = ctx;
  const { row, goals } = record;
  const lead = leadHat(ctx, record);
  if (!lead) return null;
  const part = lead === "supervisor" ? ("draft" as const) : ("feedback" as const);
  // Feedback that missed its day goes on to be its author's, beside the writing together.
  const late = row.state === "together" && part === "feedback" && row.feedbackAt === null;
  if (row.state !== "parallel" && !late) return null;
  const room = evaluationRoom(row, part);
  const behind = evaluationBacking(db, room);
  if (!behind || behind.facts.authorId !== viewer.userId || !roomMode(viewer, room, behind)) return null;
  const doc = rooms.read(room);
  const goalIds = goals.map(({ id }) => id);
  return {
    ...handleOf(ctx, record, part),
    late,
    submittedAt: part === "draft" ? row.draftAt : row.feedbackAt,
    draft:
      part === "draft"
        ? {
            ratings: readEvaluationRatings(doc, goalIds),
            text: readDraftText(doc),
            planNotMet: planNotMet(db, record),
          }
        : null,
    feedback: part === "feedback" ? readFeedback(doc) : null,
  };
}

export type AlonePart = NonNullable<ReturnType<typeof alonePart>>;
