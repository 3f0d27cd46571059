import { and, count, eq, inArray, max } from "drizzle-orm";
import type { CardContent } from "#shared/documents/card.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import type { StateOf } from "#shared/machine.ts";
import type { Cell } from "#shared/statistics/cells.ts";
import { finish, type Steps } from "#shared/steps.ts";
import type { Db } from "./open.ts";
import { candidate, card, interview } from "./schema.ts";

/** Interviews whose cards are open to the panel. */
export const REVEALED = ["consensus", "frozen", "sealed"] as const satisfies readonly StateOf<"interview">[];

const OPENED = ["revealed", "sealed"];
const INTERVIEWS_A_STEP = 5;

/** Are the cards of every interview of this round open, and is there one? Until then no statistics of it exist. */
export function allRevealed(db: Db, processId: string): boolean {
  const states = db.select({ state: interview.state }).from(interview).where(eq(interview.processId, processId)).all();
  return states.length > 0 && states.every(({ state }) => REVEALED.some((one) => one === state));
}

/** First ratings of a round as the statistics take them; "not observed" is `null`. Only opened cards are in it. */
export function cellsOf(db: Db, processId: string, terms: Pick<ProcessTerms, "criteria">): Cell[] {
  return finish(cellSteps(db, processId, terms));
}

/** The same, a few interviews a step. */
export function* cellSteps(db: Db, processId: string, terms: Pick<ProcessTerms, "criteria">): Steps<Cell[]> {
  const opened = db
    .select({ id: interview.id })
    .from(interview)
    .where(and(eq(interview.processId, processId), inArray(interview.state, [...REVEALED])))
    .all();
  const cells: Cell[] = [];
  for (let from = 0; from < opened.length; from += INTERVIEWS_A_STEP) {
    const ids = opened.slice(from, from + INTERVIEWS_A_STEP).map(({ id }) => id);
    const rows = db
      .select({ rater: card.userId, candidate: interview.candidateId, content: card.content })
      .from(card)
      .innerJoin(interview, eq(interview.id, card.interviewId))
      .where(and(inArray(card.interviewId, ids), inArray(card.state, OPENED)))
      .all();
    for (const { rater, candidate, content } of rows) {
      if (content === null) continue;
      const { ratings } = JSON.parse(content) as CardContent;
      for (const { id } of terms.criteria) {
        const rating = ratings[id];
        if (rating !== undefined)
          cells.push({ rater, candidate, criterion: id, rating: typeof rating === "number" ? rating : null });
      }
    }
    yield;
  }
  return cells;
}

/** Tells the opened cards of a round from every earlier state of them. What is open never changes; more can open. */
export function ratingsVersion(db: Db, processId: string): string {
  const row = db
    .select({ n: count(), submitted: max(card.submittedAt), revealed: max(interview.revealedAt) })
    .from(card)
    .innerJoin(interview, eq(interview.id, card.interviewId))
    .where(and(eq(interview.processId, processId), inArray(card.state, OPENED)))
    .get();
  return `${row?.n} ${row?.submitted} ${row?.revealed}`;
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
