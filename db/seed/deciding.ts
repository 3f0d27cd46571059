import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import {
  type DecisionContent,
  decisionKeys,
  decisionShape,
  type PlaceKind,
  readDecision,
} from "#shared/documents/decision.ts";
import { editText, setValue } from "#shared/documents/form.ts";
import { decisionContent } from "../decision-content.ts";
import { decisionById, decisionKeysOf, frameOf, rationaleRoom } from "../decisions.ts";
import { newId } from "../ids.ts";
import { draftLetters } from "../letters.ts";
import { signaturesOf } from "../processes.ts";
import { agreement, decision, letter, sealedRecord, signature } from "../schema.ts";
import type { Round } from "./round.ts";
import { fixed, member, openRoom, type SeedRoom, type Stage } from "./stage.ts";
import { type CriterionId, type PersonId, PROGRAM } from "./story.ts";

/** The decision of a round while the story is told. */
export interface Deciding {
  id: string;
  round: Round;
  text: SeedRoom;
}

/** What the leads write: the reasons, the order, and a sentence for every place that differs from the scores. */
export interface StoryDecision {
  reasons: { on: CriterionId; by: PersonId; text: string; restsOn: readonly string[] }[];
  places: { candidate: string; place: PlaceKind; order?: number; gap?: string }[];
  alternatesUntil?: string;
}

/** Opens the decision: the order starts from the agreed scores. @param others why candidates without a result wait */
export function openDecision(stage: Stage, round: Round, by: PersonId, at: number, others = ""): Deciding {
  const { db } = stage;
  const id = `${round.id}-decision`;
  const row = { id, programId: PROGRAM.id, processId: round.id, revision: 1, createdBy: by, createdAt: at };
  db.insert(decision)
    .values({ ...row, state: "rationale" })
    .run();
  const { criteria, candidates } = frameOf(db, row);
  const sealed = candidates.filter((one) => one.resultHash !== null);
  const text = openRoom(db, rationaleRoom(row), decisionShape(criteria, decisionKeysOf(db, row)), at, (doc) => {
    [...sealed]
      .sort((a, b) => (a.agreedRank ?? 0) - (b.agreedRank ?? 0) || (a.mechanicalRank ?? 0) - (b.mechanicalRank ?? 0))
      .forEach((one, i) => {
        setValue(doc, decisionKeys.order(one.candidateId), (i + 1) * 10);
      });
    if (others) editText(doc, decisionKeys.others, others);
  });
  const waiting = candidates.filter((one) => one.resultHash === null && one.state !== "Not eligible").length;
  stage.act(at, "decision.opened", by, id, { sealed: sealed.length, others: waiting });
  return { id, round, text };
}

/** The leads write reasons and order, a few minutes apart. */
export function reason(stage: Stage, { text }: Deciding, story: StoryDecision, at: number): void {
  let clock = at;
  const later = () => {
    clock += 420_000;
    return clock;
  };
  for (const { on, by, text: words, restsOn } of story.reasons)
    text.edit(by, later(), (doc) => {
      editText(doc, decisionKeys.rationale(on), words);
      for (const candidate of restsOn) setValue(doc, decisionKeys.link(on, `${candidate}-interview`, "joint"), true);
    });
  for (const { candidate, place, order, gap } of story.places)
    text.edit("dana-ortiz", later(), (doc) => {
      setValue(doc, decisionKeys.place(candidate), place);
      if (order !== undefined) setValue(doc, decisionKeys.order(candidate), order);
      if (gap) editText(doc, decisionKeys.gap(candidate), gap);
    });
  const { alternatesUntil } = story;
  if (alternatesUntil)
    text.edit("ruth-bell", later(), (doc) =>
      setValue(doc, decisionKeys.alternatesUntil, stage.calendar.date(alternatesUntil)),
    );
}

/** Fixes the text, so that the school can take its position. */
export function freezeDecision(stage: Stage, deciding: Deciding, by: PersonId, at: number): void {
  const row = rowOf(stage, deciding);
  const frame = frameOf(stage.db, row);
  const content = decisionContent(stage.db, row, frame, readDecision(deciding.text.doc, frame), at);
  const { hash } = keep(stage, deciding, { ...content }, { state: "position" });
  deciding.text.freeze();
  stage.act(at, "decision.frozen", by, deciding.id, { hash, revision: 1 });
}

/** The school's position; a dissent waits for the agency's answer. */
export function takePosition(
  stage: Stage,
  deciding: Deciding,
  at: number,
  { position, words = "" }: { position: "concur" | "dissent"; words?: string },
): void {
  const by = "ruth-bell";
  const { content, hash: seen } = contentOf(stage, deciding);
  const said = { ...saidBy(by, words, at), position, textHash: seen };
  const { hash } = keep(
    stage,
    deciding,
    { ...content, schoolPosition: said },
    {
      state: position === "dissent" ? "reply" : "signing",
      position,
      positionReason: words || null,
      positionBy: by,
      positionAt: at,
    },
  );
  remember(stage, deciding, `position-${position}`, by, words, at);
  stage.act(at, "decision.position", by, deciding.id, { seen, hash });
}

