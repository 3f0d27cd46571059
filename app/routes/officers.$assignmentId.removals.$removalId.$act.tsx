import type { ActionFunctionArgs } from "@remix-run/node";
import { removalAct } from "#server/acts/removal.ts";
import { requireViewer } from "#server/viewer.ts";

/** Everything people do with a removal review, one address each. */
export function action({ request, context, params }: ActionFunctionArgs) {
  const { assignmentId = "", removalId = "", act: name = "" } = params;
  return removalAct(requireViewer(context, request), request, { assignmentId, removalId, name });
}
