import { and, asc, count, desc, eq, inArray, isNull, lt, lte, ne } from "drizzle-orm";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { mail } from "./schema.ts";

export type Mail = typeof mail.$inferSelect;

/** A letter before it has an id. `toEmail` is "" when no address is known: it can then only be printed. */
export interface NewMail {
  programId: string;
  kind: string;
  subjectId: string | null;
  toName: string;
  toEmail: string;
  subject: string;
  body: string;
  calendar?: string | null;
  /** Milliseconds since 1970. */
  at: number;
  dueAt: number;
}

/** After so many tries nobody tries by itself any more; a person can start it again. */
export const MAX_ATTEMPTS = 8;

/** Puts a letter into the outbox. Call it inside the transaction of the act it tells about. @returns its id */
export function insertMail(db: Db, row: NewMail): string {
  const id = newId("ml");
  db.insert(mail)
    .values({ ...row, id })
    .run();
  return id;
}

/** The letters of a program, the newest first. */
export function mailsOf(db: Db, programId: string): Mail[] {
  return db.select().from(mail).where(eq(mail.programId, programId)).orderBy(desc(mail.at), desc(mail.dueAt)).all();
}

/** One letter of this program; `null` when there is none, or when it belongs to another program. */
export function mailById(db: Db, programId: string, id: string): Mail | null {
  return (
    db
      .select()
      .from(mail)
      .where(and(eq(mail.id, id), eq(mail.programId, programId)))
      .get() ?? null
  );
}

/** How many letters of a program are due and were neither sent nor taken back, with an address or without. */
export function unsentMails(db: Db, programId: string, now: number): number {
  const open = and(eq(mail.programId, programId), lte(mail.dueAt, now), isNull(mail.sentAt), isNull(mail.cancelledAt));
  return db.select({ n: count() }).from(mail).where(open).get()?.n ?? 0;
}

/** What is due, has an address, and was neither sent nor taken back; what waits longest comes first. */
export function dueMails(db: Db, now: number, limit: number): Mail[] {
  return db
    .select()
    .from(mail)
    .where(
      and(
        lte(mail.dueAt, now),
        isNull(mail.sentAt),
        isNull(mail.cancelledAt),
        ne(mail.toEmail, ""),
        lt(mail.attempts, MAX_ATTEMPTS),
      ),
    )
    .orderBy(asc(mail.dueAt))
    .limit(limit)
    .all();
}

/**
 * Takes one letter for one try: counts the try and sets when the next one may be, before anything is sent. A server
 * that dies while sending, or a second one, does not try again before then.
 * @returns whether it is ours to send now
 */
export function claimMail(db: Db, { id, attempts }: Mail, nextAt: number): boolean {
  const claimed = db
    .update(mail)
    .set({ attempts: attempts + 1, dueAt: nextAt })
    .where(and(eq(mail.id, id), eq(mail.attempts, attempts), isNull(mail.sentAt), isNull(mail.cancelledAt)))
    .run();
  return claimed.changes === 1;
}

export function markSent(db: Db, id: string, at: number): void {
  db.update(mail).set({ sentAt: at, lastError: null }).where(eq(mail.id, id)).run();
}

/** @param error without address or content */
export function markFailed(db: Db, id: string, error: string): void {
  db.update(mail).set({ lastError: error }).where(eq(mail.id, id)).run();
}

/** Starts the tries again. */
export function tryAgain(db: Db, id: string, at: number): void {
  db.update(mail)
    .set({ attempts: 0, dueAt: at })
    .where(and(eq(mail.id, id), isNull(mail.sentAt), isNull(mail.cancelledAt)))
    .run();
}

/** Takes back what was not sent yet. @param toEmail only the letters to this address */
export function cancelMails(db: Db, subjectId: string, kinds: readonly string[], at: number, toEmail?: string): void {
  db.update(mail)
    .set({ cancelledAt: at })
    .where(
      and(
        ofSubject(subjectId, kinds),
        toEmail === undefined ? undefined : eq(mail.toEmail, toEmail),
        isNull(mail.sentAt),
        isNull(mail.cancelledAt),
      ),
    )
    .run();
}

/** Every letter of these kinds about one thing, sent or not. */
export function mailsAbout(db: Db, subjectId: string, kinds: readonly string[]): Mail[] {
  return db.select().from(mail).where(ofSubject(subjectId, kinds)).all();
}

const ofSubject = (subjectId: string, kinds: readonly string[]) =>
  and(eq(mail.subjectId, subjectId), inArray(mail.kind, [...kinds]));

/** Takes back one letter that nobody needs any more. */
export function cancelMail(db: Db, id: string, at: number): void {
  db.update(mail)
    .set({ cancelledAt: at })
    .where(and(eq(mail.id, id), isNull(mail.sentAt)))
    .run();
}
