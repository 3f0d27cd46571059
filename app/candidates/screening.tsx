import { Form, Link, useNavigation } from "@remix-run/react";
import { ClauseNote, type RestsOn } from "#app/agreement/clause-note.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Pair, PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { Party } from "#shared/roles.ts";
import { yearsInWords } from "#shared/service.ts";
import { zoneName } from "#shared/time.ts";

export interface ScreeningFacts {
  zone: string;
  candidate: { name: string; state: string; stateLabel: string; rule: string; words: string };
  service: { years: number; minimumYears: number };
  waiver: { signed: { name: string; party: string; signedAt: number }[]; hash: string | null; signedByMe: boolean };
  interview: { scheduledAt: number | null; way: { to: string; label: string; stateLabel: string } | null } | null;
  /** The evidence of work with young people; the school attests it. */
  youth: readonly { verified: unknown }[];
  restsOn: RestsOn | null;
  may: { screen: boolean; signWaiver: boolean; denyWaiver: boolean; schedule: boolean };
}

/** What a refused action sent back: what was typed, and the sentence about it. */
export interface ActionResult {
  intent: string;
  sentence: string;
  values: Record<string, string>;
}

/** Where this candidate stands, and the one next step. */
export function Screening({ facts, result }: { facts: ScreeningFacts; result: ActionResult | null }) {
  const { candidate, waiver, interview, may } = facts;
  return (
    <LedgerSection title="Eligibility" note={standingOf(facts)} aside={<WhoDecides state={candidate.state} />}>
      <div className="stack">
        {candidate.rule ? <p>{candidate.rule}.</p> : null}
        {candidate.words ? (
          <figure>
            <figcaption className="small muted">{reasonLabel(candidate.state)}</figcaption>
            <blockquote className="quote">{candidate.words}</blockquote>
          </figure>
        ) : null}
        {waiver.signed.length > 0 || candidate.state === "waiver" ? <Signatures facts={facts} /> : null}
        {candidate.state === "waiver" ? <ClauseNote parameter="selection.waiver_allowed" on={facts.restsOn} /> : null}
        {candidate.state === "submitted" ? <Check facts={facts} result={result} /> : null}
        {may.signWaiver ? <NotVerified youth={facts.youth} /> : null}
        {may.signWaiver ? <SignWaiver facts={facts} result={result} /> : null}
        {may.denyWaiver ? <DenyWaiver name={candidate.name} result={result} /> : null}
        {interview ? (
          <Interview interview={interview} zone={facts.zone} />
        ) : may.schedule ? (
          <SetInterview zone={facts.zone} result={result} />
        ) : candidate.state === "eligible" ? (
          <p>No interview is set yet. The leads or the program coordinator set it.</p>
        ) : null}
      </div>
    </LedgerSection>
  );
}

