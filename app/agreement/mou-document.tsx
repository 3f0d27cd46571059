import { Crest, Mark, PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { MouTerms } from "#shared/documents/mou.ts";
import { shortHash } from "#shared/fingerprint.ts";
import type { Party } from "#shared/roles.ts";
import { dayInWords } from "#shared/time.ts";
import { Values } from "./clause.tsx";

export interface MouSignature {
  name: string;
  party: Party;
  hash: string;
  signedAt: number;
}

/** The agreement as a document: every clause in order, as it is read, printed and signed. */
export function MouDocument({
  terms,
  zone,
  hash,
  signatures,
  inForceSince,
  reviewOn = null,
}: {
  terms: MouTerms;
  zone: string;
  /** Null while the text is not fixed. */
  hash: string | null;
  signatures: readonly MouSignature[];
  inForceSince: number | null;
  reviewOn?: string | null;
}) {
  const { names } = terms;
  return (
    <article className="record always-paper mou-document">
      <header>
        <div className="letterhead">
          <div>
            <Crest party="agency" />
            <p>
              <b>{names.agency}</b>Agency
            </p>
          </div>
          <div>
            <Crest party="district" />
            <p>
              <b>{names.district}</b>School district
            </p>
          </div>
        </div>
        <div className="joint" aria-hidden="true" />
      </header>
      {inForceSince ? null : (
        <p className="runhead">
          <span>{hash ? "Fixed for signing" : "Being made"}</span>
          <b>DRAFT, not in force</b>
        </p>
      )}
      <h1>Memorandum of understanding</h1>
      <p>
        Version {terms.version}
        {reviewOn ? `. To be reviewed by ${dayInWords(reviewOn)}.` : "."}
      </p>
      {terms.reason ? <p>Amended because: {terms.reason}</p> : null}
      {terms.clauses.map((clause, index) => (
        <section className="mou-clause" id={`clause-${clause.id}`} key={clause.id} tabIndex={-1}>
          <h2>
            {index + 1}. {clause.title}
          </h2>
          {clause.addressed ? (
            <>
              <p className="mou-text">{clause.text}</p>
              <Values clause={clause} />
            </>
          ) : (
            <p className="by">Left out: the parties do not regulate this subject here.</p>
          )}
        </section>
      ))}
      <h2>Signatures</h2>
      <p className="by">A signature binds exactly this text. Changing one word makes every signature void.</p>
      <div className="sigs">
        {(["agency", "district"] as const).map((party) => (
          <Signature key={party} party={party} name={names[party]} zone={zone} signatures={signatures} />
        ))}
      </div>
      {hash ? (
        <section className={inForceSince ? "sealbox" : "sealbox mou-open"}>
          <h2>
            {inForceSince ? (
              <>
                In force since <Time at={inForceSince} zone={zone} />
              </>
            ) : (
              "Fixed for signing, not in force yet"
            )}
          </h2>
          <p>
            Fingerprint <span className="num">{shortHash(hash)}</span>, clauses of version {terms.clausesVersion}.
          </p>
        </section>
      ) : null}
    </article>
  );
}

function Signature({
  party,
  name,
  zone,
  signatures,
}: {
  party: "agency" | "district";
  name: string;
  zone: string;
  signatures: readonly MouSignature[];
}) {
  const signature = signatures.find((s) => s.party === party);
  return (
    <div className="sig" data-party={party}>
      {signature ? (
        <>
          <p className="hand">{signature.name}</p>
          <p>
            <b>{signature.name}</b>
          </p>
          <p>
            <PartyName party={party} name={name} />
          </p>
          <p>
            <Time at={signature.signedAt} zone={zone} />
          </p>
          <p className="means">
            Agrees to these terms for the {party}. Signed in Accord, fingerprint {shortHash(signature.hash)}.
          </p>
        </>
      ) : (
        <>
          <p className="hand muted">Not signed</p>
          <p>
            <Mark party={party} outline /> {name}
          </p>
        </>
      )}
    </div>
  );
}
