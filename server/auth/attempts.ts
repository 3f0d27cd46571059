import { createHash } from "node:crypto";
import { and, desc, eq, gt, lt, max } from "drizzle-orm";
import type { Db } from "#db/open.ts";
import { emailKey } from "#db/people.ts";
import { signInAttempt } from "#db/schema.ts";

const WINDOW_MS = 15 * 60 * 1000;
const PER_ACCOUNT = 5;
const PER_ADDRESS = 20;

export interface Attempt {
  ids: number[];
}

/**
 * Counts one try before the password is looked at, as failed; `succeeded` corrects it. So a hundred tries at once
 * count as a hundred. Unknown addresses are counted like known ones: the answer must not tell them apart.
 * @returns the try, or how many minutes to wait.
 */
export function beginAttempt(
  db: Db,
  { email, address, now }: { email: string; address: string; now: number },
): Attempt | { waitMinutes: number } {
  return db.transaction(() => {
    db.delete(signInAttempt)
      .where(lt(signInAttempt.at, now - WINDOW_MS))
      .run();
    const account = keyOf("account", emailKey(email));
    const from = keyOf("address", address);
    const until = Math.max(
      blockedUntil(db, account, PER_ACCOUNT, now - WINDOW_MS, lastSuccess(db, account)),
      // A success does not clear an address: an attacker may own one account.
      blockedUntil(db, from, PER_ADDRESS, now - WINDOW_MS, 0),
    );
    if (until > now) return { waitMinutes: Math.ceil((until - now) / 60_000) };
    const insert = (key: string) =>
      db.insert(signInAttempt).values({ key, at: now, ok: false }).returning({ id: signInAttempt.id }).get().id;
    return { ids: [insert(account), insert(from)] };
  });
}

/** The password was right: the account's count begins anew, the address has one failure fewer. */
export function succeeded(db: Db, attempt: Attempt): void {
  for (const id of attempt.ids) db.update(signInAttempt).set({ ok: true }).where(eq(signInAttempt.id, id)).run();
}

/** Minutes until this address may try a join code again; 0 when it may now. */
export function joinWait(db: Db, { address, now }: { address: string; now: number }): number {
  const until = blockedUntil(db, keyOf("join", address), PER_ADDRESS, now - WINDOW_MS, 0);
  return until > now ? Math.ceil((until - now) / 60_000) : 0;
}

/** Counts a join code that opened nothing: looking one up by a guess counts like using it. */
export function joinMissed(db: Db, { address, now }: { address: string; now: number }): void {
  db.insert(signInAttempt)
    .values({ key: keyOf("join", address), at: now, ok: false })
    .run();
}

/** The time at which the key may be tried again: when the oldest of its last `limit` failures leaves the window. */
function blockedUntil(db: Db, key: string, limit: number, since: number, afterId: number): number {
  const failures = db
    .select({ at: signInAttempt.at })
    .from(signInAttempt)
    .where(
      and(
        eq(signInAttempt.key, key),
        eq(signInAttempt.ok, false),
        gt(signInAttempt.at, since),
        gt(signInAttempt.id, afterId),
      ),
    )
    .orderBy(desc(signInAttempt.id))
    .limit(limit)
    .all();
  const oldest = failures[limit - 1];
  return oldest ? oldest.at + WINDOW_MS : 0;
}

function lastSuccess(db: Db, key: string): number {
  const row = db
    .select({ id: max(signInAttempt.id) })
    .from(signInAttempt)
    .where(and(eq(signInAttempt.key, key), eq(signInAttempt.ok, true)))
    .get();
  return row?.id ?? 0;
}

function keyOf(kind: "account" | "address" | "join", text: string): string {
  return createHash("sha256").update(`${kind}:${text}`).digest("hex");
}
