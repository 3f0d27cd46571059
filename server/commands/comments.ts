import { and, eq, isNull } from "drizzle-orm";
import { type Place, threadById } from "#db/comments.ts";
import { newId } from "#db/ids.ts";
import { comment, commentThread } from "#db/schema.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { type CommentPlace, commentPlace } from "../pages/comment-place.ts";
import { audit } from "./interview-access.ts";

/** What one comment holds at most. */
export const LONGEST_COMMENT = 2000;
/** An anchor is a few numbers. */
const ANCHOR = /^[A-Za-z0-9+/=]{1,400}$/;
const LONGEST_QUOTE = 300;

/**
 * Begins a conversation about words of a text. The words are kept as they are now: they stay when the text goes.
 * @param input.start with `end`: where the words stand; both empty for a text that is not written live
 */
export function openThread(
  ctx: CommandContext,
  input: { of: Place; start: string; end: string; quote: string; words: string },
): Outcome<{ threadId: string }> {
  const place = sayingAt(ctx, input.of);
  if ("ok" in place) return place;
  const { start, end, quote } = input;
  const anchored = place.room === null ? start === "" && end === "" : ANCHOR.test(start) && ANCHOR.test(end);
  if (!anchored || quote.trim() === "" || quote.length > LONGEST_QUOTE)
    return refuse("quote", "Select the words your comment is about, then comment on them.");
  const words = said(input.words);
  if (typeof words !== "string") return words;
  const { db, viewer } = ctx;
  const { programId, kind, recordId, part, revision } = place;
  const id = newId("ct");
  const at = ctx.clock();
  const anchor = { anchorStart: start, anchorEnd: end, quote };
  db.transaction(() => {
    db.insert(commentThread)
      .values({ id, programId, kind, recordId, part, revision, ...anchor, userId: viewer.userId, at })
      .run();
    insert(ctx, id, words);
    audit(ctx, "comment.opened", recordId, { kind, part, threadId: id });
  });
  place.changed();
  return { ok: true, threadId: id };
}

/** Answers in a conversation. One that was resolved is open again with the answer: nothing said goes unheard. */
export function replyToThread(ctx: CommandContext, input: { of: Place; threadId: string; words: string }): Outcome {
  const found = threadAt(ctx, input);
  if ("ok" in found) return found;
  const words = said(input.words);
  if (typeof words !== "string") return words;
  const { place, thread } = found;
  ctx.db.transaction(() => {
    insert(ctx, thread.id, words);
    audit(ctx, "comment.replied", place.recordId, { kind: place.kind, part: place.part, threadId: thread.id });
    if (thread.resolvedAt !== null) setResolved(ctx, place, thread.id, false);
  });
  place.changed();
  return { ok: true };
}

/** Either side folds a conversation away; it stays readable, and either side opens it again. */
export function resolveThread(ctx: CommandContext, input: { of: Place; threadId: string; resolved: boolean }): Outcome {
  const found = threadAt(ctx, input);
  if ("ok" in found) return found;
  const { place, thread } = found;
  if ((thread.resolvedAt !== null) === input.resolved)
    return refuse(
      "moved-on",
      input.resolved ? "This conversation is resolved already." : "This conversation is open already.",
    );
  ctx.db.transaction(() => setResolved(ctx, place, thread.id, input.resolved));
  place.changed();
  return { ok: true };
}

function setResolved(ctx: CommandContext, place: CommentPlace, threadId: string, resolved: boolean): void {
  const { db, viewer, clock } = ctx;
  const { kind, part } = place;
  db.update(commentThread)
    .set(resolved ? { resolvedBy: viewer.userId, resolvedAt: clock() } : { resolvedBy: null, resolvedAt: null })
    .where(
      resolved ? and(eq(commentThread.id, threadId), isNull(commentThread.resolvedAt)) : eq(commentThread.id, threadId),
    )
    .run();
  audit(ctx, resolved ? "comment.resolved" : "comment.reopened", place.recordId, { kind, part, threadId });
}

function insert({ db, viewer, clock }: CommandContext, threadId: string, words: string): void {
  db.insert(comment)
    .values({ id: newId("cm"), threadId, words, userId: viewer.userId, at: clock() })
    .run();
}

function sayingAt(ctx: CommandContext, of: Place): CommentPlace | Refusal {
  const place = commentPlace(ctx, of);
  if (!place) return refuse("not-found", "There is no such text.");
  if (place.says) return place;
  return refuse(
    "not-allowed",
    "Comments are made by those who write this text, while they write it. It takes none from you now.",
  );
}

function threadAt(ctx: CommandContext, { of, threadId }: { of: Place; threadId: string }) {
  const place = sayingAt(ctx, of);
  if ("ok" in place) return place;
  const thread = threadById(ctx.db, of, threadId);
  return thread ? { place, thread } : refuse("not-found", "There is no such conversation.");
}

function said(words: string): string | Refusal {
  const trimmed = words.trim();
  if (!trimmed) return refuse("words", "Write your comment.");
  return trimmed.length > LONGEST_COMMENT
    ? refuse("words", `Keep it under ${LONGEST_COMMENT.toLocaleString("en-US")} characters.`)
    : trimmed;
}
