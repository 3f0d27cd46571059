import type { LoaderFunctionArgs } from "@remix-run/node";
import { meetingDownload } from "#server/pages/meeting.ts";
import { requireViewer } from "#server/viewer.ts";

/** The calendar file of a mediation meeting. */
export function loader({ request, context, params: { assignmentId = "", removalId = "" } }: LoaderFunctionArgs) {
  return meetingDownload(requireViewer(context, request), assignmentId, { removalId });
}
