import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { releaseLetter } from "#server/commands/letters.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({ seen: z.string() });

/** The release of a letter. */
export function action({ request, context, params: { letterId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ seen }) => releaseLetter(ctx, { letterId, seen }));
}
