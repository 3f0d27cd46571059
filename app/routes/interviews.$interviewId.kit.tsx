import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/acts/answer.ts";
import { acknowledgeKit } from "#server/commands/interview-kit.ts";
import { requireViewer } from "#server/viewer.ts";

/** One's own acknowledgement of the interview kit. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  return answer(request, acknowledgeKit(requireViewer(context, request), { interviewId }));
}
