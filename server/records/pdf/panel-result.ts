import type { SealedRecord } from "#db/records.ts";
import { SCALE } from "#shared/content/rubric.ts";
import { signingTitle } from "#shared/decision.ts";
import type { CriterionResult, LeadDecision, PanelResult, PanelSeat } from "#shared/documents/result.ts";
import { paperSentences } from "#shared/paper-words.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import { ratingInWords, scoreInWords } from "#shared/records-words.ts";
import { PARTIES, ROLES } from "#shared/roles.ts";
import { spreadOf } from "#shared/statistics/scores.ts";
import { formatTime } from "#shared/time.ts";

type When = (iso: string | null) => string;

/** The panel result as blocks: everything the sealed content says, from the scores to the shared notes. */
export function resultDocument(record: SealedRecord): RecordDocument {
  const result = JSON.parse(record.content) as PanelResult;
  const { agency, district, timeZone } = result.program;
  const when: When = (iso) => (iso === null ? "Not recorded" : formatTime(Date.parse(iso), timeZone));
  return {
    title: `Panel result: ${result.candidate.name}`,
    subtitle: post(result),
    agency,
    district,
    zone: timeZone,
    means: "Signs that this is the panel’s result. Signed in with their own account.",
    blocks: [
      { is: "facts", rows: facts(result, when) },
      ...scores(result),
      ...result.criteria.flatMap((criterion) => criterionBlocks(criterion, result.panel)),
      { is: "heading", level: 2, text: "Panel" },
      ...result.panel.flatMap((seat) => seatBlocks(seat, when)),
      ...decisions("Opened without the missing cards", result.openedWithout, when),
      ...decisions("Opened again before signing", result.reopened, when),
      ...observers(result, when),
      ...asked(result),
      ...deviations(result, when),
      ...notCounted(result),
      ...notes(result),
    ],
  };
}

const post = ({ position, school }: PanelResult) =>
  school && !position.includes(school) ? `${position}, ${school}` : position;

function facts(result: PanelResult, when: When): [string, string][] {
  const { candidate, interview, process } = result;
  return [
    ["Candidate", candidate.name],
    ["Position", result.position],
    ...(candidate.post ? [["Present post", candidate.post] as [string, string]] : []),
    ...(result.school ? [["School", result.school] as [string, string]] : []),
    ["Sworn service", candidate.serviceYears === null ? "Not recorded" : `${candidate.serviceYears.toFixed(2)} years`],
    ["Moderator", interview.moderator ?? "Both leads"],
    ["Interview", when(interview.startedAt)],
    ["Cards opened", when(interview.revealedAt)],
    ["Scoring", result.scoringMode === "open" ? "Open from the start" : "Independent first, then together"],
    [
      "Fixed for signing",
      `${when(result.frozenAt)}${interview.revision > 1 ? `, revision ${interview.revision}` : ""}`,
    ],
    ["Agreement", `${process.title}, SHA-256 ${process.agreementHash.slice(0, 16)}…`],
  ];
}

function scores({ scores, criteria, weightReason, rubricVersion, tieRule, notCounted }: PanelResult): Block[] {
  return [
    { is: "heading", level: 2, text: "Scores" },
    {
      is: "paragraph",
      text: `Agreed score: ${scoreInWords(scores.agreed)}, the weighted mean of the joint scores. Mechanical score: ${scoreInWords(scores.mechanical)}, the weighted mean of the first cards.${weightReason ? ` Weights: ${weightReason}` : ""}`,
    },
    ...(notCounted && notCounted.criteria.length > 0
      ? [
          {
            is: "paragraph",
            text: `Not in the two scores: ${criteria
              .filter(({ id }) => notCounted.criteria.includes(id))
              .map(({ title }) => title)
              .join(", ")}.`,
          } as const,
        ]
      : []),
    {
      is: "table",
      caption: "Agreed score and mean of the first ratings, by criterion",
      head: ["Criterion", "Weight", "Agreed score", "Mean of first ratings"],
      widths: [5, 2, 4, 4],
      rows: criteria.map((c) => [c.title, String(c.weight), ratingInWords(c.agreed), scoreInWords(c.mean)]),
    },
    {
      is: "paragraph",
      quiet: true,
      text: `Scale: ${SCALE.map(({ value, label }) => `${value}, ${label}`).join("; ")}. Rubric version ${rubricVersion}.`,
    },
    { is: "paragraph", quiet: true, text: tieRule },
  ];
}

