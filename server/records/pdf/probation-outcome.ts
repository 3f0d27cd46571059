import type { SealedRecord } from "#db/records.ts";
import { CHECKPOINT_SCALE } from "#shared/content/probation-forms.ts";
import { refusalRecorded, type Said } from "#shared/documents/checkpoint-review.ts";
import { type OutcomeContent, outcomeSigners } from "#shared/documents/probation-outcome.ts";
import { itemText } from "#shared/probation.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import type { ProgramNames } from "./kinds.ts";

const OUTCOMES = {
  confirmed: "Confirmed in the assignment",
  extended: "The probation is extended",
  ended: "The assignment ends",
} as const;
const POSITIONS = {
  agree: "The school agrees",
  against: "The school is against it",
  "not-given": "The school gave no position by the day",
} as const;
type When = (iso: string) => string;

/** The outcome of a probation as blocks: what was decided and why, what the school said, that the officer received it. */
export function outcomeDocument(record: SealedRecord, program: ProgramNames): RecordDocument {
  const said = JSON.parse(record.content) as OutcomeContent;
  const { names, probation, receipt, position } = said;
  const when: When = (iso) => formatTime(Date.parse(iso), program.timeZone);
  return {
    title: "Outcome of the probation",
    subtitle: `${names.officer}, School Resource Officer, ${names.school}`,
    agency: names.agency,
    district: names.district,
    zone: program.timeZone,
    means: "Signs this outcome with everything that was said before it. Signed in with their own account.",
    blocks: [
      {
        is: "facts",
        rows: [
          ["Outcome", OUTCOMES[said.outcome]],
          [
            "Probation",
            `From ${dayInWords(probation.startOn)}${probation.endOn ? ` to ${dayInWords(probation.endOn)}` : ""}`,
          ],
          ["Proposed by", `${said.proposed.name}, SRO supervisor, ${when(said.proposed.at)}`],
          ["The school’s position", position ? POSITIONS[position.position] : "Not asked"],
          [
            "The officer",
            receipt === null
              ? "Did not receive it"
              : receipt.choice === "received"
                ? "Received it, which does not mean agreed"
                : `Refused the receipt. Witness: ${receipt.witness ?? "none"}`,
          ],
        ],
      },
      { is: "heading", level: 2, text: "Why" },
      { is: "paragraph", text: said.reason },
      ...(said.extension
        ? [
            {
              is: "facts",
              rows: [
                ["Extended until", dayInWords(said.extension.until)],
                ["To be seen by then", said.extension.expected],
                ["Help", said.extension.help],
              ],
            } as const,
          ]
        : []),
      ...(said.override
        ? [
            { is: "heading", level: 2, text: "Without an earlier notice" } as const,
            { is: "paragraph", text: said.override } as const,
          ]
        : []),
      ...(position?.name ? spoken(POSITIONS[position.position], position, when) : []),
      ...(said.reply ? spoken("The supervisor answers", said.reply, when) : []),
      ...(receipt
        ? [
            { is: "heading", level: 2, text: "The officer’s receipt" } as const,
            ...(receipt.words ? [{ is: "paragraph", quoted: true, text: receipt.words } as const] : []),
            {
              is: "paragraph",
              quiet: true,
              text:
                receipt.choice === "refused"
                  ? refusalRecorded(receipt.enteredBy, when(receipt.at), receipt.witness)
                  : `Received by ${receipt.name}, ${when(receipt.at)}`,
            } as const,
          ]
        : []),
      ...behind(said),
      { is: "heading", level: 2, text: "Who signs" },
      { is: "list", numbered: true, items: outcomeSigners(said).map(({ title }) => title) },
    ],
  };
}

/** What the outcome rests on. */
function behind({ checkpoints, notices, plan }: OutcomeContent): Block[] {
  return [
    { is: "heading", level: 2, text: "What it rests on" },
    {
      is: "table",
      caption: "The checkpoints",
      captionHidden: true,
      head: ["Checkpoint", "In all", "Sealed as"],
      rows: checkpoints.map(({ n, title, overall, sealedHash }) => [
        // Earlier records hold no title of a checkpoint that nobody had written.
        title ? `${n}. ${title}` : `Checkpoint ${n}`,
        CHECKPOINT_SCALE.find(({ value }) => value === overall)?.label ?? "No overall rating",
        sealedHash ? `${sealedHash.slice(0, 16)}…` : "Not sealed",
      ]),
    },
    ...(notices.length === 0
      ? [{ is: "paragraph", quiet: true, text: "No interim notice was given." } as const]
      : [
          {
            is: "list",
            items: notices.map(
              ({ item, givenOn, answered }) =>
                // Earlier records hold the id of the item.
                `Interim notice of ${dayInWords(givenOn)}: ${itemText(item) ?? item}${answered ? "; answered by the officer" : ""}`,
            ),
          } as const,
        ]),
    ...(plan
      ? [
          {
            is: "paragraph",
            text: planWords(plan),
          } as const,
        ]
      : []),
  ];
}

function planWords({ items, met, notMet }: NonNullable<OutcomeContent["plan"]>): string {
  const others = items - met - notMet;
  const parts = [
    items === 1 ? "1 item" : `${items} items`,
    ...(met > 0 ? [`${met} met`] : []),
    ...(notMet > 0 ? [`${notMet} not met`] : []),
    ...(others > 0 ? [`${others} met in part or without a result`] : []),
  ];
  return `Plan: ${parts.join(", ")}.`;
}

function spoken(title: string, { name, words, at }: Pick<Said, "name" | "words" | "at">, when: When): Block[] {
  return [
    { is: "heading", level: 2, text: title },
    ...(words ? [{ is: "paragraph", quoted: true, text: words } as const] : []),
    { is: "paragraph", quiet: true, text: `${name}, ${when(at)}` },
  ];
}
