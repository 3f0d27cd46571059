import { and, eq } from "drizzle-orm";
import type * as Y from "yjs";
import {
  checkpointKeys,
  inputShape,
  narrativeShape,
  ratingsShape,
  readInput,
  readNarrative,
  readRatings,
  readSection,
  readSelf,
  sectionShape,
  selfShape,
} from "#shared/documents/checkpoint.ts";
import type { CheckpointReview } from "#shared/documents/checkpoint-review.ts";
import { editText, setValue } from "#shared/documents/form.ts";
import { writeSection } from "#shared/documents/rich.ts";
import { checkpointForm } from "#shared/probation.ts";
import { checkpointReview } from "../checkpoint-review.ts";
import { checkpointById, checkpointRoom, inputRoom } from "../checkpoints.ts";
import { checkpoint, checkpointInput } from "../schema.ts";
import { fixed, member, openRoom, type SeedRoom, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM } from "./story.ts";
import type { StoryCheckpoint } from "./story-monroe.ts";
import { sealsRecord, signs } from "./year-case.ts";

/** One checkpoint while the story is told: whose it is, and the rooms of its joint review. */
export interface StoryReview {
  id: string;
  officer: PersonId;
  texts: { ratings: SeedRoom; section: SeedRoom; narrative: SeedRoom };
}

/** The officer writes, then both leads, each alone; with the second input all of it opens. */
export function writeApart(
  stage: Stage,
  { id, officer }: Pick<StoryReview, "id" | "officer">,
  story: StoryCheckpoint,
  when: { opened: number; self: number; supervisor: number; administrator: number },
): StoryReview {
  const { db } = stage;
  const { row, form } = recordOf(stage, id);
  const only = eq(checkpoint.id, id);
  db.update(checkpoint).set({ state: "self", openedAt: when.opened }).where(only).run();
  stage.act(when.opened, "checkpoint.opened", "dana-ortiz", id, { n: row.n });
  const self = openRoom(db, checkpointRoom(row, "self"), selfShape(form), when.opened);
  story.self.forEach((words, i) => {
    self.edit(officer, when.self - (story.self.length - i) * 900_000, (doc) =>
      editText(doc, checkpointKeys.prompt(i), words),
    );
  });
  self.freeze();
  db.update(checkpoint)
    .set({
      state: "joint",
      selfAt: when.self,
      self: fixed(readSelf(self.doc, form)).content,
      exchangedAt: when.administrator,
    })
    .where(only)
    .run();
  stage.act(when.self, "checkpoint.self", officer, id, { received: true });
  for (const [userId, role] of [
    ["dana-ortiz", "supervisor"],
    ["ruth-bell", "administrator"],
  ] as const) {
    const at = when[role];
    const room = openRoom(db, inputRoom(row, userId), inputShape(form, role), when.self);
    const write = (key: string, words: string, before: number) =>
      room.edit(userId, at - before, (doc) => editText(doc, key, words));
    if (role === "supervisor") write(checkpointKeys.words, story.supervisor, 900_000);
    else
      story.administrator.forEach((words, i) => {
        write(checkpointKeys.prompt(i), words, (story.administrator.length - i) * 600_000);
      });
    room.freeze();
    const content = fixed(readInput(room.doc, form, role)).content;
    db.insert(checkpointInput).values({ checkpointId: id, userId, role, submittedAt: at, content }).run();
    stage.act(at, "checkpoint.input", userId, id, { role });
  }
  stage.act(when.administrator, "checkpoint.exchanged", "ruth-bell", id, { missing: 0 });
  const texts = {
    ratings: openRoom(db, checkpointRoom(row, "ratings"), ratingsShape(form), when.administrator),
    section: openRoom(db, checkpointRoom(row, "section"), sectionShape(), when.administrator),
    narrative: openRoom(db, checkpointRoom(row, "narrative"), narrativeShape(), when.administrator),
  };
  return { id, officer, texts };
}

