import type { ReactNode } from "react";
import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { questionsInWords } from "#shared/course.ts";
import { OtherQuestion } from "./other-question.tsx";
import type { Page } from "./route.tsx";

/** For who moves the questions: onwards, back to one that was passed over, to any other, and to the end. */
export function Steer({ page }: { page: Page }) {
  const { question: index, questions, may, id, unasked } = page;
  const last = index === questions.length - 1;
  const passed = unasked.find((question) => question < index);
  const go = (to: number, label: string) => (
    <Act to={`/interviews/${id}/question`} values={{ index: to }} label={label} small />
  );
  return (
    <div className="zone-part steer">
      {may.movesForModerator ? (
        <p className="small">
          You can move the questions for the moderator{page.moderator ? `, ${page.moderator}` : ""}. Everyone follows.
        </p>
      ) : (
        <p className="small muted">Everyone follows. The same questions, in the same order, for every candidate.</p>
      )}
      {passed === undefined ? null : (
        <p className="small">
          <b>Passed over:</b> {questionsInWords(unasked.filter((question) => question < index)).toLowerCase()}.
        </p>
      )}
      <div className="actions">
        {index > 0 ? go(index - 1, "Previous question") : null}
        {last ? null : go(index + 1, "Next question")}
        {passed === undefined || passed === index - 1 ? null : go(passed, `Go back to question ${passed + 1}`)}
        {may.end && unasked.length === 0 ? <EndQuestions page={page} /> : null}
      </div>
      <OtherQuestion page={page} />
      {may.end && unasked.length > 0 ? (
        <details>
          <summary>End the questions early</summary>
          <p className="small">
            {questionsInWords(unasked)} {unasked.length === 1 ? "has" : "have"} not been asked.{" "}
            {unasked.length === 1 ? "It goes" : "Each goes"} on record as a deviation, with your reason.
          </p>
          <EndQuestions page={page}>
            <Field
              as="textarea"
              id="end-reason"
              name="reason"
              label="Why end before every question was asked?"
              rows={2}
              maxLength={2000}
              required
            />
          </EndQuestions>
        </details>
      ) : null}
    </div>
  );
}

function EndQuestions({ page, children }: { page: Page; children?: ReactNode }) {
  return (
    <Act
      to={`/interviews/${page.id}/end`}
      label="End the questions"
      small
      hint="Notes close; each card stays open until it is submitted."
    >
      {children}
    </Act>
  );
}