/** Whoever signs a waiver for work with young people knows first what of it is attested. */
function NotVerified({ youth }: { youth: ScreeningFacts["youth"] }) {
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

/** What the rule said about this candidate, also once the interview is further on. */
function standingOf({ candidate, waiver }: ScreeningFacts): string {
  if (candidate.state !== "scheduled" && candidate.state !== "decided") return candidate.stateLabel;
  return waiver.signed.length > 1 ? "Eligible by waiver" : "Eligible";
}

function Check({ facts, result }: { facts: ScreeningFacts; result: ActionResult | null }) {
  const { service, may } = facts;
  const met = service.years >= service.minimumYears;
  return (
    <>
      <p>
        {met
          ? `With ${yearsInWords(service.years)} the agreed minimum of ${service.minimumYears} is met.`
          : `With ${yearsInWords(service.years)} the agreed minimum of ${service.minimumYears} is not met.`}{" "}
        {may.screen
          ? met
            ? "Checking makes the candidate eligible; the panel can then read this file."
            : "Checking asks both leads for a waiver; without it the candidate is not interviewed."
          : "The leads or the program coordinator check it."}
      </p>
      {may.screen ? <Act intent="screen" label="Check eligibility" pending="Checking" solid result={result} /> : null}
    </>
  );
}

function Signatures({ facts: { waiver, zone } }: { facts: ScreeningFacts }) {
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

function SignWaiver({ facts: { candidate, waiver }, result }: { facts: ScreeningFacts; result: ActionResult | null }) {
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

function DenyWaiver({ name, result }: { name: string; result: ActionResult | null }) {
  const mine = result?.intent === "deny-waiver" ? result : null;
  return (
    <details open={mine !== null || undefined}>
      <summary>Deny the waiver</summary>
      <Act
        intent="deny-waiver"
        label="Deny the waiver"
        pending="Denying"
        result={result}
        after={`${name} is then not eligible in this round. This cannot be undone.`}
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

function SetInterview({ zone, result }: { zone: string; result: ActionResult | null }) {
  const mine = result?.intent === "schedule" ? result : null;
  return (
    <Act
      intent="schedule"
      label="Set the interview"
      pending="Setting the interview"
      solid
      result={result}
      after="This opens the interview room and gives every panel member a private card."
    >
      <fieldset>
        <legend className="label">When is the interview?</legend>
        <p className="hint" id="zone">
          {zoneName(zone)} ({zone})
        </p>
        <div className="two">
          <Field
            name="date"
            label="Date"
            type="date"
            defaultValue={mine?.values.date}
            error={mine?.sentence}
            required
          />
          <Field name="time" label="Time" type="time" defaultValue={mine?.values.time} required />
        </div>
      </fieldset>
    </Act>
  );
}

function Interview({ interview, zone }: { interview: NonNullable<ScreeningFacts["interview"]>; zone: string }) {
  const { way } = interview;
  return (
    <>
      <p>
        {interview.scheduledAt === null ? (
          "The interview has no time yet."
        ) : (
          <>
            Interview on <Time at={interview.scheduledAt} zone={zone} />.
          </>
        )}{" "}
        {way ? `${way.stateLabel}.` : null}
      </p>
      {way ? (
        <p>
          <LinkButton variant="solid" to={way.to}>
            {way.label}
          </LinkButton>
        </p>
      ) : null}
    </>
  );
}

/** One act of this page: a form, its button, what happens then. */
function Act({
  intent,
  label,
  pending,
  solid = false,
  result,
  after,
  children,
}: {
  intent: string;
  label: string;
  pending: string;
  solid?: boolean;
  result: ActionResult | null;
  after?: string;
  children?: React.ReactNode;
}) {
  const navigation = useNavigation();
  const busy = navigation.state !== "idle" && navigation.formData?.get("intent") === intent;
  return (
    <Form method="post" className="stack" noValidate>
      <input type="hidden" name="intent" value={intent} />
      {children}
      {after ? <p className="hint">{after}</p> : null}
      {!children && result?.intent === intent ? (
        <p className="error-msg" role="alert">
          {result.sentence}
        </p>
      ) : null}
      <div className="actions">
        <Button variant={solid ? "solid" : "line"} disabled={navigation.state !== "idle"}>
          {busy ? pending : label}
        </Button>
      </div>
    </Form>
  );
}

function WhoDecides({ state }: { state: string }) {
  if (state === "submitted" || state === "waiver")
    return (
      <>
        <h3>Who sees this</h3>
        <p>
          The leads and the program coordinator; executives once a waiver is asked. The panel reads the file when the
          candidate is eligible.
        </p>
      </>
    );
  if (state === "ineligible")
    return (
      <>
        <h3>Who sees this</h3>
        <p>The leads, the program coordinator and the executives. The panel does not.</p>
      </>
    );
  return (
    <>
      <h3>Who sees this</h3>
      <p>
        The leads, the panel, the program coordinator and the executives. Whoever steps back from this candidate can no
        longer open the file.
      </p>
      <p>
        <Link to="/about">How Accord decides who sees what</Link>
      </p>
    </>
  );
}

function reasonLabel(state: string): string {
  if (state === "waiver") return "Reason given for the waiver";
  return state === "ineligible" ? "Reason for denying the waiver" : "Waiver signed by both leads, with this reason";
}
