import { Link, useHref } from "@remix-run/react";
import type { ReactNode } from "react";
import { Act } from "#app/interview/act.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import type { FixedPart } from "#server/pages/evaluation-fixed.ts";
import { OUTCOME_WORDS } from "#shared/evaluation-outcome.ts";
import { EvaluationDocument } from "./evaluation-document.tsx";
import { PlanResults } from "./evaluation-plan.tsx";
import { ResponsePart } from "./evaluation-response.tsx";
import { OwnStep } from "./evaluation-signing.tsx";
import { FixedSteps, short } from "./evaluation-steps.tsx";
import "./evaluation-fixed.css";

interface Props {
  part: FixedPart;
  /** The path of the evaluation's page; each act lies right under it. */
  to: string;
  zone: string;
  /** The meeting at which it is presented, as the page shows it, until it was held. */
  meeting?: ReactNode;
}

/**
 * An evaluation from the fixed text to the seal: whose turn it is and what was done, the reader's own step, the exact
 * text. Who has a step to do reads the text first.
 */
export function FixedEvaluation({ part, to, zone, meeting = null }: Props) {
  const { state, may, content } = part;
  const acts = may.sign || may.feedback || may.receive || may.agree || (may.respond && part.response !== null);
  const text = (
    <LedgerSection
      className="fixed-part"
      title="The exact text"
      note={acts ? "Read it first. Your part stands below it." : "What the signatures bind."}
      aside={
        <div className="small">
          <p>
            Fingerprint{" "}
            <code className="hash" title={part.hash}>
              {short(part.hash)}
            </code>
          </p>
          {state === "sealed" ? null : <WordCopy of={to} />}
        </div>
      }
    >
      <EvaluationDocument content={content} sealed={state === "sealed"} />
    </LedgerSection>
  );
  return (
    <>
      {state === "sealed" ? <Sealed part={part} /> : null}
      {acts ? text : null}
      {meeting}
      {state === "response" ? (
        <LedgerSection className="fixed-part" title="Response" note="The officer’s own words, attached or not.">
          <ResponsePart part={part} to={to} zone={zone} />
        </LedgerSection>
      ) : null}
      <LedgerSection
        className="fixed-part"
        title={state === "sealed" ? "Signatures and answers" : "Signatures, in order"}
        note="Each binds the text and all that was done with it before."
      >
        <div className="stack">
          <FixedSteps part={part} zone={zone} />
          <OwnStep part={part} to={to} zone={zone} />
          <p className="small muted">
            {state === "sealed" ? "Fingerprint as sealed" : "Fingerprint now"} <code className="hash">{part.hash}</code>
          </p>
          <OpenAgain part={part} to={to} />
          <Voided part={part} zone={zone} />
        </div>
      </LedgerSection>
      {part.plan ? (
        <LedgerSection
          className="fixed-part"
          title="Plan"
          note="It goes with the outcome. What came of each item is recorded once."
        >
          <PlanResults plan={part.plan} to={to} zone={zone} />
        </LedgerSection>
      ) : null}
      {acts ? null : text}
    </>
  );
}

/** For a desk without this page; it says of itself that it is not sealed. */
function WordCopy({ of }: { of: string }) {
  return (
    <a className="no-print" href={useHref(`${of}/docx`)} download>
      Word copy (not sealed)
    </a>
  );
}

function Sealed({ part }: { part: FixedPart }) {
  return (
    <LedgerSection className="fixed-part" title="Sealed">
      <div className="stack">
        <Alert tone="ok" title={`Sealed: ${OUTCOME_WORDS[part.content.outcome].toLowerCase()}`} live>
          <p>
            Nothing here can be changed any more.{" "}
            {part.recordId ? <Link to={`/records/${part.recordId}`}>Open the sealed record</Link> : null}
          </p>
        </Alert>
        {part.content.outcome === "removal-review" ? (
          <p>
            A removal review was opened. It is a review, not yet a decision.{" "}
            {part.removal ? <Link to={part.removal}>Open the removal review</Link> : null}
          </p>
        ) : null}
      </div>
    </LedgerSection>
  );
}

/** The way back to the writing, with what it costs. */
function OpenAgain({ part: { may, content }, to }: Pick<Props, "part" | "to">) {
  const reason = (id: string) => (
    <Field
      as="textarea"
      name="reason"
      id={id}
      label="Reason"
      hint="The officer and whoever signed read it."
      rows={2}
      maxLength={4000}
      required
    />
  );
  return (
    <>
      {may.giveBack ? (
        <details className="no-print">
          <summary>Return it</summary>
          <p className="small muted">
            A new revision begins from the same words. All signatures become void and stay on record; it is signed and
            presented to {content.names.officer} again.
          </p>
          <Act to={`${to}/return`} label="Return it with this reason" variant="danger">
            {reason("return-reason")}
          </Act>
        </details>
      ) : null}
      {may.reopen ? (
        <details className="no-print">
          <summary>Open the text again</summary>
          <p className="small muted">
            All signatures become void, visibly, and the writing goes on. The meeting is set anew.
          </p>
          <Act to={`${to}/reopening`} label="Open it again" variant="danger">
            {reason("reopening-reason")}
          </Act>
        </details>
      ) : null}
    </>
  );
}

/** Signatures that stood under an earlier revision. */
function Voided({ part, zone }: Pick<Props, "part" | "zone">) {
  if (part.voided.length === 0) return null;
  return (
    <details>
      <summary>Signatures that are void ({part.voided.length})</summary>
      <ul className="history">
        {part.voided.map((one) => (
          <li key={one.id}>
            {one.name} signed <Time at={one.signedAt} zone={zone} />, text with fingerprint{" "}
            <code className="hash">{short(one.hash)}</code>. <span className="attention">Void: {one.reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
