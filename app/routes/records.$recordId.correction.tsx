import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { addCorrection } from "#server/commands/records.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  words: z.string().max(5000, "Keep the correction under 5,000 characters.").default(""),
  reason: z.string().max(2000, "Keep the reason under 2,000 characters.").default(""),
});

/** A correction beside a sealed record. */
export function action({ request, context, params: { recordId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ words, reason }) => addCorrection(ctx, { recordId, words, reason }));
}
