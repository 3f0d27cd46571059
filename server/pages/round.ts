import {
  type CandidateRow,
  candidateFactsOf,
  candidateRowsWith,
  fileOf,
  serviceOf,
  waiverSignatures,
} from "#db/candidates.ts";
import { cardFacts, type InterviewLine, interviewLines, type SeatLine, seatsOf, tiesOfRound } from "#db/interviews.ts";
import {
  type ProcessRow,
  processById,
  processFacts,
  signaturesOf,
  termsOf,
  undecidedCandidates,
} from "#db/processes.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { type Ranking, rankingIn } from "#db/ranking.ts";
import { recordIdOf } from "#db/records.ts";
import { whereaboutsOf } from "#db/rounds.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import { can, canMove, type Facts, hasRight, stateLabel } from "#shared/machine.ts";
import { pageOf } from "#shared/pages.ts";
import type { Party } from "#shared/roles.ts";
import { nextFor, type RoundEntry, roundStep } from "#shared/round.ts";
import { yearsInWords } from "#shared/service.ts";
import type { CommandContext } from "../context.ts";
import { maskOf } from "../masked.ts";
import { readableRecordOf } from "../records/reading.ts";
import { decisionStep, unsealedDecision } from "./decision-step.ts";
import { roundDates } from "./round-dates.ts";
import { roundLinks } from "./round-links.ts";

/** Of more open candidates than these the tasks are behind the table. */
const MOST_TASKS = 12;

const byMechanicalRank = (a: Ranking, b: Ranking) =>
  (a.mechanicalRank ?? Infinity) - (b.mechanicalRank ?? Infinity) || 0;

/**
 * What the page of a selection round shows this person. Only candidates and interviews the reader may see are in it;
 * of cards it holds how many are in, never whose scores or sentences. Ranks are of opened cards only.
 * @returns `null` when the round does not exist for this person.
 */
export function roundPage(
  ctx: CommandContext,
  processId: string,
  asked: { page?: string | null; ranks?: string | null } = {},
) {
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, processId);
  const program = row && programOf(db, row.programId);
  if (!row || !program || !can(viewer, "R", "round", processFacts(row))) return null;
  const facts = processFacts(row);
  const terms = termsOf(row);
  const lines = interviewLines(db, viewer.programId, row.id);
  const people = terms ? visible(ctx, row, lines) : [];
  const shown = pageOf(people, asked.page);
  const open = people.filter(({ entry }) => entry.candidate !== "decided" && entry.candidate !== "ineligible");
  const tasks = open.slice(0, MOST_TASKS);
  const seats = seatsOf(
    db,
    [...shown.items, ...tasks].flatMap(({ record }) => record?.interview.id ?? []),
  );
  const line = (one: Visible) =>
    candidateLine(ctx, one, terms as ProcessTerms, seats.get(one.record?.interview.id ?? "") ?? []);
  const ranking = rankingIn(db, lines, viewer);
  const signed = signaturesOf(db, "process", row.id).filter((s) => s.voidedAt === null);
  return {
    id: row.id,
    title: row.title,
    state: facts.state,
    openedAt: row.createdAt,
    activatedAt: row.activatedAt,
    zone: whereaboutsOf(db, row).zone,
    organizations: { agency: program.agencyName, district: program.districtName },
    signed: {
      agency: signed.some((s) => s.role === "supervisor"),
      district: signed.some((s) => s.role === "administrator"),
    },
    leads: membersOf(db, row.programId)
      .filter((m) => m.role === "supervisor" || m.role === "administrator")
      .map(({ userId, name, party }) => ({ userId, name, party })),
    terms: terms && {
      scoringMode: terms.scoringMode,
      rubricVersion: terms.rubricVersion,
      minimumYears: terms.minimumYears,
      questions: terms.questions.length,
    },
    agreementRecordId: readableRecordOf(ctx, "process-agreement", row.id)?.id ?? null,
    step: roundStep(
      facts.state,
      people.map(({ entry }) => entry),
    ),
    candidates: { ...shown, items: shown.items.map(line) },
    tasks: { first: tasks.map(line), more: Math.max(0, open.length - MOST_TASKS) },
    panel: terms ? panelLines(ctx, row, terms, people) : [],
    ranking: {
      ...pageOf(ranking.toSorted(byMechanicalRank), asked.ranks),
      complete: ranking.every((one) => one.agreedRank !== null),
    },
    dates: roundDates(ctx, row),
    links: roundLinks(ctx, row),
    undecided: undecidedCandidates(db, row.id),
    decision: decisionStep(ctx, row.id),
    /** Why an open decision keeps the round open, for those who could close it. */
    unsealed: canMove(viewer, "close", facts) ? unsealedDecision(db, row.id) : null,
    may: {
      write: can(viewer, "W", "agreement", facts),
      sign: can(viewer, "S", "agreement", facts) && !signed.some((s) => s.role === viewer.role),
      add: can(viewer, "W", "round", facts),
      close: canMove(viewer, "close", facts),
      export: terms !== null && hasRight(viewer, "candidateExport", row.programId),
    },
  };
}

