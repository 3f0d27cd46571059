import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/acts/answer.ts";
import { openMou } from "#server/commands/mou.ts";
import { requireViewer } from "#server/viewer.ts";

/** The program's first agreement is opened. */
export function action({ context, request }: ActionFunctionArgs) {
  return answer(request, openMou(requireViewer(context, request)));
}
