import { type Place, threadsOf } from "#db/comments.ts";
import { textBlocks } from "#shared/comment-anchor.ts";
import { inTextOrder } from "#shared/comment-order.ts";
import { TEXT_FRAGMENT } from "#shared/documents/rich.ts";
import type { CommandContext } from "../context.ts";
import { commentPlace } from "./comment-place.ts";

/** The conversations about a text, in its order, for those who read it; `null` for everybody else. */
export function commentsOf(ctx: CommandContext, of: Place) {
  const place = commentPlace(ctx, of);
  if (!place) return null;
  const { kind, recordId, part } = place;
  const threads = threadsOf(ctx.db, place).map((one) => ({
    id: one.id,
    anchor: { start: one.anchorStart, end: one.anchorEnd, quote: one.quote },
    name: one.name,
    at: one.at,
    resolved: one.resolvedAt === null ? null : { name: one.resolvedByName ?? "", at: one.resolvedAt },
    comments: one.comments.map(({ id, name, words, at }) => ({ id, name, words, at })),
  }));
  const text = place.room && threads.length > 0 ? ctx.rooms.read(place.room).getXmlFragment(TEXT_FRAGMENT) : null;
  return {
    threads: inTextOrder(threads, text ? textBlocks(text) : []),
    may: place.says,
    /** Where the acts are posted. */
    to: `/comments/${kind}/${recordId}/${part}`,
  };
}

export type CommentsPart = NonNullable<ReturnType<typeof commentsOf>>;
export type ThreadLine = CommentsPart["threads"][number];
