import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useHref, useLoaderData } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Time } from "#app/ui/time.tsx";
import { programOf } from "#db/programs.ts";
import { intact } from "#server/records/export.ts";
import { readableRecord } from "#server/records/reading.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import "../../interview/interview.css";
import { AgreementDocument } from "../selection.$processId.agreement/document.tsx";
import { SealedResult } from "./sealed-result.tsx";

export function loader({ request, context, params: { recordId = "" } }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const record = readableRecord(ctx, recordId);
  const program = programOf(ctx.db, ctx.viewer.programId);
  if (!record || !program) throw notFound();
  const { id, kind, title, hash, sealedAt, signatures, rubricVersion } = record;
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
    document:
      kind === "panel-result"
        ? { kind, content: JSON.parse(record.content) as PanelResult }
        : { kind, content: JSON.parse(record.content) as ProcessTerms },
  };
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
        ) : (
          <AgreementDocument
            terms={document.content}
            program={record.program}
            hash={record.hash}
            signatures={record.signatures.map((s) => ({ ...s, id: s.userId }))}
            inForceSince={record.sealedAt}
          />
        )}
      </main>
    </>
  );
}

function Band({ record }: { record: Sealed }) {
  const file = useHref(`/records/${record.id}/json`);
  return (
    <section className={record.intact ? "sealband always-paper" : "sealband always-paper broken"} aria-label="Seal">
      <div>
        <p>
          <Icon name={record.intact ? "seal" : "alert"} />
          <span>
            Sealed <Time at={record.sealedAt} zone={record.zone} as="date" />.{" "}
            {record.intact ? "Nothing has changed since." : "Its content has changed since."}
          </span>
        </p>
        <div className="actions no-print">
          <Button type="button" small onClick={() => window.print()}>
            Print the record
          </Button>
          <a className="btn btn-s" href={file} download>
            Export as a file
          </a>
        </div>
      </div>
    </section>
  );
}
