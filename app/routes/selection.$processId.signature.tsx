import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { signProcess } from "#server/commands/processes.ts";
import { sha256 } from "#server/records/hash.ts";
import { requireViewer } from "#server/viewer.ts";

/** A lead signs the hash of a fixed text, or the words on the own screen while the text is still being written. */
const input = z.union([
  z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ seen: z.string().min(2).max(1_000_000) }),
]);

export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const parsed = input.safeParse(Object.fromEntries(await request.formData()));
  if (!parsed.success)
    return { refused: "The signature did not arrive as a whole. Load the page again, read the text, and sign it." };
  const hash = "hash" in parsed.data ? parsed.data.hash : sha256(parsed.data.seen);
  const signed = signProcess(ctx, { processId: params.processId ?? "", hash });
  return { refused: signed.ok ? "" : signed.sentence };
}
