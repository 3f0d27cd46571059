import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/acts/answer.ts";
import { freezeDecision } from "#server/commands/decisions.ts";
import { decisionIdOf } from "#server/pages/decision.ts";
import { requireViewer } from "#server/viewer.ts";

/** The fixing of the decision for the school's position. */
export function action({ request, context, params: { processId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return answer(request, freezeDecision(ctx, { decisionId: decisionIdOf(ctx, processId) }));
}
