import type { LoaderFunctionArgs } from "@remix-run/node";
import { letterOf } from "#server/pages/outbox.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

/** The calendar file of an invitation. */
export function loader({ context, request, params }: LoaderFunctionArgs) {
  const { calendar } = letterOf(requireViewer(context, request), params.mailId ?? "");
  if (calendar === null) throw notFound();
  return new Response(calendar, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="invitation.ics"',
    },
  });
}
