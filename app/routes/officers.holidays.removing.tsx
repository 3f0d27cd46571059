import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { removeHoliday } from "#server/commands/holidays.ts";
import { requireViewer } from "#server/viewer.ts";

export function action({ request, context }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, z.object({ day: z.string().max(10) }), (given) => removeHoliday(ctx, given));
}
