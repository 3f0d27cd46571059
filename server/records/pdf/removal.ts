import type { SealedRecord } from "#db/records.ts";
import { withoutEmpty } from "#shared/documents/notes.ts";
import type { RemovalContent } from "#shared/documents/removal-record.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import { missingAnswerInWords, REMOVAL_OUTCOMES, REMOVAL_POSITIONS, REMOVAL_SIDES } from "#shared/removal-words.ts";
import { PARTIES } from "#shared/roles.ts";
import { formatTime } from "#shared/time.ts";

/** A removal review as blocks: what was asked and answered, each side's words, the minutes, the decision and why. */
export function removalDocument(record: SealedRecord): RecordDocument {
  const said = JSON.parse(record.content) as RemovalContent;
  const { names, request, answer, position } = said;
  const when = (iso: string) => formatTime(Date.parse(iso), names.timeZone);
  const spoken = (title: string, words: string, by: string): Block[] => [
    { is: "heading", level: 2, text: title },
    { is: "paragraph", quoted: true, text: words },
    { is: "paragraph", quiet: true, text: by },
  ];
  return {
    title: "Removal review",
    subtitle: `${names.officer}, School Resource Officer, ${names.school}`,
    agency: names.agency,
    district: names.district,
    zone: names.timeZone,
    means: "Signs that the review ended as it says above. Signed in with their own account.",
    blocks: [
      {
        is: "facts",
        rows: [
          ["Outcome", REMOVAL_OUTCOMES[said.outcome]],
          ["Asked by", `${request.by}, ${PARTIES[request.side].label.toLowerCase()}, ${when(request.at)}`],
          ["Answered", answer ? `${answer.name}, ${when(answer.at)}` : missingAnswerInWords(said, record.sealedAt)],
          ["Meeting", said.meetingAt ? when(said.meetingAt) : "None was held"],
        ],
      },
      ...(said.why
        ? [{ is: "heading", level: 2, text: "Why" } as const, { is: "paragraph", text: said.why } as const]
        : []),
      ...spoken("The reasons", request.reasons, request.by),
      ...(request.tried ? spoken("What was tried before", request.tried, request.by) : []),
      ...(answer ? spoken("The answer", answer.words, `${answer.name}, ${when(answer.at)}`) : []),
      ...said.sides.flatMap(({ side, words }): Block[] => [
        { is: "heading", level: 2, text: REMOVAL_SIDES[side] },
        words
          ? { is: "paragraph", quoted: true, text: words }
          : { is: "paragraph", quiet: true, text: "Nothing was written." },
      ]),
      { is: "heading", level: 2, text: "Minutes of the meeting" },
      ...(withoutEmpty(said.minutes).length === 0
        ? [{ is: "paragraph", quiet: true, text: "None were written." } satisfies Block]
        : []),
      ...withoutEmpty(said.minutes).map(
        ({ type, text }): Block => (type === "heading" ? { is: "heading", level: 3, text } : { is: "paragraph", text }),
      ),
      ...(position
        ? spoken(
            REMOVAL_POSITIONS[position.position],
            position.words || "Without further words.",
            `${position.name}, ${when(position.at)}`,
          )
        : []),
    ],
  };
}
