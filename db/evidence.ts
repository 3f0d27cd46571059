import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "./open.ts";
import { caseFile, evidence, evidenceAnswer, trainingItem, user } from "./schema.ts";

export type EvidenceRow = typeof evidence.$inferSelect;
export type EvidenceAnswer = typeof evidenceAnswer.$inferSelect & { name: string };

/** An entry of the log with its author's name, its corrections' place and the officer's answers. */
export type EvidenceEntry = EvidenceRow & {
  name: string;
  fileName: string | null;
  /** The entry that corrects this one; the last of them holds. */
  correctedBy: string | null;
  answers: EvidenceAnswer[];
};

/** The whole log of an assignment, as it was posted, the newest first. */
export function evidenceOf(db: Db, assignmentId: string): EvidenceEntry[] {
  const rows = db
    .select({ row: evidence, name: user.name, fileName: caseFile.name })
    .from(evidence)
    .innerJoin(user, eq(user.id, evidence.postedBy))
    .leftJoin(caseFile, eq(caseFile.id, evidence.fileId))
    .where(eq(evidence.assignmentId, assignmentId))
    .orderBy(desc(evidence.at), desc(evidence.id))
    .all();
  const ids = rows.map(({ row }) => row.id);
  const answers = db
    .select({ row: evidenceAnswer, name: user.name })
    .from(evidenceAnswer)
    .innerJoin(user, eq(user.id, evidenceAnswer.userId))
    .where(inArray(evidenceAnswer.evidenceId, ids))
    .orderBy(asc(evidenceAnswer.at))
    .all()
    .map(({ row, name }) => ({ ...row, name }));
  return rows.map(({ row, name, fileName }) => ({
    ...row,
    name,
    fileName,
    correctedBy: rows.find((other) => other.row.corrects === row.id)?.row.id ?? null,
    answers: answers.filter(({ evidenceId }) => evidenceId === row.id),
  }));
}

export type TrainingItem = typeof trainingItem.$inferSelect;

/** Where a person stands with their training, by item, the newest time first. */
export function trainingOf(db: Db, userId: string): TrainingItem[] {
  return db
    .select()
    .from(trainingItem)
    .where(eq(trainingItem.userId, userId))
    .orderBy(asc(trainingItem.itemId), desc(trainingItem.at), sql`rowid desc`)
    .all();
}
