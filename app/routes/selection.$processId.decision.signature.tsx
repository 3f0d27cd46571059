import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { signDecision } from "#server/commands/decisions.ts";
import { decisionIdOf } from "#server/pages/decision.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  hash: z.string(),
  consent: z.literal("yes", "Tick the sentence that says what you sign."),
});

/** A signature under the decision. */
export function action({ request, context, params: { processId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ hash }) => signDecision(ctx, { decisionId: decisionIdOf(ctx, processId), hash }));
}
