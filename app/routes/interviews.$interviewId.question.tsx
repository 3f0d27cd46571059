import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { goToQuestion } from "#server/commands/interviews.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  index: z
    .string("Choose a question of the list.")
    .regex(/^\d{1,3}$/, "Choose a question of the list.")
    .transform(Number),
});

/** The question the panel is at. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ index }) => goToQuestion(ctx, { interviewId, index }));
}
