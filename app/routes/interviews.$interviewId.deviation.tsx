import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { noteDeviation } from "#server/commands/interview-course.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  words: z.string("Write what happened, or why.").max(2000, "Keep it under 2,000 characters."),
  about: z
    .string()
    .max(64)
    .default("")
    .transform((id) => id || null),
});

/** A lead's own words in the deviation log. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, (input) => noteDeviation(ctx, { interviewId, ...input }));
}
