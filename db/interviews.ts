import { and, asc, eq, getTableColumns, inArray } from "drizzle-orm";
import type { CardContent } from "#shared/documents/card.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import { grouped } from "#shared/grouped.ts";
import type { Facts, StateOf } from "#shared/machine.ts";
import type { RoundEntry } from "#shared/round.ts";
import { observerIds, observersOfRound } from "./course.ts";
import type { Db } from "./open.ts";
import { type Member, membersOf } from "./programs.ts";
import { agreement, candidate, card, interview, process, user } from "./schema.ts";

export type Interview = typeof interview.$inferSelect & { state: StateOf<"interview"> };
export type Decision = typeof agreement.$inferSelect & { name: string };

/** One panel member's place at one interview. What the card says is not here: see `openedCards`. */
export interface Seat extends Member {
  cardId: string;
  state: StateOf<"card">;
  conflict: "none" | "disclosed" | "recused" | null;
  conflictText: string | null;
  /** When this person acknowledged the interview kit; the card opens for writing no earlier. */
  kitReadAt: number | null;
  submittedAt: number | null;
}

/** An interview with everything a decision about it needs. */
export interface InterviewRecord {
  interview: Interview;
  candidate: typeof candidate.$inferSelect;
  process: typeof process.$inferSelect;
  terms: ProcessTerms;
  /** In seating order. */
  seats: Seat[];
  facts: Facts<"interview">;
}

/** An interview among others, without what few lists show: the fixed result, which is long, and the seats. */
export type InterviewLine = Omit<InterviewRecord, "interview" | "seats"> & { interview: Omit<Interview, "result"> };

/** A seat without the person in it. */
export type SeatLine = Pick<Seat, "cardId" | "userId" | "state" | "conflict" | "kitReadAt">;

/** The whole record of one interview of this program; `null` when there is none. */
export function interviewRecord(db: Db, programId: string, interviewId: string): InterviewRecord | null {
  const row = interviewById(db, programId, interviewId);
  if (!row) return null;
  const round = db.select().from(process).where(eq(process.id, row.processId)).get();
  const person = db.select().from(candidate).where(eq(candidate.id, row.candidateId)).get();
  if (!round?.terms || !person) return null;
  const terms = JSON.parse(round.terms) as ProcessTerms;
  const seats = cardsOf(db, row.id);
  const facts = { ...interviewFacts(row, terms, seats), observers: observerIds(db, row.id) };
  return { interview: row, candidate: person, process: round, terms, seats, facts };
}

/**
 * The interviews of a round in the order of their dates, in as many queries for two hundred as for one.
 * @param states only those in one of these; all of them when left out
 */
export function interviewLines(
  db: Db,
  programId: string,
  processId: string,
  states?: readonly StateOf<"interview">[],
): InterviewLine[] {
  const round = db.select().from(process).where(eq(process.id, processId)).get();
  if (!round?.terms || round.programId !== programId) return [];
  const terms = JSON.parse(round.terms) as ProcessTerms;
  const { result: _result, ...columns } = getTableColumns(interview);
  const chosen = and(eq(interview.processId, processId), states && inArray(interview.state, [...states]));
  const rows = db
    .select({ interview: columns, candidate })
    .from(interview)
    .innerJoin(candidate, eq(candidate.id, interview.candidateId))
    .where(chosen)
    .orderBy(asc(interview.scheduledAt), asc(interview.id))
    .all();
  if (rows.length === 0) return [];
  const recused = grouped(recusedOfRound(db, processId), ({ interviewId }) => interviewId);
  const observers = observersOfRound(db, processId);
  return rows.map(({ interview: row, candidate: person }) => {
    const one = row as InterviewLine["interview"];
    return {
      interview: one,
      candidate: person,
      process: round,
      terms,
      facts: { ...interviewFacts(one, terms, recused.get(row.id) ?? []), observers: observers.get(row.id) ?? [] },
    };
  });
}

export function interviewById(db: Db, programId: string, id: string): Interview | null {
  const row = db
    .select()
    .from(interview)
    .where(and(eq(interview.id, id), eq(interview.programId, programId)))
    .get();
  return (row as Interview | undefined) ?? null;
}

/** An interview as lists name it. */
export type InterviewPlace = Pick<Interview, "id" | "candidateId" | "state" | "scheduledAt" | "place">;

/** The interviews of a round in the order of their dates: which, whose, how far, when and where. */
export function interviewsOf(db: Db, processId: string): InterviewPlace[] {
  const { id, candidateId, state, scheduledAt, place } = interview;
  return db
    .select({ id, candidateId, state, scheduledAt, place })
    .from(interview)
    .where(eq(interview.processId, processId))
    .orderBy(asc(interview.scheduledAt), asc(interview.id))
    .all() as InterviewPlace[];
}

/** How far each candidate of the round is, and each one's interview, whoever reads: names nobody. */
export function entriesOf(db: Db, processId: string): RoundEntry[] {
  const rows = db.$client.prepare<[string], RoundEntry>(
    `select c.state candidate, i.state interview
     from candidate c left join interview i on i.candidate_id = c.id where c.process_id = ?`,
  );
  return rows.all(processId);
}

/** The fixed panel result of an interview as it was kept; `null` before. */
export function interviewResult(db: Db, interviewId: string): string | null {
  return (
    db.select({ result: interview.result }).from(interview).where(eq(interview.id, interviewId)).get()?.result ?? null
  );
}

export function interviewOfCandidate(db: Db, candidateId: string): Interview | null {
  const row = db.select().from(interview).where(eq(interview.candidateId, candidateId)).get();
  return (row as Interview | undefined) ?? null;
}

