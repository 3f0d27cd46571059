import type { ActionFunctionArgs } from "@remix-run/node";
import { trainingAct } from "#server/acts/training.ts";
import { requireViewer } from "#server/viewer.ts";

/** Everything people do with the training of an officer, one address each. */
export function action({ request, context, params: { assignmentId = "", act = "" } }: ActionFunctionArgs) {
  return trainingAct(requireViewer(context, request), request, assignmentId, act);
}
