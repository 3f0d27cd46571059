import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { Act } from "#app/interview/act.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import type { FixedPart } from "#server/pages/evaluation-fixed.ts";
import { dayInWords } from "#shared/time.ts";
import { Consent } from "./receipt.tsx";

interface Props {
  part: FixedPart;
  to: string;
  zone: string;
}

/** The reader's own step, when it is their turn; each form carries the fingerprint of the text on this page. */
export function OwnStep({ part, to, zone }: Props) {
  const { may, rests } = part;
  return (
    <>
      {may.sign ? (
        <Act
          to={`${to}/signature`}
          label="Sign the evaluation"
          variant="solid"
          values={{ hash: part.hash }}
          hint="Then the school has its days to sign that feedback was given."
        >
          <Consent label="I rated the officer and am responsible for this evaluation. My signature binds exactly this text." />
        </Act>
      ) : null}
      {may.feedback ? <FeedbackSigning part={part} to={to} zone={zone} /> : null}
      {may.receive ? <Receiving part={part} to={to} zone={zone} /> : null}
      {may.refuse ? <Refusal part={part} to={to} zone={zone} /> : null}
      {may.agree ? <Command part={part} to={to} zone={zone} /> : null}
      {may.feedback && rests ? (
        <ClauseNote parameter="evaluation.feedback_window" on={rests["evaluation.feedback_window"]} />
      ) : null}
      {may.agree && rests ? (
        <ClauseNote parameter="evaluation.command_review" on={rests["evaluation.command_review"]} />
      ) : null}
    </>
  );
}

/** "Feedback given" is no agreement with a rating; declining closes the step too, with its reason. */
function FeedbackSigning({ part, to }: Props) {
  const values = { hash: part.hash };
  const until = part.feedbackDueOn
    ? `Until ${dayInWords(part.feedbackDueOn)}. Without an answer it goes on, on record.`
    : null;
  return (
    <>
      {part.handedInFeedback ? (
        <Act
          to={`${to}/feedback-signature`}
          label="Sign that feedback was given"
          variant="solid"
          values={values}
          hint={until}
        >
          <Consent label="I gave the feedback in the school’s section. This is no agreement with the ratings. My signature binds exactly this text." />
          <Field
            as="textarea"
            name="words"
            id="feedback-words"
            label="A word with it, if you like"
            hint="It stands in the record beside your signature."
            rows={2}
            maxLength={4000}
          />
        </Act>
      ) : (
        <p>
          No feedback of yours was handed in, so there is nothing to sign as given. You can decline with the reason, or
          ask the supervisor to open the text again. {until}
        </p>
      )}
      <details className="no-print" open={!part.handedInFeedback}>
        <summary>Decline to sign</summary>
        <Act
          to={`${to}/feedback-decline`}
          label="Decline with this reason"
          values={values}
          hint="It goes on to the officer with your reason."
        >
          <Field
            as="textarea"
            name="words"
            id="decline-words"
            label="Why you decline"
            hint="It stands in the record. The officer reads it."
            rows={3}
            maxLength={4000}
            required
          />
        </Act>
      </details>
    </>
  );
}

function Receiving({ part, to }: Props) {
  return (
    <Act
      to={`${to}/receipt`}
      label="Give my answer"
      variant="solid"
      values={{ hash: part.hash }}
      hint={`After it you have ${part.content.terms.responseDays} days to attach a response.`}
    >
      <Choices
        name="choice"
        label="Your answer"
        required
        options={[
          { value: "received", label: "I received it", hint: "This does not mean that you agree." },
          {
            value: "disagrees",
            label: "I received it and disagree",
            hint: "Your words stand in the record beside the evaluation.",
          },
        ]}
      />
      <Field
        as="textarea"
        name="words"
        id="receipt-words"
        label="In your own words, if you like"
        rows={4}
        maxLength={4000}
      />
      <Consent label="I received this evaluation at the meeting. My signature means received, not agreed." />
    </Act>
  );
}

function Refusal({ part, to }: Props) {
  return (
    <details className="no-print">
      <summary>The officer refuses to sign</summary>
      <Act to={`${to}/refusal`} label="Record the refusal" values={{ hash: part.hash }}>
        <Field
          name="witness"
          label="Who saw it"
          hint="By name, and neither the officer nor you. It stands in the record, and you are named as who entered it."
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
  );
}

/** The head of the agency agrees, which seals it; or returns it below. */
function Command({ part, to }: Props) {
  return (
    <Act
      to={`${to}/command`}
      label="Agree and seal"
      variant="solid"
      values={{ hash: part.hash }}
      hint="This is the last signature: it seals the evaluation with its outcome, for good."
    >
      <Consent label="I reviewed the evaluation with the officer’s answer and response, and agree. My signature binds exactly this text." />
      <Field
        as="textarea"
        name="words"
        id="command-words"
        label="A word with it, if you like"
        rows={2}
        maxLength={4000}
      />
    </Act>
  );
}
