import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { act } from "#server/acts/answer.ts";
import { admitObserver, dismissObserver } from "#server/commands/observers.ts";
import { requireViewer } from "#server/viewer.ts";

const schema = z.object({
  userId: z.string("Choose who may listen.").min(1, "Choose who may listen.").max(64),
  what: z.enum(["admit", "dismiss"]).default("admit"),
});

/** Who is admitted to listen to this interview. */
export function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  return act(request, schema, ({ userId, what }) =>
    what === "admit" ? admitObserver(ctx, { interviewId, userId }) : dismissObserver(ctx, { interviewId, userId }),
  );
}
