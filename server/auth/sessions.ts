import { and, eq, gt, ne } from "drizzle-orm";
import type { Db } from "#db/open.ts";
import { session } from "#db/schema.ts";
import { cookieName } from "./cookies.ts";
import { hashToken, newToken } from "./tokens.ts";

const HOUR = 60 * 60 * 1000;

/** A session ends after half a day without use, and a week after the sign-in whatever happens: shared computers. */
export const IDLE_MS = 12 * HOUR;
export const ABSOLUTE_MS = 7 * 24 * HOUR;

/** A visit, the session of a device that joined one interview by a code, lasts for the day. */
export const VISIT_MS = 16 * HOUR;

/** When a session ends whatever happens, in milliseconds since 1970. */
export function endOf({ createdAt, interviewId }: { createdAt: number; interviewId: string | null }): number {
  return createdAt + (interviewId === null ? ABSOLUTE_MS : VISIT_MS);
}

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
 * @param interviewId for a visit: the one interview it is limited to.
 */
export function openSession(
  db: Db,
  {
    userId,
    programId,
    demo,
    now,
    interviewId = null,
  }: { userId: string; programId: string; demo: boolean; now: number; interviewId?: string | null },
): OpenedSession {
  const token = newToken();
  const sessionId = hashToken(token);
  const expiresAt = Math.floor((now + IDLE_MS) / 1000);
  db.insert(session).values({ id: sessionId, userId, programId, demo, createdAt: now, expiresAt, interviewId }).run();
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
): { id: string; createdAt: number; demo: boolean; interviewId: string | null }[] {
  return db
    .select({
      id: session.id,
      createdAt: session.createdAt,
      demo: session.demo,
      interviewId: session.interviewId,
    })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, Math.floor(now / 1000))))
    .all()
    .filter((row) => endOf(row) >= now)
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Does a session still hold, for a line that was opened with it? Looking does not prolong it. */
export function sessionHolds(
  db: Db,
  { userId, sessionId }: { userId: string; sessionId: string },
  now: number,
): boolean {
  return openSessionsOf(db, userId, now).some(({ id }) => id === sessionId);
}

/** Ends a person's visits to one interview. @returns the ids that ended. */
export function closeVisits(db: Db, { userId, interviewId }: { userId: string; interviewId: string }): string[] {
  return db
    .delete(session)
    .where(and(eq(session.userId, userId), eq(session.interviewId, interviewId)))
    .returning({ id: session.id })
    .all()
    .map((row) => row.id);
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
