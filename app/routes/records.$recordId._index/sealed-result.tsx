import { ResultDocument } from "#app/interview/result-document.tsx";
import { Crest, PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { signingTitle } from "#shared/decision.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import type { Sealed } from "./route.tsx";

/** The panel result as a document of both parties: letterhead, content, signatures, seal. */
export function SealedResult({ record, result }: { record: Sealed; result: PanelResult }) {
  const { agencyName, districtName } = record.program;
  return (
    <article className="record always-paper">
      <header>
        <div className="letterhead">
          <div>
            <Crest party="agency" />
            <p>
              <b>{result.program.agency}</b>Agency
            </p>
          </div>
          <div>
            <Crest party="district" />
            <p>
              <b>{result.program.district}</b>School district
            </p>
          </div>
        </div>
        <div className="joint" aria-hidden="true" />
      </header>
      <h1>Panel result: {result.candidate.name}</h1>
      <p>
        {result.school && !result.position.includes(result.school)
          ? `${result.position}, ${result.school}`
          : result.position}
      </p>
      <ResultDocument result={result} />
      <section className="sigpage">
        <h2>Signatures</h2>
        <div className="sigs">
          {record.signatures.map(({ userId, name, role, party, signedAt }) => (
            <div className="sig" data-party={party} key={userId}>
              <span className="hand" aria-hidden="true">
                {name}
              </span>
              <p>
                <b>{name}</b>, {signingTitle({ role, party })}
              </p>
              <p>
                <PartyName party={party} name={party === "agency" ? agencyName : districtName} />
              </p>
              <p className="num">
                <Time at={signedAt} zone={record.zone} />
              </p>
              <p className="means">Signs that this is the panel’s result. Signed in with their own account.</p>
            </div>
          ))}
        </div>
      </section>
      <section className="sealbox">
        <h2>
          Sealed <Time at={record.sealedAt} zone={record.zone} />
        </h2>
        <p>
          The content, the rubric version and {record.signatures.length === 2 ? "both" : record.signatures.length}{" "}
          signatures are fixed.{" "}
          {record.intact
            ? "The fingerprint was computed again when this page was opened: nothing has changed since."
            : "The fingerprint was computed again when this page was opened and does not agree."}
        </p>
        <dl className="facts">
          <dt>Fingerprint</dt>
          <dd>
            <code>{record.hash}</code>
          </dd>
          <dt>Rubric</dt>
          <dd>Version {record.rubricVersion}</dd>
          <dt>Record</dt>
          <dd>{record.id}</dd>
          <dt>Check it</dt>
          <dd>
            Download the signed PDF or the data file and give it to the page “Check a record”, or run “npm run accord --
            verify FILE” on any machine.
          </dd>
        </dl>
      </section>
    </article>
  );
}
