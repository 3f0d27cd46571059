import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/acts/answer.ts";
import { closeProcess } from "#server/commands/processes.ts";
import { requireViewer } from "#server/viewer.ts";

/** Closes the selection round. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return answer(request, closeProcess(ctx, { processId: params.processId ?? "" }));
}
