import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/answer.ts";
import { endQuestions } from "#server/commands/interviews.ts";
import { requireViewer } from "#server/viewer.ts";

/** The end of the questions. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  return answer(request, endQuestions(requireViewer(context, request), { interviewId }));
}
