import { eq } from "drizzle-orm";
import {
  copyRatings,
  draftShape,
  type EvaluationOutcome,
  type EvaluationRating,
  evaluationKeys,
  evaluationRatingsShape,
  evaluationTextShape,
  feedbackShape,
  goalsShape,
  readGoals,
  readSelfAssessment,
  selfAssessmentShape,
  TEXT_SECTIONS,
} from "#shared/documents/evaluation.ts";
import { copyForm, type DocumentShape, editText, setValue } from "#shared/documents/form.ts";
import { writeSection } from "#shared/documents/rich.ts";
import type { EvaluationPart } from "#shared/rooms.ts";
import { evaluationRoom } from "../evaluations.ts";
import { evaluation, evidence, evidenceAnswer, goal } from "../schema.ts";
import { fixed, openRoom, type SeedRoom, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM } from "./story.ts";
import type { StoryEvidenceEntry } from "./story-patel.ts";
import { signs } from "./year-case.ts";

/** An annual evaluation as the story tells it. */
export interface StoryEvaluation {
  id: string;
  officer: PersonId;
  /** Ids of its goals, in their order. */
  goalIds: readonly string[];
  goals: readonly { role: string; words: string; measure: string }[];
  /** What came of each goal. */
  results: readonly string[];
  self: Readonly<Record<string, string>>;
  ratings: Readonly<Record<string, { rating: EvaluationRating; evidence?: string }>>;
  /** The supervisor's draft by section. */
  draft: Readonly<Record<string, string>>;
  feedback: { open: string; answers: Readonly<Record<string, string>>; examples: Readonly<Record<string, string>> };
  outcome?: EvaluationOutcome;
}

/** The feedback both read is the second one: the exchange left behind the room in which it was written alone. */
const TOGETHER = 2;

export const evaluationSeedRoom = (
  stage: Stage,
  { id }: Pick<StoryEvaluation, "id">,
  part: EvaluationPart,
  shape: DocumentShape,
  at: number,
  { feedbackRevision = 1, content }: { feedbackRevision?: number; content?: Parameters<typeof openRoom>[4] } = {},
): SeedRoom => {
  const row = { id, programId: PROGRAM.id, revision: 1, draftRevision: 1, feedbackRevision };
  return openRoom(stage.db, evaluationRoom(row, part), shape, at, content);
};

const set = ({ db }: Stage, { id }: StoryEvaluation, values: Partial<typeof evaluation.$inferInsert>) =>
  db.update(evaluation).set(values).where(eq(evaluation.id, id)).run();

/** Both leads write the goals and sign them; the officer has read them. */
export function agreeGoals(
  stage: Stage,
  story: StoryEvaluation,
  opened: number,
  signed: readonly (readonly [PersonId, number])[],
): void {
  const { db } = stage;
  const { id, goals: told, goalIds } = story;
  const goals = evaluationSeedRoom(stage, story, "goals", goalsShape(), opened);
  told.forEach(({ role, words, measure }, i) => {
    goals.edit(i % 2 === 0 ? "dana-ortiz" : "ruth-bell", opened + (i + 1) * 600_000, (doc) => {
      editText(doc, evaluationKeys.goal(role, 1), words);
      editText(doc, evaluationKeys.measure(role, 1), measure);
    });
  });
  goals.freeze();
  const { content, hash } = fixed(readGoals(goals.doc));
  told.forEach(({ role, words, measure }, i) => {
    db.insert(goal)
      .values({ id: goalIds[i] as string, evaluationId: id, n: i + 1, role, words, measure })
      .run();
  });
  set(stage, story, { goals: content, goalsHash: hash });
  for (const [by, when] of signed) signs(stage, by, when, { subject: "goals", subjectId: id, hash });
}

/** Both sides and the officer keep the log of the year. */
export function keepLog(
  { db, calendar }: Stage,
  assignmentId: string,
  officer: PersonId,
  log: readonly StoryEvidenceEntry[],
): void {
  for (const { id, on, by, role, tone, words, corrects, answer } of log) {
    const at = calendar.at(on, corrects ? "16:20" : "15:40");
    const postedAs = by === "dana-ortiz" ? "supervisor" : by === "ruth-bell" ? "administrator" : "officer";
    const observedOn = calendar.date(on);
    db.insert(evidence)
      .values({
        id,
        programId: PROGRAM.id,
        assignmentId,
        role,
        tone,
        observedOn,
        words,
        postedBy: by,
        postedAs,
        at,
        corrects,
      })
      .run();
    if (answer)
      db.insert(evidenceAnswer)
        .values({ id: `${id}-answer`, evidenceId: id, words: answer, userId: officer, at: at + 600_000 })
        .run();
  }
}

