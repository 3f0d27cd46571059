import type { LoaderFunctionArgs } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { openDocument } from "#server/documents.ts";
import { requireViewer } from "#server/viewer.ts";

/** A document of a candidate's file, or of an officer's case, as a download. Never shown by the browser itself as part of this site. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const document = await openDocument(requireViewer(context, request), params.fileId ?? "");
  return new Response(createReadableStreamFromReadable(document.stream), {
    headers: {
      "Content-Type": document.type,
      "Content-Length": String(document.bytes),
      "Content-Disposition": `attachment; filename="document${document.name.slice(document.name.lastIndexOf("."))}"; filename*=UTF-8''${encodeURIComponent(document.name).replaceAll("'", "%27")}`,
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  });
}
