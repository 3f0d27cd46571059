import { and, asc, eq, isNull } from "drizzle-orm";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { file } from "./schema.ts";

export type FileRow = typeof file.$inferSelect;
export type FileKind = FileRow["kind"];

/** The documents of a candidate that stand now; a replaced one stays on record and is not listed. */
export function filesOf(db: Db, candidateId: string): FileRow[] {
  return db
    .select()
    .from(file)
    .where(and(eq(file.candidateId, candidateId), isNull(file.replacedAt)))
    .orderBy(asc(file.kind))
    .all();
}

/** One document of this program; `null` when there is none, or when it belongs to another program. */
export function fileById(db: Db, programId: string, id: string): FileRow | null {
  return (
    db
      .select()
      .from(file)
      .where(and(eq(file.id, id), eq(file.programId, programId)))
      .get() ?? null
  );
}

/** Adds a document, replacing the one of the same kind. Call it inside the command's transaction. @returns its id. */
export function insertFile(db: Db, row: Omit<FileRow, "id" | "replacedAt">): string {
  const id = newId("fl");
  db.update(file)
    .set({ replacedAt: row.uploadedAt })
    .where(and(eq(file.candidateId, row.candidateId), eq(file.kind, row.kind), isNull(file.replacedAt)))
    .run();
  db.insert(file)
    .values({ ...row, id })
    .run();
  return id;
}
