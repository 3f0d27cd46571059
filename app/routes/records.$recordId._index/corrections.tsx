import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { signingTitle } from "#shared/decision.ts";
import type { Sealed } from "./route.tsx";

/** The corrections beside a record, each with its reason and its own fingerprint, and the form for one more. */
export function Corrections({ record }: { record: Sealed }) {
  if (record.corrections.length === 0 && !record.mayCorrect) return null;
  return (
    <div className="page" id="corrections">
      <LedgerSection
        title="Corrections"
        note={record.corrections.length === 0 ? "None" : "The record itself never changes"}
      >
        <div className="stack">
          {record.corrections.map((correction) => (
            <article className="stack-s" id={correction.id} key={correction.id}>
              <p className="kept">{correction.words}</p>
              <p>
                <b>Reason:</b> {correction.reason}
              </p>
              <p className="small muted">
                {correction.name}, {signingTitle(correction)}, <PartyName party={correction.party} />,{" "}
                <Time at={correction.at} zone={record.zone} />. Corrects record {record.id}, fingerprint{" "}
                <code>{record.hash.slice(0, 16)}</code>. Its own fingerprint:{" "}
                <code>{correction.hash.slice(0, 16)}</code>
              </p>
            </article>
          ))}
          {record.corrections.length > 0 ? (
            <p className="small">The PDF and the data file are of the record as it was sealed, without corrections.</p>
          ) : null}
          {record.mayCorrect ? (
            // A new form after each correction: a second press must not add the same words again.
            <details className="no-print" key={record.corrections.length}>
              <summary>Add a correction</summary>
              <p className="small muted">
                It stands beside the record, under your name, for everyone who may read the record. It cannot be taken
                back.
              </p>
              <Act to={`/records/${record.id}/correction`} label="Add the correction">
                <Field
                  as="textarea"
                  name="words"
                  label="Correction"
                  hint="What is wrong, and how it should read."
                  rows={4}
                  maxLength={5000}
                  required
                />
                <Field as="textarea" name="reason" label="Reason" rows={2} maxLength={2000} required />
              </Act>
            </details>
          ) : null}
        </div>
      </LedgerSection>
    </div>
  );
}
