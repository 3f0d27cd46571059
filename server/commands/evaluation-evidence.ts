import { and, eq } from "drizzle-orm";
import { evidenceContent } from "#db/evaluation-record.ts";
import { evaluationsOfAssignment } from "#db/evaluations.ts";
import { type EvidenceEntry, evidenceOf } from "#db/evidence.ts";
import { newId } from "#db/ids.ts";
import { caseFile, evidence, evidenceAnswer } from "#db/schema.ts";
import { EVALUATION_ROLES } from "#shared/content/evaluation-form.ts";
import { can } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import type { StoredFile } from "../files.ts";
import { noSuchCase, notYours, today } from "./case-access.ts";
import { evaluationChanged, leadHat, openEvaluationRecord } from "./evaluation-access.ts";
import { audit } from "./interview-access.ts";

export interface EvidenceWords {
  evaluationId: string;
  role: string;
  tone: "commend" | "neutral" | "concern";
  /** ISO date on which it was seen. */
  observedOn: string;
  words: string;
  /** The entry it corrects; that one stays and is no longer counted. */
  corrects?: string | null;
  /** A PDF that the file store keeps already. */
  file?: StoredFile | null;
}

/**
 * Posts an entry to the log, by either lead or the officer. It stands at once, for all three; a correction is a new entry
 * by whoever wrote the first.
 */
export function postEvidence(ctx: CommandContext, input: EvidenceWords): Outcome<{ evidenceId: string }> {
  const { db, viewer } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  const postedAs = facts.ownerId === viewer.userId ? ("officer" as const) : leadHat(ctx, record);
  if (!postedAs || !can(viewer, "W", "evidence", facts))
    return refuse("not-allowed", "The leads and the officer of this case post evidence, until it is put together.");
  if (!EVALUATION_ROLES.some(({ id }) => id === input.role)) return refuse("role", "Choose the role it is about.");
  if (!["commend", "neutral", "concern"].includes(input.tone))
    return refuse("tone", "Choose what kind of entry it is.");
  const words = input.words.trim();
  if (!words) return refuse("words", "Write what was seen or done.");
  const day = today(ctx, row.programId);
  const last = day < row.toDate ? day : row.toDate;
  if (!isDay(input.observedOn) || input.observedOn < row.fromDate || input.observedOn > last)
    return refuse("observedOn", "Enter the day on which it was seen: within the period, and not in the future.");
  const corrects = input.corrects ?? null;
  const before = corrects === null ? null : entryOf(ctx, row.assignmentId, corrects);
  if (corrects !== null) {
    if (!before) return noSuchCase();
    if (before.postedBy !== viewer.userId) return refuse("not-allowed", "Whoever wrote an entry corrects it.");
    if (!allows(ctx, before, "W")) return closed();
    if (before.correctedBy) return refuse("corrected", "This entry was corrected already. Correct the newer one.");
  }
  const id = newId("ed");
  const at = ctx.clock();
  const { programId, userId } = viewer;
  const { assignmentId } = row;
  db.transaction(() => {
    const fileId = input.file ? newId("cf") : null;
    if (input.file && fileId) {
      const { name, sha256, bytes } = input.file;
      const file = { id: fileId, programId, assignmentId, name, sha256, bytes, uploadedBy: userId, uploadedAt: at };
      db.insert(caseFile).values(file).run();
    }
    const { role, tone, observedOn } = input;
    const entry = { id, programId, assignmentId, role, tone, observedOn, words, postedBy: userId, postedAs, at };
    db.insert(evidence)
      .values({ ...entry, corrects, fileId })
      .run();
    audit(ctx, "evidence.posted", assignmentId, { evidenceId: id, by: postedAs, corrects, file: fileId !== null });
  });
  evaluationChanged(ctx, record);
  return { ok: true, evidenceId: id };
}

/** The officer's answer to an entry of a lead; it stands with the entry from then on. */
export function answerEvidence(
  ctx: CommandContext,
  input: { evaluationId: string; evidenceId: string; words: string },
): Outcome {
  const { db, viewer, clock } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  if (!can(viewer, "K", "evidence", record.facts)) return notYours();
  const entry = entryOf(ctx, record.row.assignmentId, input.evidenceId);
  if (!entry) return noSuchCase();
  if (entry.postedBy === viewer.userId) return refuse("own", "This entry is your own. Correct it instead.");
  if (!allows(ctx, entry, "K")) return closed();
  const words = input.words.trim();
  if (!words) return refuse("words", "Write your answer.");
  db.transaction(() => {
    db.insert(evidenceAnswer)
      .values({ id: newId("ea"), evidenceId: entry.id, words, userId: viewer.userId, at: clock() })
      .run();
    audit(ctx, "evidence.answered", record.row.assignmentId, { evidenceId: entry.id });
  });
  return evaluationChanged(ctx, record);
}

/**
 * The log as this person may see it: the entries of every year that is open to them, with the warnings of this one; how
 * many entries there are; or nothing (`null`).
 */
export function readableEvidence(ctx: Pick<CommandContext, "db" | "viewer" | "clock">, evaluationId: string) {
  const record = openEvaluationRecord(ctx, evaluationId);
  if (!record) return null;
  const { row, facts } = record;
  // What was corrected or lies outside the period counts for nobody, as it does not on paper.
  const { counts, warnings } = evidenceContent(ctx.db, record, today(ctx, row.programId));
  if (can(ctx.viewer, "R", "evidence", facts)) {
    const entries = evidenceOf(ctx.db, row.assignmentId).filter((one) => allows(ctx, one, "R"));
    return { entries, warnings, counts };
  }
  return can(ctx.viewer, "C", "evidence", facts) ? { entries: null, warnings: null, counts } : null;
}

/** A file of the log, for those who read the log; `null` for everybody else. Its bytes: server/files.ts `readStored`. */
export function readableCaseFile(ctx: Pick<CommandContext, "db" | "viewer">, fileId: string) {
  const { db, viewer } = ctx;
  const file = db
    .select()
    .from(caseFile)
    .where(and(eq(caseFile.id, fileId), eq(caseFile.programId, viewer.programId)))
    .get();
  if (!file) return null;
  const entry = evidenceOf(db, file.assignmentId).find((one) => one.fileId === file.id);
  return entry && allows({ db, viewer }, entry, "R") ? file : null;
}

/**
 * May this person read, correct or answer this entry? The evaluation of the year it is about says so: the log of a case
 * runs on, and a sealed year opens nothing of the next one, nor the next one anything of a sealed year.
 */
export function allows(
  { db, viewer }: Pick<CommandContext, "db" | "viewer">,
  { assignmentId, observedOn }: Pick<EvidenceEntry, "assignmentId" | "observedOn">,
  letter: "R" | "W" | "K",
): boolean {
  // Periods of one assignment never overlap.
  const year = evaluationsOfAssignment(db, assignmentId).find(
    ({ row }) => row.fromDate <= observedOn && observedOn <= row.toDate,
  );
  return year !== undefined && can(viewer, letter, "evidence", year.facts);
}

const closed = () => refuse("closed", "The evaluation of that year is fixed. Its evidence stays as it was.");

function entryOf({ db }: CommandContext, assignmentId: string, id: string): EvidenceEntry | null {
  return evidenceOf(db, assignmentId).find((one) => one.id === id) ?? null;
}
