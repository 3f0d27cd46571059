import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { declareConflict } from "#server/commands/cards.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  choice: z.enum(["none", "disclosed", "recused"], "Choose one of the three answers."),
  text: z.string().max(2000, "Keep it under 2,000 characters.").default(""),
});

/** One's own declaration of a conflict of interest. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, (input) => declareConflict(ctx, { interviewId, ...input }));
}
