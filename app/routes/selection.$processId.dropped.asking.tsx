import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { askDrop } from "#server/commands/dropped-questions.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  questionId: z.string().min(1, "Choose a question."),
  reason: z.string().max(2000, "Keep the reason under 2,000 characters.").default(""),
});

/** A lead asks not to count a question. */
export function action({ request, context, params: { processId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, (given) => askDrop(ctx, { processId, ...given }));
}
