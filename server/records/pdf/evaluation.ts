import type { SealedRecord } from "#db/records.ts";
import type { EvaluationAct, EvaluationContent } from "#shared/documents/evaluation-record.ts";
import { OUTCOME_WORDS } from "#shared/evaluation-outcome.ts";
import { feedbackInWords, officerInWords, periodInWords, termsInWords } from "#shared/evaluation-summary.ts";
import {
  ACT_STEPS,
  ACT_WORDS,
  EVALUATION_SIGNATURES,
  evaluationRatingInWords,
  meanInWords,
  NO_LONGER,
  roleTitle,
  TONE_WORDS,
} from "#shared/evaluation-words.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import { ROLES } from "#shared/roles.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import { feedbackBlocks } from "./evaluation-feedback.ts";

type When = (iso: string, style?: "date") => string;
const heading = (text: string, level: 2 | 3 = 2): Block => ({ is: "heading", level, text });
const quiet = (text: string): Block => ({ is: "paragraph", quiet: true, text });
const quoted = (text: string): Block => ({ is: "paragraph", quoted: true, text });

/**
 * The evaluation as blocks. The first page says who rated, who gave feedback and what the officer answered; what follows
 * is each of those in full.
 */
export function evaluationDocument(record: SealedRecord): RecordDocument {
  const said = JSON.parse(record.content) as EvaluationContent;
  const { names } = said;
  const when: When = (iso, style) => formatTime(Date.parse(iso), names.timeZone, style);
  return {
    title: "Annual evaluation",
    subtitle: `${names.officer}, School Resource Officer, ${names.school}`,
    agency: names.agency,
    district: names.district,
    zone: names.timeZone,
    means: "Signed in with their own account.",
    meansOf: {
      supervisor: "Rated the officer and is responsible for this evaluation. Signed in with their own account.",
      administrator: "Gave the school’s feedback; no agreement with the ratings. Signed in with their own account.",
      officer: "Received this evaluation, which does not mean agreed. Signed in with their own account.",
      executive: "Reviewed this evaluation and agreed. Signed in with their own account.",
    },
    blocks: [
      {
        is: "facts",
        rows: [
          ["Period", periodInWords(said)],
          [
            "Outcome",
            `${OUTCOME_WORDS[said.outcome]}${said.outcome === said.ruleOutcome ? "" : `. The rules of the form give: ${OUTCOME_WORDS[said.ruleOutcome].toLowerCase()}`}`,
          ],
          ["Rated by", `${names.supervisor}, SRO supervisor, ${names.agency}`],
          ["Feedback by", feedbackInWords(said)],
          ["The officer answered", officerInWords(said)],
          ["Fixed for signing", `${when(said.frozenAt)}${said.revision > 1 ? `, revision ${said.revision}` : ""}`],
          ["Agreement", termsInWords(said)],
        ],
      },
      heading("Who did what, and when"),
      stepsTable(said.acts, when),
      ...said.acts.flatMap((act) => actWords(act, when)),
      ...(said.outcomeReason ? [heading("Why this outcome"), quoted(said.outcomeReason)] : []),
      ...planBlocks(said),
      ...ratingBlocks(said),
      ...goalBlocks(said, when),
      heading("The evaluation in words"),
      ...said.text.flatMap(({ title, blocks }) =>
        blocks.length === 0 ? [] : [heading(title, 3), ...blocks.map(({ text }): Block => ({ is: "paragraph", text }))],
      ),
      quiet(
        `Written by ${names.supervisor}. The school administrator could propose changes; each one was accepted or rejected before the text was fixed.`,
      ),
      ...feedbackBlocks(said, when),
      ...selfBlocks(said, when),
      ...evidenceBlocks(said),
      ...earlierBlocks(said, when),
      heading("What each signature says"),
      { is: "facts", rows: EVALUATION_SIGNATURES },
      quiet(
        "The signatures were given one after the other. Each binds the text and everything that was done with it before, so each names another SHA-256. The exported data file holds what is needed to build each of them again.",
      ),
    ],
  };
}

function stepsTable(acts: readonly EvaluationAct[], when: When): Block {
  return {
    is: "table",
    caption: "Who did what, and when",
    captionHidden: true,
    head: ["Step", "Who", "When", "What it says"],
    widths: [0.19, 0.27, 0.22, 0.32],
    rows: acts.map(({ act, word, name, role, at, due }) => [
      ACT_STEPS[act],
      name && role ? `${name}, ${role === "executive" ? "head of the agency" : ROLES[role].label}` : "Nobody",
      name ? when(at) : due ? `Until ${dayInWords(due)}` : when(at),
      ACT_WORDS[word],
    ]),
  };
}

