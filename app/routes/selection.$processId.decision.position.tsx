import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { takePosition } from "#server/commands/decisions.ts";
import { decisionIdOf } from "#server/pages/decision.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  hash: z.string(),
  position: z.enum(["concur", "dissent", "abstain"], "Choose concur, dissent or abstain."),
  words: z.string().max(4000, "Keep it under 4,000 characters.").default(""),
});

/** The school's position on the fixed decision. */
export function action({ request, context, params: { processId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, (given) => takePosition(ctx, { decisionId: decisionIdOf(ctx, processId), ...given }));
}
