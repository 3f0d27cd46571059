import { leadOfCase } from "#db/assignments.ts";
import type { Evaluation } from "#db/evaluations.ts";
import { can, stateLabel } from "#shared/machine.ts";
import { today } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";
import type { Awaited } from "../desk/step.ts";
import { evaluationSteps } from "../desk/waiting-evaluation.ts";
import { meetsInCase } from "./case-reach.ts";

/**
 * What a list says of one evaluation: its period, its days, where it stands, whether it waits for the reader. Of draft
 * and feedback it holds at most that they are in, for those who may know that much.
 */
export function evaluationLine(ctx: CommandContext, record: Evaluation) {
  const { db, viewer } = ctx;
  const { row, facts } = record;
  const isMe: Record<Awaited, () => boolean> = {
    officer: () => facts.ownerId === viewer.userId,
    supervisor: () => leadOfCase(db, row.assignmentId, "supervisor") === viewer.userId,
    administrator: () => leadOfCase(db, row.assignmentId, "administrator") === viewer.userId,
    chief: () => viewer.role === "executive" && viewer.party === "agency",
    superintendent: () => viewer.role === "executive" && viewer.party === "district",
  };
  const counted = (["draft", "feedback"] as const).every(
    (part) => can(viewer, "C", part, facts) || can(viewer, "R", part, facts),
  );
  return {
    id: row.id,
    title: row.title,
    from: row.fromDate,
    to: row.toDate,
    state: row.state,
    label: stateLabel("evaluation", row.state),
    selfDueOn: row.selfDueOn,
    parallelDueOn: row.parallelDueOn,
    meetingAt: row.meetingAt,
    noticeAt: row.noticeAt,
    /** There is a meeting, and this person comes to it. */
    calendar: row.meetingAt !== null && meetsInCase(ctx.viewer, facts),
    outcome: row.state === "sealed" ? row.outcome : null,
    handedIn:
      row.state === "parallel" && counted ? { agency: row.draftAt !== null, district: row.feedbackAt !== null } : null,
    yours: evaluationSteps(ctx.db, record, today(ctx, row.programId)).some(({ who }) => isMe[who]()),
  };
}

export type EvaluationLine = ReturnType<typeof evaluationLine>;
