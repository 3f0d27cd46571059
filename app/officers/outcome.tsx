import { Link } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { OpenOutcome } from "#server/pages/outcome.ts";
import type { OpenedProbation } from "#server/pages/probation.ts";
import { refusalRecorded } from "#shared/documents/checkpoint-review.ts";
import { inSentence } from "#shared/roles.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import { ProposeOutcome } from "./propose-outcome.tsx";
import { Consent, ReceiptForms } from "./receipt.tsx";

interface Props {
  probation: OpenedProbation;
  acts: string;
  zone: string;
}

/** The outcome: proposed by the supervisor, answered by the school, received by the officer, signed in order. */
export function OutcomeSection({ probation, acts, zone }: Props) {
  const { outcomes, may } = probation;
  return (
    <div className="stack">
      {outcomes?.sealed.map((one) => (
        <Alert key={one.id} tone="ok" title={`${OUTCOMES[one.outcome]}: sealed`}>
          <p>
            <Time at={one.sealedAt} zone={zone} />. <Link to={`/records/${one.recordId}`}>Open the sealed record</Link>
          </p>
        </Alert>
      ))}
      {outcomes?.open ? <Open outcome={outcomes.open} probation={probation} acts={acts} zone={zone} /> : null}
      {may.propose ? <ProposeOutcome probation={probation} acts={acts} /> : null}
      {outcomes && outcomes.withdrawn.length > 0 ? (
        <details>
          <summary>Proposals taken back ({outcomes.withdrawn.length})</summary>
          <ul className="history">
            {outcomes.withdrawn.map((one) => (
              <li key={one.id}>
                {OUTCOMES[one.outcome]}, taken back <Time at={one.at} zone={zone} />: “{one.reason}”
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {!outcomes?.open && !may.propose && (outcomes?.sealed.length ?? 0) === 0 ? (
        <p>
          No outcome is proposed. The supervisor proposes it after the last checkpoint, or earlier where that is fair.
        </p>
      ) : null}
    </div>
  );
}

function Open({ outcome, probation, acts, zone }: Props & { outcome: OpenOutcome }) {
  const { content, may, hash } = outcome;
  const { position, reply, receipt, extension } = content;
  return (
    <>
      <article className="paper-part" aria-label="The proposed outcome">
        <h3>Proposed: {OUTCOMES[content.outcome].toLowerCase()}</h3>
        <p className="kept">{content.reason}</p>
        <Facts
          facts={[
            ["Proposed by", `${content.proposed.name}, ${dayOf(content.proposed.at)}`],
            ...(extension
              ? ([
                  ["New last day", dayInWords(extension.until)],
                  ["To be seen by then", extension.expected],
                  ["Help", extension.help],
                ] as const)
              : []),
            ...(content.override ? ([["Without an earlier notice", content.override]] as const) : []),
            [
              "The school",
              position === null
                ? `Takes its position until ${dayInWords(outcome.positionDueOn)}`
                : position.position === "not-given"
                  ? "Gave no position by the day"
                  : `${position.position === "agree" ? "Agrees" : "Is against it"}: ${position.words || "no further words"} (${position.name})`,
            ],
            ...(reply ? ([["The supervisor answers", `${reply.words} (${reply.name})`]] as const) : []),
            [
              "The officer",
              receipt === null
                ? "Has not received it yet"
                : receipt.choice === "received"
                  ? `Received it${receipt.words ? `: ${receipt.words}` : ""}`
                  : refusalRecorded(receipt.enteredBy, formatTime(Date.parse(receipt.at), zone), receipt.witness),
            ],
          ]}
        />
      </article>
      {may.position ? (
        <Act to={`${acts}/position`} label="Take this position" variant="solid" values={{ hash }}>
          <Choices
            name="position"
            label="The school’s position"
            required
            options={[
              { value: "agree", label: "Agree" },
              {
                value: "against",
                label: "Against",
                hint: "The supervisor answers in writing before anything is signed.",
              },
            ]}
          />
          <Field
            as="textarea"
            name="words"
            id="position-words"
            label="In the school’s words"
            hint="Needed when the school is against it."
            rows={3}
            maxLength={4000}
          />
        </Act>
      ) : null}
      {may.reply ? (
        <Act to={`${acts}/reply`} label="Give this answer" variant="solid" values={{ hash }}>
          <Field
            as="textarea"
            name="words"
            id="reply-words"
            label="Answer to the school’s position"
            rows={4}
            maxLength={4000}
            required
          />
        </Act>
      ) : null}
      <ReceiptForms to={`${acts}/outcome-receipt`} id="outcome" values={{ hash }} may={may} words what="the proposal" />
      <ol className="signers">
        {outcome.signers.map((one) => (
          <li key={`${one.role}-${one.party}`}>
            <Mark party={one.party} outline={one.signedAt === null} />
            <span>
              <b>{one.name ?? one.title}</b>, {inSentence(one.title)}
            </span>
            <span className="muted">
              {one.signedAt !== null ? (
                <>
                  Signed <Time at={one.signedAt} zone={zone} />
                </>
              ) : one.next ? (
                "Signs next"
              ) : (
                "Not signed"
              )}
            </span>
          </li>
        ))}
      </ol>
      {may.sign ? (
        <Act to={`${acts}/outcome-signature`} label="Sign the outcome" variant="solid" values={{ hash }}>
          <Consent
            id="outcome-consent"
            label="I have read the outcome with all that was said on it. My signature binds exactly this."
          />
        </Act>
      ) : null}
      <p className="small muted">
        Fingerprint <code className="hash">{hash}</code>
      </p>
      {probation.may.withdraw ? (
        <details className="no-print">
          <summary>Take the proposal back</summary>
          <Act to={`${acts}/withdrawal`} label="Take it back" variant="danger" small>
            <Field
              as="textarea"
              name="reason"
              id="withdrawal-reason"
              label="Reason"
              hint="Whoever signed reads it. What was said becomes void and stays on record."
              rows={2}
              maxLength={4000}
              required
            />
          </Act>
        </details>
      ) : null}
    </>
  );
}

const dayOf = (iso: string) => dayInWords(iso.slice(0, 10));

const OUTCOMES = { confirmed: "Confirmed", extended: "Extended once", ended: "The assignment ends" } as const;
