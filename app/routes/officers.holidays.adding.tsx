import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { addHolidays } from "#server/commands/holidays.ts";
import { requireViewer } from "#server/viewer.ts";

const days = z.object({
  from: z.string().max(10),
  to: z.string().max(10).default(""),
  name: z.string().max(80, "Use at most 80 characters for the name."),
});

export function action({ request, context }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, days, (given) => addHolidays(ctx, given));
}
