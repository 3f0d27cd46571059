import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { keepVoluntary } from "#server/commands/voluntary.ts";
import { requireViewer } from "#server/viewer.ts";

const answer = z.string().max(40).optional();
const schema = z.object({
  candidateId: z.string().min(1, "Choose the candidate whose form this is."),
  ethnicity: answer,
  sex: answer,
  age: answer,
});

/** The keeping of a candidate's voluntary form. */
export function action({ request, context, params: { processId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ candidateId, ...answers }) => keepVoluntary(ctx, { processId, candidateId, answers }));
}
