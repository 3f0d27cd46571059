import { Act } from "#app/interview/act.tsx";
import { Check, Choices, Field } from "#app/ui/field.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { OpenedDecision } from "#server/pages/decision.ts";

interface Props {
  decision: OpenedDecision;
  /** The path of the decision's page. */
  to: string;
  zone: string;
}

/** The school's position on the fixed text. */
export function PositionForm({ decision, to }: Props) {
  if (decision.state !== "position") return null;
  if (!decision.may.position || !decision.hash)
    return <p role="status">The school administrator takes the school’s position next. Nobody signs before that.</p>;
  return (
    <Act
      to={`${to}/position`}
      label="Take this position"
      variant="solid"
      values={{ hash: decision.hash }}
      hint="It stands in the record and is part of what everybody signs."
    >
      <Choices
        name="position"
        label="The school’s position"
        required
        options={[
          { value: "concur", label: "Concur", hint: "The school agrees with the decision." },
          { value: "dissent", label: "Dissent", hint: "The agency answers in writing before anything is signed." },
          { value: "abstain", label: "Abstain", hint: "The school says neither yes nor no, and why." },
        ]}
      />
      <Field
        as="textarea"
        name="words"
        label="In the school’s words"
        hint="Needed for a dissent and for an abstention."
        rows={3}
        maxLength={4000}
      />
    </Act>
  );
}

/** The agency's written answer to a dissent. */
export function AnswerForm({ decision, to }: Props) {
  if (decision.state !== "reply") return null;
  if (!decision.may.answer || !decision.hash)
    return <p role="status">The school dissents. The SRO supervisor answers in writing before anything is signed.</p>;
  return (
    <Act
      to={`${to}/answer`}
      label="Give this answer"
      variant="solid"
      values={{ hash: decision.hash }}
      hint="Then the decision can be signed."
    >
      <Field as="textarea" name="words" label="The agency’s answer to the dissent" rows={4} maxLength={4000} required />
    </Act>
  );
}

/** Who signs in which order, and the reader's own signature when it is their turn. */
export function SigningPart({ decision, to, zone }: Props) {
  return (
    <>
      <ol className="signers">
        {decision.signers.map(({ role, party, title, name, signedAt, next, means }) => (
          <li key={`${role}-${party}`}>
            <Mark party={party} outline={signedAt === null} />
            <span>
              <b>{name ?? title}</b>, {title}. <span className="muted">{means}</span>
            </span>
            <span className="muted">
              {signedAt === null ? (
                next ? (
                  "Signs next"
                ) : (
                  "Not signed"
                )
              ) : (
                <>
                  Signed <Time at={signedAt} zone={zone} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      <p className="small muted">
        Fingerprint <code className="hash">{decision.hash}</code>
      </p>
      {decision.may.sign && decision.hash ? (
        <Act
          to={`${to}/signature`}
          label="Sign the decision"
          variant="solid"
          values={{ hash: decision.hash }}
          hint={
            decision.signers.filter((one) => one.signedAt === null).length === 1
              ? "Your signature is the last one: it seals the decision for good."
              : "The next one in the order can sign after you."
          }
        >
          <Check
            name="consent"
            value="yes"
            required
            label="I have read the decision with the school’s position. My signature binds exactly this text."
          />
        </Act>
      ) : null}
    </>
  );
}

/** The way back to the writing, with what it costs. */
export function ReopenPart({ decision, to }: Props) {
  if (!decision.may.reopen) return null;
  return (
    <details>
      <summary>Open the decision again</summary>
      <p className="small muted">
        The school’s position, the agency’s answer and all signatures become void, visibly, and the writing goes on.
      </p>
      <Act to={`${to}/reopening`} label="Open it again" variant="danger" small>
        <Field
          as="textarea"
          name="reason"
          label="Reason"
          hint="It stands in the record."
          rows={2}
          maxLength={2000}
          required
        />
      </Act>
    </details>
  );
}

/** What was said and signed about earlier texts: void, and still on record. */
export function EarlierPart({ decision, zone }: Props) {
  if (decision.earlier.length === 0) return null;
  return (
    <details>
      <summary>Earlier texts, opened again ({decision.revision - 1})</summary>
      <ul className="history">
        {decision.earlier.map((one) => (
          <li key={`${one.at}-${one.kind}`}>
            Revision {one.revision}: {one.name} {EARLIER[one.kind]}
            {one.reason ? `: “${one.reason}”` : ""}. <Time at={one.at} zone={zone} />
          </li>
        ))}
        {decision.voided.map((s) => (
          <li key={s.id}>
            Revision {s.revision}: {s.name} signed on <Time at={s.signedAt} zone={zone} />.{" "}
            <span className="attention">
              Void since {s.voidedBy} opened the text again: “{s.voidReason}”
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const EARLIER: Partial<Record<OpenedDecision["earlier"][number]["kind"], string>> = {
  "position-concur": "concurred",
  "position-dissent": "dissented",
  "position-abstain": "abstained",
  "answer-dissent": "answered the dissent",
  "reopen-decision": "opened it again",
};
