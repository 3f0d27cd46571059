import type { ActionFunctionArgs } from "@remix-run/node";
import { commentAct } from "#server/acts/comment.ts";
import { requireViewer } from "#server/viewer.ts";

/** Everything people say about a text beside it, one address each. */
export function action({ request, context, params }: ActionFunctionArgs) {
  const { kind = "", recordId = "", part = "", act = "" } = params;
  return commentAct(requireViewer(context, request), request, { kind, recordId, part }, act);
}
