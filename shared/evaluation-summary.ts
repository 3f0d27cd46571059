import { actOf, type EvaluationAct, type EvaluationContent } from "./documents/evaluation-record.ts";
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
      : handedInWords(feedback, (iso) => formatTime(Date.parse(iso), names.timeZone, "date"));
  return `${who}. ${handed}. ${act ? `${ACT_WORDS[act.word]}.` : ""}`.trim();
}

/** When the school's section was handed in, and that its author could still change it while both leads wrote. */
export function handedInWords(
  { submittedAt, received }: EvaluationContent["feedback"],
  when: (iso: string) => string,
): string {
  const late = received === "late" ? ", after the day" : "";
  return `Handed in ${submittedAt ? when(submittedAt) : ""}${late}, and open to its author until the text was fixed`;
}

/** The officer's answer to this text, and what they had answered to a text that was changed after it. */
export function officerInWords(said: EvaluationContent): string {
  const before = said.earlier.flatMap((one) => {
    const answer = one.acts.find(({ act }) => act === "presented");
    if (!answer) return [];
    const response = one.acts.some(({ word }) => word === "attached") ? ", with a response" : "";
    return [
      `To revision ${one.revision}: ${ANSWERED[answer.word] ?? ACT_WORDS[answer.word].toLowerCase()}${response}.`,
    ];
  });
  const now = answerInWords(said);
  return before.length > 0 ? [now.replace(/\.?$/, "."), ...before].join(" ") : now;
}

const ANSWERED: Partial<Record<EvaluationAct["word"], string>> = {
  received: "received",
  disagrees: "disagrees",
  refused: "refused to sign",
};

function answerInWords(said: EvaluationContent): string {
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
