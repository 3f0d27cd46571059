import { and, eq, isNull, ne } from "drizzle-orm";
import * as Y from "yjs";
import { neverAsked, overTime, plannedMinutes, timeSpent } from "#shared/course.ts";
import { cardShape, evidenceKey, type Rating, ratingKey, readCard } from "#shared/documents/card.ts";
import { editText, setValue } from "#shared/documents/form.ts";
import { NOTES_FRAGMENT, notesHeadings, notesShape } from "#shared/documents/notes.ts";
import type { Room } from "#shared/rooms.ts";
import { setCandidateState } from "../candidates.ts";
import { turnsOf, writeDeviation, writeTurn } from "../course.ts";
import { newId } from "../ids.ts";
import { agreement, candidate, card, interview, observer } from "../schema.ts";
import type { Round } from "./round.ts";
import { fixed, member, openRoom, type SeedRoom, type Stage } from "./stage.ts";
import {
  CRITERION_IDS,
  type PersonId,
  PROGRAM,
  type StoryCandidate,
  type StoryEvidence,
  type StoryNote,
  type StoryRatings,
} from "./story.ts";

/** An interview while the story is told. */
export interface Sitting {
  id: string;
  round: Round;
  person: StoryCandidate;
  session: SeedRoom;
  notes: SeedRoom;
  cards: Map<PersonId, SeedRoom>;
}

/** Sets the interview of an eligible candidate, with every panelist's card. The coordinator sets it. */
export function setInterview(
  stage: Stage,
  round: Round,
  person: StoryCandidate,
  { scheduledAt, at }: { scheduledAt: number; at: number },
): Sitting {
  const { db } = stage;
  const id = `${person.id}-interview`;
  const panel = round.terms.panel as PersonId[];
  const moderatorId = round.terms.moderator === "supervisor" ? "dana-ortiz" : "ruth-bell";
  db.insert(interview)
    .values({
      id,
      programId: PROGRAM.id,
      processId: round.id,
      candidateId: person.id,
      state: "briefed",
      scheduledAt,
      moderatorId,
    })
    .run();
  for (const userId of panel)
    db.insert(card)
      .values({ id: cardId(id, userId), interviewId: id, userId, state: "assigned" })
      .run();
  db.update(candidate).set({ state: "scheduled" }).where(eq(candidate.id, person.id)).run();
  const place = (part: "session" | "notes"): Room => ({
    programId: PROGRAM.id,
    kind: "interview",
    recordId: id,
    part,
    revision: 1,
  });
  const session = openRoom(db, place("session"), { kind: "empty" }, at);
  const notes = openRoom(db, place("notes"), notesShape(notesHeadings(round.terms.questions)), at);
  const cards = new Map(
    panel.map((userId) => [
      userId,
      openRoom(db, { ...place("notes"), part: "card", userId } as Room, cardShape(round.terms.criteria), at),
    ]),
  );
  stage.act(at, "interview.scheduled", "amara-osei", id, { candidateId: person.id, seats: panel.length });
  return { id, round, person, session, notes, cards };
}

/** Declares no conflict of interest: the card opens. */
export function declareNone(stage: Stage, sitting: Sitting, by: PersonId, at: number): void {
  declare(stage, sitting, by, at, { state: "draft", conflict: "none", conflictText: null });
}

/** Discloses a tie; the leads decide. Both leads' clearing opens the card. */
export function disclose(
  stage: Stage,
  sitting: Sitting,
  by: PersonId,
  at: number,
  { text, cleared }: { text: string; cleared: { by: PersonId; reason: string; at: number }[] },
): void {
  const state = cleared.length === 2 ? "draft" : "disclosed";
  declare(stage, sitting, by, at, { state, conflict: "disclosed", conflictText: stage.calendar.text(text) });
  for (const decision of cleared) {
    agree(stage, "clear-conflict", cardId(sitting.id, by), decision);
    stage.act(decision.at, "card.cleared", decision.by, sitting.id, { userId: by, decision: "clear" });
  }
}

/** Steps back from rating this candidate. */
export function recuse(stage: Stage, sitting: Sitting, by: PersonId, at: number, text: string): void {
  declare(stage, sitting, by, at, { state: "recused", conflict: "recused", conflictText: text });
  sitting.cards.get(by)?.freeze();
}

/** Admits somebody to listen. */
export function admit(stage: Stage, sitting: Sitting, userId: PersonId, by: PersonId, at: number): void {
  stage.db.insert(observer).values({ interviewId: sitting.id, userId, admittedBy: by, at }).run();
  stage.act(at, "observer.admitted", by, sitting.id, { userId });
}

/** Acknowledges the kit. */
export function readKit(stage: Stage, sitting: Sitting, by: PersonId, at: number): void {
  stage.db
    .update(card)
    .set({ kitReadAt: at })
    .where(eq(card.id, cardId(sitting.id, by)))
    .run();
  stage.act(at, "card.kit-read", by, sitting.id);
}

/** Starts the questions. Whoever rates has read the kit a few minutes before. */
export function start(stage: Stage, sitting: Sitting, by: PersonId, at: number): void {
  const { db } = stage;
  const unread = db
    .select({ userId: card.userId })
    .from(card)
    .where(and(eq(card.interviewId, sitting.id), ne(card.state, "recused"), isNull(card.kitReadAt)))
    .all();
  for (const { userId } of unread) readKit(stage, sitting, userId as PersonId, at - 480_000);
  db.update(interview).set({ state: "live", startedAt: at }).where(eq(interview.id, sitting.id)).run();
  writeTurn(db, { interviewId: sitting.id, question: 0, userId: by, at });
  stage.act(at, "interview.started", by, sitting.id);
}

