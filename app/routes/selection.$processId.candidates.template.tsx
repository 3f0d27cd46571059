import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvTemplate } from "#server/candidate-csv.ts";
import { roundForIntake } from "#server/pages/candidate.ts";
import { requireViewer } from "#server/viewer.ts";

/** The CSV to fill in, for those who may import it. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  roundForIntake(requireViewer(context, request), params.processId ?? "");
  return new Response(csvTemplate(), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="candidates.csv"',
    },
  });
}
