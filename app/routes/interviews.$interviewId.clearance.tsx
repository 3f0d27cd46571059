import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { clearConflict } from "#server/commands/cards.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  userId: z.string(),
  decision: z.enum(["clear", "decline"], "Choose whether this person rates."),
  reason: z.string().max(2000, "Keep the reason under 2,000 characters.").default(""),
});

/** A lead's decision on a disclosed tie. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, (input) => clearConflict(ctx, { interviewId, ...input }));
}
