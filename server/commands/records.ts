import { createHash } from "node:crypto";
import { appendAudit } from "#db/audit.ts";
import { newId } from "#db/ids.ts";
import { programOf } from "#db/programs.ts";
import { insertAddendum, keepPdf, pdfOf, type SealedRecord } from "#db/records.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { sealKey } from "../records/certificate.ts";
import { mayCorrect } from "../records/corrections.ts";
import { exportOf, intact } from "../records/export.ts";
import { fingerprint } from "../records/hash.ts";
import { documentOf } from "../records/pdf/kinds.ts";
import { renderRecord } from "../records/pdf/render.ts";
import { readableRecord } from "../records/reading.ts";
import { signPdf } from "../records/sign-pdf.ts";
import { verifyAddress } from "../records/verify-address.ts";

const noSuchRecord = () => refuse("not-found", "There is no such record.");

/** Exports a sealed record as a file, and keeps in the audit log that it was taken. */
export function exportRecord(ctx: CommandContext, input: { recordId: string }): Outcome<{ file: string }> {
  const record = readableRecord(ctx, input.recordId);
  if (!record) return noSuchRecord();
  ctx.db.transaction(() => auditExport(ctx, record, "json"));
  return { ok: true, file: exportOf(record) };
}

/**
 * The signed PDF of a sealed record: made once, at the first request, and the same bytes ever after. Unlike other
 * commands it waits in between, for the signature; nothing it reads can change meanwhile, for it is sealed.
 */
export async function exportRecordPdf(
  ctx: CommandContext,
  input: { recordId: string },
): Promise<Outcome<{ file: Buffer }>> {
  const { db } = ctx;
  const record = readableRecord(ctx, input.recordId);
  if (!record) return noSuchRecord();
  const kept = pdfOf(db, record.id);
  if (kept) {
    db.transaction(() => auditExport(ctx, record, "pdf", kept.sha256));
    return { ok: true, file: kept.bytes };
  }
  const program = programOf(db, record.programId);
  const document = program && documentOf(record, program);
  if (!document) return refuse("no-document", "Records of this kind have no PDF. Export the data file instead.");
  if (!intact(record))
    return refuse("broken", "This record no longer gives its own fingerprint, so no PDF of it is signed.");
  const at = ctx.clock();
  const unsigned = await renderRecord(record, document, { verifyAddress: verifyAddress(ctx.env), at });
  const bytes = await signPdf(unsigned, await sealKey(ctx.env), at);
  return db.transaction(() => {
    // Two people may have asked at the same time: the first file is the file.
    const file = keepPdf(db, { recordId: record.id, bytes, sha256: sha256(bytes), at });
    auditExport(ctx, record, "pdf", sha256(file));
    return { ok: true as const, file };
  });
}

/** Adds a correction to a sealed record: a text of its own beside it, with its reason. The record never changes. */
export function addCorrection(
  ctx: CommandContext,
  input: { recordId: string; words: string; reason: string },
): Outcome<{ addendumId: string }> {
  const { db, viewer } = ctx;
  const record = readableRecord(ctx, input.recordId);
  if (!record) return noSuchRecord();
  if (!mayCorrect(viewer, record))
    return refuse("not-allowed", "Only those who sign records of this kind can add a correction to it.");
  const words = input.words.trim();
  const reason = input.reason.trim();
  if (!words) return refuse("words", "Write what is to be corrected, and how it should read.");
  if (!reason) return refuse("reason", "Write why the correction is needed. It stands beside it.");
  const id = newId("add");
  const at = ctx.clock();
  const { userId, role, party, programId } = viewer;
  const { hash } = fingerprint({ recordHash: record.hash, words, reason, userId, role, party, at });
  db.transaction(() => {
    insertAddendum(db, { id, recordId: record.id, words, reason, hash, userId, role, party, at });
    appendAudit(db, at, {
      type: "record.corrected",
      programId,
      actorId: userId,
      subjectId: record.id,
      payload: { addendum: id, hash },
    });
  });
  return { ok: true, addendumId: id };
}

function auditExport(ctx: CommandContext, record: SealedRecord, as: "json" | "pdf", sha256?: string): void {
  const { programId, userId } = ctx.viewer;
  appendAudit(ctx.db, ctx.clock(), {
    type: "record.exported",
    programId,
    actorId: userId,
    subjectId: record.id,
    payload: { hash: record.hash, as, ...(sha256 ? { sha256 } : {}) },
  });
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
