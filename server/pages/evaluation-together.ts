import { suggestionsOf, ticksOf } from "#db/comments.ts";
import { planNotMet, planOfEvaluation } from "#db/evaluation-record.ts";
import { type Evaluation, evaluationPartFacts, evaluationRoom } from "#db/evaluations.ts";
import {
  readDraftText,
  readEvaluationRatings,
  readEvaluationText,
  readFeedback,
} from "#shared/documents/evaluation.ts";
import { readBlocks } from "#shared/documents/rich.ts";
import { can, canMove } from "#shared/machine.ts";
import type { Tick } from "#shared/section-state.ts";
import { formatTime } from "#shared/time.ts";
import type { CommandContext } from "../context.ts";
import { commentsOf } from "./comments.ts";
import { handleOf } from "./evaluation-parts.ts";
import type { presentLeads } from "./officers.ts";

/** The evaluation while both leads write it: its three rooms with one pen each, who agreed to which section, the plan. */
export function togetherPart(
  ctx: CommandContext,
  record: Evaluation,
  { leads, zone }: { leads: ReturnType<typeof presentLeads>; zone: string },
) {
  const { db, viewer, rooms } = ctx;
  const { row, facts, goals } = record;
  if (row.state !== "together" || !can(viewer, "R", "text", facts)) return null;
  const text = rooms.read(evaluationRoom(row, "text"));
  const ratings = readEvaluationRatings(
    rooms.read(evaluationRoom(row, "ratings")),
    goals.map(({ id }) => id),
  );
  const place = { kind: "evaluation", recordId: row.id, part: "text" } as const;
  const suggested = suggestionsOf(db, place);
  const named = [...leads, ...suggested.map(({ userId, name }) => ({ userId, name }))];
  return {
    ratings: { ...handleOf(ctx, record, "ratings"), now: ratings },
    text: {
      ...handleOf(ctx, record, "text"),
      now: readEvaluationText(text),
      blocks: readBlocks(text),
      /** How people are called in the text, by user id. */
      names: Object.fromEntries(named.map(({ userId, name }) => [userId, name])),
      times: Object.fromEntries(suggested.map(({ id, firstSeenAt }) => [id, formatTime(firstSeenAt, zone, "slot")])),
    },
    comments: commentsOf(ctx, place),
    feedback: feedbackPart(ctx, record),
    ticks: ticksOf(db, place).flatMap((tick) => {
      const lead = leads.find(({ userId }) => userId === tick.userId);
      if (!lead || lead.party === "community") return [];
      const { userId, section, hash, name, at } = tick;
      return [{ userId, section, hash, name, at, side: lead.party } satisfies Tick & Record<string, unknown>];
    }),
    draftHistory: handleOf(ctx, record, "draft").history,
    draftLeft: draftLeft(ctx, record),
    plan: planPart(ctx, record),
    planNotMet: planNotMet(db, record),
    may: {
      tick: can(viewer, "W", "text", facts) || can(viewer, "K", "text", facts),
      plan: can(viewer, "W", "ratings", facts),
      freeze: canMove(viewer, "freeze", facts),
    },
  };
}

export type TogetherPart = NonNullable<ReturnType<typeof togetherPart>>;

/** The administrator's section, once it was handed in; before that it is its author's alone. */
function feedbackPart(ctx: CommandContext, record: Evaluation) {
  const { db, viewer, rooms } = ctx;
  const { row } = record;
  if (row.feedbackAt === null || !can(viewer, "R", "feedback", evaluationPartFacts(db, record, "feedback")))
    return null;
  return {
    ...handleOf(ctx, record, "feedback"),
    now: readFeedback(rooms.read(evaluationRoom(row, "feedback"))),
    late: row.exchangedAt !== null && row.feedbackAt > row.exchangedAt,
  };
}

/** Did the reader type a draft that was not handed in by its day? Only its author learns it; the writing began empty. */
function draftLeft(ctx: CommandContext, record: Evaluation): boolean {
  const { row, goals } = record;
  if (row.draftAt !== null || row.revision > 1 || handleOf(ctx, record, "draft").history === null) return false;
  const typed = ctx.rooms.read(evaluationRoom(row, "draft"));
  const { items, results, outcome, outcomeReason } = readEvaluationRatings(
    typed,
    goals.map(({ id }) => id),
  );
  return (
    readDraftText(typed).length > 0 ||
    items.some(({ rating, evidence }) => rating !== null || evidence !== "") ||
    results.some(({ words }) => words !== "") ||
    outcome !== null ||
    outcomeReason !== ""
  );
}

/** The plan that goes with "stays with a plan", as it was last written. */
function planPart({ db }: CommandContext, { row }: Evaluation) {
  const plan = planOfEvaluation(db, row.id);
  return plan
    ? {
        id: plan.id,
        issuedAt: plan.issuedAt,
        items: plan.items.map(({ id, n, item, expected, help, owner, dueOn, proof }) => ({
          id,
          n,
          item,
          expected,
          help,
          owner,
          dueOn,
          proof,
        })),
      }
    : null;
}
