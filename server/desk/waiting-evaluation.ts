import type { Evaluation } from "#db/evaluations.ts";
import type { Db } from "#db/open.ts";
import { signaturesOf } from "#db/processes.ts";
import { casePaths } from "#shared/case-paths.ts";
import { addDays } from "#shared/days.ts";
import { dayInWords } from "#shared/time.ts";
import { dayOf as programDay } from "../commands/case-access.ts";
import { type Awaited, type Step, stepsOf } from "./step.ts";

/** The year's end is announced so many days before. */
const AHEAD_DAYS = 14;

/** What an evaluation waits for. */
export function evaluationSteps(db: Db, { row, assignment, facts }: Evaluation, day: string): Step[] {
  const to = casePaths.evaluation(row.assignmentId, row.id);
  const step = stepsOf({ subject: "evaluation", subjectId: row.id, to, facts });
  const dayOf = (at: number) => dayInWords(programDay({ db }, row.programId, at));
  const both = (kind: string, verb: string, part: string): Step[] =>
    (["supervisor", "administrator"] as const).map((who) => step(kind, who, verb, part));
  switch (row.state) {
    case "goals":
      return assignment.toDate === null
        ? both("goals", "agree and sign the goals of the year", "goals").filter(({ who }) => !signed(db, row.id, who))
        : [];
    case "year":
      return day >= addDays(row.toDate, -AHEAD_DAYS)
        ? [step("close", "supervisor", "close the year of the evaluation", "goals", row.toDate)]
        : [];
    case "self":
      return [step("self", "officer", "write the self-assessment", "self", row.selfDueOn)];
    case "parallel":
      return [
        ...(row.draftAt === null
          ? [step("draft", "supervisor", "hand in the draft of the evaluation", "draft", row.parallelDueOn)]
          : []),
        ...(row.feedbackAt === null
          ? [step("feedback", "administrator", "hand in the school’s feedback", "feedback", row.parallelDueOn)]
          : []),
      ];
    case "together":
      return both(
        "write",
        row.revision > 1
          ? `write revision ${row.revision} of the evaluation together`
          : "write the evaluation together",
        "text",
      );
    case "frozen":
      return [step("sign", "supervisor", "sign the evaluation", "document")];
    case "feedbackSigned":
      return [step("answer", "administrator", "sign that feedback was given", "document", row.feedbackDueOn)];
    case "presented":
      return row.meetingAt === null
        ? [step("meeting", "supervisor", "set the meeting and give notice of it", "document")]
        : [step("receive", "officer", `receive the evaluation at the meeting on ${dayOf(row.meetingAt)}`, "document")];
    case "response":
      return [step("respond", "officer", "attach a response, or waive it", "document", row.responseDueOn)];
    case "review":
      return [step("review", "chief", "agree with the evaluation, or return it", "document")];
    default:
      return [];
  }
}

/** A signature that other words ended says nothing any more only when somebody signs those: until then the other is asked. */
function signed(db: Db, evaluationId: string, who: Awaited): boolean {
  return signaturesOf(db, "goals", evaluationId).some(({ role, voidedAt }) => role === who && voidedAt === null);
}
