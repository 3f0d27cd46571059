import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/acts/answer.ts";
import { submitCard } from "#server/commands/cards.ts";
import { requireViewer } from "#server/viewer.ts";

/** The submission of one's own card. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  return answer(request, submitCard(requireViewer(context, request), { interviewId }));
}
