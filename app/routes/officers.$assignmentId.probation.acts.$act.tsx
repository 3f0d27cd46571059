import type { ActionFunctionArgs } from "@remix-run/node";
import { probationAct } from "#server/acts/probation.ts";
import { requireViewer } from "#server/viewer.ts";

/** Everything people do with a probation, one address each. */
export function action({ request, context, params: { assignmentId = "", act = "" } }: ActionFunctionArgs) {
  return probationAct(requireViewer(context, request), request, assignmentId, act);
}
