import { and, eq } from "drizzle-orm";
import type { DecisionContent } from "#shared/documents/decision.ts";
import type { GroupCount } from "#shared/statistics/impact.ts";
import {
  VOLUNTARY,
  VOLUNTARY_CATEGORIES,
  type VoluntaryAnswers,
  type VoluntaryCategory,
  type VoluntarySums,
  voluntarySums,
} from "#shared/voluntary.ts";
import type { Db } from "./open.ts";
import { candidate, decision, voluntaryData } from "./schema.ts";

/** Keeps a candidate's answers; a later form replaces an earlier one. Call it inside the command's transaction. */
export function putVoluntary(db: Db, candidateId: string, answers: VoluntaryAnswers, at: number): void {
  const row = { answers: JSON.stringify(answers), at };
  db.insert(voluntaryData)
    .values({ candidateId, ...row })
    .onConflictDoUpdate({ target: voluntaryData.candidateId, set: row })
    .run();
}

/** The candidates of a round whose form was kept: that it was, never what it says. */
export function voluntaryKept(db: Db, processId: string): Set<string> {
  const rows = db
    .select({ id: voluntaryData.candidateId })
    .from(voluntaryData)
    .innerJoin(candidate, eq(candidate.id, voluntaryData.candidateId))
    .where(eq(candidate.processId, processId))
    .all();
  return new Set(rows.map((row) => row.id));
}

/**
 * Selection rates by group over every sealed decision of a program. Rows are added up in here and do not leave it; a
 * category with a group below the minimum gives no number at all.
 */
export function voluntaryImpact(db: Db, programId: string): Record<VoluntaryCategory, VoluntarySums> {
  const rows = db
    .select({ id: voluntaryData.candidateId, answers: voluntaryData.answers, content: decision.content })
    .from(voluntaryData)
    .innerJoin(candidate, eq(candidate.id, voluntaryData.candidateId))
    .innerJoin(decision, eq(decision.processId, candidate.processId))
    .where(and(eq(candidate.programId, programId), eq(decision.state, "sealed")))
    .all();
  const appointed = new Map<string, Set<string>>();
  const appointedIn = (content: string) => {
    const known = appointed.get(content);
    if (known) return known;
    const { order } = JSON.parse(content) as DecisionContent;
    const ids = new Set(order.filter((one) => one.place === "appoint").map((one) => one.candidateId));
    appointed.set(content, ids);
    return ids;
  };
  const people = rows.map(({ id, answers, content }) => ({
    answers: JSON.parse(answers) as VoluntaryAnswers,
    selected: content !== null && appointedIn(content).has(id),
  }));
  return Object.fromEntries(
    VOLUNTARY_CATEGORIES.map((category) => {
      const counts: GroupCount[] = Object.entries(VOLUNTARY[category].groups).map(([key, group]) => {
        const of = people.filter((one) => one.answers[category] === key);
        return { group, applicants: of.length, selected: of.filter((one) => one.selected).length };
      });
      return [category, voluntarySums(counts)];
    }),
  ) as Record<VoluntaryCategory, VoluntarySums>;
}
