import { LiveChoice } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { FEEDBACK } from "#shared/content/evaluation-form.ts";
import { evaluationKeys, type FeedbackContent } from "#shared/documents/evaluation.ts";
import { choiceInWords } from "#shared/evaluation-words.ts";

/** The administrator's questions: an open view, and five with a choice and an example. */
export function FeedbackFields({ room, now }: { room: Room; now: FeedbackContent }) {
  return (
    <div className="rating-list">
      <LiveText
        room={room}
        field={evaluationKeys.open}
        label={FEEDBACK.openQuestion.text}
        rows={6}
        max={8000}
        fallback={now.open}
      />
      {FEEDBACK.structured.map((question) => {
        const stored = now.answers.find(({ id }) => id === question.id);
        return (
          <section key={question.id} aria-label={question.text}>
            <LiveChoice
              room={room}
              field={evaluationKeys.answer(question.id)}
              label={question.text}
              as="select"
              placeholder="Choose an answer"
              options={question.answer.map((value) => ({ value, label: choiceInWords(value) }))}
              fallback={stored?.answer ?? null}
            />
            <LiveText
              room={room}
              field={evaluationKeys.example(question.id)}
              label="An example, seen first-hand"
              context={question.text}
              rows={2}
              fallback={stored?.example ?? ""}
            />
          </section>
        );
      })}
    </div>
  );
}

/** The administrator's words, for reading. */
export function FeedbackReading({ content }: { content: FeedbackContent }) {
  const answered = content.answers.filter(({ answer, example }) => answer !== null || example);
  return (
    <div className="prompts">
      <div>
        <p className="asked">{FEEDBACK.openQuestion.text}</p>
        <p className="kept">{content.open || <span className="muted">Nothing written.</span>}</p>
      </div>
      {answered.map(({ id, question, answer, example }) => (
        <div key={id}>
          <p className="asked">{question}</p>
          <p className="kept">
            {answer ? <b>{choiceInWords(answer)}. </b> : null}
            {example}
          </p>
        </div>
      ))}
    </div>
  );
}
