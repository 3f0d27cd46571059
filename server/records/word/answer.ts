import type { Outcome } from "../../context.ts";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A Word copy as a download whose name names nobody; or the sentence that says why there is none. */
export function wordFile(exported: Outcome<{ file: Buffer }>, id: string): Response {
  if (!exported.ok)
    throw new Response(`${exported.sentence}\n`, {
      status: 409,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  return new Response(new Uint8Array(exported.file), {
    headers: {
      "content-type": WORD,
      "content-length": String(exported.file.length),
      "content-disposition": `attachment; filename="accord-${id}-copy.docx"`,
      "cache-control": "no-store, no-transform",
    },
  });
}
