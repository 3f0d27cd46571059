import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { signProcess } from "#server/commands/processes.ts";
import { sha256 } from "#server/records/hash.ts";
import { requireViewer } from "#server/viewer.ts";

/** The hash of a fixed text; or, while the text is still being written, the words on the signer's screen. */
const input = z.union(
  [z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }), z.object({ seen: z.string().min(2).max(1_000_000) })],
  { error: "The signature did not arrive as a whole. Load the page again, read the text, and sign it." },
);

/** A lead signs the process agreement. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, input, (given) =>
    signProcess(ctx, {
      processId: params.processId ?? "",
      hash: "hash" in given ? given.hash : sha256(given.seen),
    }),
  );
}
