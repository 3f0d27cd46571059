import type { SealedRecord } from "#db/records.ts";
import { coverageSentence } from "#shared/coverage.ts";
import type { Anchors, ProcessTerms } from "#shared/documents/process.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import { PARTIES, ROLES } from "#shared/roles.ts";
import { dayInWords } from "#shared/time.ts";
import type { ProgramNames } from "./kinds.ts";

/** The process agreement as blocks: the exact terms, in the order in which they are read. */
export function agreementDocument(record: SealedRecord, program: ProgramNames): RecordDocument {
  const terms = JSON.parse(record.content) as ProcessTerms;
  return {
    title: "Process agreement",
    subtitle: terms.position,
    agency: terms.names?.agency ?? program.agencyName,
    district: terms.names?.district ?? program.districtName,
    zone: program.timeZone,
    means: "Signs that both parties select by these terms. Signed in with their own account.",
    blocks: [
      ...ground(terms),
      ...criteria(terms),
      ...questions(terms),
      { is: "heading", level: 2, text: "4. Panel" },
      ...panel(terms, program),
      { is: "heading", level: 2, text: "5. Equal totals" },
      { is: "paragraph", text: terms.tieRule },
    ],
  };
}

function ground(terms: ProcessTerms): Block[] {
  return [
    {
      is: "facts",
      rows: [
        ["School", terms.names?.school ?? "No single school"],
        ["Service counts up to", dayInWords(terms.cutoffDate)],
        ["Minimum service", terms.minimumYears === 1 ? "1 year" : `${terms.minimumYears} years`],
        ["Moderator", ROLES[terms.moderator].label],
        ["Scoring", SCORING[terms.scoringMode].label],
        ["Rubric", `Version ${terms.rubricVersion}`],
      ],
    },
    { is: "heading", level: 2, text: "1. How the panel scores" },
    { is: "paragraph", text: SCORING[terms.scoringMode].meaning },
  ];
}

function criteria(terms: ProcessTerms): Block[] {
  const equal = new Set(terms.criteria.map(({ weight }) => weight)).size <= 1;
  const because = !equal && terms.weightReason ? ` Both parties agreed to this because: ${terms.weightReason}` : "";
  return [
    { is: "heading", level: 2, text: "2. Criteria" },
    { is: "paragraph", quiet: true, text: "Each is rated 1 to 5, or “not observed”, which is never zero." },
    {
      is: "paragraph",
      text: `${equal ? "All criteria weigh the same." : "The criteria do not weigh the same."}${because}`,
    },
    ...terms.criteria.flatMap((criterion): Block[] => [
      { is: "heading", level: 3, text: `${criterion.title}${equal ? "" : `, weight ${criterion.weight}`}` },
      { is: "paragraph", text: criterion.definition },
      ...anchors(criterion.anchors),
    ]),
  ];
}

function questions(terms: ProcessTerms): Block[] {
  const titleOf = (id: string) => terms.criteria.find((criterion) => criterion.id === id)?.title.toLowerCase() ?? id;
  return [
    { is: "heading", level: 2, text: "3. Questions and exercises" },
    {
      is: "paragraph",
      quiet: true,
      text: "Every candidate is asked the same questions in the same order. Only the probes printed here may follow.",
    },
    ...terms.questions.flatMap((question, i): Block[] => [
      {
        is: "heading",
        level: 3,
        text: `Question ${i + 1}, for ${titleOf(question.criterionId)}${question.minutes ? `, ${question.minutes} minutes` : ""}`,
      },
      { is: "paragraph", text: question.lead },
      ...(question.probes.length > 0 ? [{ is: "list", items: question.probes } as const] : []),
      ...anchors(question.anchors),
    ]),
    ...terms.exercises.flatMap((e): Block[] => [
      {
        is: "heading",
        level: 3,
        text: `Exercise: ${e.title}, for ${titleOf(e.criterionId)}${e.minutes ? `, ${e.minutes} minutes` : ""}`,
      },
      ...(e.anchors ? anchors(e.anchors) : []),
    ]),
    { is: "paragraph", text: coverageSentence(terms) },
  ];
}

function panel(terms: ProcessTerms, program: ProgramNames): Block[] {
  const organization = {
    agency: program.agencyName,
    district: program.districtName,
    community: PARTIES.community.label,
  };
  const seats = terms.names?.panel ?? [];
  if (seats.length === 0) return [{ is: "paragraph", text: `${terms.panel.length} people.` }];
  return [{ is: "list", items: seats.map(({ name, party }) => `${name}, ${organization[party]}`) }];
}

const anchors = (of: Anchors): Block[] => [
  { is: "facts", rows: ([1, 3, 5] as const).filter((n) => of[n]).map((n) => [`A ${n} looks like`, of[n]] as const) },
];

const SCORING = {
  "independent-first": {
    label: "Blind until the reveal",
    meaning:
      "Each panel member rates alone. Nobody, the coordinator included, sees another person’s card until all cards open together on every screen; then the panel agrees a joint scorecard.",
  },
  open: {
    label: "Open from the start",
    meaning:
      "Everyone on the panel sees all cards as they are being filled in. Nobody outside the panel does. The panel then agrees a joint scorecard.",
  },
} as const;
