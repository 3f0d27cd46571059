import { candidateFacts, candidatesOf, serviceOf, waiverSignatures } from "#db/candidates.ts";
import { cardFacts, type InterviewRecord, interviewRecord, interviewsOf } from "#db/interviews.ts";
import {
  type ProcessRow,
  processById,
  processFacts,
  signaturesOf,
  termsOf,
  undecidedCandidates,
} from "#db/processes.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { rankingOf } from "#db/ranking.ts";
import { whereaboutsOf } from "#db/rounds.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import { can, canMove, hasRight, stateLabel } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import { nextFor, type RoundEntry, roundStep } from "#shared/round.ts";
import { yearsInWords } from "#shared/service.ts";
import type { CommandContext } from "./context.ts";
import { maskOf } from "./masked.ts";
import { readableRecordOf } from "./records/reading.ts";
import { roundDates } from "./round-dates.ts";
import { roundLinks } from "./round-links.ts";

/**
 * What the page of a selection round shows this person. Only candidates and interviews the reader may see are in it;
 * of cards it holds how many are in, never whose scores or sentences. Ranks are of opened cards only.
 * @returns `null` when the round does not exist for this person.
 */
export function roundPage(ctx: CommandContext, processId: string) {
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, processId);
  const program = row && programOf(db, row.programId);
  if (!row || !program || !can(viewer, "R", "round", processFacts(row))) return null;
  const facts = processFacts(row);
  const terms = termsOf(row);
  const candidates = terms ? candidateLines(ctx, row, terms) : [];
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
      candidates.map(({ entry }) => entry),
    ),
    candidates,
    panel: terms ? panelLines(ctx, row, terms) : [],
    ranking: rankingOf(db, row.id, viewer),
    dates: roundDates(ctx, row),
    links: roundLinks(ctx, row),
    undecided: undecidedCandidates(db, row.id),
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
export type CandidateLine = RoundPage["candidates"][number];

/** One line a candidate, in the order of interviews, then of arrival. */
function candidateLines(ctx: CommandContext, row: ProcessRow, terms: ProcessTerms) {
  const { db, viewer } = ctx;
  const records = visibleInterviews(ctx, row.id);
  const place = (id: string) => records.findIndex((r) => r.candidate.id === id);
  return candidatesOf(db, row.id)
    .filter((candidate) => can(viewer, "R", "file", candidateFacts(db, candidate)))
    .map((candidate) => {
      const facts = candidateFacts(db, candidate);
      const mask = maskOf(ctx, candidate);
      const record = records.find((r) => r.candidate.id === candidate.id) ?? null;
      const waiver = waiverSignatures(db, candidate.id).map((s) => s.role);
      const entry: RoundEntry = { candidate: facts.state, interview: record?.interview.state ?? null };
      const cards = record ? cardsIn(ctx, record) : { in: 0, of: 0 };
      const result = signaturesOf(db, "result", record?.interview.id ?? "").filter((s) => s.voidedAt === null);
      return {
        id: candidate.id,
        name: mask ?? candidate.name,
        post: mask ? null : candidate.post,
        service: yearsInWords(serviceOf(candidate, terms).years),
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
          myCard: record.seats.find((seat) => seat.userId === viewer.userId)?.state ?? null,
          signed: {
            agency: result.some((s) => s.role === "supervisor"),
            district: result.some((s) => s.role === "administrator"),
          },
          recordId: readableRecordOf(ctx, "panel-result", record.interview.id)?.id ?? null,
        },
      };
    })
    .sort((a, b) => (place(a.id) + 1 || records.length + 1) - (place(b.id) + 1 || records.length + 1));
}

/** Who sits on the panel, and what each declared about the candidates the reader may see. Never what a card says. */
function panelLines(ctx: CommandContext, row: ProcessRow, terms: ProcessTerms) {
  const members = membersOf(ctx.db, row.programId, { past: true });
  const records = visibleInterviews(ctx, row.id);
  return terms.panel.map((userId) => {
    const member = members.find((m) => m.userId === userId);
    const seats = records.flatMap(({ candidate, seats }) =>
      seats.filter((seat) => seat.userId === userId).map((seat) => ({ ...seat, candidate: candidate.name })),
    );
    const names = (holds: (seat: (typeof seats)[number]) => boolean) => seats.filter(holds).map((s) => s.candidate);
    return {
      userId,
      name: member?.name ?? terms.names?.panel.find((seat) => seat.id === userId)?.name ?? "A former member",
      party: member?.party ?? ("community" as Party),
      conflicts: {
        interviews: seats.length,
        awaited: names((seat) => seat.conflict === null),
        disclosed: names((seat) => seat.state === "disclosed"),
        cleared: names(
          (seat) => seat.conflict === "disclosed" && seat.state !== "disclosed" && seat.state !== "recused",
        ),
        recused: names((seat) => seat.state === "recused"),
      },
    };
  });
}

function visibleInterviews({ db, viewer }: CommandContext, processId: string): InterviewRecord[] {
  return interviewsOf(db, processId).flatMap(({ id }) => {
    const record = interviewRecord(db, viewer.programId, id);
    return record && can(viewer, "R", "session", record.facts) ? [record] : [];
  });
}

/** How many of the panel's cards are in, for those who may know that much. Recused seats do not count. */
function cardsIn({ viewer }: CommandContext, { seats, facts }: InterviewRecord): { in: number; of: number } {
  const counted = seats.filter((seat) => seat.state !== "recused");
  const known = counted.filter((seat) => {
    const card = cardFacts(seat, facts);
    return can(viewer, "C", "card", card) || can(viewer, "R", "card", card);
  });
  const done = known.filter((seat) => ["submitted", "revealed", "sealed"].includes(seat.state));
  return { in: done.length, of: counted.length };
}

function screeningWords(state: RoundEntry["candidate"], waived: boolean): string {
  if (state === "scheduled" || state === "decided") return waived ? "Eligible by waiver" : "Eligible";
  if (state === "eligible" && waived) return "Eligible by waiver";
  return stateLabel("candidate", state);
}
