import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/answer.ts";
import { startInterview } from "#server/commands/interviews.ts";
import { requireViewer } from "#server/viewer.ts";

/** The start of the interview. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  return answer(request, startInterview(requireViewer(context, request), { interviewId }));
}
