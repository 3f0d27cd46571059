import type { ActionFunctionArgs } from "@remix-run/node";
import { closeProcess } from "#server/commands/processes.ts";
import { requireViewer } from "#server/viewer.ts";

/** Closes the round. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const closed = closeProcess(ctx, { processId: params.processId ?? "" });
  return { refused: closed.ok ? "" : closed.sentence };
}
