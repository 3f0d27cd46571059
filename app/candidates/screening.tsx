import { Link } from "@remix-run/react";
import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { yearsInWords } from "#shared/service.ts";
import { zoneName } from "#shared/time.ts";
import { Act, type ActionResult, type ScreeningFacts } from "./screening-act.tsx";
import { Denied, DenyWaiver, NotVerified, Signatures, SignWaiver } from "./waiver.tsx";

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
        {facts.denied ? <Denied facts={facts} denied={facts.denied} /> : null}
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
