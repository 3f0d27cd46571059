import { type Db, known } from "#db/open.ts";
import { allRevealed, cellSteps, interviewOrder, ratingsVersion } from "#db/ratings.ts";
import { agreementSteps, type Habits, type RaterAgreement } from "#shared/agreement-of-raters.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import { grouped } from "#shared/grouped.ts";
import type { Cell } from "#shared/statistics/cells.ts";
import { halo, orderEffect, severity } from "#shared/statistics/tendencies.ts";
import type { Steps } from "#shared/steps.ts";
import { inSlices } from "../in-slices.ts";

/** The first scores of one candidate on one criterion, lowest first. */
export interface Apart {
  candidateId: string;
  criterionId: string;
  ratings: number[];
  points: number;
}

/** What the statistics say of a round whose cards are all open. It names raters by id: pages choose what of it they show. */
export interface RoundFigures {
  agreement: RaterAgreement;
  habits: Map<string, Habits>;
  /** Widest difference first. */
  apart: Apart[];
}

/**
 * The figures of a round, counted once for as long as no further card opens, and in short stretches: a round of two
 * hundred candidates takes a second, and the live rooms have no second. @returns `null` while a card is still closed.
 */
export async function roundFigures(db: Db, processId: string, terms: ProcessTerms): Promise<RoundFigures | null> {
  if (!allRevealed(db, processId)) return null;
  const name = `figures of ${processId}`;
  try {
    return await known(db, name, ratingsVersion(db, processId), () => inSlices(figureSteps(db, processId, terms)));
  } catch (error) {
    db.$known.delete(name);
    throw error;
  }
}

function* figureSteps(db: Db, processId: string, terms: ProcessTerms): Steps<RoundFigures> {
  const order = interviewOrder(db, processId).map(({ id }) => id);
  const cells = yield* cellSteps(db, processId, terms);
  const agreement = yield* agreementSteps(cells, terms.criteria);
  const habits = new Map<string, Habits>();
  for (const rater of new Set(cells.map((cell) => cell.rater))) {
    const severe = severity(cells, rater);
    yield;
    const even = halo(cells, rater);
    yield;
    habits.set(rater, { severity: severe, halo: even, order: orderEffect(cells, rater, order) });
    yield;
  }
  return { agreement, habits, apart: apartOf(cells, order, terms) };
}

/** By candidate in the order of the interviews and by criterion in the order of the agreement, then by disagreement. */
function apartOf(cells: readonly Cell[], order: readonly string[], terms: ProcessTerms): Apart[] {
  const ofCandidate = grouped(cells, (cell) => cell.candidate);
  return order
    .flatMap((candidateId) => {
      const ofCriterion = grouped(ofCandidate.get(candidateId) ?? [], (cell) => cell.criterion);
      return terms.criteria.flatMap(({ id: criterionId }) => {
        const ratings = (ofCriterion.get(criterionId) ?? [])
          .flatMap(({ rating }) => rating ?? [])
          .sort((a, b) => a - b);
        const [low, high] = [ratings[0], ratings.at(-1)];
        if (ratings.length < 2 || low === undefined || high === undefined) return [];
        return [{ candidateId, criterionId, ratings, points: high - low }];
      });
    })
    .sort((a, b) => b.points - a.points);
}
