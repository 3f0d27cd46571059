import type { PanelResult } from "#shared/documents/result.ts";
import { can } from "#shared/machine.ts";
import type { Actor } from "#shared/roles.ts";
import { agreedScore, mechanicalScore, ranks } from "#shared/statistics/scores.ts";
import { countedIn } from "./decisions.ts";
import { interviewRecord, interviewsOf, openedCards } from "./interviews.ts";
import type { Db } from "./open.ts";

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
  let counted: Set<string> | null = null;
  const rows = interviewsOf(db, processId).flatMap(({ id }) => {
    const record = interviewRecord(db, actor.programId, id);
    if (!record || !can(actor, "R", "joint", record.facts)) return [];
    const { candidate, terms, interview } = record;
    counted ??= countedIn(db, { id: processId }, terms);
    const within = counted;
    const cards = [...openedCards(db, id).values()];
    const mechanical = mechanicalScore(
      terms.criteria
        .filter((c) => within.has(c.id))
        .map((c) => ({ weight: c.weight, value: cards.flatMap((card) => card.ratings[c.id] ?? []) })),
    );
    const result = interview.result ? (JSON.parse(interview.result) as PanelResult) : null;
    return [
      {
        candidateId: candidate.id,
        interviewId: id,
        name: candidate.name,
        mechanical,
        agreed: result
          ? agreedScore(
              result.criteria
                .filter((c) => within.has(c.id))
                .map((c) => ({ weight: c.weight, value: c.agreed ?? undefined })),
            )
          : null,
      },
    ];
  });
  const by = (score: "mechanical" | "agreed") => ranks(Object.fromEntries(rows.map((r) => [r.candidateId, r[score]])));
  const [mechanicalRanks, agreedRanks] = [by("mechanical"), by("agreed")];
  return rows.map((row) => ({
    ...row,
    mechanicalRank: mechanicalRanks[row.candidateId] ?? null,
    agreedRank: agreedRanks[row.candidateId] ?? null,
  }));
}
