import { appendAudit } from "#db/audit.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { exportOf } from "../records/export.ts";
import { readableRecord } from "../records/reading.ts";

/** Exports a sealed record as a file, and keeps in the audit log that it was taken. */
export function exportRecord(ctx: CommandContext, input: { recordId: string }): Outcome<{ file: string }> {
  const { db, viewer } = ctx;
  const record = readableRecord(ctx, input.recordId);
  if (!record) return refuse("not-found", "There is no such record.");
  db.transaction(() =>
    appendAudit(db, ctx.clock(), {
      type: "record.exported",
      programId: viewer.programId,
      actorId: viewer.userId,
      subjectId: record.id,
      payload: { hash: record.hash },
    }),
  );
  return { ok: true, file: exportOf(record) };
}
