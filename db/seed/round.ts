import { eq } from "drizzle-orm";
import { editText, setValue } from "#shared/documents/form.ts";
import { namedTerms, type ProcessTerms, processKeys, processShape, readTerms } from "#shared/documents/process.ts";
import { newId } from "../ids.ts";
import { ratersOf, signaturesOf, termsChoices } from "../processes.ts";
import { process, sealedRecord, signature } from "../schema.ts";
import { fixed, member, openRoom, type SeedRoom, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM } from "./story.ts";

/** A selection round while the story is told. */
export interface Round {
  id: string;
  schoolId: string | null;
  agreement: SeedRoom;
  /** Set when the text is fixed. */
  terms: ProcessTerms;
  termsHash: string;
}

/** Opens a round: its row and the live agreement, with the default rubric. The coordinator opens it. */
export function openRound(
  stage: Stage,
  round: { id: string; position: string; schoolId: string | null; cutoffDate: string; at: number },
): Round {
  const { id, position, schoolId, cutoffDate, at } = round;
  const raters = ratersOf(stage.db, PROGRAM.id);
  stage.db
    .insert(process)
    .values({
      id,
      programId: PROGRAM.id,
      title: position,
      schoolId,
      state: "draft",
      createdBy: "amara-osei",
      createdAt: at,
    })
    .run();
  const shape = processShape(
    raters.map((r) => r.userId),
    { position, schoolId, cutoffDate, panel: raters.map((r) => r.userId) },
  );
  const place = { programId: PROGRAM.id, kind: "process", recordId: id, part: "agreement", revision: 1 } as const;
  const agreement = openRoom(stage.db, place, shape, at);
  stage.act(at, "process.created", "amara-osei", id);
  return { id, schoolId, agreement, terms: readTerms(agreement.doc, []), termsHash: "" };
}

/** Writes part of the agreement: a value when the key holds one, a text otherwise. */
export function write(round: Round, by: PersonId, at: number, key: string, value: string | number | boolean): void {
  round.agreement.edit(by, at, (doc) => {
    if (doc.getMap("texts").has(key)) editText(doc, key, String(value));
    else setValue(doc, key, value);
  });
}

/** Takes somebody off the panel. */
export function unseat(round: Round, by: PersonId, at: number, who: PersonId): void {
  write(round, by, at, processKeys.panel(who), false);
}

/** A lead signs: the first signature fixes the text, the second puts it in force and keeps it as a sealed record. */
export function signRound(stage: Stage, round: Round, by: PersonId, at: number): void {
  const { db } = stage;
  const { role, party } = member(by);
  if (!round.termsHash) {
    round.terms = namedTerms(round.agreement.doc, termsChoices(db, PROGRAM.id));
    const { content, hash } = fixed(round.terms);
    round.termsHash = hash;
    db.update(process)
      .set({ state: "frozen", terms: content, termsHash: hash, title: round.terms.position })
      .where(eq(process.id, round.id))
      .run();
    round.agreement.freeze();
    stage.act(at, "process.frozen", by, round.id, { hash, revision: 1 });
  }
  const hash = round.termsHash;
  const before = signaturesOf(db, "process", round.id).length;
  db.insert(signature)
    .values({
      id: newId("sg"),
      programId: PROGRAM.id,
      subject: "process",
      subjectId: round.id,
      revision: 1,
      hash,
      userId: by,
      role,
      party,
      signedAt: at,
    })
    .run();
  stage.act(at, "process.signed", by, round.id, { hash, role });
  if (before > 0) putInForce(stage, round, by, at);
}

/** Closes the round. */
export function closeRound(stage: Stage, round: Round, by: PersonId, at: number): void {
  stage.db.update(process).set({ state: "closed" }).where(eq(process.id, round.id)).run();
  stage.act(at, "process.closed", by, round.id);
}

function putInForce({ db, act }: Stage, { id, terms, termsHash }: Round, by: PersonId, at: number): void {
  const { content, hash } = fixed(terms);
  const signatures = signaturesOf(db, "process", id).map(({ userId, name, role, party, hash, signedAt }) => ({
    userId,
    name,
    role,
    party,
    hash,
    signedAt,
  }));
  db.update(process).set({ state: "active", activatedAt: at }).where(eq(process.id, id)).run();
  db.insert(sealedRecord)
    .values({
      id: newId("rec"),
      programId: PROGRAM.id,
      kind: "process-agreement",
      subjectId: id,
      title: `Process agreement: ${terms.position}`,
      content,
      hash,
      signatures: fixed(signatures).content,
      rubricVersion: terms.rubricVersion,
      sealedAt: at,
    })
    .run();
  act(at, "process.activated", by, id, { hash: termsHash });
}
