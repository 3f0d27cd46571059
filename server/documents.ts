import type { Readable } from "node:stream";
import { appendAudit } from "#db/audit.ts";
import { candidateById, candidateFacts } from "#db/candidates.ts";
import { fileById } from "#db/files.ts";
import { can } from "#shared/machine.ts";
import { readableCaseFile } from "./commands/evaluation-evidence.ts";
import type { CommandContext } from "./context.ts";
import { contentTypeOf, readStored } from "./files.ts";
import { maskOf } from "./masked.ts";
import { notFound } from "./viewer.ts";

/**
 * A document's bytes for somebody who may read the candidate's file, or the log of the case, that it lies in; the
 * opening is put on record.
 * @throws 404, the same for a document that is not there, of another program, or not for this person.
 */
export async function openDocument(
  ctx: CommandContext,
  fileId: string,
): Promise<{ stream: Readable; bytes: number; name: string; type: string }> {
  const { db, viewer } = ctx;
  const file = ofCandidate(ctx, fileId) ?? readableCaseFile(ctx, fileId);
  if (!file) throw notFound();
  const stored = await readStored(ctx.env.DATA_DIR, file.sha256);
  if (!stored) {
    ctx.log.error({ fileId }, "a document's bytes are missing from the data folder");
    throw notFound();
  }
  db.transaction(() =>
    appendAudit(db, ctx.clock(), {
      type: "file.viewed",
      programId: viewer.programId,
      actorId: viewer.userId,
      subjectId: fileId,
    }),
  );
  return { ...stored, name: file.name, type: contentTypeOf(file.name) };
}

function ofCandidate(ctx: CommandContext, fileId: string) {
  const { db, viewer } = ctx;
  const file = fileById(db, viewer.programId, fileId);
  const row = file && candidateById(db, viewer.programId, file.candidateId);
  return row && can(viewer, "R", "file", candidateFacts(db, row)) && !maskOf(ctx, row) ? file : null;
}
