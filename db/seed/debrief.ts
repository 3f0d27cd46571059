import { and, eq } from "drizzle-orm";
import type { CardContent } from "#shared/documents/card.ts";
import { editText, setValue } from "#shared/documents/form.ts";
import {
  agreedKey,
  dissentKey,
  jointShape,
  movedKey,
  moveReasonKey,
  readJoint,
  reasonKey,
} from "#shared/documents/joint.ts";
import { readNotes } from "#shared/documents/notes.ts";
import { type DecisionInput, panelResult, type RaterInput } from "#shared/documents/result.ts";
import type { Role } from "#shared/roles.ts";
import { deviationsOf, observersOf } from "../course.ts";
import { newId } from "../ids.ts";
import { cardsOf, type Decision, decisionsOf, openedCards, raterIds } from "../interviews.ts";
import { signaturesOf } from "../processes.ts";
import { programOf } from "../programs.ts";
import { card, interview, sealedRecord, signature } from "../schema.ts";
import { yearsOf } from "./file.ts";
import { decide, type Sitting } from "./interview.ts";
import { fixed, member, openRoom, type SeedRoom, type Stage } from "./stage.ts";
import { CRITERION_IDS, type PersonId, PROGRAM, type StoryJoint } from "./story.ts";

/** The joint scorecard while the story is told. */
export interface Debrief {
  sitting: Sitting;
  joint: SeedRoom;
}

/** Opens all submitted cards at one moment; a card not in becomes a missing one and closes. */
export function reveal(stage: Stage, sitting: Sitting, by: PersonId, at: number): Debrief {
  const { db } = stage;
  const seats = cardsOf(db, sitting.id);
  for (const seat of seats) {
    if (seat.state === "recused") continue;
    const state = seat.state === "submitted" ? "revealed" : "missing";
    db.update(card).set({ state }).where(eq(card.id, seat.cardId)).run();
    if (state === "missing") sitting.cards.get(seat.userId as PersonId)?.freeze();
  }
  db.update(interview).set({ state: "consensus", revealedAt: at }).where(eq(interview.id, sitting.id)).run();
  const place = { programId: PROGRAM.id, kind: "interview", recordId: sitting.id, part: "joint", revision: 1 } as const;
  const joint = openRoom(db, place, jointShape(sitting.round.terms.criteria, raterIds(seats)), at);
  const opened = seats.filter((s) => s.state === "submitted").length;
  const missing = seats.filter((s) => s.state !== "submitted" && s.state !== "recused").length;
  stage.act(at, "cards.revealed", by, sitting.id, { opened, missing });
  return { sitting, joint };
}

/** The panel writes the joint scorecard: criterion by criterion, each person the own move and dissent. */
export function debate(debrief: Debrief, story: StoryJoint, at: number): void {
  const { joint } = debrief;
  let clock = at;
  const later = () => {
    clock += 90_000;
    return clock;
  };
  for (const criterion of CRITERION_IDS) {
    for (const { by, to, reason } of story.moves.filter((m) => m.on === criterion))
      joint.edit(by, later(), (doc) => {
        setValue(doc, movedKey(criterion, by), to);
        editText(doc, moveReasonKey(criterion, by), reason);
      });
    for (const { by, text } of story.dissent.filter((d) => d.on === criterion))
      joint.edit(by, later(), (doc) => editText(doc, dissentKey(criterion, by), text));
    const agreed = story.agreed[criterion];
    if (!agreed) continue;
    joint.edit("ruth-bell", later(), (doc) => setValue(doc, agreedKey(criterion), agreed.score));
    joint.edit("dana-ortiz", later(), (doc) => editText(doc, reasonKey(criterion), agreed.reason));
  }
}

