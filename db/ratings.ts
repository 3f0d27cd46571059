import { and, eq, inArray } from "drizzle-orm";
import type { CardContent } from "#shared/documents/card.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import type { StateOf } from "#shared/machine.ts";
import type { Cell } from "#shared/statistics/cells.ts";
import type { Db } from "./open.ts";
import { candidate, card, interview } from "./schema.ts";

/** Interviews whose cards are open to the panel. */
export const REVEALED = ["consensus", "frozen", "sealed"] as const satisfies readonly StateOf<"interview">[];

/** Are the cards of every interview of this round open, and is there one? Until then no statistics of it exist. */
export function allRevealed(db: Db, processId: string): boolean {
  const states = db.select({ state: interview.state }).from(interview).where(eq(interview.processId, processId)).all();
  return states.length > 0 && states.every(({ state }) => REVEALED.some((one) => one === state));
}

/** First ratings of a round as the statistics take them; "not observed" is `null`. Only opened cards are in it. */
export function cellsOf(db: Db, processId: string, terms: Pick<ProcessTerms, "criteria">): Cell[] {
  const rows = db
    .select({ rater: card.userId, candidate: interview.candidateId, content: card.content })
    .from(card)
    .innerJoin(interview, eq(interview.id, card.interviewId))
    .where(
      and(
        eq(interview.processId, processId),
        inArray(interview.state, REVEALED),
        inArray(card.state, ["revealed", "sealed"]),
      ),
    )
    .all();
  return rows.flatMap(({ rater, candidate, content }) => {
    if (content === null) return [];
    const { ratings } = JSON.parse(content) as CardContent;
    return terms.criteria.flatMap(({ id }) => {
      const rating = ratings[id];
      return rating === undefined
        ? []
        : [{ rater, candidate, criterion: id, rating: typeof rating === "number" ? rating : null }];
    });
  });
}

/** Candidates in the order in which they were interviewed. */
export function interviewOrder(db: Db, processId: string): { id: string; name: string; interviewId: string }[] {
  return db
    .select({ id: candidate.id, name: candidate.name, interviewId: interview.id, at: interview.startedAt })
    .from(interview)
    .innerJoin(candidate, eq(candidate.id, interview.candidateId))
    .where(eq(interview.processId, processId))
    .all()
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.id.localeCompare(b.id))
    .map(({ id, name, interviewId }) => ({ id, name, interviewId }));
}
