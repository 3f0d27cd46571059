import { Act } from "#app/interview/act.tsx";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { ResultDocument } from "#app/interview/result-document.tsx";
import { Check, Field } from "#app/ui/field.tsx";
import { Mark, Pair } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { ROLES } from "#shared/roles.ts";
import type { Page } from "./route.tsx";

/** The fixed result: its exact text, its fingerprint, who signs in which order, and the way back. */
export function Signing({ page, result }: { page: Page; result: NonNullable<Page["result"]> }) {
  const signed = (role: string) => page.signatures.find((s) => s.role === role);
  const turn = page.signers.find(({ role }) => !signed(role));
  const heading = useFocusWhenLost<HTMLHeadingElement>(`${page.state} ${page.signatures.length}`);
  const myTurn = page.state === "frozen" && page.may.sign !== null && turn?.role === page.may.sign;
  return (
    <section className="signing" aria-labelledby="signing">
      <h2 id="signing" tabIndex={-1} ref={heading}>
        <Pair
          agency={signed("supervisor") !== undefined}
          district={signed("administrator") !== undefined}
          agreed="has signed"
          open="has not signed"
        />{" "}
        {page.state === "sealed" ? "Signed and sealed" : "Sign the panel result"}
      </h2>
      <ol className="signers">
        {page.signers.map(({ role, name }) => {
          const signature = signed(role);
          return (
            <li key={role}>
              <Mark party={role === "supervisor" ? "agency" : "district"} outline={!signature} />
              <span>
                <b>{signature?.name ?? name ?? ROLES[role].label}</b>, {ROLES[role].label}
              </span>
              <span className="muted">
                {signature ? (
                  <>
                    Signed <Time at={signature.signedAt} zone={page.zone} />
                  </>
                ) : turn?.role === role ? (
                  "Signs next"
                ) : (
                  "Signs after the supervisor"
                )}
              </span>
            </li>
          );
        })}
      </ol>
      <details className="exact">
        <summary>Read the panel result exactly as it is signed</summary>
        <ResultDocument result={result.content} />
      </details>
      <p className="small muted">
        Fingerprint <code className="hash">{result.hash}</code>
      </p>
      {page.state === "frozen" && page.may.sign ? (
        myTurn ? (
          <Act
            to={`/interviews/${page.id}/signature`}
            label="Sign the panel result"
            variant="solid"
            values={{ hash: result.hash }}
            hint={
              page.may.sign === "supervisor"
                ? "The administrator signs after you."
                : "Your signature is the second one: it seals the result for good."
            }
          >
            <Check
              name="consent"
              value="yes"
              required
              label="I have read the panel result. My signature binds exactly this text."
            />
          </Act>
        ) : (
          <p role="status">
            {signed(page.may.sign)
              ? "You have signed. It waits for the other lead."
              : "The SRO supervisor signs first. You can sign here as soon as that signature is there."}
          </p>
        )
      ) : null}
      {page.may.reopen ? (
        <details>
          <summary>Open the joint scorecard again</summary>
          <p className="small muted">Signatures already given become void, visibly, and the writing goes on.</p>
          <Act to={`/interviews/${page.id}/reopening`} label="Open it again" small>
            <Field
              as="textarea"
              name="reason"
              label="Reason"
              hint="It stands in the sealed record."
              rows={2}
              maxLength={2000}
              required
            />
          </Act>
        </details>
      ) : null}
    </section>
  );
}
