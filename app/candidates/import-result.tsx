import { Form } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { Button } from "#app/ui/button.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { yearsInWords } from "#shared/service.ts";

export interface Preview {
  fileName: string;
  problems: { row: number; column: string | null; sentence: string }[];
  rows: { row: number; name: string; email: string | null; years: number; spans: number; youth: number }[];
  base64: string | null;
}

/** What the file would do: every problem by row and column, or every candidate that would be added. */
export function ImportResult({ preview, busy }: { preview: Preview; busy: boolean }) {
  const { fileName, problems, rows, base64 } = preview;
  const heading = useRef<HTMLParagraphElement>(null);
  // Each answer is a new preview: take the reader to it.
  useEffect(() => {
    if (preview) heading.current?.focus();
  }, [preview]);
  const clean = base64 !== null;
  return (
    <LedgerSection title={clean ? "Ready to import" : "To correct"} note={fileName} wide>
      <div className="stack">
        <p ref={heading} tabIndex={-1}>
          {clean
            ? `${count(rows.length, "candidate")} would be added. Nothing is written yet.`
            : `${count(problems.length, "error")}. Nothing was imported. Correct the file and choose it again.`}
        </p>
        {problems.length > 0 ? (
          <DataTable
            caption="Errors"
            captionHidden
            columns={[{ label: "Row" }, { label: "Column" }, { label: "What to correct" }]}
            rows={problems.map(({ row, column, sentence }, index) => ({
              key: `${index}`,
              cells: [`Row ${row}`, column ? <code key="column">{column}</code> : "whole row", sentence],
            }))}
          />
        ) : null}
        {base64 !== null ? (
          <Form method="post" encType="multipart/form-data">
            <input type="hidden" name="fileName" value={fileName} />
            <input type="hidden" name="confirmed" value={base64} />
            <Button variant="solid" disabled={busy}>
              {busy ? "Importing" : `Import ${count(rows.length, "candidate")}`}
            </Button>
          </Form>
        ) : null}
        {rows.length > 0 ? (
          <DataTable
            caption={clean ? "Candidates in this file" : "Rows without an error"}
            columns={[
              { label: "Candidate" },
              { label: "Row", right: true, wideOnly: true },
              { label: "E-mail" },
              { label: "Service", right: true },
              { label: "Spans", right: true, wideOnly: true },
              { label: "Evidence", right: true, wideOnly: true },
            ]}
            rows={rows.map((r) => ({
              key: `${r.row}`,
              cells: [r.name, r.row, r.email ?? "", yearsInWords(r.years), r.spans, r.youth],
            }))}
          />
        ) : null}
      </div>
    </LedgerSection>
  );
}

function count(n: number, what: string): string {
  return n === 1 ? `1 ${what}` : `${n} ${what}s`;
}
