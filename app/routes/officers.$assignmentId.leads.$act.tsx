import type { ActionFunctionArgs } from "@remix-run/node";
import { casePostAct } from "#server/acts/case-post.ts";
import { requireViewer } from "#server/viewer.ts";

/** What changes an officer's post: the next lead, and its end. */
export function action({ request, context, params: { assignmentId = "", act = "" } }: ActionFunctionArgs) {
  return casePostAct(requireViewer(context, request), request, assignmentId, act);
}
