import { useEffect, useState } from "react";
import type * as Y from "yjs";
import { type MouLead, type MouTerms, readMou, type Tick, tickOf } from "#shared/documents/mou.ts";

/** How both parties stand to each clause, by its id. */
export type Ticks = Record<string, { agency: Tick; district: Tick }>;

/** The text of a live agreement and its ticks, read again after each change; `initial` until it has arrived. */
export function useMou(
  doc: Y.Doc | null,
  leads: readonly MouLead[],
  initial: { terms: MouTerms; ticks: Ticks },
): { terms: MouTerms; ticks: Ticks } {
  const [now, setNow] = useState<{ doc: Y.Doc; terms: MouTerms; ticks: Ticks } | null>(null);
  const { version, names, reason } = initial.terms;
  const [agency, district] = [names.agency, names.district];
  useEffect(() => {
    if (!doc) return;
    let frame = 0;
    const read = () => {
      const terms = readMou(doc, { version, names: { agency, district }, reason });
      const ticks = Object.fromEntries(
        terms.clauses.map(({ id }) => [
          id,
          { agency: tickOf(doc, id, leads, "agency"), district: tickOf(doc, id, leads, "district") },
        ]),
      );
      setNow({ doc, terms, ticks });
    };
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
  }, [doc, leads, version, agency, district, reason]);
  return now && now.doc === doc ? now : initial;
}
