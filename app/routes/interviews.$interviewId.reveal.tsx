import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { agreeReveal, reveal } from "#server/commands/interviews.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  /** Given: agree to go on without the missing cards. Absent: open the cards. */
  reason: z.string().max(2000, "Keep the reason under 2,000 characters.").optional(),
});

/** The moment in which all cards open, or a lead's agreement to open them without a missing one. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ reason }) =>
    reason === undefined ? reveal(ctx, { interviewId }) : agreeReveal(ctx, { interviewId, reason }),
  );
}
