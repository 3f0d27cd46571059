import { Act } from "#app/interview/act.tsx";
import { Check, Choices, Field } from "#app/ui/field.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { ReviewPart } from "#server/pages/checkpoint.ts";
import { dayInWords } from "#shared/time.ts";

interface Props {
  review: ReviewPart;
  to: string;
  zone: string;
}

/** The officer's answer; for the supervisor, the way to record that it was refused. */
export function AnswerPart({ review, to }: Props) {
  const { may, hash, content } = review;
  if (content.answer) return null;
  if (may.answer)
    return (
      <Act
        to={`${to}/answer`}
        label="Give my answer"
        variant="solid"
        values={{ hash }}
        hint="It becomes part of what both leads sign, and does not change any more. It says that you read the review."
      >
        <Choices
          name="choice"
          label="Your answer to the review"
          required
          options={[
            { value: "agree", label: "I agree" },
            { value: "disagree", label: "I disagree", hint: "Your words stand in the record beside the review." },
          ]}
        />
        <Field as="textarea" name="words" label="In your own words" rows={4} maxLength={4000} />
      </Act>
    );
  return (
    <>
      <p role="status">{content.names.officer} reads it and answers: agree or disagree. The leads sign after that.</p>
      {may.refuse ? (
        <details className="no-print">
          <summary>The officer refuses to answer</summary>
          <Act to={`${to}/answer`} label="Record the refusal" values={{ hash, choice: "refused" }} small>
            <Field
              name="witness"
              label="Who saw it"
              hint="By name. It stands in the record."
              maxLength={200}
              required
            />
            <Field
              as="textarea"
              name="words"
              id="refusal-words"
              label="What was said, if anything"
              rows={2}
              maxLength={4000}
            />
          </Act>
        </details>
      ) : null}
    </>
  );
}

/** Who signs, who has, and the reader's own signature when it is their turn. */
export function ReviewSigning({ review, to, zone }: Props) {
  const { signers, may, hash, signUntil, content } = review;
  return (
    <>
      <ul className="signers">
        {signers.map(({ role, party, name, signedAt }) => (
          <li key={role}>
            <Mark party={party} outline={signedAt === null} />
            <b>{name}</b>
            <span className="muted">
              {signedAt === null ? (
                content.answer ? (
                  "Not signed"
                ) : (
                  "Signs after the officer’s answer"
                )
              ) : (
                <>
                  Signed <Time at={signedAt} zone={zone} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {may.sign ? (
        <Act
          to={`${to}/signature`}
          label="Sign the review"
          variant="solid"
          values={{ hash }}
          hint={
            signers.filter((one) => one.signedAt === null).length === 1
              ? "Your signature is the last one: it seals the review for good."
              : "The other lead can sign before or after you."
          }
        >
          <Check
            name="consent"
            value="yes"
            required
            label="I have read the review with the officer’s answer. My signature binds exactly this text."
          />
        </Act>
      ) : null}
      {may.without ? (
        <Act
          to={`${to}/sealing`}
          label="Seal without the administrator’s signature"
          variant="line"
          hint={
            signUntil
              ? `It was possible to sign until ${dayInWords(signUntil)}. The record shows whose signature it has.`
              : undefined
          }
        />
      ) : null}
      <p className="small muted">
        Fingerprint <code className="hash">{hash}</code>
      </p>
    </>
  );
}

/** The way back to the writing, with what it costs, and what was void before. */
export function ReviewReopening({ review, to, zone }: Props) {
  const { may, reopened, voided } = review;
  return (
    <>
      {may.reopen ? (
        <details className="no-print">
          <summary>Open the review again</summary>
          <p className="small muted">
            The officer’s answer and all signatures become void, visibly, and the writing goes on.
          </p>
          <Act to={`${to}/reopening`} label="Open it again" variant="danger" small>
            <Field
              as="textarea"
              name="reason"
              label="Reason"
              hint="The officer and whoever signed read it."
              rows={2}
              maxLength={2000}
              required
            />
          </Act>
        </details>
      ) : null}
      {reopened.length > 0 || voided.length > 0 ? (
        <details>
          <summary>Earlier texts, opened again</summary>
          <ul className="history">
            {reopened.map((one) => (
              <li key={one.at}>
                Revision {one.revision}: {one.name} opened it again, “{one.reason}”. <Time at={one.at} zone={zone} />
              </li>
            ))}
            {voided.map((one) => (
              <li key={one.id}>
                {one.name} signed <Time at={one.signedAt} zone={zone} />.{" "}
                <span className="attention">Void: {one.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
