import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { DecisionContent, DecisionFrame, Standing } from "#shared/documents/decision.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import { countedCriteria } from "#shared/dropped.ts";
import { type Facts, type StateOf, stateLabel } from "#shared/machine.ts";
import type { Room } from "#shared/rooms.ts";
import { agreedScore, mechanicalScore, ranks } from "#shared/statistics/scores.ts";
import { screenedAs } from "./candidates.ts";
import { interviewResult } from "./interviews.ts";
import { type Db, known } from "./open.ts";
import { type ProcessRow, processById, termsOf } from "./processes.ts";
import { candidate, decision, droppedQuestion, interview, user } from "./schema.ts";

export type DecisionRow = typeof decision.$inferSelect & { state: StateOf<"decision"> };

/** The decision with this id in this program; `null` when there is none. */
export function decisionById(db: Db, programId: string, id: string): DecisionRow | null {
  const row = db
    .select()
    .from(decision)
    .where(and(eq(decision.id, id), eq(decision.programId, programId)))
    .get();
  return (row as DecisionRow | undefined) ?? null;
}

/** The decision of a round; `null` while none was opened. */
export function decisionOfProcess(db: Db, processId: string): DecisionRow | null {
  return (db.select().from(decision).where(eq(decision.processId, processId)).get() as DecisionRow | undefined) ?? null;
}

/** Whom a sealed decision appoints; `null` before it is sealed, and when the post stays open. */
export function appointedIn(db: Db, row: DecisionRow): { id: string; name: string; email: string | null } | null {
  if (row.state !== "sealed" || !row.content) return null;
  const { order } = JSON.parse(row.content) as DecisionContent;
  const chosen = order.find(({ place }) => place === "appoint");
  const of = { id: candidate.id, name: candidate.name, email: candidate.email };
  return (
    db
      .select(of)
      .from(candidate)
      .where(eq(candidate.id, chosen?.candidateId ?? ""))
      .get() ?? null
  );
}

/** What the permission function needs to know about a decision. */
export function decisionFacts(row: Pick<DecisionRow, "state" | "programId">): Facts<"decision"> {
  return { lifecycle: "decision", state: row.state, programId: row.programId };
}

/** The room in which the reasons are written, in its present revision. */
export function rationaleRoom(row: Pick<DecisionRow, "id" | "programId" | "revision">): Room {
  return { programId: row.programId, kind: "decision", recordId: row.id, part: "rationale", revision: row.revision };
}

/** Candidates and interviews a decision's document has keys for: those the round had when the decision was opened. */
export function decisionKeysOf(db: Db, row: Pick<DecisionRow, "processId" | "createdAt">) {
  return db
    .select({ candidateId: candidate.id, interviewId: interview.id })
    .from(candidate)
    .leftJoin(interview, eq(interview.candidateId, candidate.id))
    .where(and(eq(candidate.processId, row.processId), lte(candidate.createdAt, row.createdAt)))
    .orderBy(asc(candidate.createdAt), sql`${candidate}.rowid`)
    .all();
}

/** The criteria and candidates of a decision, with the figures their sealed results give. @throws without signed terms */
export function frameOf(db: Db, row: Pick<DecisionRow, "programId" | "processId" | "createdAt">): DecisionFrame {
  const round = processById(db, row.programId, row.processId);
  const terms = round && termsOf(round);
  if (!round || !terms) throw new Error("A decision stands on a round with signed terms.");
  const keyed = new Set(decisionKeysOf(db, row).map((one) => one.candidateId));
  const counted = countedIn(db, round, terms);
  return {
    criteria: terms.criteria.map(({ id, title, weight }) => ({ id, title, weight, counted: counted.has(id) })),
    // Whoever came later has no keys in the document: named among the others, never ranked.
    candidates: standingsOf(db, round, terms, keyed),
  };
}

/**
 * Every candidate of a round, ranked twice from sealed results, without criteria that dropped questions took out.
 * @param only candidates who may be ranked; all of them when left out
 */
