import { Pair } from "#app/ui/marks.tsx";
import type { EvaluationLine } from "#server/pages/evaluation-line.ts";
import { dayInWords } from "#shared/time.ts";

/** Whose turn it is in an evaluation, and until when. */
export function turnOfEvaluation({ state, to, selfDueOn, parallelDueOn, label }: EvaluationLine): string {
  switch (state) {
    case "goals":
      return "Both leads write the goals of the year and sign them";
    case "year":
      return `The year runs to ${dayInWords(to)}. Either side, and the officer, posts evidence`;
    case "self":
      return `The officer writes${until(selfDueOn)}`;
    case "parallel":
      return `Both leads write, each alone${until(parallelDueOn)}`;
    case "together":
      return "Both leads write it together";
    case "frozen":
      return "The text is fixed. The supervisor signs it first";
    case "feedbackSigned":
      return "The supervisor has signed. The administrator signs that feedback was given, or declines";
    case "presented":
      return "Both leads are done. The officer receives it at the meeting and answers";
    case "response":
      return "The officer has answered, and may attach a response";
    case "review":
      return "The head of the agency reads it, then agrees or returns it";
    default:
      return label;
  }
}

const until = (day: string | null) => (day ? `, until ${dayInWords(day)}` : "");

/** The same with who has handed in, for those who may know it. */
export function EvaluationTurn({ line }: { line: EvaluationLine }) {
  const { handedIn } = line;
  return (
    <>
      {turnOfEvaluation(line)}.{" "}
      {handedIn ? (
        <>
          <Pair {...handedIn} agreed="has handed in" open="has not handed in" /> {inWords(handedIn)}
        </>
      ) : null}
    </>
  );
}

function inWords({ agency, district }: NonNullable<EvaluationLine["handedIn"]>): string {
  if (agency && district) return "Both are in.";
  if (agency) return "The supervisor’s draft is in.";
  return district ? "The administrator’s feedback is in." : "Neither is in yet.";
}
