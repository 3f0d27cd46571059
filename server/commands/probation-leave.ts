import { eq } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { type LeaveRow, leavesOf, type Probation } from "#db/probations.ts";
import { leave } from "#db/schema.ts";
import { can } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { noSuchCase, notYours, openProbation, probationChanged } from "./case-access.ts";
import { audit } from "./interview-access.ts";
import { moveDates } from "./probation.ts";

/**
 * Enters a time away; no reason is asked for, and there is nowhere to write one. Every day that has not come follows
 * from the agreement anew, in the same transaction.
 * @param input.to the last day; `null` while it lasts: later days are open until it is known
 */
export function enterLeave(
  ctx: CommandContext,
  input: { probationId: string; from: string; to: string | null },
): Outcome<{ moved: number }> {
  const record = openProbation(ctx, input.probationId);
  if (!record) return noSuchCase();
  const held = problemOfActing(ctx, record);
  if (held) return held;
  const problem = problemWith(ctx, record, input.from, input.to);
  if (problem) return problem;
  const id = newId("lv");
  return moved(ctx, record, id, () =>
    ctx.db
      .insert(leave)
      .values({
        id,
        assignmentId: record.row.assignmentId,
        fromDate: input.from,
        toDate: input.to,
        userId: ctx.viewer.userId,
        at: ctx.clock(),
      })
      .run(),
  );
}

/** Says when a leave ended: from here on later days are known again. */
export function endLeave(
  ctx: CommandContext,
  input: { probationId: string; leaveId: string; to: string },
): Outcome<{ moved: number }> {
  const found = openLeave(ctx, input);
  if (!found) return noSuchCase();
  const { record, row } = found;
  const held = problemOfActing(ctx, record);
  if (held) return held;
  if (row.toDate !== null) return refuse("ended", "This leave has its last day already.");
  const problem = problemWith(ctx, record, row.fromDate, input.to, row.id);
  if (problem) return problem;
  return moved(ctx, record, row.id, () =>
    ctx.db.update(leave).set({ toDate: input.to }).where(eq(leave.id, row.id)).run(),
  );
}

/** Takes back a wrong entry. It stays in the audit log, and counts no more. */
export function removeLeave(
  ctx: CommandContext,
  input: { probationId: string; leaveId: string },
): Outcome<{ moved: number }> {
  const found = openLeave(ctx, input);
  if (!found) return noSuchCase();
  const { record, row } = found;
  const held = problemOfActing(ctx, record);
  if (held) return held;
  return moved(
    ctx,
    record,
    row.id,
    () =>
      ctx.db
        .update(leave)
        .set({ removedBy: ctx.viewer.userId, removedAt: ctx.clock() })
        .where(eq(leave.id, row.id))
        .run(),
    "probation.leave-removed",
  );
}

function openLeave(
  ctx: CommandContext,
  input: { probationId: string; leaveId: string },
): { record: Probation; row: LeaveRow } | null {
  const record = openProbation(ctx, input.probationId);
  const row = record && leavesOf(ctx.db, record.row.assignmentId).find(({ id }) => id === input.leaveId);
  return record && row ? { record, row } : null;
}

/** Who may not, and when nobody may: the days of a proposed outcome stand under its signatures. */
function problemOfActing({ viewer }: CommandContext, { row, facts }: Probation): Refusal | null {
  if (!can(viewer, "W", "leave", facts)) return notYours();
  return row.state === "deciding"
    ? refuse(
        "deciding",
        "An outcome is being signed with the dates as they are. The supervisor takes the proposal back first; after that leave can change them.",
      )
    : null;
}

function problemWith({ db }: CommandContext, { row }: Probation, from: string, to: string | null, except?: string) {
  if (!isDay(from)) return refuse("from", "Enter the first day away.");
  if (to !== null && !isDay(to)) return refuse("to", "Enter the last day away, or leave it open.");
  if (to !== null && to < from) return refuse("to", "The last day away comes before the first.");
  const others = leavesOf(db, row.assignmentId).filter(({ id }) => id !== except);
  const overlap = others.some(
    (one) => (to === null || one.fromDate <= to) && (one.toDate === null || one.toDate >= from),
  );
  return overlap ? refuse("overlap", "These days overlap with leave that is entered already.") : null;
}

function moved(
  ctx: CommandContext,
  record: Probation,
  leaveId: string,
  write: () => void,
  event: "probation.leave" | "probation.leave-removed" = "probation.leave",
): Outcome<{ moved: number }> {
  const count = ctx.db.transaction(() => {
    write();
    const n = moveDates(ctx, record.row.id);
    audit(ctx, event, record.row.id, { leaveId, moved: n });
    return n;
  });
  probationChanged(ctx, record);
  return { ok: true, moved: count };
}