export function standingsOf(db: Db, round: ProcessRow, terms: ProcessTerms, only?: ReadonlySet<string>): Standing[] {
  const counted = countedIn(db, round, terms);
  const rows = db
    .select({
      candidateId: candidate.id,
      name: candidate.name,
      candidateState: candidate.state,
      interviewId: interview.id,
      interviewState: interview.state,
      resultHash: interview.resultHash,
    })
    .from(candidate)
    .leftJoin(interview, eq(interview.candidateId, candidate.id))
    .where(eq(candidate.processId, round.id))
    .orderBy(asc(candidate.createdAt), sql`${candidate}.rowid`)
    .all();
  const figures = rows.map((row) => {
    const { interviewId, resultHash } = row;
    const sealed = row.interviewState === "sealed" && (only === undefined || only.has(row.candidateId));
    const scores =
      sealed && interviewId !== null && resultHash !== null
        ? scoresOf(db, { interviewId, resultHash }, terms, counted)
        : { mechanical: null, agreed: null };
    return {
      candidateId: row.candidateId,
      // Both leads and the executives read and sign this text: whoever is hidden from one of them is hidden in it.
      name: screenedAs(db, { id: row.candidateId, processId: round.id, state: row.candidateState }, terms) ?? row.name,
      state:
        row.interviewState === null || row.candidateState === "ineligible"
          ? stateLabel("candidate", row.candidateState as StateOf<"candidate">)
          : stateLabel("interview", row.interviewState as StateOf<"interview">),
      interviewId,
      resultHash: sealed ? resultHash : null,
      ...scores,
    };
  });
  const by = (key: "mechanical" | "agreed") => ranks(Object.fromEntries(figures.map((f) => [f.candidateId, f[key]])));
  const [mechanical, agreed] = [by("mechanical"), by("agreed")];
  return figures.map((one) => ({
    ...one,
    mechanicalRank: mechanical[one.candidateId] ?? null,
    agreedRank: agreed[one.candidateId] ?? null,
  }));
}

/** A sealed result has a hash: it is read once. */
function scoresOf(
  db: Db,
  { interviewId, resultHash }: { interviewId: string; resultHash: string },
  terms: ProcessTerms,
  counted: ReadonlySet<string>,
): PanelResult["scores"] {
  return known(db, `sealed scores of ${interviewId}`, [resultHash, ...counted].join(" "), () => {
    const { scores, criteria } = JSON.parse(interviewResult(db, interviewId) ?? "{}") as PanelResult;
    if (terms.criteria.every(({ id }) => counted.has(id))) return scores;
    const kept = criteria.filter(({ id }) => counted.has(id));
    return {
      mechanical: mechanicalScore(kept.map((c) => ({ weight: c.weight, value: c.first.map((f) => f.rating) }))),
      agreed: agreedScore(kept.map((c) => ({ weight: c.weight, value: c.agreed ?? undefined }))),
    };
  });
}

/** The criteria in the totals of this round: all of them, without those that approved drops took out. */
export function countedIn(db: Db, round: Pick<ProcessRow, "id">, terms: ProcessTerms): Set<string> {
  const dropped = droppedOf(db, round.id).filter((one) => one.approvedAt !== null);
  return countedCriteria(
    terms,
    dropped.map((one) => one.questionId),
  );
}

export type Dropped = typeof droppedQuestion.$inferSelect & { asked: string; approved: string | null };

/** Every question one lead asked to drop and the other has not declined, oldest first, with both names. */
export function droppedOf(db: Db, processId: string): Dropped[] {
  const approver = alias(user, "approver");
  return db
    .select({ row: droppedQuestion, asked: user.name, approved: approver.name })
    .from(droppedQuestion)
    .innerJoin(user, eq(user.id, droppedQuestion.userId))
    .leftJoin(approver, eq(approver.id, droppedQuestion.approvedBy))
    .where(and(eq(droppedQuestion.processId, processId), isNull(droppedQuestion.declinedAt)))
    .orderBy(asc(droppedQuestion.at))
    .all()
    .map(({ row, asked, approved }) => ({ ...row, asked, approved }));
}
