import { appendAudit } from "#db/audit.ts";
import { type InterviewRecord, interviewRecord } from "#db/interviews.ts";
import { membersOf } from "#db/programs.ts";
import type { EventPayload, EventType } from "#shared/events.ts";
import { can, type Facts, LIFECYCLES, type LifecycleName, type MoveOf, stateLabel } from "#shared/machine.ts";
import type { Room } from "#shared/rooms.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";

/** The record of an interview, when it exists for this person; `null` otherwise, whatever the cause. */
export function openInterview(ctx: Pick<CommandContext, "db" | "viewer">, interviewId: string): InterviewRecord | null {
  const record = interviewRecord(ctx.db, ctx.viewer.programId, interviewId);
  return record && can(ctx.viewer, "R", "session", record.facts) ? record : null;
}

/** One of the interview's shared rooms in its present revision. */
export function interviewRoom({ interview }: InterviewRecord, part: "session" | "notes" | "joint"): Room {
  const revision = part === "joint" ? interview.revision : 1;
  return { programId: interview.programId, kind: "interview", recordId: interview.id, part, revision };
}

/** The room of one rater's card. */
export function cardRoom({ interview }: InterviewRecord, userId: string): Room {
  return {
    programId: interview.programId,
    kind: "interview",
    recordId: interview.id,
    part: "card",
    userId,
    revision: 1,
  };
}

/** The lead roles that have a say: both, without a role all of whose holders are recused from this candidate. */
export function deciding(
  ctx: Pick<CommandContext, "db">,
  { interview, facts }: InterviewRecord,
  without?: string,
): ("supervisor" | "administrator")[] {
  const out = new Set([...(facts.recused ?? []), without]);
  const members = membersOf(ctx.db, interview.programId).filter((m) => !out.has(m.userId));
  return (["supervisor", "administrator"] as const).filter((role) => members.some((m) => m.role === role));
}

/** Why a move was refused: the record has moved on, or this person's part does not include the step. */
export function refuseMove<L extends LifecycleName>(facts: Facts<L>, move: MoveOf<L>): Refusal {
  const moves = LIFECYCLES[facts.lifecycle].moves as Record<string, { from: readonly string[] }>;
  return moves[move]?.from.includes(facts.state)
    ? refuse("not-allowed", "This step is not part of your role here. Ask one of the two leads.")
    : refuse(
        "moved-on",
        `This has moved on in the meantime. It now reads “${stateLabel(facts.lifecycle as L, facts.state)}”, and nothing was changed.`,
      );
}

/** After the commit, in the same tick: every screen of this interview is judged again and loads again. */
export function changed(ctx: CommandContext, { interview }: InterviewRecord): Outcome {
  ctx.rooms.recordChanged(interview.programId, "interview", interview.id);
  return { ok: true };
}

/** Writes the act's audit event; inside its transaction. Payloads hold ids, roles, hashes and counts only. */
export function audit(ctx: CommandContext, type: EventType, subjectId: string, payload: EventPayload = {}): void {
  const { programId, userId: actorId } = ctx.viewer;
  appendAudit(ctx.db, ctx.clock(), { type, programId, actorId, subjectId, payload });
}

export const noSuchInterview = (): Refusal => refuse("not-found", "There is no such interview.");