/** The agency's written answer to a dissent. */
export function answerDissent(stage: Stage, deciding: Deciding, at: number, words: string): void {
  const by = "dana-ortiz";
  const { content, hash: seen } = contentOf(stage, deciding);
  const { hash } = keep(
    stage,
    deciding,
    { ...content, agencyAnswer: saidBy(by, words, at) },
    { state: "signing", reply: words, replyBy: by, replyAt: at },
  );
  remember(stage, deciding, "answer-dissent", by, words, at);
  stage.act(at, "decision.answered", by, deciding.id, { seen, hash });
}

/** One signature; the administrator's hands it to the executives, the superintendent's seals it and drafts the letters. */
export function signDecision(stage: Stage, deciding: Deciding, by: PersonId, at: number): void {
  const { db } = stage;
  const { hash, content } = contentOf(stage, deciding);
  const { role, party } = member(by);
  const { id } = deciding;
  const given = { subject: "decision" as const, subjectId: id, revision: 1, hash, userId: by, role, party };
  db.insert(signature)
    .values({ id: newId("sg"), programId: PROGRAM.id, ...given, signedAt: at })
    .run();
  stage.act(at, "decision.signed", by, id, { hash, role, party });
  if (role === "administrator") db.update(decision).set({ state: "authorizing" }).where(eq(decision.id, id)).run();
  if (role !== "executive" || party !== "district") return;
  const signatures = signaturesOf(db, "decision", id).map(({ userId, name, role, party, hash, signedAt }) => ({
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
      kind: "decision",
      subjectId: id,
      title: `Decision: ${content.position}`,
      content: fixed(content).content,
      hash,
      signatures: fixed(signatures).content,
      rubricVersion: content.rubricVersion,
      sealedAt: at,
    })
    .run();
  db.update(decision).set({ state: "sealed", sealedAt: at }).where(eq(decision.id, id)).run();
  draftLetters(db, rowOf(stage, deciding), content, at);
  stage.act(at, "decision.sealed", by, id, { hash });
}

/** A lead fills in what a drafted letter leaves open, and releases it. */
export function releaseLetter(
  stage: Stage,
  deciding: Deciding,
  candidateId: string,
  { by, at, blanks = {} }: { by: PersonId; at: number; blanks?: Record<string, string> },
): void {
  const one = and(eq(letter.decisionId, deciding.id), eq(letter.candidateId, candidateId));
  const drafted = stage.db.select().from(letter).where(one).get();
  if (!drafted) throw new Error(`No letter to ${candidateId} was drafted.`);
  let { body } = drafted;
  for (const [blank, words] of Object.entries(blanks)) body = body.replace(`{${blank}}`, words);
  const hash = createHash("sha256").update(body).digest("hex");
  stage.db.update(letter).set({ body, releasedBy: by, releasedAt: at }).where(one).run();
  if (body !== drafted.body) stage.act(at - 60_000, "letter.changed", by, drafted.id, { decision: deciding.id });
  stage.act(at, "letter.released", by, drafted.id, { decision: deciding.id, hash });
}

function keep(
  { db }: Stage,
  { id }: Deciding,
  content: DecisionContent,
  values: Partial<typeof decision.$inferInsert>,
): { hash: string } {
  const text = fixed(content);
  db.update(decision)
    .set({ ...values, content: text.content, contentHash: text.hash })
    .where(eq(decision.id, id))
    .run();
  return text;
}

function contentOf(stage: Stage, deciding: Deciding): { content: DecisionContent; hash: string } {
  const { content, contentHash } = rowOf(stage, deciding);
  if (!content || !contentHash) throw new Error(`The decision ${deciding.id} is not fixed.`);
  return { content: JSON.parse(content) as DecisionContent, hash: contentHash };
}

function rowOf({ db }: Stage, { id }: Deciding) {
  const row = decisionById(db, PROGRAM.id, id);
  if (!row) throw new Error(`There is no decision ${id}.`);
  return row;
}

function saidBy(by: PersonId, words: string, at: number) {
  const { name, role, party } = member(by);
  return { name, role, party, words, at: new Date(at).toISOString() };
}

function remember(
  { db }: Stage,
  { id }: Deciding,
  kind: "position-concur" | "position-dissent" | "answer-dissent",
  userId: PersonId,
  words: string,
  at: number,
): void {
  const { role } = member(userId);
  db.insert(agreement)
    .values({ id: newId("ag"), programId: PROGRAM.id, kind, subjectId: `${id}/r1`, userId, role, reason: words, at })
    .run();
}
