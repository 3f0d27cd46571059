import { useEffect, useState } from "react";
import type * as Y from "yjs";
import { namedTerms, type ProcessTerms, type TermsChoices } from "#shared/documents/process.ts";

/** The terms of a live document, read again after each change; `initial` until the document has arrived. */
export function useTerms(doc: Y.Doc | null, choices: TermsChoices, initial: ProcessTerms): ProcessTerms {
  const [terms, setTerms] = useState(initial);
  useEffect(() => {
    if (!doc) return;
    let frame = 0;
    const read = () => setTerms(namedTerms(doc, choices));
    // Many keystrokes may arrive in one frame; one reading is enough.
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(read);
    };
    read();
    doc.on("update", later);
    return () => {
      cancelAnimationFrame(frame);
      doc.off("update", later);
    };
  }, [doc, choices]);
  return terms;
}
