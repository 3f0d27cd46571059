import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { changeLetter } from "#server/commands/letters.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  seen: z.string(),
  body: z.string().max(8000, "Keep the letter under 8,000 characters.").default(""),
});

/** The changing of a letter that was not released yet. */
export function action({ request, context, params: { letterId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, (given) => changeLetter(ctx, { letterId, ...given }));
}
