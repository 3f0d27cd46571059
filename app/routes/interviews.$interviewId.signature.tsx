import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { signResult } from "#server/commands/results.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  hash: z.string(),
  consent: z.literal("yes", "Tick the sentence that says what you sign."),
});

/** A signature under the panel result. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ hash }) => signResult(ctx, { interviewId, hash }));
}
