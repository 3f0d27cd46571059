import { Form, useHref, useNavigation } from "@remix-run/react";
import { type ChangeEvent, useState } from "react";
import { Button } from "#app/ui/button.tsx";
import { ErrorText } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { PdfPreview } from "./pdf-preview.tsx";

export const DOCUMENT_KINDS = { resume: "Résumé", "writing-sample": "Writing sample" } as const;
export type DocumentKind = keyof typeof DOCUMENT_KINDS;

/** The same limit the server holds; here it saves a long wait. */
const LIMIT_MIB = 10;

export interface DocumentFacts {
  id: string;
  kind: DocumentKind;
  name: string;
  bytes: number;
  uploadedAt: number;
  uploadedBy: string | null;
}

/** Résumé and writing sample: read in the page, download, add or replace. */
export function Documents({
  documents,
  zone,
  write,
  error,
}: {
  documents: readonly DocumentFacts[];
  zone: string;
  write: boolean;
  error: { kind: string; sentence: string } | null;
}) {
  return (
    <LedgerSection title="Documents" note={`PDF, at most ${LIMIT_MIB} MiB each`}>
      <ul className="entries">
        {Object.entries(DOCUMENT_KINDS).map(([kind, label]) => {
          const document = documents.find((d) => d.kind === kind);
          return (
            <li key={kind} className="entry">
              <h3 id={`document-${kind}`}>{label}</h3>
              {document ? (
                <Present document={document} label={label} zone={zone} />
              ) : (
                <p className="muted">Not added yet.</p>
              )}
              {write ? (
                <Upload
                  key={document?.id ?? "none"}
                  kind={kind}
                  label={label}
                  replaces={document !== undefined}
                  error={error?.kind === kind ? error.sentence : null}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </LedgerSection>
  );
}

function Present({ document, label, zone }: { document: DocumentFacts; label: string; zone: string }) {
  const href = useHref(`/files/${document.id}`);
  return (
    <>
      <p className="small muted">
        {document.name}, {size(document.bytes)}, added <Time at={document.uploadedAt} zone={zone} />
        {document.uploadedBy ? ` by ${document.uploadedBy}` : ""}
      </p>
      <PdfPreview key={document.id} href={href} label={label} />
    </>
  );
}

function Upload({
  kind,
  label,
  replaces,
  error,
}: {
  kind: string;
  label: string;
  replaces: boolean;
  error: string | null;
}) {
  const navigation = useNavigation();
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const busy = navigation.state !== "idle" && navigation.formData?.get("kind") === kind;
  const id = `file-${kind}`;
  const shown = tooLarge ?? error;
  const check = (event: ChangeEvent<HTMLInputElement>) => {
    const bytes = event.currentTarget.files?.[0]?.size ?? 0;
    setTooLarge(
      bytes > LIMIT_MIB * 1024 * 1024
        ? `This file has ${size(bytes)}; at most ${LIMIT_MIB} MiB are kept. Make it smaller and choose it again.`
        : null,
    );
  };
  return (
    <Form method="post" encType="multipart/form-data" className="upload" noValidate>
      <input type="hidden" name="intent" value="upload" />
      <input type="hidden" name="kind" value={kind} />
      <div className={shown ? "field has-error" : "field"}>
        <label htmlFor={id}>{replaces ? `Replace the ${label.toLowerCase()}` : `Add the ${label.toLowerCase()}`}</label>
        <ErrorText id={id} error={shown} />
        <input
          id={id}
          name="file"
          type="file"
          accept="application/pdf,.pdf"
          className="input"
          required
          onChange={check}
          aria-invalid={shown ? true : undefined}
          aria-describedby={shown ? `${id}-error` : undefined}
        />
      </div>
      <Button small disabled={busy || tooLarge !== null}>
        {busy ? "Sending the file" : replaces ? "Replace" : "Add"}
        <span className="vh"> the {label.toLowerCase()}</span>
      </Button>
    </Form>
  );
}

function size(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