/** What is read of a card for its seat: who, and how far; never a rating or a sentence of a card. */
const SEAT = {
  cardId: card.id,
  userId: card.userId,
  state: card.state,
  conflict: card.conflict,
  conflictText: card.conflictText,
  kitReadAt: card.kitReadAt,
  submittedAt: card.submittedAt,
};

const SEAT_LINE = `c.interview_id interviewId, c.id cardId, c.user_id userId, c.state, c.conflict, c.kit_read_at kitReadAt`;

/** The recused seats of a round's interviews. */
function recusedOfRound(db: Db, processId: string) {
  const rows = db.$client.prepare<[string], SeatLine & { interviewId: string }>(
    `select ${SEAT_LINE} from card c join interview i on i.id = c.interview_id
     where i.process_id = ? and c.state = 'recused'`,
  );
  return rows.all(processId);
}

/** The seats of a round about which there is something to say: not declared yet, or not "no tie". By interview. */
export function tiesOfRound(db: Db, processId: string): Map<string, SeatLine[]> {
  const rows = db.$client.prepare<[string], SeatLine & { interviewId: string }>(
    `select ${SEAT_LINE} from card c join interview i on i.id = c.interview_id
     where i.process_id = ? and (c.conflict is not 'none' or c.state in ('disclosed', 'recused'))`,
  );
  return grouped(rows.all(processId), ({ interviewId }) => interviewId);
}

/** The seats of some interviews, in no order. By interview. */
export function seatsOf(db: Db, interviewIds: readonly string[]): Map<string, SeatLine[]> {
  const rows = db.$client.prepare<[string], SeatLine & { interviewId: string }>(
    `select ${SEAT_LINE} from card c where c.interview_id in (select value from json_each(?))`,
  );
  return grouped(rows.all(JSON.stringify(interviewIds)), ({ interviewId }) => interviewId);
}

/** The seats of an interview in seating order. */
export function cardsOf(db: Db, interviewId: string): Seat[] {
  const rows = db
    .select({ ...SEAT, programId: interview.programId, terms: process.terms })
    .from(card)
    .innerJoin(interview, eq(interview.id, card.interviewId))
    .innerJoin(process, eq(process.id, interview.processId))
    .where(eq(card.interviewId, interviewId))
    .all();
  const [first] = rows;
  if (!first) return [];
  const order = (JSON.parse(first.terms ?? "null") as ProcessTerms | null)?.panel ?? [];
  return seated(
    rows.map(({ terms: _terms, programId: _program, ...row }) => row),
    new Map(membersOf(db, first.programId, { past: true }).map((m) => [m.userId, m])),
    order,
  );
}

function seated(
  rows: readonly ({ userId: string } & object)[],
  members: ReadonlyMap<string, Member>,
  order: readonly string[],
): Seat[] {
  return rows
    .flatMap((row) => {
      const member = members.get(row.userId);
      return member ? [{ ...member, ...row } as Seat] : [];
    })
    .sort((a, b) => order.indexOf(a.userId) - order.indexOf(b.userId));
}

/** The content of cards that are open to the panel, by user id. Cards still private, missing or recused are not in it. */
export function openedCards(db: Db, interviewId: string): Map<string, CardContent> {
  const rows = db
    .select({ userId: card.userId, content: card.content })
    .from(card)
    .where(and(eq(card.interviewId, interviewId), inArray(card.state, ["revealed", "sealed"])))
    .all();
  return new Map(rows.flatMap((r) => (r.content ? [[r.userId, JSON.parse(r.content) as CardContent]] : [])));
}

/** What the permission function needs to know about an interview. */
export function interviewFacts(
  row: Pick<Interview, "id" | "state" | "programId">,
  terms: Pick<ProcessTerms, "panel" | "scoringMode">,
  seats: readonly Pick<Seat, "userId" | "state">[],
): Facts<"interview"> {
  return {
    lifecycle: "interview",
    state: row.state,
    programId: row.programId,
    panel: terms.panel,
    recused: seats.filter((seat) => seat.state === "recused").map((seat) => seat.userId),
    openScoring: terms.scoringMode === "open",
    interviewId: row.id,
  };
}

/** The same for one card. @param of facts of its interview. */
export function cardFacts(seat: Pick<Seat, "userId" | "state" | "kitReadAt">, of: Facts<"interview">): Facts<"card"> {
  return { ...of, lifecycle: "card", state: seat.state, ownerId: seat.userId, kitUnread: seat.kitReadAt === null };
}

/** The seats that rate and have not acknowledged the kit. */
export function kitUnread(seats: readonly Seat[]): Seat[] {
  return seats.filter(
    ({ state, kitReadAt }) => kitReadAt === null && ["assigned", "disclosed", "draft"].includes(state),
  );
}

/** Who takes part in the joint scorecard: the panel without recused people, in seating order. */
export function raterIds(seats: readonly Seat[]): string[] {
  return seats.filter((seat) => seat.state !== "recused").map((seat) => seat.userId);
}

/** The leads' decisions of one kind about one subject, oldest first. */
export function decisionsOf(db: Db, kind: Decision["kind"], subjectId: string): Decision[] {
  return db
    .select({ decision: agreement, name: user.name })
    .from(agreement)
    .innerJoin(user, eq(user.id, agreement.userId))
    .where(and(eq(agreement.kind, kind), eq(agreement.subjectId, subjectId)))
    .orderBy(asc(agreement.at))
    .all()
    .map(({ decision, name }) => ({ ...decision, name }));
}
