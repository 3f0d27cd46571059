import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { type DeviationKind, deviationSentence, type Turn } from "#shared/course.ts";
import type { Party, Role } from "#shared/roles.ts";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { membersOf } from "./programs.ts";
import { deviation, interview, observer, questionTurn, user } from "./schema.ts";

/** Where an interview left the agreed course, as it is read: one sentence, and the reasons leads added. */
export interface Deviation {
  id: string;
  kind: DeviationKind;
  /** Index in the signed question list; null when it is about no single question. */
  question: number | null;
  sentence: string;
  /** Who wrote it; null when the server did. */
  by: string | null;
  at: number;
  reasons: { name: string; role: Role; reason: string; at: number }[];
}

/** Somebody who listens or listened. @property endedAt null while admitted. */
export interface Observer {
  userId: string;
  name: string;
  shortName: string;
  initials: string;
  party: Party;
  role: Role;
  admittedBy: string;
  at: number;
  endedAt: number | null;
}

/** The turns of an interview, in order. */
export function turnsOf(db: Db, interviewId: string): Turn[] {
  return db
    .select({ question: questionTurn.question, at: questionTurn.at })
    .from(questionTurn)
    .where(eq(questionTurn.interviewId, interviewId))
    .orderBy(asc(questionTurn.id))
    .all();
}

/** Everybody's view goes to a question; inside the move's transaction. */
export function writeTurn(db: Db, turn: { interviewId: string; question: number; userId: string; at: number }): void {
  db.insert(questionTurn).values(turn).run();
}

/** Puts an entry into the deviation log; inside the transaction of the act that left the course. */
export function writeDeviation(db: Db, entry: Omit<typeof deviation.$inferInsert, "id">): string {
  const id = newId("dv");
  db.insert(deviation)
    .values({ ...entry, id })
    .run();
  return id;
}

/** The deviation log of an interview, oldest first. */
export function deviationsOf(db: Db, programId: string, interviewId: string): Deviation[] {
  const rows = db
    .select({ entry: deviation, by: user.name })
    .from(deviation)
    .leftJoin(user, eq(user.id, deviation.userId))
    .where(eq(deviation.interviewId, interviewId))
    .orderBy(asc(deviation.at), sql`${deviation}.rowid`)
    .all();
  if (rows.length === 0) return [];
  const members = new Map(membersOf(db, programId, { past: true }).map((m) => [m.userId, m]));
  return rows
    .filter(({ entry }) => entry.about === null)
    .map(({ entry, by }) => ({
      id: entry.id,
      kind: entry.kind,
      question: entry.question,
      sentence: deviationSentence({
        ...entry,
        person: members.get(entry.personId ?? entry.userId ?? "")?.name ?? null,
      }),
      // These the server writes when somebody does something else; who did is in the sentence or the reason.
      by: ["kit", "paper", "skipped"].includes(entry.kind) ? null : by,
      at: entry.at,
      reasons: [
        ...(entry.words !== null && (entry.kind === "kit" || entry.kind === "skipped") ? [{ entry, by }] : []),
        ...rows.filter((row) => row.entry.about === entry.id),
      ].map((row) => ({
        name: row.by ?? "",
        role: members.get(row.entry.userId ?? "")?.role ?? "supervisor",
        reason: row.entry.words ?? "",
        at: row.entry.at,
      })),
    }));
}

/** Everybody who was ever admitted to listen to an interview, first admitted first. */
export function observersOf(db: Db, programId: string, interviewId: string): Observer[] {
  const rows = db.select().from(observer).where(eq(observer.interviewId, interviewId)).orderBy(asc(observer.at)).all();
  if (rows.length === 0) return [];
  const members = new Map(membersOf(db, programId, { past: true }).map((m) => [m.userId, m]));
  return rows.flatMap(({ userId, admittedBy, at, endedAt }) => {
    const member = members.get(userId);
    if (!member) return [];
    const { name, shortName, initials, party, role } = member;
    const by = members.get(admittedBy)?.name ?? "";
    return [{ userId, name, shortName, initials, party, role, admittedBy: by, at, endedAt }];
  });
}

/** User ids of those admitted now, by interview of a round; one query, whatever its size. */
export function observersOfRound(db: Db, processId: string): Map<string, string[]> {
  const rows = db
    .select({ interviewId: observer.interviewId, userId: observer.userId })
    .from(observer)
    .innerJoin(interview, eq(interview.id, observer.interviewId))
    .where(and(eq(interview.processId, processId), isNull(observer.endedAt)))
    .all();
  const of = new Map<string, string[]>();
  for (const { interviewId, userId } of rows) of.set(interviewId, [...(of.get(interviewId) ?? []), userId]);
  return of;
}

/** User ids of those admitted now. */
export function observerIds(db: Db, interviewId: string): string[] {
  return db
    .select({ userId: observer.userId })
    .from(observer)
    .where(and(eq(observer.interviewId, interviewId), isNull(observer.endedAt)))
    .all()
    .map(({ userId }) => userId);
}
