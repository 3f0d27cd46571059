import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportFixedEvaluation } from "#server/commands/word-copies.ts";
import { wordFile } from "#server/records/word/answer.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

/** A Word copy of the fixed text of an evaluation that is not sealed yet. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { assignmentId = "", evaluationId = "" } = params;
  const exported = await exportFixedEvaluation(requireViewer(context, request), { assignmentId, evaluationId });
  if (!exported.ok && exported.reason === "not-found") throw notFound();
  return wordFile(exported, evaluationId);
}
