import { and, eq, gt, ne } from "drizzle-orm";
import type { Db } from "#db/open.ts";
import { session } from "#db/schema.ts";
import { cookieName } from "./cookies.ts";
import { hashToken, newToken } from "./tokens.ts";

const HOUR = 60 * 60 * 1000;

/** A session ends after half a day without use, and a week after the sign-in whatever happens: shared computers. */
export const IDLE_MS = 12 * HOUR;
export const ABSOLUTE_MS = 7 * 24 * HOUR;

export interface OpenedSession {
  /** SHA-256 of the token, as stored. */
  sessionId: string;
  token: string;
  /** `accord_session=<token>`, ready for a Cookie header. */
  cookie: string;
}

/**
 * Opens a session and says its cookie. Synchronous, so that it may stand inside the transaction of the act that
 * opens it. The token exists only in what this returns.
 * @param now milliseconds since 1970.
 */
export function openSession(
  db: Db,
  { userId, programId, demo, now }: { userId: string; programId: string; demo: boolean; now: number },
): OpenedSession {
  const token = newToken();
  const sessionId = hashToken(token);
  const expiresAt = Math.floor((now + IDLE_MS) / 1000);
  db.insert(session).values({ id: sessionId, userId, programId, demo, createdAt: now, expiresAt }).run();
  return { sessionId, token, cookie: `${cookieName(null)}=${token}` };
}

/** @returns whether there was such a session. */
export function closeSession(db: Db, sessionId: string): boolean {
  return db.delete(session).where(eq(session.id, sessionId)).run().changes > 0;
}

/** The sessions of a person that still hold, newest first. */
export function openSessionsOf(
  db: Db,
  userId: string,
  now: number,
): { id: string; createdAt: number; demo: boolean }[] {
  return db
    .select({ id: session.id, createdAt: session.createdAt, demo: session.demo })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, Math.floor(now / 1000))))
    .all()
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Does a session still hold, for a line that was opened with it? Looking does not prolong it. */
export function sessionHolds(
  db: Db,
  { userId, sessionId }: { userId: string; sessionId: string },
  now: number,
): boolean {
  const held = openSessionsOf(db, userId, now).find(({ id }) => id === sessionId);
  return held !== undefined && held.createdAt + ABSOLUTE_MS >= now;
}

/** Ends every session of a person, except one. @returns the ids that ended. */
export function closeSessionsOf(db: Db, userId: string, exceptId: string | null): string[] {
  const others =
    exceptId === null ? eq(session.userId, userId) : and(eq(session.userId, userId), ne(session.id, exceptId));
  return db
    .delete(session)
    .where(others)
    .returning({ id: session.id })
    .all()
    .map((row) => row.id);
}
