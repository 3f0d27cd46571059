import type { ActionFunctionArgs } from "@remix-run/node";
import { checkpointAct } from "#server/acts/checkpoint.ts";
import { requireViewer } from "#server/viewer.ts";

/** Everything people do with a checkpoint, one address each. */
export function action({ request, context, params: { assignmentId = "", n = "", act = "" } }: ActionFunctionArgs) {
  return checkpointAct(requireViewer(context, request), request, assignmentId, Number(n), act);
}
