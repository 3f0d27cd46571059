import { Act } from "#app/interview/act.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import { contentHash } from "#shared/content-hash.ts";
import { type GoalContent, missingInGoals } from "#shared/documents/evaluation.ts";
import { Consent } from "./receipt.tsx";

/**
 * Who signed the goals as they stand at this moment. A signature under other words stands there as given for those, the
 * moment the words change.
 */
export function GoalsSigning({
  page,
  to,
  written,
  unsent,
}: {
  page: EvaluationPage;
  to: string;
  written: readonly GoalContent[];
  unsent: number;
}) {
  const { goals, head, zone } = page;
  const hash = goals.writing ? contentHash(written) : goals.hash;
  const missing = goals.writing ? missingInGoals(written) : [];
  const of = (role: string) => goals.signed.filter((one) => one.role === role);
  const mine = of(page.hat ?? "").some((one) => one.hash === hash);
  const signs = (goals.may.sign || goals.may.receive) && !mine;
  const officer = of("officer");
  return (
    <LedgerSection
      title="Signatures"
      note={goals.writing ? "Both under the same words: then the year begins." : "The officer’s is a receipt."}
    >
      <div className="stack">
        <ul className="signers">
          {head.leads.map(({ userId, role, party, name }) => (
            <Signer key={userId} {...{ party, name, zone }} signed={of(role)} hash={goals.writing ? hash : null} />
          ))}
          <Signer party="agency" name={head.officer} zone={zone} signed={officer} hash={hash} receipt />
        </ul>
        {missing.length > 0 ? (
          <>
            <p>Before anybody can sign:</p>
            <ul className="rules">
              {missing.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        ) : null}
        {signs && missing.length === 0 ? (
          <Act
            key={hash}
            to={`${to}/goals-signature`}
            label={goals.may.sign ? "Sign the goals" : "Confirm that I have read the goals"}
            variant="solid"
            values={{ hash }}
            before={() => unsent === 0}
            hint={
              unsent > 0
                ? "Your last words are still on their way. Sign in a moment."
                : goals.may.sign
                  ? "An edit by either of you ends both signatures."
                  : "It says that you read them. Nothing waits for it."
            }
          >
            <Consent
              label={
                goals.may.sign
                  ? "I have read the goals. My signature binds exactly these words."
                  : "I have read the goals of my year."
              }
            />
          </Act>
        ) : null}
      </div>
    </LedgerSection>
  );
}

function Signer({
  party,
  name,
  signed,
  hash,
  zone,
  receipt = false,
}: {
  party: "agency" | "district" | "community";
  name: string;
  signed: EvaluationPage["goals"]["signed"];
  /** Of the words that stand there now; `null`: whatever was signed holds. */
  hash: string | null;
  zone: string;
  receipt?: boolean;
}) {
  const holds = signed.find((one) => hash === null || one.hash === hash);
  const ended = holds ? undefined : signed[0];
  return (
    <li>
      <Mark party={party} outline={!holds} />
      <b>{holds?.name ?? name}</b>
      <span className={ended ? "attention" : "muted"}>
        {holds ? (
          <>
            {receipt ? "Confirmed" : "Signed"} <Time at={holds.signedAt} zone={zone} />
          </>
        ) : ended ? (
          `${receipt ? "Confirmed" : "Signed"} earlier words; the goals were changed since`
        ) : receipt ? (
          "Has not confirmed yet"
        ) : (
          "Not signed"
        )}
      </span>
    </li>
  );
}