/** Moves everyone's view to a question. @param question its number, from 1. */
export function goTo(stage: Stage, sitting: Sitting, by: PersonId, at: number, question: number): void {
  stage.db
    .update(interview)
    .set({ question: question - 1 })
    .where(eq(interview.id, sitting.id))
    .run();
  leave(stage, sitting, by, at);
  writeTurn(stage.db, { interviewId: sitting.id, question: question - 1, userId: by, at });
  stage.act(at, "interview.question", by, sitting.id, { question });
}

/** Writes what was said under the heading of its question. */
export function note(sitting: Sitting, { question, by, text }: StoryNote, at: number): void {
  sitting.notes.edit(by, at, (doc) => {
    const fragment = doc.getXmlFragment(NOTES_FRAGMENT);
    const blocks = fragment.toArray() as Y.XmlElement[];
    const headings = blocks.flatMap((block, i) => (block.nodeName === "heading" ? [i] : []));
    const last = (headings[question] ?? blocks.length) - 1;
    const paragraph = blocks[last];
    if (paragraph?.nodeName === "paragraph" && paragraph.length === 0) paragraph.insert(0, [new Y.XmlText(text)]);
    else {
      const next = new Y.XmlElement("paragraph");
      next.insert(0, [new Y.XmlText(text)]);
      fragment.insert(last + 1, [next]);
    }
  });
}

/** Ends the questions: the notes close, cards are finished. */
export function end(stage: Stage, sitting: Sitting, by: PersonId, at: number): void {
  leave(stage, sitting, by, at);
  for (const question of neverAsked(turnsOf(stage.db, sitting.id), sitting.round.terms.questions.length))
    deviate(stage, sitting, by, at, { kind: "skipped", question });
  stage.db.update(interview).set({ state: "scoring", endedAt: at }).where(eq(interview.id, sitting.id)).run();
  sitting.notes.freeze();
  stage.act(at, "interview.ended", by, sitting.id);
}

/** The question that was up is left: over its time, it goes into the log as the server puts it there. */
function leave(stage: Stage, sitting: Sitting, by: PersonId, at: number): void {
  const turns = turnsOf(stage.db, sitting.id);
  const index = turns.at(-1)?.question ?? 0;
  const question = sitting.round.terms.questions[index];
  const overMs = question ? overTime(timeSpent(turns, index, at), plannedMinutes(question)) : 0;
  if (overMs > 0) deviate(stage, sitting, by, at, { kind: "overrun", question: index, overMs });
}

function deviate(
  stage: Stage,
  sitting: Sitting,
  by: PersonId,
  at: number,
  entry: { kind: "overrun" | "skipped"; question: number; overMs?: number },
): void {
  writeDeviation(stage.db, { ...entry, interviewId: sitting.id, at });
  stage.act(at, "interview.deviation", by, sitting.id, { kind: entry.kind, question: entry.question + 1 });
}

/** Writes one rater's private card. @param seat which column of the ratings is this rater's. */
export function rate(
  sitting: Sitting,
  by: PersonId,
  at: number,
  { ratings, evidence }: { ratings: StoryRatings; evidence: readonly StoryEvidence[] },
  seat = 0,
): void {
  CRITERION_IDS.forEach((criterion, i) => {
    const rating: Rating | undefined = ratings[criterion]?.[seat];
    const sentence = evidence.find((e) => e.by === by && e.on === criterion)?.text;
    if (rating === undefined && sentence === undefined) return;
    sitting.cards.get(by)?.edit(by, at + i * 20_000, (doc) => {
      if (rating !== undefined) setValue(doc, ratingKey(criterion), rating);
      if (sentence !== undefined) editText(doc, evidenceKey(criterion), sentence);
    });
  });
}

/** Submits and locks a card. */
export function submit(stage: Stage, sitting: Sitting, by: PersonId, at: number): void {
  const room = sitting.cards.get(by);
  if (!room) throw new Error(`${by} has no card in ${sitting.id}.`);
  const { content } = fixed(readCard(room.doc, sitting.round.terms.criteria));
  stage.db
    .update(card)
    .set({ state: "submitted", submittedAt: at, content })
    .where(eq(card.id, cardId(sitting.id, by)))
    .run();
  room.freeze();
  stage.act(at, "card.submitted", by, sitting.id);
}

/** The panel result is sealed: the file no longer changes. */
export function decide(stage: Stage, sitting: Sitting): void {
  const row = stage.db.select().from(candidate).where(eq(candidate.id, sitting.person.id)).get();
  setCandidateState(stage.db, sitting.person.id, "decided", row?.stateReason ?? null);
}

/** A lead's decision with its reason. */
export function agree(
  { db }: Stage,
  kind: "clear-conflict" | "reveal-without",
  subjectId: string,
  { by, reason, at }: { by: PersonId; reason: string; at: number },
): void {
  const { role } = member(by);
  db.insert(agreement)
    .values({ id: newId("ag"), programId: PROGRAM.id, kind, subjectId, userId: by, role, reason, at })
    .run();
}

export function cardId(interviewId: string, userId: string): string {
  return `${interviewId}-${userId}`;
}

function declare(
  stage: Stage,
  sitting: Sitting,
  by: PersonId,
  at: number,
  values: {
    state: "draft" | "disclosed" | "recused";
    conflict: "none" | "disclosed" | "recused";
    conflictText: string | null;
  },
): void {
  const id = cardId(sitting.id, by);
  stage.db
    .update(card)
    .set({ ...values, declaredAt: at })
    .where(eq(card.id, id))
    .run();
  const choice = values.conflict;
  stage.act(at, choice === "recused" ? "card.recused" : "card.declared", by, sitting.id, { choice });
}
