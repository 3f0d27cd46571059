import { eq, lte } from "drizzle-orm";
import type { Adapter, DatabaseSession, Lucia } from "lucia";
import type { Db } from "#db/open.ts";
import { session, user } from "#db/schema.ts";
import { hashToken } from "./tokens.ts";

export interface SessionFacts {
  programId: string | null;
  demo: boolean;
  createdAt: number;
  /** The one interview a visit is limited to. */
  interviewId: string | null;
}

export interface AccountFacts {
  slug: string;
  disabledAt: number | null;
}

declare module "lucia" {
  interface Register {
    Lucia: Lucia<SessionFacts, AccountFacts>;
    DatabaseSessionAttributes: SessionFacts;
    DatabaseUserAttributes: AccountFacts;
  }
}

/**
 * Lucia's storage over our own table. Towards lucia a session's id is the token of the cookie; the table only ever sees
 * its SHA-256. `expires_at` is in seconds by the app's clock; lucia reads the machine's, so times are shifted on their way.
 */
export function sessionAdapter(db: Db, clock: () => number): Adapter {
  const shift = () => clock() - Date.now();
  const seconds = (date: Date) => Math.floor((date.getTime() + shift()) / 1000);
  const toLucia = (row: typeof session.$inferSelect): DatabaseSession => {
    const { id, userId, programId, demo, createdAt, interviewId } = row;
    const expiresAt = new Date(row.expiresAt * 1000 - shift());
    return { id, userId, expiresAt, attributes: { programId, demo, createdAt, interviewId } };
  };
  return {
    async getSessionAndUser(token) {
      const row = db
        .select()
        .from(session)
        .innerJoin(user, eq(user.id, session.userId))
        .where(eq(session.id, hashToken(token)))
        .get();
      if (!row) return [null, null];
      const { slug, disabledAt } = row.user;
      return [
        { ...toLucia(row.session), id: token },
        { id: row.user.id, attributes: { slug, disabledAt } },
      ];
    },
    async getUserSessions(userId) {
      return db.select().from(session).where(eq(session.userId, userId)).all().map(toLucia);
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      db.insert(session)
        .values({ ...attributes, id: hashToken(id), userId, expiresAt: seconds(expiresAt) })
        .run();
    },
    async updateSessionExpiration(token, expiresAt) {
      db.update(session)
        .set({ expiresAt: seconds(expiresAt) })
        .where(eq(session.id, hashToken(token)))
        .run();
    },
    async deleteSession(token) {
      db.delete(session)
        .where(eq(session.id, hashToken(token)))
        .run();
    },
    async deleteUserSessions(userId) {
      db.delete(session).where(eq(session.userId, userId)).run();
    },
    async deleteExpiredSessions() {
      db.delete(session)
        .where(lte(session.expiresAt, seconds(new Date())))
        .run();
    },
  };
}
