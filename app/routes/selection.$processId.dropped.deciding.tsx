import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { decideDrop } from "#server/commands/dropped-questions.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({ dropId: z.string(), decision: z.enum(["approve", "decline"]) });

/** The other lead's word on a question that should not count. */
export function action({ request, context, params: { processId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, (given) => decideDrop(ctx, { processId, ...given }));
}
