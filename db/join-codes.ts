import { and, count, eq, gt, isNull } from "drizzle-orm";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { interview, joinCode } from "./schema.ts";

export type JoinCode = typeof joinCode.$inferSelect;

/** A code with the program of its interview. @param tokenHash SHA-256 of the code. */
export function joinCodeByHash(db: Db, tokenHash: string): (JoinCode & { programId: string }) | null {
  const row = db
    .select({ code: joinCode, programId: interview.programId })
    .from(joinCode)
    .innerJoin(interview, eq(interview.id, joinCode.interviewId))
    .where(eq(joinCode.tokenHash, tokenHash))
    .get();
  return row ? { ...row.code, programId: row.programId } : null;
}

/** How many codes a person made since `since`, for one interview. */
export function joinCodesMade(db: Db, by: { userId: string; interviewId: string; since: number }): number {
  const row = db
    .select({ n: count() })
    .from(joinCode)
    .where(
      and(
        eq(joinCode.createdBy, by.userId),
        eq(joinCode.interviewId, by.interviewId),
        gt(joinCode.createdAt, by.since),
      ),
    )
    .get();
  return row?.n ?? 0;
}

/** Keeps a new code; the ones before it for the same person and interview end. Call it inside a transaction. @returns its id. */
export function insertJoinCode(db: Db, row: Omit<JoinCode, "id" | "usedAt">): string {
  const id = newId("jc");
  endJoinCodes(db, { interviewId: row.interviewId, userId: row.userId, at: row.createdAt });
  db.insert(joinCode)
    .values({ ...row, id })
    .run();
  return id;
}

/** Ends the codes of a person for one interview that were not used. */
export function endJoinCodes(
  db: Db,
  { interviewId, userId, at }: { interviewId: string; userId: string; at: number },
): void {
  db.update(joinCode)
    .set({ expiresAt: at })
    .where(
      and(
        eq(joinCode.interviewId, interviewId),
        eq(joinCode.userId, userId),
        isNull(joinCode.usedAt),
        gt(joinCode.expiresAt, at),
      ),
    )
    .run();
}

/** Uses a code up. @returns false when it was used before. */
export function spendJoinCode(db: Db, id: string, at: number): boolean {
  const row = and(eq(joinCode.id, id), isNull(joinCode.usedAt));
  return db.update(joinCode).set({ usedAt: at }).where(row).run().changes === 1;
}
