import { z } from "zod";
import type { Place } from "#db/comments.ts";
import { openThread, replyToThread, resolveThread } from "../commands/comments.ts";
import type { CommandContext } from "../context.ts";
import { commentPlace } from "../pages/comment-place.ts";
import { notFound } from "../viewer.ts";
import { act } from "./answer.ts";

const words = z.string().default("");
const threadId = z.string().max(64);
const anchor = z.string().max(400).default("");

/** One act on the conversations about a text, as its form was posted. @throws 404 on an act or a text that does not exist */
export function commentAct(ctx: CommandContext, request: Request, of: Place, name: string) {
  const back = commentPlace(ctx, of)?.path;
  switch (name) {
    case "thread":
      return act(
        request,
        z.object({ start: anchor, end: anchor, quote: z.string().default(""), words }),
        (given) => openThread(ctx, { of, ...given }),
        back,
      );
    case "reply":
      return act(request, z.object({ threadId, words }), (given) => replyToThread(ctx, { of, ...given }), back);
    case "resolution":
      return act(
        request,
        z.object({ threadId }),
        (given) => resolveThread(ctx, { of, ...given, resolved: true }),
        back,
      );
    case "reopening":
      return act(
        request,
        z.object({ threadId }),
        (given) => resolveThread(ctx, { of, ...given, resolved: false }),
        back,
      );
    default:
      throw notFound();
  }
}
