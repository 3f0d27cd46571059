import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { openDecision } from "#server/commands/decisions.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({ reason: z.string().max(2000, "Keep the reason under 2,000 characters.").default("") });

/** The opening of a round's decision. */
export function action({ request, context, params: { processId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ reason }) => openDecision(ctx, { processId, reason }));
}
