import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/acts/answer.ts";
import { freezeResult } from "#server/commands/results.ts";
import { requireViewer } from "#server/viewer.ts";

/** The fixing of the joint scorecard for signatures. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  return answer(request, freezeResult(requireViewer(context, request), { interviewId }));
}
