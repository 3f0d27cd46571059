import { createHash } from "node:crypto";
import { and, count, eq, lt, min } from "drizzle-orm";
import type { Db } from "#db/open.ts";
import { signInAttempt } from "#db/schema.ts";

const WINDOW_MS = 15 * 60 * 1000;
const PER_ADDRESS = 60;

/**
 * Counts one file to be checked on the public page: at most sixty from one address in 15 minutes. The address is kept as
 * a hash, and for that long. @returns how many minutes to wait; 0 when the file may be checked.
 */
export function waitToVerify(db: Db, address: string, now: number): number {
  const key = createHash("sha256").update(`verify:${address}`).digest("hex");
  const since = now - WINDOW_MS;
  return db.transaction(() => {
    db.delete(signInAttempt)
      .where(and(eq(signInAttempt.key, key), lt(signInAttempt.at, since)))
      .run();
    const { n, first } = db
      .select({ n: count(), first: min(signInAttempt.at) })
      .from(signInAttempt)
      .where(eq(signInAttempt.key, key))
      .get() ?? { n: 0, first: null };
    if (n >= PER_ADDRESS) return Math.max(1, Math.ceil(((first ?? now) + WINDOW_MS - now) / 60_000));
    db.insert(signInAttempt).values({ key, at: now, ok: true }).run();
    return 0;
  });
}
