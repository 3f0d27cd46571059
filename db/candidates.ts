import { and, asc, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { CandidateInput } from "#shared/candidate-input.ts";
import { grouped } from "#shared/grouped.ts";
import type { Facts, StateOf } from "#shared/machine.ts";
import { type Service, serviceYears } from "#shared/service.ts";
import type { Signed } from "#shared/signed.ts";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { type ProcessRow, processById, signaturesOf, termsOf } from "./processes.ts";
import { candidate, card, interview, serviceSpan, signature, youthEvidence } from "./schema.ts";

export type CandidateRow = typeof candidate.$inferSelect;
export type SpanRow = typeof serviceSpan.$inferSelect;
export type YouthRow = typeof youthEvidence.$inferSelect;
export type CandidateFile = CandidateRow & { spans: SpanRow[]; youth: YouthRow[] };

/** Every candidate of a round, in the order they were added. */
export function candidateRowsOf(db: Db, processId: string): CandidateRow[] {
  return db
    .select()
    .from(candidate)
    .where(eq(candidate.processId, processId))
    .orderBy(asc(candidate.createdAt), sql`rowid`)
    .all();
}

/**
 * The same, when the interviews of the round were read already.
 * @param lines all of them
 */
export function candidateRowsWith(
  db: Db,
  processId: string,
  lines: readonly { candidate: CandidateRow }[],
): CandidateRow[] {
  const others = db
    .select({ candidate })
    .from(candidate)
    .leftJoin(interview, eq(interview.candidateId, candidate.id))
    .where(and(eq(candidate.processId, processId), isNull(interview.id)))
    .orderBy(asc(candidate.createdAt), sql`${candidate}.rowid`)
    .all();
  return [...lines, ...others].map((row) => row.candidate).sort((a, b) => a.createdAt - b.createdAt);
}

/** The same with service and youth evidence. */
export function candidatesOf(db: Db, processId: string): CandidateFile[] {
  const rows = candidateRowsOf(db, processId);
  const of = eq(candidate.processId, processId);
  const spans = db
    .select(getTableColumns(serviceSpan))
    .from(serviceSpan)
    .innerJoin(candidate, eq(candidate.id, serviceSpan.candidateId))
    .where(of)
    .orderBy(asc(serviceSpan.fromDate))
    .all();
  const youth = db
    .select(getTableColumns(youthEvidence))
    .from(youthEvidence)
    .innerJoin(candidate, eq(candidate.id, youthEvidence.candidateId))
    .where(of)
    .orderBy(sql`${youthEvidence}.rowid`)
    .all();
  const spansOf = grouped(spans, ({ candidateId }) => candidateId);
  const youthOf = grouped(youth, ({ candidateId }) => candidateId);
  return rows.map((row) => ({ ...row, spans: spansOf.get(row.id) ?? [], youth: youthOf.get(row.id) ?? [] }));
}

/** One candidate of this program; `null` when there is none, or when it belongs to another program. */
export function candidateById(db: Db, programId: string, id: string): CandidateFile | null {
  const row = db
    .select()
    .from(candidate)
    .where(and(eq(candidate.id, id), eq(candidate.programId, programId)))
    .get();
  return row ? fileOf(db, row) : null;
}

/** What the permission function needs: the panel of the signed terms, and who is recused from this candidate. */
export function candidateFacts(db: Db, row: CandidateRow): Facts<"candidate"> {
  const round = processById(db, row.programId, row.processId);
  return factsOf(row, (round && termsOf(round)?.panel) ?? [], recusals(db, eq(interview.candidateId, row.id)));
}

/** The same for many candidates of one round. @returns a function, because most lists ask for each of them once. */
export function candidateFactsOf(db: Db, round: ProcessRow): (row: CandidateRow) => Facts<"candidate"> {
  const panel = termsOf(round)?.panel ?? [];
  const recused = grouped(recusals(db, eq(interview.processId, round.id)), ({ candidateId }) => candidateId);
  return (row) => factsOf(row, panel, recused.get(row.id) ?? []);
}

function recusals(db: Db, of: SQL): { candidateId: string; userId: string }[] {
  return db
    .select({ candidateId: interview.candidateId, userId: card.userId })
    .from(card)
    .innerJoin(interview, eq(card.interviewId, interview.id))
    .where(and(of, eq(card.state, "recused")))
    .all();
}

function factsOf(row: CandidateRow, panel: string[], recused: readonly { userId: string }[]): Facts<"candidate"> {
  return {
    lifecycle: "candidate",
    state: row.state as StateOf<"candidate">,
    programId: row.programId,
    panel,
    recused: recused.map(({ userId }) => userId),
  };
}

/** Who is in this round already: identity → candidate id. */
export function identitiesOf(db: Db, processId: string): Map<string, string> {
  const { id, name, email } = candidate;
  const rows = db.select({ id, name, email }).from(candidate).where(eq(candidate.processId, processId)).all();
  return new Map(rows.map((row) => [identity(row), row.id]));
}

/** Two entries with the same identity are the same candidate: name and e-mail address, whatever the letter case. */
export function identity({ name, email }: { name: string; email: string | null }): string {
  // One letter with an accent can be written in two ways that look the same.
  const plain = (text: string) => text.normalize("NFKC").trim().toLowerCase();
  return `${plain(name)}\n${plain(email ?? "")}`;
}

/** A candidate's service at the agreement's cut-off date. */
export function serviceOf(row: CandidateFile, terms: { cutoffDate: string }): Service {
  return serviceYears(
    row.spans.map((span) => ({ from: span.fromDate, to: span.toDate })),
    terms.cutoffDate,
  );
}

/** Writes a new candidate in the first state of its lifecycle. Call it inside the command's transaction. @returns its id. */
export function insertCandidate(
  db: Db,
  row: Pick<CandidateRow, "programId" | "processId" | "createdBy" | "createdAt" | "state">,
  input: CandidateInput,
): string {
  const id = newId("cd");
  db.insert(candidate)
    .values({ ...row, id, name: input.name, email: input.email, post: input.post })
    .run();
  insertParts(db, id, input);
  return id;
}

/** Replaces what was entered about a candidate; state and history stay, and what was attested of evidence left unchanged. */
export function replaceCandidate(db: Db, id: string, input: CandidateInput): void {
  const attested = db.select().from(youthEvidence).where(eq(youthEvidence.candidateId, id)).all();
  db.update(candidate)
    .set({ name: input.name, email: input.email, post: input.post })
    .where(eq(candidate.id, id))
    .run();
  db.delete(serviceSpan).where(eq(serviceSpan.candidateId, id)).run();
  db.delete(youthEvidence).where(eq(youthEvidence.candidateId, id)).run();
  insertParts(db, id, input, attested);
}

export function setCandidateState(db: Db, id: string, state: StateOf<"candidate">, stateReason: string | null): void {
  db.update(candidate).set({ state, stateReason }).where(eq(candidate.id, id)).run();
}

/** A waiver's signatures that still stand, first signed first. */
export function waiverSignatures(db: Db, candidateId: string): Signed[] {
  return signaturesOf(db, "waiver", candidateId).filter((s) => s.voidedAt === null);
}

export function insertWaiverSignature(
  db: Db,
  row: Pick<
    typeof signature.$inferInsert,
    "programId" | "subjectId" | "hash" | "userId" | "role" | "party" | "signedAt"
  >,
): void {
  db.insert(signature)
    .values({ ...row, id: newId("sg"), subject: "waiver", revision: 1 })
    .run();
}

/** Voids every standing signature of a waiver; they stay on record. */
export function voidWaiverSignatures(
  db: Db,
  candidateId: string,
  { by, at, reason }: { by: string; at: number; reason: string },
): void {
  db.update(signature)
    .set({ voidedAt: at, voidedBy: by, voidReason: reason })
    .where(and(eq(signature.subject, "waiver"), eq(signature.subjectId, candidateId), isNull(signature.voidedAt)))
    .run();
}

/** A candidate with service and youth evidence. */
export function fileOf(db: Db, row: CandidateRow): CandidateFile {
  return {
    ...row,
    spans: db
      .select()
      .from(serviceSpan)
      .where(eq(serviceSpan.candidateId, row.id))
      .orderBy(asc(serviceSpan.fromDate))
      .all(),
    youth: db.select().from(youthEvidence).where(eq(youthEvidence.candidateId, row.id)).orderBy(sql`rowid`).all(),
  };
}

/** Writes or takes back who attested one item. Call inside the command's transaction. @returns whether there is such an item */
export function attestEvidence(
  db: Db,
  candidateId: string,
  evidenceId: string,
  by: { userId: string; at: number } | null,
): boolean {
  const one = and(eq(youthEvidence.id, evidenceId), eq(youthEvidence.candidateId, candidateId));
  return (
    db
      .update(youthEvidence)
      .set({ verifiedBy: by?.userId ?? null, verifiedAt: by?.at ?? null })
      .where(one)
      .run().changes === 1
  );
}

/**
 * What a candidate is called while the signed agreement hides names and the file is still being screened; `null`: the
 * name may be read.
 */
export function screenedAs(
  db: Db,
  row: Pick<CandidateRow, "id" | "processId" | "state">,
  terms: { maskedScreening?: boolean } | null,
): string | null {
  return row.state === "submitted" && terms?.maskedScreening === true ? `Candidate ${arrivalOf(db, row)}` : null;
}

/** The place of a candidate in the order of arrival, from 1. */
export function arrivalOf(db: Db, { id, processId }: Pick<CandidateRow, "id" | "processId">): number {
  const ids = db
    .select({ id: candidate.id })
    .from(candidate)
    .where(eq(candidate.processId, processId))
    .orderBy(asc(candidate.createdAt), sql`rowid`)
    .all();
  return ids.findIndex((row) => row.id === id) + 1;
}

function insertParts(db: Db, candidateId: string, input: CandidateInput, attested: readonly YouthRow[] = []): void {
  for (const span of input.spans)
    db.insert(serviceSpan)
      .values({
        id: newId("sp"),
        candidateId,
        agency: span.agency,
        post: span.post,
        fromDate: span.from,
        toDate: span.to,
      })
      .run();
  for (const item of input.youth) {
    const same = attested.find(
      (row) => row.what === item.what && row.whenText === item.when && row.verifier === item.verifier,
    );
    db.insert(youthEvidence)
      .values({
        id: newId("ye"),
        candidateId,
        what: item.what,
        whenText: item.when,
        verifier: item.verifier,
        verifiedBy: same?.verifiedBy ?? null,
        verifiedAt: same?.verifiedAt ?? null,
      })
      .run();
  }
}
