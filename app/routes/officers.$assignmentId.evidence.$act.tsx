import type { ActionFunctionArgs } from "@remix-run/node";
import { evidenceAct } from "#server/acts/evidence.ts";
import { requireViewer } from "#server/viewer.ts";

/** Everything people do with the evidence log of a case, one address each. */
export function action({ request, context, params: { assignmentId = "", act = "" } }: ActionFunctionArgs) {
  return evidenceAct(requireViewer(context, request), request, assignmentId, act);
}
