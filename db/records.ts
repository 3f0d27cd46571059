import { and, asc, desc, eq } from "drizzle-orm";
import type { Party, Role } from "#shared/roles.ts";
import type { Db } from "./open.ts";
import { addendum, recordPdf, sealedRecord, user } from "./schema.ts";

/** A sealed record as it was kept, its signatures read. */
export type SealedRecord = Omit<typeof sealedRecord.$inferSelect, "signatures"> & {
  signatures: { userId: string; name: string; role: Role; party: Party; hash: string; signedAt: number }[];
};

/** Which sealed record it is, without what it says. */
export type RecordLine = Pick<SealedRecord, "id" | "kind" | "subjectId" | "sealedAt">;

/** Every sealed record of a program, the newest first. */
export function recordLines(db: Db, programId: string): RecordLine[] {
  const { id, kind, subjectId, sealedAt } = sealedRecord;
  return db
    .select({ id, kind, subjectId, sealedAt })
    .from(sealedRecord)
    .where(eq(sealedRecord.programId, programId))
    .orderBy(desc(sealedAt))
    .all();
}

export function recordById(db: Db, programId: string, id: string): SealedRecord | null {
  const row = db
    .select()
    .from(sealedRecord)
    .where(and(eq(sealedRecord.id, id), eq(sealedRecord.programId, programId)))
    .get();
  return row ? read(row) : null;
}

/** The record that sealed a subject: a round's agreement or an interview's panel result. */
export function recordOfSubject(db: Db, kind: SealedRecord["kind"], subjectId: string): SealedRecord | null {
  const row = db
    .select()
    .from(sealedRecord)
    .where(and(eq(sealedRecord.kind, kind), eq(sealedRecord.subjectId, subjectId)))
    .get();
  return row ? read(row) : null;
}

/** Only its id, for a link to it; `null` before the subject is sealed. */
export function recordIdOf(db: Db, kind: SealedRecord["kind"], subjectId: string): string | null {
  const row = db
    .select({ id: sealedRecord.id })
    .from(sealedRecord)
    .where(and(eq(sealedRecord.kind, kind), eq(sealedRecord.subjectId, subjectId)))
    .get();
  return row?.id ?? null;
}

/** A record of any program, for checking a file that names it: the caller shows nothing of its content. */
export function anyRecord(db: Db, id: string): SealedRecord | null {
  const row = db.select().from(sealedRecord).where(eq(sealedRecord.id, id)).get();
  return row ? read(row) : null;
}

/** A record's signed PDF as it was first made; `null` while nobody has asked for it. */
export function pdfOf(db: Db, recordId: string): typeof recordPdf.$inferSelect | null {
  return db.select().from(recordPdf).where(eq(recordPdf.recordId, recordId)).get() ?? null;
}

/** The record whose signed PDF has exactly these bytes. @param sha256 in hex */
export function recordOfPdf(db: Db, sha256: string): SealedRecord | null {
  const row = db.select({ id: recordPdf.recordId }).from(recordPdf).where(eq(recordPdf.sha256, sha256)).get();
  return row ? anyRecord(db, row.id) : null;
}

/** Keeps a record's signed PDF unless one is kept already; the first one stays. @returns the bytes that are kept. */
export function keepPdf(db: Db, row: typeof recordPdf.$inferInsert): Buffer {
  db.insert(recordPdf).values(row).onConflictDoNothing().run();
  const kept = pdfOf(db, row.recordId);
  if (!kept) throw new Error("A signed PDF was not kept.");
  return kept.bytes;
}

/** A correction beside a sealed record, with its author's name. */
export type Addendum = typeof addendum.$inferSelect & { name: string };

/** The corrections of a record, the oldest first. */
export function addendaOf(db: Db, recordId: string): Addendum[] {
  return db
    .select({ addendum, name: user.name })
    .from(addendum)
    .innerJoin(user, eq(user.id, addendum.userId))
    .where(eq(addendum.recordId, recordId))
    .orderBy(asc(addendum.at), asc(addendum.id))
    .all()
    .map(({ addendum, name }) => ({ ...addendum, name }));
}

/** Keeps a correction. Call it inside the command's transaction; the database refuses any later change (triggers). */
export function insertAddendum(db: Db, row: typeof addendum.$inferInsert): void {
  db.insert(addendum).values(row).run();
}

function read(row: typeof sealedRecord.$inferSelect): SealedRecord {
  return { ...row, signatures: JSON.parse(row.signatures) as SealedRecord["signatures"] };
}
