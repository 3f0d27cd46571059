import { actOf, type EvaluationContent } from "./documents/evaluation-record.ts";
import { ACT_WORDS } from "./evaluation-words.ts";
import { dayInWords, formatTime } from "./time.ts";

/*
 * What a stranger reads first of a fixed evaluation, in the same words on the page and on paper: whose period it is, who
 * gave feedback, what the officer answered.
 */

export function periodInWords({ evaluation }: EvaluationContent): string {
  return `${evaluation.title}: ${dayInWords(evaluation.fromDate)} to ${dayInWords(evaluation.toDate)}`;
}

export function feedbackInWords(said: EvaluationContent): string {
  const { names, feedback } = said;
  const act = actOf(said, "feedback");
  const who = `${names.administrator || "Nobody named"}, school administrator, ${names.district}`;
  const handed =
    feedback.received === "not-received"
      ? "Offered and not received"
      : `Handed in ${feedback.submittedAt ? formatTime(Date.parse(feedback.submittedAt), names.timeZone, "date") : ""}${feedback.received === "late" ? ", after the day" : ""}`;
  return `${who}. ${handed}. ${act ? `${ACT_WORDS[act.word]}.` : ""}`.trim();
}

export function officerInWords(said: EvaluationContent): string {
  const act = actOf(said, "presented");
  if (!act) return "Not presented yet";
  const response = actOf(said, "response");
  const witness = act.witness ? ` Witness: ${act.witness}.` : "";
  return `${ACT_WORDS[act.word]}.${witness} ${
    response?.word === "attached" ? "A written response is attached." : response ? `${ACT_WORDS[response.word]}.` : ""
  }`.trim();
}

export function termsInWords({ terms }: EvaluationContent): string {
  return terms.mouVersion === null
    ? "No agreement was in force; the usual values hold"
    : `Memorandum of understanding, version ${terms.mouVersion}`;
}
