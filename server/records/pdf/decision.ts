import type { SealedRecord } from "#db/records.ts";
import { DECISION_SIGNERS, PLACED_WORDS, POSITION_WORDS } from "#shared/decision.ts";
import type { DecisionContent, SaidBy } from "#shared/documents/decision.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import { ROLES } from "#shared/roles.ts";
import { dayInWords, formatTime } from "#shared/time.ts";

type When = (iso: string) => string;

/** The decision as blocks: the order, the reasons by criterion, what the school said and the agency answered. */
export function decisionDocument(record: SealedRecord): RecordDocument {
  const said = JSON.parse(record.content) as DecisionContent;
  const { agency, district, timeZone } = said.program;
  const when: When = (iso) => formatTime(Date.parse(iso), timeZone);
  return {
    title: "Decision",
    subtitle: said.school && !said.position.includes(said.school) ? `${said.position}, ${said.school}` : said.position,
    agency,
    district,
    zone: timeZone,
    means: "Signs this decision in the part named under “What each signature says”. Signed in with their own account.",
    blocks: [
      {
        is: "facts",
        rows: [
          ["Round", said.process.title],
          ["Fixed for signing", `${when(said.frozenAt)}${said.revision > 1 ? `, revision ${said.revision}` : ""}`],
          ["Agreement", `SHA-256 ${said.process.agreementHash.slice(0, 16)}…`],
        ],
      },
      ...orderBlocks(said),
      { is: "heading", level: 2, text: "Reasons by criterion" },
      ...said.criteria.flatMap(criterionBlocks),
      ...droppedBlocks(said),
      ...reopenedBlocks(said, when),
      ...(said.schoolPosition ? spoken(POSITION_WORDS[said.schoolPosition.position], said.schoolPosition, when) : []),
      ...(said.agencyAnswer ? spoken("The agency answers", said.agencyAnswer, when) : []),
      { is: "heading", level: 2, text: "What each signature says" },
      { is: "facts", rows: DECISION_SIGNERS.map(({ title, means }) => [title, means] as const) },
    ],
  };
}

function orderBlocks(said: DecisionContent): Block[] {
  const blocks: Block[] = [
    { is: "heading", level: 2, text: "The order" },
    {
      is: "table",
      caption: "The order, with both ranks",
      captionHidden: true,
      head: ["Candidate", "Decision", "Mechanical", "Agreed"],
      rows: said.order.map((one) => [
        `${one.rank}. ${one.name}`,
        PLACED_WORDS[one.place],
        figure(one.mechanical, one.mechanicalRank),
        figure(one.agreed, one.agreedRank),
      ]),
    },
  ];
  for (const one of said.order)
    if (one.gap)
      blocks.push({ is: "paragraph", text: `${one.name}, why the place differs from the scores: ${one.gap}` });
  if (said.alternatesUntil)
    blocks.push({ is: "paragraph", text: `Alternates stand by until ${dayInWords(said.alternatesUntil)}.` });
  if (said.nobody) blocks.push({ is: "paragraph", text: `Nobody is appointed: ${said.nobody}` });
  if (said.others.length > 0)
    blocks.push({
      is: "paragraph",
      text: `Without a sealed result: ${said.others.map((one) => `${one.name} (${one.state.toLowerCase()})`).join(", ")}. ${said.othersReason ?? ""}`,
    });
  return blocks;
}

function criterionBlocks({ title, rationale, links, counted }: DecisionContent["criteria"][number]): Block[] {
  const rests = links.map(
    (link) => `${link.part === "joint" ? "the joint scorecard" : "the notes"} on ${link.candidate}`,
  );
  return [
    { is: "heading", level: 3, text: title },
    { is: "paragraph", text: rationale },
    { is: "paragraph", quiet: true, text: `Rests on ${rests.join(", ")}.${counted ? "" : " Not in the totals."}` },
  ];
}

function droppedBlocks({ dropped }: DecisionContent): Block[] {
  if (dropped.length === 0) return [];
  return [
    { is: "heading", level: 2, text: "Questions that are not counted" },
    ...dropped.map(
      (one): Block => ({
        is: "paragraph",
        text: `“${one.lead}” ${one.effect} Reason: ${one.reason} Asked by ${one.asked}, approved by ${one.approved}.`,
      }),
    ),
  ];
}

function reopenedBlocks({ reopened }: DecisionContent, when: When): Block[] {
  if (reopened.length === 0) return [];
  return [
    { is: "heading", level: 2, text: "Opened again before signing" },
    ...reopened.map((one): Block => ({ is: "paragraph", text: `${one.reason} ${one.name}, ${when(one.at)}` })),
  ];
}

function spoken(title: string, said: SaidBy, when: When): Block[] {
  return [
    { is: "heading", level: 2, text: title },
    ...(said.words ? [{ is: "paragraph", quoted: true, text: said.words } as const] : []),
    { is: "paragraph", quiet: true, text: `${said.name}, ${ROLES[said.role].label}, ${when(said.at)}` },
  ];
}

function figure(value: number | null, rank: number | null): string {
  return value === null ? "Not measured" : `${value.toFixed(2)}${rank === null ? "" : `, rank ${rank}`}`;
}