function criterionBlocks(criterion: CriterionResult, panel: readonly PanelSeat[]): Block[] {
  const { title, first, agreed, reason, moves, dissent } = criterion;
  const nameOf = (userId: string) => panel.find((seat) => seat.userId === userId)?.name ?? userId;
  const partyOf = (userId: string) => {
    const party = panel.find((seat) => seat.userId === userId)?.party;
    return party ? PARTIES[party].label : "";
  };
  const written = first.filter(({ evidence }) => evidence);
  return [
    { is: "heading", level: 3, text: title },
    { is: "paragraph", text: `Agreed: ${ratingInWords(agreed)}.${reason ? ` ${reason}` : ""}` },
    {
      is: "table",
      caption: `${title}: first ratings`,
      head: ["First rating by", "Party", "Rating"],
      widths: [5, 4, 4],
      rows: first.map(({ userId, rating }) => [nameOf(userId), partyOf(userId), ratingInWords(rating)]),
    },
    { is: "paragraph", quiet: true, text: `${spreadOf(first.map((f) => f.rating)).sentence}.` },
    ...(written.length > 0
      ? [{ is: "list", items: written.map((f) => `Evidence of ${nameOf(f.userId)}: ${f.evidence}`) } as const]
      : []),
    ...moves.map(
      (m): Block => ({
        is: "paragraph",
        text: `${nameOf(m.userId)} moved from ${ratingInWords(m.from)} to ${ratingInWords(m.to)}. Reason: ${m.reason}`,
      }),
    ),
    ...dissent.map(
      (d): Block => ({
        is: "paragraph",
        quoted: true,
        text: `Dissent of ${nameOf(d.userId)}${d.rating === null ? "" : `, who stays at ${ratingInWords(d.rating)}`}: ${d.text}`,
      }),
    ),
  ];
}

function seatBlocks(seat: PanelSeat, when: When): Block[] {
  const card = {
    opened: `Card submitted ${when(seat.submittedAt)}.`,
    missing: "No card: the cards were opened without it.",
    recused: "Does not rate this candidate.",
  }[seat.card];
  const tie = { none: "Declared no tie.", disclosed: "Disclosed a tie.", recused: "Stepped back." };
  const kit = seat.kitReadAt ? ` Kit acknowledged ${when(seat.kitReadAt)}.` : "";
  const declared = seat.conflict ? tie[seat.conflict] : "Made no declaration.";
  return [
    {
      is: "paragraph",
      text: `${seat.name}, ${ROLES[seat.role].label}, ${PARTIES[seat.party].label}. ${card}${kit} ${declared}${seat.conflictText ? ` ${seat.conflictText}` : ""}`,
    },
    ...paperSentences(seat, when).map((text): Block => ({ is: "paragraph", quiet: true, text })),
    ...(seat.late
      ? [
          {
            is: "list",
            items: seat.late.ratings.map(
              ({ title, rating, evidence }) =>
                `${title}: ${ratingInWords(rating)}${evidence ? `. Evidence: ${evidence}` : ""}`,
            ),
          } as const,
        ]
      : []),
    ...seat.conflictDecisions.map(
      (d, i): Block => ({
        is: "paragraph",
        quiet: true,
        text: `${d.name} ${declines(seat, i) ? "declined it: does not rate" : "cleared it"}, ${when(d.at)}. Reason: ${d.reason}`,
      }),
    ),
  ];
}

