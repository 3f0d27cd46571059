import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { Act } from "#app/interview/act.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import type { OpenedProbation } from "#server/pages/probation.ts";
import { dayInWords } from "#shared/time.ts";

/** Confirm, extend once, or end: what the other two need stays out of sight once one is chosen. */
export function ProposeOutcome({ probation, acts }: { probation: OpenedProbation; acts: string }) {
  const { terms, rests, extensions, outcomes } = probation;
  const until = outcomes?.extendableTo;
  return (
    <details className="no-print propose">
      <summary>Propose the outcome</summary>
      <Act
        to={`${acts}/outcome`}
        label="Propose this outcome"
        hint="The school takes its position on it, the officer receives it, then it is signed."
      >
        <Choices
          name="outcome"
          label="Outcome"
          required
          options={[
            { value: "confirmed", label: "Confirm", hint: "After the last review, with nothing left as a concern." },
            {
              value: "extended",
              label: "Extend once",
              hint:
                extensions >= terms.maxExtensions
                  ? "The agreement allows no further extension."
                  : until
                    ? `Not later than ${dayInWords(until)}.`
                    : undefined,
            },
            {
              value: "ended",
              label: "End the assignment",
              hint: terms.noticeRequiredBeforeEnd
                ? "Needs an interim notice that is 30 days old, or a reason that both executives sign."
                : undefined,
            },
          ]}
        />
        <Field
          as="textarea"
          name="reason"
          label="Reason"
          hint="It stands in the record."
          rows={3}
          maxLength={4000}
          required
        />
        <fieldset className="for-extended">
          <legend className="label">For an extension</legend>
          <Field name="until" type="date" label="Last day" max={until ?? undefined} />
          <Field as="textarea" name="expected" label="What must be seen by then" rows={2} maxLength={4000} />
          <Field as="textarea" name="help" label="What help the officer gets" rows={2} maxLength={4000} />
        </fieldset>
        <fieldset className="for-ended">
          <legend className="label">For an end without an earlier notice</legend>
          <Field
            as="textarea"
            name="override"
            label="Why it must end without one"
            hint="Only then. Both executives sign this reason."
            rows={2}
            maxLength={4000}
          />
        </fieldset>
        {rests ? (
          <ClauseNote
            parameter="probation.notice_required_before_end"
            on={rests["probation.notice_required_before_end"]}
          />
        ) : null}
      </Act>
    </details>
  );
}