/** What somebody wrote with their act, in full. */
function actWords({ act, word, name, words, meeting, witness, enteredBy }: EvaluationAct, when: When): Block[] {
  const blocks: Block[] = [];
  if (meeting)
    blocks.push(
      quiet(
        `Presented at the meeting on ${when(meeting.at)}. The officer was told of it on ${when(meeting.noticeAt)}.`,
      ),
    );
  if (witness) blocks.push(quiet(`Entered by ${enteredBy}. Witness of the refusal: ${witness}.`));
  if (!words) return blocks;
  const title = act === "presented" && word === "disagrees" ? "The officer disagrees" : `${ACT_STEPS[act]}: ${name}`;
  return [...blocks, heading(title, 3), quoted(words)];
}

function planBlocks({ plan }: EvaluationContent): Block[] {
  if (plan.length === 0) return [];
  return [
    heading("The plan"),
    ...plan.flatMap(({ item, expected, help, owner, dueOn, proof }, i): Block[] => [
      heading(`${i + 1}. ${item}`, 3),
      {
        is: "facts",
        rows: [
          ["What is right", expected],
          ["Help", `${help}. Responsible: ${owner}`],
          ["By", dayInWords(dueOn)],
          ["Proof", proof],
        ],
      },
    ]),
  ];
}

function ratingBlocks({ ratings, results, names }: EvaluationContent): Block[] {
  return [
    heading(`Ratings by ${names.supervisor}`),
    ...results.flatMap(({ role, title, mean, rated, notObserved }): Block[] => {
      const of = ratings.filter((one) => one.role === role);
      if (of.length === 0) return [];
      const result = mean === null ? "too few ratings for a mean" : `mean ${meanInWords(mean, rated)}`;
      return [
        heading(title, 3),
        {
          is: "table",
          caption: `${title}: ratings`,
          captionHidden: true,
          head: ["Item", "Rating"],
          widths: [0.62, 0.38],
          rows: of.map((one) => [one.title, evaluationRatingInWords(one.rating)]),
        },
        quiet(`Result: ${result}${notObserved > 0 ? `; ${notObserved} not observed, which is not counted` : ""}.`),
        ...of
          .filter(({ evidence }) => evidence)
          .map((one): Block => ({ is: "paragraph", text: `${one.title}: ${one.evidence}` })),
      ];
    }),
  ];
}

function goalBlocks({ goals }: EvaluationContent, when: When): Block[] {
  if (goals.length === 0) return [];
  return [
    heading("Goals of the year"),
    ...goals.flatMap(({ role, words, measure, addedAt, result }): Block[] => [
      heading(roleTitle(role), 3),
      { is: "paragraph", text: words },
      quiet(`Measure: ${measure}.${addedAt ? ` Added during the year by both leads, ${when(addedAt, "date")}.` : ""}`),
      ...(result ? [{ is: "paragraph", text: `Result: ${result}` } as const] : []),
    ]),
  ];
}

function selfBlocks({ self, names }: EvaluationContent, when: When): Block[] {
  const written = self.answers.filter(({ answer }) => answer);
  return [
    heading(`Self-assessment of ${names.officer}`),
    ...(written.length === 0
      ? [quiet("It was asked for and not received by the day.")]
      : [
          ...(self.submittedAt ? [quiet(`Handed over ${when(self.submittedAt)}.`)] : []),
          ...written.flatMap(({ question, answer }): Block[] => [
            heading(question, 3),
            { is: "paragraph", text: answer },
          ]),
        ]),
  ];
}

function evidenceBlocks({ evidence }: EvaluationContent): Block[] {
  const { counts, warnings, entries } = evidence;
  return [
    heading("Evidence of the year"),
    {
      is: "paragraph",
      text: `Entries: ${counts.supervisor} by the supervisor, ${counts.administrator} by the administrator, ${counts.officer} by the officer. Each stood open to the officer from the day it was posted.`,
    },
    ...(warnings.length > 0 ? [{ is: "list", items: warnings } as const] : []),
    ...entries.flatMap(({ role, tone, observedOn, words, name, answers }): Block[] => [
      { is: "paragraph", text: `${dayInWords(observedOn)}: ${words}` },
      quiet(`${TONE_WORDS[tone] ?? tone}. ${roleTitle(role)}. ${name}.`),
      ...answers.map((one) => quoted(`${one.name} answers: ${one.words}`)),
    ]),
  ];
}

function earlierBlocks({ earlier }: EvaluationContent, when: When): Block[] {
  if (earlier.length === 0) return [];
  return [
    heading("Earlier revisions"),
    ...earlier.flatMap(({ revision, by, at, reason, acts }): Block[] => [
      heading(`Revision ${revision}, opened again ${when(at, "date")}`, 3),
      { is: "paragraph", text: `${by}: ${reason}` },
      ...acts.flatMap((act): Block[] => [
        quiet(
          `${ACT_STEPS[act.act]}: ${ACT_WORDS[act.word]}${act.name ? `. ${act.name}, ${when(act.at)}` : ""}. ${NO_LONGER}`,
        ),
        ...(act.words ? [quoted(act.words)] : []),
      ]),
    ]),
  ];
}
