import { Button } from "#app/ui/button.tsx";
import { LiveChoice, LiveNumber } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { NEVER_ASK, QUESTIONS } from "#shared/content/questions.ts";
import { CRITERIA } from "#shared/content/rubric.ts";
import { choose, type ProcessTerms, processKeys, type Question, setOrder } from "#shared/documents/process.ts";
import { Entry, moved, OrderButtons, Part } from "./part.tsx";

const titleOf = (criterionId: string) =>
  CRITERIA.find((criterion) => criterion.id === criterionId)?.title ?? criterionId;

/** The questions: chosen from the bank, reworded, put in order. */
export function QuestionsPart({ room, terms }: { room: Room; terms: ProcessTerms }) {
  const ids = terms.questions.map((question) => question.id);
  const rest = QUESTIONS.filter((question) => !ids.includes(question.id));
  const criteria = new Set(terms.criteria.map((criterion) => criterion.id));
  return (
    <Part
      id="questions"
      lede="Every candidate is asked the same questions in the same order. Eight to ten take about an hour."
    >
      <div className="entries">
        {terms.questions.map((question, index) => (
          <QuestionEntry
            key={question.id}
            room={room}
            question={question}
            index={index}
            ids={ids}
            measured={criteria.has(question.criterionId)}
          />
        ))}
      </div>
      <details>
        <summary>Add a question ({rest.length} more in the bank)</summary>
        <ul className="bank">
          {rest.map((question) => (
            <li key={question.id}>
              <p>
                {question.lead}
                <span className="sub">{titleOf(question.defaultCriterion)}</span>
              </p>
              <Button
                small
                type="button"
                disabled={!room.editable}
                onClick={() => room.doc && choose(room.doc, "question", question.id, true, ids)}
              >
                Add<span className="vh"> {question.lead}</span>
              </Button>
            </li>
          ))}
        </ul>
        <p className="small muted">To ask something of your own, add a question and rewrite its words.</p>
      </details>
      <details>
        <summary>What nobody may ask</summary>
        <ul className="dashes small">
          {NEVER_ASK.map((rule) => (
            <li key={rule.id}>{rule.text}</li>
          ))}
        </ul>
      </details>
    </Part>
  );
}

function QuestionEntry({
  room,
  question,
  index,
  ids,
  measured,
}: {
  room: Room;
  question: Question;
  index: number;
  ids: string[];
  /** Is its criterion part of the agreement? */
  measured: boolean;
}) {
  const field = (name: string) => processKeys.question(question.id, name);
  const name = `question ${index + 1}`;
  return (
    <Entry
      room={room}
      field={field("")}
      index={index}
      title={question.lead || "No words yet"}
      note={measured ? titleOf(question.criterionId) : undefined}
      attention={question.lead ? (measured ? undefined : "Criterion not chosen") : "No words"}
    >
      <OrderButtons
        name={name}
        index={index}
        count={ids.length}
        onMove={(to) => room.doc && setOrder(room.doc, "question", moved(ids, index, to))}
        onLeaveOut={() => room.doc && choose(room.doc, "question", question.id, false, ids)}
      />
      <LiveText
        room={room}
        field={field("lead")}
        label="Question, as it is read aloud"
        rows={3}
        error={question.lead ? undefined : "Write the question, or leave it out."}
      />
      <LiveChoice
        room={room}
        field={field("criterion")}
        label="Gives evidence for"
        as="select"
        error={measured ? undefined : "This criterion is not in the agreement. Choose another one."}
        options={CRITERIA.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <LiveNumber
        room={room}
        field={field("minutes")}
        label="Planned minutes"
        hint="Everybody in the room sees the time. Longer than planned goes on record by itself."
        fallback={question.minutes}
        min={1}
        max={60}
        step={1}
      />
      <LiveText
        room={room}
        field={field("probes")}
        label="Probes"
        hint="One a line. Only these may follow the question, for every candidate alike."
        rows={4}
      />
      {([1, 3, 5] as const).map((level) => (
        <LiveText
          key={level}
          room={room}
          field={field(`anchor${level}`)}
          label={`What a ${level} sounds like`}
          rows={3}
        />
      ))}
    </Entry>
  );
}