/** One declining decision ends the matter, so it is the last one; who steps back later changes the declaration itself. */
function declines({ card, conflict, conflictDecisions }: PanelSeat, index: number): boolean {
  return card === "recused" && conflict === "disclosed" && index === conflictDecisions.length - 1;
}

function decisions(title: string, made: readonly LeadDecision[], when: When): Block[] {
  if (made.length === 0) return [];
  return [
    { is: "heading", level: 2, text: title },
    ...made.map((d): Block => ({ is: "paragraph", text: `${d.name}, ${when(d.at)}: ${d.reason}` })),
  ];
}

function observers({ observers = [] }: PanelResult, when: When): Block[] {
  if (observers.length === 0) return [];
  return [
    { is: "heading", level: 2, text: "Observers" },
    { is: "paragraph", quiet: true, text: "Read the questions and the shared notes, no card and no score." },
    {
      is: "list",
      items: observers.map(
        (o) =>
          `${o.name}, ${signingTitle(o)}, ${PARTIES[o.party].label}. Admitted by ${o.admittedBy}, ${when(o.from)}${o.until === null ? "" : `, until ${when(o.until)}`}.`,
      ),
    },
  ];
}

/** Results from before the course was kept say nothing of it; since then, "none" is said in words. */
function deviations({ deviations }: PanelResult, when: When): Block[] {
  if (!deviations) return [];
  return [
    { is: "heading", level: 2, text: "Deviations from the agreed course" },
    ...(deviations.length === 0
      ? [{ is: "paragraph", text: "None: every question was asked, in order and within its time." } as const]
      : [
          {
            is: "list",
            items: deviations.map((d) =>
              [
                `${d.sentence} ${d.by ?? "Written by the server"}, ${when(d.at)}.`,
                ...d.reasons.map((r) => `${r.name}: ${r.reason}`),
              ].join(" "),
            ),
          } as const,
        ]),
  ];
}

function asked({ questions, exercises }: PanelResult): Block[] {
  return [
    { is: "heading", level: 2, text: "Questions" },
    { is: "paragraph", quiet: true, text: "The same for every candidate, in this order." },
    { is: "list", numbered: true, items: questions.map(({ lead }) => lead) },
    ...(exercises.length > 0
      ? ([
          { is: "heading", level: 2, text: "Exercises" },
          { is: "list", items: exercises.map(({ title }) => title) },
        ] as const)
      : []),
  ];
}

function notCounted({ notCounted }: PanelResult): Block[] {
  if (!notCounted) return [];
  return [
    { is: "heading", level: 2, text: "Questions that are not counted" },
    ...notCounted.questions.map(
      (one): Block => ({
        is: "paragraph",
        text: `“${one.lead}” ${one.effect} Reason: ${one.reason} Asked by ${one.asked}, approved by ${one.approved}.`,
      }),
    ),
  ];
}

function notes({ notes }: PanelResult): Block[] {
  const blocks: Block[] = [{ is: "heading", level: 2, text: "Shared notes of the panel" }];
  const written = notes.filter(({ text }) => text.trim());
  if (written.length === 0) blocks.push({ is: "paragraph", text: "No notes were written." });
  let items: string[] = [];
  const flush = () => {
    if (items.length > 0) blocks.push({ is: "list", items });
    items = [];
  };
  for (const [i, { type, text }] of written.entries()) {
    if (type === "item") {
      items.push(text);
      continue;
    }
    flush();
    blocks.push(type === "heading" ? { is: "heading", level: 3, text } : { is: "paragraph", text });
    // A question that nobody noted anything on says so: a bare heading looks like something lost.
    if (type === "heading" && (written[i + 1]?.type ?? "heading") === "heading")
      blocks.push({ is: "paragraph", quiet: true, text: "No notes." });
  }
  flush();
  return blocks;
}
