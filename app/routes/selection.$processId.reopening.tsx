import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { reopenProcess } from "#server/commands/processes.ts";
import { requireViewer } from "#server/viewer.ts";

const input = z.object({ reason: z.string().trim().max(500, "Use at most 500 characters for the reason.") });

/** A lead opens the fixed text of a process agreement again; signatures already given become void. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, input, ({ reason }) => reopenProcess(ctx, { processId: params.processId ?? "", reason }));
}
