import { eq } from "drizzle-orm";
import { writeNeed } from "../accommodation.ts";
import { attestEvidence } from "../candidates.ts";
import { writeDeviation } from "../course.ts";
import { newId } from "../ids.ts";
import { insertPosting, setDueDate } from "../rounds.ts";
import { droppedQuestion, youthEvidence } from "../schema.ts";
import { putVoluntary } from "../voluntary.ts";
import type { Sitting } from "./interview.ts";
import type { Round } from "./round.ts";
import { member, type Stage } from "./stage.ts";
import type { PersonId, StoryCandidate } from "./story.ts";

const COORDINATOR = "amara-osei";

/** Where the post was advertised. The coordinator keeps the record, one entry a minute after the other. */
export function post(
  stage: Stage,
  round: Round,
  at: number,
  places: readonly { place: string; on: string; until: string }[],
): void {
  const { db, calendar } = stage;
  places.forEach(({ place, on, until }, i) => {
    const row = { processId: round.id, place, postedOn: calendar.date(on), closesOn: calendar.date(until) };
    const when = at + i * 60_000;
    const postingId = insertPosting(db, { ...row, userId: COORDINATOR, at: when });
    stage.act(when, "round.posting", COORDINATOR, round.id, { postingId, added: true });
  });
}

/** The round's due dates by step. */
export function dueDates(stage: Stage, round: Round, at: number, dates: Readonly<Record<string, string>>): void {
  for (const [step, day] of Object.entries(dates))
    setDueDate(stage.db, {
      processId: round.id,
      step,
      dueOn: stage.calendar.weekday(day),
      userId: COORDINATOR,
      at,
    });
  stage.act(at, "round.timetable", COORDINATOR, round.id, { steps: Object.keys(dates) });
}

/** The school administrator attests every item of work with young people that names who can confirm it. */
export function attest(stage: Stage, person: StoryCandidate, at: number): void {
  const { db } = stage;
  const by = "ruth-bell";
  const items = db.select().from(youthEvidence).where(eq(youthEvidence.candidateId, person.id)).all();
  items
    .filter(({ verifier }) => verifier !== null)
    .forEach(({ id }, i) => {
      const when = at + i * 120_000;
      attestEvidence(db, person.id, id, { userId: by, at: when });
      stage.act(when, "candidate.evidence-verified", by, person.id, { evidenceId: id, verified: true });
    });
}

/** What a candidate needs on the day; the coordinator's alone. */
export function noteNeed(stage: Stage, person: StoryCandidate, at: number, need: string): void {
  writeNeed(stage.db, { candidateId: person.id, need, userId: COORDINATOR, at });
  stage.act(at, "accommodation.changed", COORDINATOR, null);
}

/** A voluntary form, kept in its compartment. */
export function keepForm(
  stage: Stage,
  round: Round,
  person: StoryCandidate,
  at: number,
  answers: Parameters<typeof putVoluntary>[2],
): void {
  putVoluntary(stage.db, person.id, answers, at);
  stage.act(at, "voluntary.kept", COORDINATOR, round.id);
}

/** One lead asks not to count a question, the other approves. */
export function dropQuestion(
  stage: Stage,
  round: Round,
  questionId: string,
  given: { asks: PersonId; reason: string; at: number; approves: PersonId; approvedAt: number },
): void {
  const { asks, reason, at, approves, approvedAt } = given;
  const id = newId("dq");
  const { role } = member(asks);
  stage.db
    .insert(droppedQuestion)
    .values({ id, processId: round.id, questionId, reason, userId: asks, role, at, approvedBy: approves, approvedAt })
    .run();
  const payload = { round: round.id, question: questionId };
  stage.act(at, "question.drop-asked", asks, id, payload);
  stage.act(approvedAt, "question.dropped", approves, id, payload);
}

/** A lead notes where an interview left the agreed course. @param told.question from 1 */
export function deviate(
  stage: Stage,
  sitting: Sitting,
  at: number,
  { question, by, words }: { question: number; by: PersonId; words: string },
): void {
  const entry = { interviewId: sitting.id, kind: "noted", question: question - 1, words, userId: by, at } as const;
  writeDeviation(stage.db, entry);
  stage.act(at, "interview.deviation", by, sitting.id, { kind: "noted", question });
}
