import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { FixedPart, FixedStep } from "#server/pages/evaluation-fixed.ts";
import type { EvaluationAct } from "#shared/documents/evaluation-record.ts";
import { ACT_WORDS } from "#shared/evaluation-words.ts";
import { dayInWords } from "#shared/time.ts";

/** The steps under the text in their order: each with what it says, when, and the fingerprint it binds. */
export function FixedSteps({ part, zone }: { part: FixedPart; zone: string }) {
  return (
    <ol className="fixed-steps">
      {part.steps.map((step) => (
        <li key={step.act} aria-current={step.next ? "step" : undefined}>
          <Mark party={step.party} outline={step.done?.name == null} />
          <div>
            <p>
              <b>{step.done?.name ?? step.who}</b>
              {STEP_WORDS[step.act]}
            </p>
            {step.done ? (
              <Done done={step.done} zone={zone} />
            ) : (
              <p className={step.next ? "small" : "small muted"}>{step.next ? waitsFor(part) : AFTER[step.act]}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Done({ done, zone }: { done: EvaluationAct; zone: string }) {
  return (
    <>
      <p className="small">
        {ACT_WORDS[done.word]}
        {done.due && done.name === null ? `: ${dayInWords(done.due)} passed` : ""}
        {done.witness ? `. Witness: ${done.witness}; entered by ${done.enteredBy}` : ""}
      </p>
      <p className="small muted">
        <Time at={Date.parse(done.at)} zone={zone} />. Text with fingerprint{" "}
        <code className="hash" title={done.textHash}>
          {short(done.textHash)}
        </code>
      </p>
    </>
  );
}

/** A fingerprint as people compare it by eye. */
export const short = (hash: string) => hash.slice(0, 16);

/** In which capacity, beside the name; what they said stands below it. */
const STEP_WORDS: Record<FixedStep["act"], string> = {
  signed: ", SRO supervisor, who rated",
  feedback: ", school administrator, for the school’s feedback",
  presented: ", at the meeting",
  response: ", within the days for a response",
  command: ", in command review",
};

const AFTER: Record<FixedStep["act"], string> = {
  signed: "Not signed",
  feedback: "After the supervisor",
  presented: "After the school",
  response: "After the meeting",
  command: "After the officer’s days for a response",
};

/** What the step that is next waits for, and until when. */
function waitsFor({ state, feedbackDueOn, responseDueOn, meetingAt, content }: FixedPart): string {
  const { officer, administrator } = content.names;
  switch (state) {
    case "frozen":
      return "Signs first.";
    case "feedbackSigned":
      return `${administrator || "The administrator"} can sign or decline until ${feedbackDueOn ? dayInWords(feedbackDueOn) : "the day"}. Without an answer it goes on, and the record says so.`;
    case "presented":
      return meetingAt === null
        ? "Waits for the meeting to be set."
        : `${officer} receives it at the meeting: the signature means received, not agreed.`;
    case "response":
      return responseDueOn
        ? `Until ${dayInWords(responseDueOn)}. Without one it goes on, and the record says so.`
        : "The days for a response are running.";
    case "review":
      return "Reads text, answer and response, then agrees or returns it with the reason.";
    default:
      return "";
  }
}
