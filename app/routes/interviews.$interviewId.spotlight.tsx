import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { endSpotlight, showCriterion } from "#server/commands/spotlight.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({ criterionId: z.string().trim().max(64).optional() });

/** One criterion for everybody in the debrief; without a criterion the whole debrief again. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ criterionId }) =>
    criterionId ? showCriterion(ctx, { interviewId, criterionId }) : endSpotlight(ctx, { interviewId }),
  );
}
