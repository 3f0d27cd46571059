import type { PanelResult } from "#shared/documents/result.ts";
import { can } from "#shared/machine.ts";
import type { Actor } from "#shared/roles.ts";
import { agreedScore, mechanicalScore, ranks } from "#shared/statistics/scores.ts";
import { countedIn } from "./decisions.ts";
import { type InterviewLine, interviewLines, interviewResult, openedCards } from "./interviews.ts";
import { type Db, known } from "./open.ts";
import { REVEALED } from "./ratings.ts";

/** One candidate's place in a round: by the first cards alone, and by the joint scorecard. */
export interface Ranking {
  candidateId: string;
  interviewId: string;
  name: string;
  /** Weighted mean of the first cards, two decimals. */
  mechanical: number | null;
  mechanicalRank: number | null;
  /** `null` until the joint scorecard is fixed. */
  agreed: number | null;
  agreedRank: number | null;
}

/**
 * The candidates whose cards are open, ranked twice. Only interviews whose joint scorecard `actor` may read count, so
 * the list holds nothing of a blind phase, and nothing of a candidate from whom the reader is recused. A criterion that
 * dropped questions took out of the totals is in neither figure.
 */
export function rankingOf(db: Db, processId: string, actor: Actor): Ranking[] {
  return rankingIn(db, interviewLines(db, actor.programId, processId, REVEALED), actor);
}

/** The same, of the interviews of one round that were read already. */
export function rankingIn(db: Db, interviews: readonly InterviewLine[], actor: Actor): Ranking[] {
  const lines = interviews.filter(
    ({ interview, facts }) => REVEALED.some((state) => state === interview.state) && can(actor, "R", "joint", facts),
  );
  const [first] = lines;
  if (!first) return [];
  const counted = countedIn(db, first.process, first.terms);
  const rows = lines.map((line) => ({
    candidateId: line.candidate.id,
    interviewId: line.interview.id,
    name: line.candidate.name,
    ...scoresOf(db, line, counted),
  }));
  const by = (score: "mechanical" | "agreed") => ranks(Object.fromEntries(rows.map((r) => [r.candidateId, r[score]])));
  const [mechanicalRanks, agreedRanks] = [by("mechanical"), by("agreed")];
  return rows.map((row) => ({
    ...row,
    mechanicalRank: mechanicalRanks[row.candidateId] ?? null,
    agreedRank: agreedRanks[row.candidateId] ?? null,
  }));
}

/** Opened cards never change, and a fixed result has a hash: both are read once. */
function scoresOf(db: Db, { interview, terms, process }: InterviewLine, counted: ReadonlySet<string>) {
  const version = [interview.state, interview.resultHash, process.termsHash, ...counted].join(" ");
  return known(db, `scores of ${interview.id}`, version, () => {
    const criteria = terms.criteria.filter((c) => counted.has(c.id));
    const cards = [...openedCards(db, interview.id).values()];
    const agreed = interview.resultHash === null ? null : agreedOf(db, interview.id);
    return {
      mechanical: mechanicalScore(
        criteria.map((c) => ({ weight: c.weight, value: cards.flatMap((card) => card.ratings[c.id] ?? []) })),
      ),
      agreed: agreed && agreedScore(criteria.map((c) => ({ weight: c.weight, value: agreed.get(c.id) ?? undefined }))),
    };
  });
}

function agreedOf(db: Db, interviewId: string) {
  const row = interviewResult(db, interviewId);
  const { criteria } = JSON.parse(row ?? "{}") as PanelResult;
  return new Map(criteria.map((c) => [c.id, c.agreed]));
}
