import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportCandidates } from "#server/candidate-export.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

/** The round's candidates as a CSV file, for those who may take it along. */
export function loader({ context, request, params }: LoaderFunctionArgs) {
  const csv = exportCandidates(requireViewer(context, request), params.processId ?? "");
  if (csv === null) throw notFound();
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="round-candidates.csv"',
    },
  });
}
