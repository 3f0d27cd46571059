import { eq, inArray } from "drizzle-orm";
import type { Db } from "./open.ts";
import { accommodation } from "./schema.ts";

/** What candidates need on the day, by candidate id. Only for whoever has the right "accommodation". */
export function needsOf(db: Db, candidateIds: readonly string[]): Map<string, string> {
  const rows = db
    .select()
    .from(accommodation)
    .where(inArray(accommodation.candidateId, [...candidateIds]))
    .all();
  return new Map(rows.map((row) => [row.candidateId, row.need]));
}

/** Writes, or with "" removes, one candidate's entry. Call inside the command's transaction. @param row.at ms since 1970 */
export function writeNeed(db: Db, row: typeof accommodation.$inferInsert): void {
  db.delete(accommodation).where(eq(accommodation.candidateId, row.candidateId)).run();
  if (row.need) db.insert(accommodation).values(row).run();
}