export type RoundPage = NonNullable<ReturnType<typeof roundPage>>;
export type CandidateLine = RoundPage["candidates"]["items"][number];

/** The candidates this person may see, in the order of interviews, then of arrival, with those of their interviews they may see. */
function visible({ db, viewer }: CommandContext, row: ProcessRow, lines: readonly InterviewLine[]): Visible[] {
  const factsOf = candidateFactsOf(db, row);
  const records = lines.filter((line) => can(viewer, "R", "session", line.facts));
  const place = new Map(records.map((record, i) => [record.candidate.id, { record, i }]));
  return candidateRowsWith(db, row.id, lines)
    .flatMap((candidate) => {
      const facts = factsOf(candidate);
      if (!can(viewer, "R", "file", facts)) return [];
      const record = place.get(candidate.id)?.record ?? null;
      return [
        { candidate, facts, record, entry: { candidate: facts.state, interview: record?.interview.state ?? null } },
      ];
    })
    .sort((a, b) => (place.get(a.candidate.id)?.i ?? Infinity) - (place.get(b.candidate.id)?.i ?? Infinity) || 0);
}

interface Visible {
  candidate: CandidateRow;
  facts: Facts<"candidate">;
  record: InterviewLine | null;
  entry: RoundEntry;
}

function candidateLine(
  ctx: CommandContext,
  { candidate, facts, record, entry }: Visible,
  terms: ProcessTerms,
  seats: readonly SeatLine[],
) {
  const { db, viewer } = ctx;
  const mask = maskOf(ctx, candidate);
  const waiver = waiverSignatures(db, candidate.id).map((s) => s.role);
  const cards = record ? cardsIn(ctx, record, seats) : { in: 0, of: 0 };
  const result = signaturesOf(db, "result", record?.interview.id ?? "").filter((s) => s.voidedAt === null);
  return {
    id: candidate.id,
    name: mask ?? candidate.name,
    post: mask ? null : candidate.post,
    service: yearsInWords(serviceOf(fileOf(db, candidate), terms).years),
    screening: screeningWords(facts.state, waiver.length === 2),
    waiver: { agency: waiver.includes("supervisor"), district: waiver.includes("administrator") },
    entry,
    next: nextFor(entry, cards),
    may: {
      screen: canMove(viewer, "screen", facts),
      schedule: canMove(viewer, "schedule", facts),
    },
    interview: record && {
      id: record.interview.id,
      state: record.interview.state,
      scheduledAt: record.interview.scheduledAt,
      cards,
      myCard: seats.find((seat) => seat.userId === viewer.userId)?.state ?? null,
      signed: {
        agency: result.some((s) => s.role === "supervisor"),
        district: result.some((s) => s.role === "administrator"),
      },
      recordId: can(viewer, "R", "result", record.facts) ? recordIdOf(db, "panel-result", record.interview.id) : null,
    },
  };
}

/** Who sits on the panel, and what each declared about the candidates the reader may see. Never what a card says. */
function panelLines(ctx: CommandContext, row: ProcessRow, terms: ProcessTerms, people: readonly Visible[]) {
  const members = membersOf(ctx.db, row.programId, { past: true });
  const records = people.flatMap(({ record }) => record ?? []);
  const ties = tiesOfRound(ctx.db, row.id);
  const declared = new Map(terms.panel.map((userId) => [userId, noConflicts(records.length)]));
  for (const record of records)
    for (const seat of ties.get(record.interview.id) ?? [])
      declared.get(seat.userId)?.[declaration(seat)].push(record.candidate.name);
  return terms.panel.map((userId) => {
    const member = members.find((m) => m.userId === userId);
    return {
      userId,
      name: member?.name ?? terms.names?.panel.find((seat) => seat.id === userId)?.name ?? "A former member",
      party: member?.party ?? ("community" as Party),
      conflicts: declared.get(userId) ?? noConflicts(0),
    };
  });
}

const noConflicts = (interviews: number) => ({
  interviews,
  awaited: [] as string[],
  disclosed: [] as string[],
  cleared: [] as string[],
  recused: [] as string[],
});

/** What came of a seat that did not simply declare no tie. */
function declaration({ state, conflict }: SeatLine) {
  if (state === "disclosed" || state === "recused") return state;
  return conflict === null ? "awaited" : "cleared";
}

/** How many of the panel's cards are in, for those who may know that much. Recused seats do not count. */
function cardsIn(
  { viewer }: CommandContext,
  { facts }: InterviewLine,
  seats: readonly SeatLine[],
): { in: number; of: number } {
  const counted = seats.filter((seat) => seat.state !== "recused");
  const known = counted.filter((seat) => {
    const card = cardFacts(seat, facts);
    return can(viewer, "C", "card", card) || can(viewer, "R", "card", card);
  });
  const done = known.filter((seat) => ["submitted", "revealed", "sealed"].includes(seat.state));
  return { in: done.length, of: counted.length };
}

export function screeningWords(state: RoundEntry["candidate"], waived: boolean): string {
  if (state === "scheduled" || state === "decided") return waived ? "Eligible by waiver" : "Eligible";
  if (state === "eligible" && waived) return "Eligible by waiver";
  return stateLabel("candidate", state);
}
