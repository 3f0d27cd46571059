import type { LoaderFunctionArgs } from "@remix-run/node";
import { meetingDownload } from "#server/pages/meeting.ts";
import { requireViewer } from "#server/viewer.ts";

/** The calendar file of the meeting at which an evaluation is presented. */
export function loader({ request, context, params: { assignmentId = "", evaluationId = "" } }: LoaderFunctionArgs) {
  return meetingDownload(requireViewer(context, request), assignmentId, { evaluationId });
}