/** The joint review, each part by whoever writes it. */
export function writeTogether(stage: Stage, { id: of, texts }: StoryReview, story: StoryCheckpoint, at: number): void {
  let clock = at;
  const later = () => {
    clock += 240_000;
    return clock;
  };
  const { form } = recordOf(stage, of);
  for (const { id } of form.items) {
    const rated = story.ratings[id];
    if (!rated) continue;
    texts.ratings.edit("dana-ortiz", later(), (doc: Y.Doc) => {
      setValue(doc, checkpointKeys.rating(id), rated.rating);
      if (rated.evidence) editText(doc, checkpointKeys.evidence(id), rated.evidence);
    });
  }
  const { overall } = story;
  if (overall) texts.ratings.edit("dana-ortiz", later(), (doc) => setValue(doc, checkpointKeys.overall, overall));
  texts.section.edit("ruth-bell", later(), (doc) => editText(doc, checkpointKeys.words, story.section));
  texts.narrative.edit("dana-ortiz", later(), (doc) => writeSection(doc, "", story.narrative));
}

/** Fixes the review and presents it. */
export function present(stage: Stage, { id, texts }: StoryReview, at: number): void {
  const { ratings, section, narrative } = texts;
  const record = recordOf(stage, id);
  const written = {
    ratings: readRatings(ratings.doc, record.form),
    section: readSection(section.doc),
    narrative: readNarrative(narrative.doc),
  };
  stage.db.update(checkpoint).set({ meetingAt: at }).where(eq(checkpoint.id, id)).run();
  const review = checkpointReview(stage.db, recordOf(stage, id), written, { at, by: member("dana-ortiz").name });
  const { content, hash } = fixed(review);
  for (const room of [ratings, section, narrative]) room.freeze();
  stage.db
    .update(checkpoint)
    .set({ state: "presented", content, contentHash: hash, presentedAt: at })
    .where(eq(checkpoint.id, id))
    .run();
  stage.act(at, "checkpoint.presented", "dana-ortiz", id, { hash, revision: 1 });
}

/** The officer agrees; both leads sign text and answer, and it is sealed. */
export function agreed(stage: Stage, { id, officer }: StoryReview, at: number, words: string): void {
  const { db } = stage;
  const { row } = recordOf(stage, id);
  const review = JSON.parse(row.content ?? "null") as CheckpointReview;
  const textHash = row.contentHash ?? "";
  const name = member(officer).name;
  const said = {
    name,
    choice: "agree",
    words,
    witness: null,
    enteredBy: name,
    at: new Date(at).toISOString(),
    textHash,
  };
  const { content, hash } = fixed({ ...review, answer: said });
  stage.act(at, "checkpoint.answered", officer, id, { seen: textHash, hash, refused: false });
  const signed = [
    ["dana-ortiz", at + 1_200_000],
    ["ruth-bell", at + 5_400_000],
  ] as const;
  for (const [by, when] of signed) {
    signs(stage, by, when, { subject: "checkpoint", subjectId: id, hash });
    stage.act(when, "checkpoint.signed", by, id, { hash, role: member(by).role });
  }
  const sealedAt = signed[1][1];
  db.update(checkpoint)
    .set({
      state: "sealed",
      content,
      contentHash: hash,
      choice: "agree",
      choiceWords: words,
      choiceBy: officer,
      choiceAt: at,
      sealedAt,
    })
    .where(and(eq(checkpoint.id, id), eq(checkpoint.state, "presented")))
    .run();
  sealsRecord(stage, {
    kind: "checkpoint",
    subject: "checkpoint",
    subjectId: id,
    title: `Checkpoint ${row.n}: ${checkpointForm(row.formId).title}`,
    content,
    hash,
    rubricVersion: review.formsVersion,
    at: sealedAt,
  });
  stage.act(sealedAt, "checkpoint.sealed", "ruth-bell", id, { hash, withoutAdministrator: false });
}

function recordOf({ db }: Stage, id: string) {
  const record = checkpointById(db, PROGRAM.id, id);
  if (!record) throw new Error(`There is no checkpoint ${id}.`);
  return record;
}
