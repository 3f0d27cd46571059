import type { Evaluation } from "#db/evaluations.ts";
import type { Removal } from "#db/removals.ts";
import { casePaths } from "#shared/case-paths.ts";
import { can, type Facts, type PartOf } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import type { CaseDay } from "./case-days.ts";

/** In which order an evaluation goes through its states. */
const ORDER = [
  "goals",
  "year",
  "self",
  "parallel",
  "together",
  "frozen",
  "feedbackSigned",
  "presented",
  "response",
  "review",
  "sealed",
] as const;

/** The days of an annual evaluation, to those who may know of each. */
export function evaluationDays(
  viewer: Viewer,
  { row, terms, facts }: Evaluation,
  dayOf: (at: number) => string,
): CaseDay[] {
  const to = casePaths.evaluation(row.assignmentId, row.id);
  const place = ORDER.indexOf(row.state);
  /** Is the evaluation past a state? */
  const past = (state: (typeof ORDER)[number]) => place > ORDER.indexOf(state);
  const knows = (part: PartOf<"evaluation">) =>
    (["R", "C"] as const).some((letter) => can(viewer, letter, part, facts as Facts<"evaluation">));
  const rests = (parameter: string) => ({ parameter: `evaluation.${parameter}`, version: terms.mouVersion });
  const days: CaseDay[] = [];
  const add = (key: string, on: string | null, one: Omit<CaseDay, "key" | "on" | "to">) => {
    if (on !== null) days.push({ key: `${key}-${row.id}`, on, to, ...one });
  };
  if (!knows("goals") && !knows("document")) return [];
  add("year", row.toDate, {
    what: `${row.title}: the year ends`,
    done: past("year") ? "Closed" : null,
    passes: "Nothing happens by itself. The supervisor closes the year, and the officer is asked first.",
    rests: rests("period"),
  });
  add("self", row.selfDueOn, {
    what: `${row.title}: self-assessment`,
    done: past("self") ? (row.self === null ? "Not handed over; it went on" : "Handed over") : null,
    passes: "Both leads are asked without it. The record says that it was asked for and not received.",
  });
  add("parallel", row.parallelDueOn, {
    what: `${row.title}: the supervisor’s draft and the school’s feedback`,
    done: past("parallel") ? "Opened to both" : null,
    passes: "What is in opens to both leads. What is not stays unread, and the record says what is missing.",
    rests: rests("feedback_window"),
  });
  if (row.feedbackDueOn !== null && knows("document"))
    add("feedback", row.feedbackDueOn, {
      what: `${row.title}: the administrator signs that feedback was given`,
      done: past("feedbackSigned") ? (row.feedback === "unanswered" ? "Not answered; it went on" : "Answered") : null,
      passes: "It goes on unanswered, and the record says so.",
      rests: rests("feedback_window"),
    });
  if (row.meetingAt !== null)
    add("meeting", dayOf(row.meetingAt), {
      what: `${row.title}: meeting with the officer`,
      at: row.meetingAt,
      done: past("presented") ? "Held" : null,
      passes: "Nothing happens by itself. The evaluation waits until it was presented.",
      rests: rests("meeting_notice"),
    });
  if (row.responseDueOn !== null && knows("document"))
    add("response", row.responseDueOn, {
      what: `${row.title}: the officer’s response`,
      done: past("response") ? "Over" : null,
      passes: terms.commandReview
        ? "It goes on without a response to the head of the agency, and the record says so."
        : "It is sealed without a response, and the record says so.",
      rests: rests("response_window"),
    });
  return days;
}

/** The days of a removal review. */
export function removalDays(viewer: Viewer, { row, terms, facts }: Removal, dayOf: (at: number) => string): CaseDay[] {
  if (!can(viewer, "R", "request", facts)) return [];
  const to = casePaths.removal(row.assignmentId, row.id);
  const rests = (parameter: string) => ({ parameter: `removal.${parameter}`, version: terms.mouVersion });
  const days: CaseDay[] = [];
  if (row.answerDueOn !== null)
    days.push({
      key: `answer-${row.id}`,
      what: "Removal request: the other side answers",
      on: row.answerDueOn,
      to,
      done: row.state === "requested" ? null : row.answerAt === null ? "Not answered; it went on" : "Answered",
      passes: "The mediation begins without an answer, and the record says so.",
      rests: rests("answer_within"),
    });
  if (row.meetingAt !== null)
    days.push({
      key: `meeting-${row.id}`,
      what: "Removal request: mediation meeting",
      on: dayOf(row.meetingAt),
      at: row.meetingAt,
      to,
      done: row.state === "mediation" ? null : "Held",
      passes: "Nothing happens by itself. The leads write the minutes, or set another time.",
      rests: rests("mediation_required"),
    });
  if (row.decideDueOn !== null)
    days.push({
      key: `decide-${row.id}`,
      what: "Removal request: the heads of both organizations decide",
      on: row.decideDueOn,
      to,
      done: row.state === "deciding" ? null : "Decided",
      passes: "Nothing is decided by silence. It stays on both desks until both have signed.",
      rests: rests("executive_decision_within"),
    });
  return days;
}
