import { Field } from "#app/ui/field.tsx";
import { Pair, PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { Party } from "#shared/roles.ts";
import { Act, type ActionResult, type ScreeningFacts } from "./screening-act.tsx";

/** Whoever signs a waiver for work with young people knows first what of it is attested. */
export function NotVerified({ youth }: { youth: ScreeningFacts["youth"] }) {
  const open = youth.filter(({ verified }) => !verified).length;
  if (open === 0) return null;
  return (
    <p>
      <b>
        {open} of {youth.length} {youth.length === 1 ? "item" : "items"} of work with young people{" "}
        {open === 1 ? "is" : "are"} not verified yet.
      </b>{" "}
      The school administrator verifies them below.
    </p>
  );
}

export function Signatures({ facts: { waiver, zone } }: { facts: ScreeningFacts }) {
  const by = (party: Party) => waiver.signed.some((s) => s.party === party);
  return (
    <div className="row">
      {by("agency") && by("district") ? null : (
        <Pair
          agency={by("agency")}
          district={by("district")}
          agreed="has signed the waiver"
          open="has not signed the waiver"
        />
      )}
      {waiver.signed.length === 0 ? <p>Nobody has signed the waiver yet. Both leads sign, or one denies it.</p> : null}
      <ul className="stack-s">
        {waiver.signed.map((s) => (
          <li key={s.name}>
            <PartyName party={s.party as Party} name={s.name} /> signed the waiver on{" "}
            <Time at={s.signedAt} zone={zone} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a denied waiver was asked with, who had signed it, and who denied it. */
export function Denied({
  facts: { candidate, zone },
  denied,
}: {
  facts: ScreeningFacts;
  denied: NonNullable<ScreeningFacts["denied"]>;
}) {
  return (
    <>
      <p>
        Denied by {denied.by ?? "a lead"} on <Time at={denied.at} zone={zone} />.
      </p>
      {candidate.asked ? (
        <figure>
          <figcaption className="small muted">Asked with this reason</figcaption>
          <blockquote className="quote">{candidate.asked}</blockquote>
        </figure>
      ) : null}
      {denied.before.length > 0 ? (
        <ul className="stack-s">
          {denied.before.map((s) => (
            <li key={s.id}>
              <PartyName party={s.party as Party} name={s.name} /> signed the waiver on{" "}
              <Time at={s.signedAt} zone={zone} /> ({s.voidSince})
            </li>
          ))}
        </ul>
      ) : (
        <p>Nobody had signed the waiver.</p>
      )}
    </>
  );
}

export function SignWaiver({
  facts: { candidate, waiver },
  result,
}: {
  facts: ScreeningFacts;
  result: ActionResult | null;
}) {
  const refused = result?.intent === "sign-waiver" ? result : null;
  const words = (
    <>
      <input type="hidden" name="seen" value={waiver.hash ?? ""} />
      <Field
        as="textarea"
        name="reason"
        label={`Why should ${candidate.name} be interviewed with a shorter service?`}
        hint="Stays on record. The panel reads it."
        rows={4}
        maxLength={2000}
        defaultValue={refused?.values.reason ?? candidate.words}
        error={refused?.sentence}
        required
      />
    </>
  );
  if (waiver.hash === null)
    return (
      <Act
        intent="sign-waiver"
        label="Sign the waiver"
        pending="Signing"
        solid
        result={result}
        after="Your signature stands under these words; the other lead reads them and signs next."
      >
        {words}
      </Act>
    );
  return (
    <>
      {waiver.signedByMe ? (
        <p>You have signed. It waits for the other lead.</p>
      ) : (
        <Act
          intent="sign-waiver"
          label="Sign the same words"
          pending="Signing"
          solid
          result={null}
          after={`The second signature grants the waiver: ${candidate.name} is eligible, and the panel can read this file.`}
        >
          <input type="hidden" name="seen" value={waiver.hash} />
          <input type="hidden" name="reason" value={candidate.words} />
        </Act>
      )}
      <details open={refused !== null || undefined}>
        <summary>{waiver.signedByMe ? "Change the reason" : "Sign other words"}</summary>
        <Act
          intent="sign-waiver"
          label="Sign these words instead"
          pending="Signing"
          result={result}
          after="The signature under the words above becomes void. The other lead reads the new words and signs them."
        >
          {words}
        </Act>
      </details>
    </>
  );
}

export function DenyWaiver({ name, result }: { name: string; result: ActionResult | null }) {
  const mine = result?.intent === "deny-waiver" ? result : null;
  return (
    <details open={mine !== null || undefined}>
      <summary>Deny the waiver</summary>
      <Act
        intent="deny-waiver"
        label="Deny the waiver"
        pending="Denying"
        result={result}
        after={`Either lead can deny; the other need not agree. ${name} is then not eligible in this round. This cannot be undone.`}
      >
        <Field
          as="textarea"
          name="denial"
          label="Why is the waiver denied?"
          hint="Stays on record with the rule."
          rows={3}
          maxLength={2000}
          defaultValue={mine?.values.denial}
          error={mine?.sentence}
          required
        />
      </Act>
    </details>
  );
}
