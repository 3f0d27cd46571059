import type { ActionFunctionArgs } from "@remix-run/node";
import { openingAct } from "#server/acts/evaluation.ts";
import { requireViewer } from "#server/viewer.ts";

/** Opens the evaluation of a period. */
export function action({ request, context, params: { assignmentId = "" } }: ActionFunctionArgs) {
  return openingAct(requireViewer(context, request), request, assignmentId);
}
