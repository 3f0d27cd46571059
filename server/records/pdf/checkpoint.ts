import type { SealedRecord } from "#db/records.ts";
import { CHECKPOINT_SCALE } from "#shared/content/probation-forms.ts";
import type { PromptContent } from "#shared/documents/checkpoint.ts";
import { type CheckpointReview, type InputContent, refusalRecorded } from "#shared/documents/checkpoint-review.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import type { ProgramNames } from "./kinds.ts";

const ANSWERS = {
  agree: "Agrees with the review",
  disagree: "Disagrees with the review",
  refused: "Refused to answer; a witness saw it",
} as const;
const rated = (value: string | null) => CHECKPOINT_SCALE.find((one) => one.value === value)?.label ?? "Not given";

/** A checkpoint of a probation as blocks: what each one wrote, what was rated, what the officer answered. */
export function checkpointDocument(record: SealedRecord, program: ProgramNames): RecordDocument {
  const said = JSON.parse(record.content) as CheckpointReview;
  const { names, checkpoint, probation, answer } = said;
  const when = (iso: string) => formatTime(Date.parse(iso), program.timeZone);
  return {
    title: `Probation, checkpoint ${checkpoint.n}`,
    subtitle: `${names.officer}, School Resource Officer, ${names.school}`,
    agency: names.agency,
    district: names.district,
    zone: program.timeZone,
    means: "Signs this review together with the officer’s answer. Signed in with their own account.",
    blocks: [
      {
        is: "facts",
        rows: [
          ["Checkpoint", `${checkpoint.title}, after ${checkpoint.offsetDays} days`],
          [
            "Probation",
            `From ${dayInWords(probation.startOn)}${probation.endOn ? ` to ${dayInWords(probation.endOn)}` : ""}`,
          ],
          ...(said.ratings.overall ? [["In all", rated(said.ratings.overall)] as const] : []),
          ...(said.meetingAt ? [["Meeting", when(said.meetingAt)] as const] : []),
          ["Rated by", `${names.supervisor}, SRO supervisor`],
          [
            "The administrator’s section by",
            names.administrator ? `${names.administrator}, school administrator` : "Nobody",
          ],
          ["The officer answered", answer ? ANSWERS[answer.choice] : "Not answered"],
          ["Fixed", `${when(said.presentedAt)}, by ${said.presentedBy}`],
        ],
      },
      ...(answer
        ? [
            ...(answer.words ? [{ is: "paragraph", quoted: true, text: answer.words } as const] : []),
            {
              is: "paragraph",
              quiet: true,
              text:
                answer.choice === "refused"
                  ? refusalRecorded(answer.enteredBy, when(answer.at), answer.witness)
                  : `Answered by ${answer.name}, ${when(answer.at)}.`,
            } as const,
          ]
        : []),
      { is: "heading", level: 2, text: `Ratings by ${names.supervisor}` },
      {
        is: "table",
        caption: "Ratings",
        captionHidden: true,
        head: ["Item", "How it stands"],
        widths: [0.74, 0.26],
        rows: said.ratings.items.map(({ text, rating }) => [text, rated(rating)]),
      },
      ...said.ratings.items
        .filter(({ evidence }) => evidence)
        .map(({ text, evidence }): Block => ({ is: "paragraph", text: `${text}: ${evidence}` })),
      ...own("The administrator’s section", said.section, names.administrator),
      { is: "heading", level: 2, text: "What both wrote together" },
      ...(said.narrative.length === 0
        ? [{ is: "paragraph", quiet: true, text: "Nothing was written." } as const]
        : said.narrative.map(
            ({ type, text }): Block =>
              type === "heading" ? { is: "heading", level: 3, text } : { is: "paragraph", text },
          )),
      { is: "heading", level: 2, text: `Self-assessment of ${names.officer}` },
      ...prompts(said.self.content, said.self.submittedAt ? `Handed over ${when(said.self.submittedAt)}.` : null),
      ...said.inputs.flatMap((input) => inputBlocks(input, when)),
    ],
  };
}

function own(title: string, words: string, name: string): Block[] {
  return [
    { is: "heading", level: 2, text: title },
    words ? { is: "paragraph", quoted: true, text: words } : { is: "paragraph", quiet: true, text: "Left empty." },
    ...(words && name ? [{ is: "paragraph", quiet: true, text: `${name}, school administrator` } as const] : []),
  ];
}

function inputBlocks(
  { name, role, received, submittedAt, content }: InputContent,
  when: (iso: string) => string,
): Block[] {
  const who = role === "supervisor" ? "SRO supervisor" : "school administrator";
  return [
    { is: "heading", level: 2, text: `What ${name} wrote alone` },
    ...prompts(
      content,
      received === "in-time" && submittedAt ? `${name}, ${who}, handed in ${when(submittedAt)}.` : null,
    ),
  ];
}

function prompts(content: PromptContent | null, handed: string | null): Block[] {
  if (!content) return [{ is: "paragraph", quiet: true, text: "It was asked for and not received by the day." }];
  return [
    ...(handed ? [{ is: "paragraph", quiet: true, text: handed } as const] : []),
    ...content.answers
      .filter(({ answer }) => answer)
      .flatMap(({ prompt, answer }): Block[] => [
        { is: "heading", level: 3, text: prompt },
        { is: "paragraph", text: answer },
      ]),
    ...(content.words ? [{ is: "paragraph", text: content.words } as const] : []),
  ];
}