/** Fixes the joint scorecard for signing. @returns the hash that both leads sign. */
export function freeze(stage: Stage, { sitting, joint }: Debrief, by: PersonId, at: number): string {
  const { db } = stage;
  const { terms, termsHash, id: processId } = sitting.round;
  const program = programOf(db, PROGRAM.id);
  const row = db.select().from(interview).where(eq(interview.id, sitting.id)).get();
  if (!program || !row) throw new Error(`There is no interview ${sitting.id}.`);
  const { id, name, post } = sitting.person;
  const seats = cardsOf(db, sitting.id);
  const result = panelResult({
    program,
    process: { id: processId, title: terms.position, termsHash },
    terms,
    schoolName: terms.names?.school ?? null,
    candidate: { id, name, post, serviceYears: yearsOf(stage, sitting.round, sitting.person) },
    interview: { ...row, moderatorName: seats.find((s) => s.userId === row.moderatorId)?.name ?? null },
    raters: raters(stage, sitting),
    deviations: deviationsOf(db, PROGRAM.id, sitting.id).map(({ id: _, ...entry }) => entry),
    observers: observersOf(db, PROGRAM.id, sitting.id),
    openedWithout: decisionsOf(db, "reveal-without", sitting.id).map(decision),
    reopened: [],
    joint: readJoint(joint.doc, terms.criteria, raterIds(seats)),
    notes: readNotes(sitting.notes.doc),
    frozenAt: at,
  });
  const { content, hash } = fixed(result);
  db.update(interview)
    .set({ state: "frozen", result: content, resultHash: hash })
    .where(eq(interview.id, sitting.id))
    .run();
  joint.freeze();
  stage.act(at, "joint.frozen", by, sitting.id, { hash, revision: 1 });
  return hash;
}

/** A lead signs the panel result; the second signature seals it. */
export function signResult(stage: Stage, { sitting }: Debrief, by: PersonId, at: number): void {
  const { db } = stage;
  const row = db.select().from(interview).where(eq(interview.id, sitting.id)).get();
  if (!row?.result || !row.resultHash) throw new Error(`The result of ${sitting.id} is not fixed.`);
  const { role, party } = member(by);
  const hash = row.resultHash;
  const before = signaturesOf(db, "result", sitting.id).length;
  db.insert(signature)
    .values({
      id: newId("sg"),
      programId: PROGRAM.id,
      subject: "result",
      subjectId: sitting.id,
      revision: row.revision,
      hash,
      userId: by,
      role,
      party,
      signedAt: at,
    })
    .run();
  stage.act(at, "result.signed", by, sitting.id, { hash, role });
  if (before > 0) seal(stage, sitting, by, at, { content: row.result, hash });
}

function seal(
  stage: Stage,
  sitting: Sitting,
  by: PersonId,
  at: number,
  { content, hash }: { content: string; hash: string },
): void {
  const { db } = stage;
  const signatures = signaturesOf(db, "result", sitting.id).map(({ userId, name, role, party, hash, signedAt }) => ({
    userId,
    name,
    role,
    party,
    hash,
    signedAt,
  }));
  db.insert(sealedRecord)
    .values({
      id: newId("rec"),
      programId: PROGRAM.id,
      kind: "panel-result",
      subjectId: sitting.id,
      title: `Panel result: ${sitting.person.name}`,
      content,
      hash,
      signatures: fixed(signatures).content,
      rubricVersion: sitting.round.terms.rubricVersion,
      sealedAt: at,
    })
    .run();
  db.update(interview).set({ state: "sealed", sealedAt: at }).where(eq(interview.id, sitting.id)).run();
  db.update(card)
    .set({ state: "sealed" })
    .where(and(eq(card.interviewId, sitting.id), eq(card.state, "revealed")))
    .run();
  decide(stage, sitting);
  sitting.session.freeze();
  stage.act(at, "result.sealed", by, sitting.id, { hash });
}

function raters({ db }: Stage, sitting: Sitting): RaterInput[] {
  const contents: Map<string, CardContent> = openedCards(db, sitting.id);
  return cardsOf(db, sitting.id).map((seat) => ({
    userId: seat.userId,
    name: seat.name,
    shortName: seat.shortName,
    role: seat.role,
    party: seat.party,
    card: seat.state === "recused" ? "recused" : seat.state === "missing" ? "missing" : "opened",
    submittedAt: seat.submittedAt,
    kitReadAt: seat.kitReadAt,
    conflict: seat.conflict,
    conflictText: seat.conflictText,
    conflictDecisions: decisionsOf(db, "clear-conflict", seat.cardId).map(decision),
    content: contents.get(seat.userId) ?? null,
  }));
}

const decision = ({ name, role, reason, at }: Decision): DecisionInput => ({ name, role: role as Role, reason, at });
