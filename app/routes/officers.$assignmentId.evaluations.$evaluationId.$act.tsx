import type { ActionFunctionArgs } from "@remix-run/node";
import { evaluationAct } from "#server/acts/evaluation.ts";
import { requireViewer } from "#server/viewer.ts";

/** Everything people do with an annual evaluation, one address each. */
export function action({ request, context, params }: ActionFunctionArgs) {
  const { assignmentId = "", evaluationId = "", act: name = "" } = params;
  return evaluationAct(requireViewer(context, request), request, { assignmentId, evaluationId, name });
}
