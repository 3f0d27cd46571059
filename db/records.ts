import { and, desc, eq } from "drizzle-orm";
import type { Party, Role } from "#shared/roles.ts";
import type { Db } from "./open.ts";
import { sealedRecord } from "./schema.ts";

/** A sealed record as it was kept, its signatures read. */
export type SealedRecord = Omit<typeof sealedRecord.$inferSelect, "signatures"> & {
  signatures: { userId: string; name: string; role: Role; party: Party; hash: string; signedAt: number }[];
};

/** Every sealed record of a program, the newest first. */
export function recordsOf(db: Db, programId: string): SealedRecord[] {
  return db
    .select()
    .from(sealedRecord)
    .where(eq(sealedRecord.programId, programId))
    .orderBy(desc(sealedRecord.sealedAt))
    .all()
    .map(read);
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

function read(row: typeof sealedRecord.$inferSelect): SealedRecord {
  return { ...row, signatures: JSON.parse(row.signatures) as SealedRecord["signatures"] };
}
