import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { reopenDecision } from "#server/commands/decisions.ts";
import { decisionIdOf } from "#server/pages/decision.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({ reason: z.string().max(2000, "Keep the reason under 2,000 characters.").default("") });

/** The opening of a fixed decision. */
export function action({ request, context, params: { processId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ reason }) =>
    reopenDecision(ctx, { decisionId: decisionIdOf(ctx, processId), reason }),
  );
}