/** The officer first; then the supervisor's draft and the administrator's feedback, each alone; then both read both. */
export function writeAlone(
  stage: Stage,
  story: StoryEvaluation,
  on: { closed: number; self: number; draft: number; feedback: number; selfDueOn: string; parallelDueOn: string },
): { feedback: SeedRoom; ratings: SeedRoom } {
  const { goalIds } = story;
  const self = evaluationSeedRoom(stage, story, "self", selfAssessmentShape(), on.closed);
  Object.entries(story.self).forEach(([id, words], i, all) => {
    self.edit(story.officer, on.self - (all.length - i) * 480_000, (doc) => editText(doc, id, words));
  });
  self.freeze();
  const draft = writeDraft(stage, story, on);
  const alone = writeFeedback(stage, story, on);
  set(stage, story, {
    feedbackRevision: TOGETHER,
    feedbackFrom: TOGETHER,
    selfDueOn: on.selfDueOn,
    parallelDueOn: on.parallelDueOn,
    selfAt: on.self,
    self: fixed(readSelfAssessment(self.doc)).content,
    draftAt: on.draft,
    feedbackAt: on.feedback,
    exchangedAt: on.feedback,
  });
  const feedback = evaluationSeedRoom(stage, story, "feedback", feedbackShape(), on.feedback, {
    feedbackRevision: TOGETHER,
    content: (doc) => copyForm(alone.doc, doc),
  });
  const ratings = evaluationSeedRoom(stage, story, "ratings", evaluationRatingsShape(goalIds), on.feedback, {
    content: (doc) => copyRatings(draft.doc, doc, goalIds),
  });
  story.results.forEach((words, i) => {
    ratings.edit("dana-ortiz", on.feedback + (i + 1) * 300_000, (doc) =>
      editText(doc, evaluationKeys.result(goalIds[i] as string), words),
    );
  });
  return { feedback, ratings };
}

function writeDraft(stage: Stage, story: StoryEvaluation, on: { self: number; draft: number }): SeedRoom {
  const draft = evaluationSeedRoom(stage, story, "draft", draftShape(story.goalIds), on.self);
  Object.entries(story.ratings).forEach(([id, { rating, evidence: words }], i) => {
    draft.edit("dana-ortiz", on.draft - 3_600_000 + i * 60_000, (doc) => {
      setValue(doc, evaluationKeys.rating(id), rating);
      if (words) editText(doc, evaluationKeys.evidence(id), words);
    });
  });
  Object.entries(story.draft).forEach(([section, words], i) => {
    draft.edit("dana-ortiz", on.draft - 1_800_000 + i * 120_000, (doc) =>
      editText(doc, evaluationKeys.draft(section), words),
    );
  });
  const { outcome } = story;
  if (outcome) draft.edit("dana-ortiz", on.draft - 600_000, (doc) => setValue(doc, evaluationKeys.outcome, outcome));
  draft.freeze();
  return draft;
}

function writeFeedback(stage: Stage, story: StoryEvaluation, on: { self: number; feedback: number }): SeedRoom {
  const { open, answers, examples } = story.feedback;
  const feedback = evaluationSeedRoom(stage, story, "feedback", feedbackShape(), on.self);
  feedback.edit("ruth-bell", on.feedback - 1_800_000, (doc) => editText(doc, evaluationKeys.open, open));
  feedback.edit("ruth-bell", on.feedback - 900_000, (doc) => {
    for (const [id, answer] of Object.entries(answers)) setValue(doc, evaluationKeys.answer(id), answer);
    for (const [id, words] of Object.entries(examples)) editText(doc, evaluationKeys.example(id), words);
  });
  feedback.freeze();
  return feedback;
}

/** The text both work on starts from the draft. */
export function openText(stage: Stage, story: StoryEvaluation, at: number): SeedRoom {
  return evaluationSeedRoom(stage, story, "text", evaluationTextShape(), at, {
    content: (doc) => {
      for (const { id, title } of TEXT_SECTIONS) writeSection(doc, title, story.draft[id] ?? "");
    },
  });
}
