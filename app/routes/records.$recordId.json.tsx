import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportRecord } from "#server/commands/records.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

/** A sealed record as a file: exact content, hash, signatures. */
export function loader({ request, context, params: { recordId = "" } }: LoaderFunctionArgs) {
  const exported = exportRecord(requireViewer(context, request), { recordId });
  if (!exported.ok) throw notFound();
  return new Response(exported.file, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${recordId}.json"`,
      "cache-control": "no-store",
    },
  });
}
