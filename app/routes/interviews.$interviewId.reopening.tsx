import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { reopenResult } from "#server/commands/results.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({ reason: z.string().max(2000, "Keep the reason under 2,000 characters.").default("") });

/** The opening of a fixed joint scorecard. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ reason }) => reopenResult(ctx, { interviewId, reason }));
}
