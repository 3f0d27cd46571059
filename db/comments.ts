import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { partOf, type Room } from "#shared/rooms.ts";
import type { Db } from "./open.ts";
import { comment, commentThread, sectionTick, suggestion, user } from "./schema.ts";

/** A part of a record, over all of its revisions. */
export interface Place {
  kind: string;
  recordId: string;
  part: string;
}

export type Comment = typeof comment.$inferSelect & { name: string };
export type CommentThread = typeof commentThread.$inferSelect & {
  name: string;
  resolvedByName: string | null;
  comments: Comment[];
};

/** The conversations about a part of a record, over all of its revisions, the oldest first. */
export function threadsOf(db: Db, { kind, recordId, part }: Place): CommentThread[] {
  const resolver = alias(user, "resolver");
  const threads = db
    .select({ row: commentThread, name: user.name, resolvedByName: resolver.name })
    .from(commentThread)
    .innerJoin(user, eq(user.id, commentThread.userId))
    .leftJoin(resolver, eq(resolver.id, commentThread.resolvedBy))
    .where(and(eq(commentThread.kind, kind), eq(commentThread.recordId, recordId), eq(commentThread.part, part)))
    .orderBy(asc(commentThread.at), sql`"comment_thread"."rowid"`)
    .all();
  const comments = db
    .select({ row: comment, name: user.name })
    .from(comment)
    .innerJoin(user, eq(user.id, comment.userId))
    .where(
      inArray(
        comment.threadId,
        threads.map(({ row }) => row.id),
      ),
    )
    .orderBy(asc(comment.at), sql`"comment"."rowid"`)
    .all()
    .map(({ row, name }) => ({ ...row, name }));
  return threads.map(({ row, name, resolvedByName }) => ({
    ...row,
    name,
    resolvedByName,
    comments: comments.filter(({ threadId }) => threadId === row.id),
  }));
}

/** One conversation of a place; `null` when there is none, or when it is about another place. */
export function threadById(db: Db, { kind, recordId, part }: Place, id: string) {
  const row = db.select().from(commentThread).where(eq(commentThread.id, id)).get();
  return row && row.kind === kind && row.recordId === recordId && row.part === part ? row : null;
}

export type Suggestion = typeof suggestion.$inferSelect & { name: string };

/** Every change ever proposed inside a text, decided or not, the oldest first. */
export function suggestionsOf(db: Db, { kind, recordId, part }: Place): Suggestion[] {
  return db
    .select({ row: suggestion, name: user.name })
    .from(suggestion)
    .innerJoin(user, eq(user.id, suggestion.userId))
    .where(and(eq(suggestion.kind, kind), eq(suggestion.recordId, recordId), eq(suggestion.part, part)))
    .orderBy(asc(suggestion.firstSeenAt), asc(suggestion.id))
    .all()
    .map(({ row, name }) => ({ ...row, name }));
}

/** What one update did to a text's suggestions. */
interface SuggestionsTouched {
  made: readonly string[];
  withdrawn: readonly string[];
  decided: readonly { id: string; how: "accepted" | "rejected" | null }[];
  userId: string;
  at: number;
}

/** Writes down when a suggestion was first seen, and what became of it. In the transaction that keeps the update. */
export function keepSuggestions(
  db: Db,
  room: Room,
  { made, withdrawn, decided, userId, at }: SuggestionsTouched,
): void {
  const { programId, kind, recordId, revision } = room;
  const become = (id: string, value: Partial<typeof suggestion.$inferInsert>) =>
    db
      .update(suggestion)
      .set(value)
      .where(and(eq(suggestion.id, id), eq(suggestion.recordId, recordId)))
      .run();
  for (const id of made)
    db.insert(suggestion)
      .values({ id, programId, kind, recordId, part: partOf(room), revision, userId, firstSeenAt: at })
      .onConflictDoNothing()
      .run();
  // Who undoes a withdrawal has made it anew; a decision stands beside it and is not touched by either.
  for (const id of made)
    db.update(suggestion)
      .set({ decided: null, decidedBy: null, decidedAt: null })
      .where(and(eq(suggestion.id, id), eq(suggestion.userId, userId), eq(suggestion.decided, "withdrawn")))
      .run();
  for (const id of withdrawn)
    db.update(suggestion)
      .set({ decided: "withdrawn", decidedBy: userId, decidedAt: at })
      .where(and(eq(suggestion.id, id), isNull(suggestion.decided)))
      .run();
  for (const { id, how } of decided)
    become(id, { decided: how, decidedBy: how && userId, decidedAt: how === null ? null : at });
}

export type SectionTick = typeof sectionTick.$inferSelect & { name: string };

/** Who ticked which section, and the text it was for; whether it still stands is seen from the text. */
export function ticksOf(db: Db, { kind, recordId }: Pick<Place, "kind" | "recordId">): SectionTick[] {
  return db
    .select({ row: sectionTick, name: user.name })
    .from(sectionTick)
    .innerJoin(user, eq(user.id, sectionTick.userId))
    .where(and(eq(sectionTick.kind, kind), eq(sectionTick.recordId, recordId)))
    .orderBy(asc(sectionTick.at))
    .all()
    .map(({ row, name }) => ({ ...row, name }));
}

/** Ticks or unticks a section for one person. @param hash of the text it is for; `null` takes the tick away */
export function setTick(
  db: Db,
  key: Pick<SectionTick, "kind" | "recordId" | "section" | "userId">,
  hash: string | null,
  at: number,
): void {
  const { kind, recordId, section, userId } = key;
  db.delete(sectionTick)
    .where(
      and(
        eq(sectionTick.kind, kind),
        eq(sectionTick.recordId, recordId),
        eq(sectionTick.section, section),
        eq(sectionTick.userId, userId),
      ),
    )
    .run();
  if (hash !== null)
    db.insert(sectionTick)
      .values({ ...key, hash, at })
      .run();
}
