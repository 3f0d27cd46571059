import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useHref, useLoaderData } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Time } from "#app/ui/time.tsx";
import { programOf } from "#db/programs.ts";
import { addendaOf, type SealedRecord } from "#db/records.ts";
import { criterionThreadPath } from "#server/pages/criterion-thread.ts";
import { mayCorrect } from "#server/records/corrections.ts";
import { intact } from "#server/records/export.ts";
import { documentOf } from "#server/records/pdf/kinds.ts";
import { readableRecord } from "#server/records/reading.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import type { RecordDocument } from "#shared/record-blocks.ts";
import type { Party, Role } from "#shared/roles.ts";
import "../../interview/interview.css";
import { AgreementDocument } from "../selection.$processId.agreement/document.tsx";
import { SealedBlocks } from "./blocks.tsx";
import { Corrections } from "./corrections.tsx";
import { SealedResult } from "./sealed-result.tsx";

export function loader({ request, context, params: { recordId = "" } }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const record = readableRecord(ctx, recordId);
  const program = programOf(ctx.db, ctx.viewer.programId);
  if (!record || !program) throw notFound();
  const printed = documentOf(record, program);
  const { id, title, hash, sealedAt, signatures, rubricVersion } = record;
  return {
    id,
    title,
    hash,
    sealedAt,
    rubricVersion,
    signatures,
    zone: program.timeZone,
    program: { agencyName: program.agencyName, districtName: program.districtName, timeZone: program.timeZone },
    // Computed anew each time the page is opened: the words on the band are a fact, not a label.
    intact: intact(record),
    document: contentOf(record, printed),
    hasPdf: printed !== null,
    /** From an evaluation back to the selection, for whoever may read both. */
    selection: record.kind === "evaluation" ? criterionThreadPath(ctx, record.subjectId) : null,
    mayCorrect: mayCorrect(ctx.viewer, record),
    corrections: addendaOf(ctx.db, id).map(({ id, words, reason, name, role, party, at, hash }) => ({
      id,
      words,
      reason,
      name,
      role: role as Role,
      party: party as Party,
      at,
      hash,
    })),
  };
}

/** Agreements and results are shown as on their own pages; every other kind as the document its PDF prints. */
function contentOf({ kind, content }: SealedRecord, printed: RecordDocument | null) {
  if (kind === "panel-result") return { kind, content: JSON.parse(content) as PanelResult };
  if (kind === "process-agreement") return { kind, content: JSON.parse(content) as ProcessTerms };
  return { kind, content: printed };
}

export type Sealed = Awaited<ReturnType<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? "Record"} · Accord` }];

export default function RecordPage() {
  const record = useLoaderData<typeof loader>();
  const { document } = record;
  return (
    <>
      <Band record={record} />
      <main id="main" className="desk-ground">
        {record.intact ? null : (
          <Alert tone="err" title="This record no longer gives its own fingerprint">
            Its content in this database was changed outside Accord. Do not rely on it; compare it with an exported copy
            and tell the records custodian.
          </Alert>
        )}
        {document.kind === "panel-result" ? (
          <SealedResult record={record} result={document.content} />
        ) : document.kind === "process-agreement" ? (
          <AgreementDocument
            terms={document.content}
            program={record.program}
            hash={record.hash}
            signatures={record.signatures.map((s) => ({ ...s, id: s.userId }))}
            inForceSince={record.sealedAt}
          />
        ) : document.content ? (
          <SealedBlocks record={record} document={document.content} />
        ) : (
          <Alert title={record.title}>Export it as a file to read its content.</Alert>
        )}
        <Corrections record={record} />
      </main>
    </>
  );
}

function Band({ record }: { record: Sealed }) {
  const file = useHref(`/records/${record.id}/json`);
  const pdf = useHref(`/records/${record.id}/pdf`);
  const word = useHref(`/records/${record.id}/docx`);
  return (
    <section className={record.intact ? "sealband always-paper" : "sealband always-paper broken"} aria-label="Seal">
      <div>
        <p>
          <Icon name={record.intact ? "seal" : "alert"} />
          <span>
            Sealed <Time at={record.sealedAt} zone={record.zone} as="date" />.{" "}
            {record.intact ? "Nothing has changed since." : "Its content has changed since."}{" "}
            {record.corrections.length > 0 ? (
              <a href="#corrections">
                {record.corrections.length === 1 ? "One correction" : `${record.corrections.length} corrections`}
              </a>
            ) : null}
          </span>
        </p>
        <div className="actions no-print">
          <Button type="button" small onClick={() => window.print()}>
            Print the record
          </Button>
          {record.hasPdf && record.intact ? (
            <a className="btn btn-s" href={pdf} download>
              Signed PDF
            </a>
          ) : null}
          {record.hasPdf && record.intact ? (
            <a className="btn btn-s" href={word} download>
              Word copy (unsealed)
            </a>
          ) : null}
          <a className="btn btn-s" href={file} download>
            Data file
          </a>
          {record.selection ? (
            <Link className="btn btn-s btn-plain" to={record.selection}>
              From the interview
            </Link>
          ) : null}
          <Link className="btn btn-s btn-plain" to="/verify">
            Check a file
          </Link>
        </div>
      </div>
    </section>
  );
}
