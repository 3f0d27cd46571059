import { EVALUATION_ROLES, EVALUATION_SCALE } from "./content/evaluation-form.ts";
import type { EvaluationRating } from "./documents/evaluation.ts";
import type { EvaluationAct } from "./documents/evaluation-record.ts";

/** A rating in a number and in words: "4, Exceeds expectations". */
export function evaluationRatingInWords(rating: EvaluationRating | null): string {
  if (rating === null) return "Not given";
  if (rating === "not-observed") return "Not observed";
  return `${rating}, ${EVALUATION_SCALE.find(({ value }) => value === rating)?.label ?? "outside the scale"}`;
}

export const roleTitle = (role: string): string => EVALUATION_ROLES.find(({ id }) => id === role)?.title ?? role;

/** An answer of the administrator's form, "as-needed", as it reads: "As needed". */
export const choiceInWords = (id: string): string => {
  const words = id.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What an entry of the log is, in the words of the form in which it was posted. */
export const TONE_WORDS: Record<string, string> = {
  commend: "Good work",
  neutral: "Plain note",
  concern: "Concern",
};

/** A mean with how many ratings it rests on; never "4.3 of 4", which reads as a score out of four. */
export const meanInWords = (mean: number, rated: number): string =>
  `${mean.toFixed(1)} over ${rated} rated ${rated === 1 ? "item" : "items"}`;

/** What an act says, on page and paper. */
export const ACT_WORDS: Record<EvaluationAct["word"], string> = {
  signed: "Signed the evaluation",
  given: "Signed that feedback was given",
  declined: "Declined to sign, with the reason",
  unanswered: "No answer by the day",
  received: "Received it; this does not mean agreed",
  disagrees: "Received it and disagrees",
  refused: "Refused to sign; a witness saw it",
  attached: "Attached a response",
  waived: "Attached no response",
  none: "No response by the day",
  agreed: "Agreed after review",
};

/** What became of an act on an earlier revision. */
export const NO_LONGER = "No longer counts: the text was changed after it.";

/** An act's step, for the column that names it. */
export const ACT_STEPS: Record<EvaluationAct["act"], string> = {
  signed: "Evaluation",
  feedback: "School’s feedback",
  presented: "Officer’s answer",
  response: "Officer’s response",
  command: "Command review",
};

/** What each signature under a sealed evaluation says. */
export const EVALUATION_SIGNATURES = [
  ["SRO supervisor", "Rated the officer and is responsible for the evaluation."],
  ["School administrator", "Gave the feedback in the school’s section. It is no agreement with the ratings."],
  ["School Resource Officer", "Received the evaluation. It does not mean agreed."],
  ["Head of the agency", "Reviewed the evaluation and agreed."],
] as const;
