import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { startInterview } from "#server/commands/interviews.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({ reason: z.string().max(2000, "Keep it under 2,000 characters.").optional() });

/** The start of the interview. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ reason }) => startInterview(ctx, { interviewId, reason }));
}
