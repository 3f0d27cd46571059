import { checkpointById } from "#db/checkpoints.ts";
import { evaluationById } from "#db/evaluations.ts";
import { removalById } from "#db/removals.ts";
import type { CommandContext } from "../context.ts";
import { meetingCalendar } from "../mail/meeting.ts";
import { notFound } from "../viewer.ts";
import { meetsInCase, readableCase } from "./case-reach.ts";
import { checkpointIdOf } from "./checkpoint.ts";

/** Whose meeting a calendar file is asked for. */
export type MeetingOf = { n: number } | { evaluationId: string } | { removalId: string };

/** The calendar file of a meeting, for those it is with. @throws 404 for everybody else, and while none is set */
export function meetingDownload(ctx: CommandContext, assignmentId: string, of: MeetingOf): Response {
  const found = meetingOf(ctx, assignmentId, of);
  const file = found && meetingCalendar(ctx, found);
  if (!file) throw notFound();
  return new Response(file, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="meeting.ics"',
      "Cache-Control": "no-store",
    },
  });
}

function meetingOf(ctx: CommandContext, assignmentId: string, of: MeetingOf): { recordId: string; at: number } | null {
  const { db, viewer } = ctx;
  if (!readableCase(ctx, assignmentId)) return null;
  const record =
    "n" in of
      ? checkpointById(db, viewer.programId, checkpointIdOf(ctx, assignmentId, of.n))
      : "evaluationId" in of
        ? evaluationById(db, viewer.programId, of.evaluationId)
        : removalById(db, viewer.programId, of.removalId);
  if (!record || record.row.meetingAt === null || !meetsInCase(viewer, record.facts)) return null;
  const its = "probation" in record ? record.probation.row.assignmentId : record.row.assignmentId;
  return its === assignmentId ? { recordId: record.row.id, at: record.row.meetingAt } : null;
}
