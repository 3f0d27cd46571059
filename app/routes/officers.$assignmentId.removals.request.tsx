import type { ActionFunctionArgs } from "@remix-run/node";
import { removalRequestAct } from "#server/acts/removal.ts";
import { requireViewer } from "#server/viewer.ts";

/** Asks for a removal review. */
export function action({ request, context, params: { assignmentId = "" } }: ActionFunctionArgs) {
  return removalRequestAct(requireViewer(context, request), request, assignmentId);
}
