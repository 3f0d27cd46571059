import type { RemovalContent } from "./documents/removal-record.ts";
import type { Side } from "./rooms.ts";
import { dayInWords } from "./time.ts";
import { zonedDay } from "./zoned.ts";

/** How a removal review ended, on page and paper. */
export const REMOVAL_OUTCOMES: Record<RemovalContent["outcome"], string> = {
  withdrawn: "Taken back by the side that asked",
  settled: "Settled by both leads: the officer stays",
  stays: "Decided by both executives: the officer stays",
  reassigned: "Decided by both executives: the officer is reassigned",
};

export const REMOVAL_SIDES: Record<Side, string> = {
  agency: "The agency’s side",
  district: "The school’s side",
  officer: "The officer’s side",
};

export const REMOVAL_POSITIONS = {
  concur: "The school concurs",
  dissent: "The school dissents",
  abstain: "The school abstains",
} as const;

/**
 * Why a review holds no answer: its day passed without one, or the request was taken back before that day was over.
 * @param sealedAt milliseconds since 1970; null while the review runs
 */
export function missingAnswerInWords({ outcome, answerDueOn, names }: RemovalContent, sealedAt: number | null): string {
  if (answerDueOn === null) return "No answer yet";
  const takenBack = outcome === "withdrawn" && sealedAt !== null;
  if (takenBack && zonedDay(sealedAt, names.timeZone) <= answerDueOn)
    return `Taken back before an answer was due (${dayInWords(answerDueOn)})`;
  return `No answer by ${dayInWords(answerDueOn)}`;
}
