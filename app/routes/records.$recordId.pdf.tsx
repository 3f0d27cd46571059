import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportRecordPdf } from "#server/commands/records.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

/** A sealed record as a signed PDF, the same bytes each time. Its file name names no person. */
export async function loader({ request, context, params: { recordId = "" } }: LoaderFunctionArgs) {
  const exported = await exportRecordPdf(requireViewer(context, request), { recordId });
  if (!exported.ok) {
    if (exported.reason === "not-found") throw notFound();
    throw new Response(`${exported.sentence}\n`, {
      status: 409,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  }
  return new Response(new Uint8Array(exported.file), {
    headers: {
      "content-type": "application/pdf",
      "content-length": String(exported.file.length),
      "content-disposition": `attachment; filename="accord-${recordId}.pdf"`,
      "cache-control": "no-store, no-transform",
    },
  });
}
