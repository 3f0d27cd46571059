import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { reopenProcess } from "#server/commands/processes.ts";
import { requireViewer } from "#server/viewer.ts";

const input = z.object({ reason: z.string().trim().max(500, "Use at most 500 characters for the reason.") });

/** A lead opens a fixed text for editing again; signatures already given become void. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const parsed = input.safeParse(Object.fromEntries(await request.formData()));
  if (!parsed.success) return { refused: parsed.error.issues[0]?.message ?? "Write why the text has to change." };
  const reopened = reopenProcess(ctx, { processId: params.processId ?? "", reason: parsed.data.reason });
  return { refused: reopened.ok ? "" : reopened.sentence };
}
