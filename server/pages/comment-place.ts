import { assignmentById } from "#db/assignments.ts";
import { checkpointById, checkpointRoom } from "#db/checkpoints.ts";
import type { Place } from "#db/comments.ts";
import { evaluationById, evaluationRoom } from "#db/evaluations.ts";
import { planRow, probationById } from "#db/probations.ts";
import { casePaths } from "#shared/case-paths.ts";
import { can, type RoomFacts, roomMode } from "#shared/machine.ts";
import type { Room } from "#shared/rooms.ts";
import { probationChanged } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";

/** A part of a record that people talk about, and what this person may do there. */
export interface CommentPlace extends Place {
  programId: string;
  revision: number;
  /** May this person begin, answer, resolve and reopen conversations? Whoever writes the part, or proposes in it. */
  says: boolean;
  /** The live text the words stand in; `null` where it is not written live. */
  room: Room | null;
  /** The page that shows them. */
  path: string;
  /** After the commit: every screen that shows the part loads again. */
  changed(): void;
}

/**
 * The place, for those who read the part: they read what is said about it, too. `null` for everybody else, and where no
 * conversation belongs.
 */
export function commentPlace(ctx: CommandContext, { kind, recordId, part }: Place): CommentPlace | null {
  if (kind === "evaluation" && part === "text") return ofEvaluation(ctx, recordId);
  if (kind === "checkpoint" && part === "narrative") return ofCheckpoint(ctx, recordId);
  if (kind === "plan" && part === "remediation") return ofPlan(ctx, recordId);
  return null;
}

function ofEvaluation(ctx: CommandContext, id: string): CommentPlace | null {
  const record = evaluationById(ctx.db, ctx.viewer.programId, id);
  if (!record) return null;
  const room = evaluationRoom(record.row, "text");
  return inRoom(
    ctx,
    room,
    { facts: record.facts, revision: room.revision },
    casePaths.evaluation(record.assignment.id, id),
  );
}

function ofCheckpoint(ctx: CommandContext, id: string): CommentPlace | null {
  const record = checkpointById(ctx.db, ctx.viewer.programId, id);
  if (!record) return null;
  const { row, facts, probation } = record;
  const room = checkpointRoom(row, "narrative");
  return inRoom(ctx, room, { facts, revision: row.revision }, casePaths.checkpoint(probation.assignment.id, row.n));
}

function inRoom(ctx: CommandContext, room: Room, behind: RoomFacts, path: string): CommentPlace | null {
  const mode = roomMode(ctx.viewer, room, behind);
  if (mode === null) return null;
  const { programId, kind, recordId, part, revision } = room;
  const changed = () => ctx.rooms.recordChanged(programId, kind, recordId);
  return { programId, kind, recordId, part, revision, says: mode !== "read", room, path, changed };
}

/** A remediation plan is on paper: it is talked about item by item. */
function ofPlan(ctx: CommandContext, id: string): CommentPlace | null {
  const { db, viewer } = ctx;
  const plan = planRow(db, id);
  const record = plan?.subject === "probation" ? probationById(db, viewer.programId, plan.subjectId) : null;
  const of = record && assignmentById(db, viewer.programId, record.row.assignmentId);
  if (!record || !of || !can(viewer, "R", "remediation", record.facts)) return null;
  return {
    programId: of.programId,
    kind: "plan",
    recordId: id,
    part: "remediation",
    revision: 1,
    says: can(viewer, "W", "remediation", record.facts) || can(viewer, "K", "remediation", record.facts),
    room: null,
    path: casePaths.probation(of.id),
    changed: () => probationChanged(ctx, record),
  };
}
