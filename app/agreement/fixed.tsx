import { Link } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Pair } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { MouPage } from "#server/pages/mou.ts";
import { shortHash } from "#shared/fingerprint.ts";
import { historyPath } from "#shared/history-path.ts";
import { dayInWords } from "#shared/time.ts";
import { ReopenMou, Review, SignMou } from "./acts.tsx";
import { Contents } from "./contents.tsx";
import { Kicker } from "./kicker.tsx";
import { MouDocument } from "./mou-document.tsx";

/** The text as a document: waiting for signatures, in force, under review, or replaced. */
export function Fixed({ page }: { page: MouPage }) {
  const { signatures, state, may, program } = page;
  const standing = signatures.filter((s) => s.voidedAt === null);
  const signed = (party: "agency" | "district") => standing.some((s) => s.party === party);
  const organization = page.me.party === "agency" ? program.agencyName : program.districtName;
  const acts = may.sign || may.reopen || may.startReview || state === "review";
  return (
    <main id="main" tabIndex={-1}>
      {state === "frozen" ? null : <Band page={page} />}
      <div className="page mou-standing no-print">
        <div className="ledger mou">
          <nav className="ml" aria-label="Clauses">
            <details>
              <summary>Clauses</summary>
              <Contents
                clauses={page.terms.clauses}
                ticks={null}
                open={{}}
                current={null}
                hrefOf={(id) => `/agreement/${page.version}#clause-${id}`}
              />
            </details>
          </nav>
          <div className="mm head">
            <Kicker
              page={page}
              history={historyPath({ kind: "mou", recordId: page.id, part: "agreement", revision: page.revision })}
            />
            {state === "frozen" ? (
              <>
                <p>
                  <b>The text is fixed and waits for the signatures of both executives,</b> in either order.
                </p>
                <p>
                  <Pair
                    agency={signed("agency")}
                    district={signed("district")}
                    agreed="has signed"
                    open="has not signed"
                  />{" "}
                  {standing.length > 0 ? `${standing.map((s) => s.name).join(", ")} signed.` : "Nobody has signed yet."}
                </p>
              </>
            ) : null}
          </div>
        </div>
      </div>
      <div className="desk-ground">
        <MouDocument
          terms={page.terms}
          zone={program.timeZone}
          hash={page.hash}
          signatures={standing}
          inForceSince={page.adoptedAt}
          reviewOn={page.reviewOn}
        />
      </div>
      {acts || signatures.some((s) => s.voidedAt !== null) ? (
        <div className="page no-print" id="next">
          <LedgerSection title={may.sign ? "Sign" : state === "frozen" ? "Signatures" : "Review"}>
            <div className="stack">
              <Signatures page={page} />
              {may.sign ? <SignMou page={page} organization={organization} /> : null}
              {may.reopen ? <ReopenMou page={page} /> : null}
              {state === "adopted" || state === "review" ? <Review page={page} /> : null}
            </div>
          </LedgerSection>
        </div>
      ) : null}
    </main>
  );
}

function Band({ page }: { page: MouPage }) {
  const { state, adoptedAt, supersededAt, reviewOn, recordId, program } = page;
  return (
    <section className="sealband always-paper" aria-label="State of the agreement">
      <div>
        <p>
          <Icon name="seal" />
          <span>
            {state === "superseded" && supersededAt ? (
              <>
                Replaced on <Time at={supersededAt} zone={program.timeZone} as="date" /> by a later version.
              </>
            ) : adoptedAt ? (
              <>
                In force since <Time at={adoptedAt} zone={program.timeZone} as="date" />.{" "}
                {state === "review" ? "Under review." : reviewOn ? `To be reviewed by ${dayInWords(reviewOn)}.` : ""}
              </>
            ) : null}
          </span>
        </p>
        <div className="actions">
          <Button small type="button" onClick={() => window.print()}>
            Print
          </Button>
          {recordId ? (
            <Link className="btn btn-s btn-plain" to={`/records/${recordId}`}>
              Sealed record
            </Link>
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** Every signature ever given, the void ones with who ended them and why. */
function Signatures({ page: { signatures, program } }: { page: MouPage }) {
  if (signatures.length === 0) return null;
  return (
    <ul className="mou-marks">
      {signatures.map((s) => (
        <li key={s.id}>
          {s.name} signed on <Time at={s.signedAt} zone={program.timeZone} />, fingerprint{" "}
          <span className="num nowrap">{shortHash(s.hash)}</span>.
          {s.voidedAt ? (
            <span className="attention">
              {" "}
              Void since {s.voidedBy} went back to the negotiation on <Time at={s.voidedAt} zone={program.timeZone} />
              {s.voidReason ? `: “${s.voidReason}”` : "."}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
