import { eq } from "drizzle-orm";
import {
  copyRatings,
  draftShape,
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
import { evaluationTerms } from "#shared/evaluation.ts";
import type { EvaluationPart } from "#shared/rooms.ts";
import { evaluationRoom } from "../evaluations.ts";
import { newId } from "../ids.ts";
import { parametersInForce } from "../mou.ts";
import { evaluation, evidence, evidenceAnswer, goal, trainingItem } from "../schema.ts";
import { fixed, openRoom, type Stage } from "./stage.ts";
import { PROGRAM } from "./story.ts";
import { ADDED, DRAFT, FEEDBACK_WORDS, GOALS, LOG, RATINGS, SELF } from "./story-patel.ts";
import { openCase, signs } from "./year-case.ts";

const ID = "patel-third-year";
const OFFICER = "nina-patel";
const GOAL_IDS = GOALS.map((_, i) => `patel-goal-${i + 1}`);

/** Officer Patel's third annual evaluation: goals, a year of evidence, each wrote alone, and now both write together. */
export function playPatel(stage: Stage): void {
  const { db, calendar } = stage;
  const at = (day: string, clock: string) => calendar.at(day, clock);
  const of = openCase(stage, {
    id: "patel-high-school",
    officer: OFFICER,
    schoolId: "larkfield-high",
    from: "2023-11-06",
    enteredOn: "2025-10-27",
    began: "before-accord",
  });
  const agreed = parametersInForce(db, PROGRAM.id);
  db.insert(evaluation)
    .values({
      id: ID,
      programId: PROGRAM.id,
      assignmentId: of.id,
      title: "Third year",
      fromDate: calendar.date("2025-11-03"),
      toDate: calendar.date("2026-10-30"),
      state: "together",
      clause: fixed(evaluationTerms(agreed?.values ?? null, agreed?.version ?? null)).content,
      createdBy: "dana-ortiz",
      createdAt: at("2025-10-30", "09:00"),
    })
    .run();
  agreeGoals(stage);
  keepLog(stage, of.id);
  train(stage);
  writeAlone(stage);
  writeTogether(stage);
}

/** The feedback both read is the second one: the exchange left behind the room in which it was written alone. */
const TOGETHER = 2;
const room = (
  stage: Stage,
  part: EvaluationPart,
  shape: DocumentShape,
  at: number,
  { feedbackRevision = 1, content }: { feedbackRevision?: number; content?: Parameters<typeof openRoom>[4] } = {},
) => {
  const row = { id: ID, programId: PROGRAM.id, revision: 1, draftRevision: 1, feedbackRevision };
  return openRoom(stage.db, evaluationRoom(row, part), shape, at, content);
};
const set = ({ db }: Stage, values: Partial<typeof evaluation.$inferInsert>) =>
  db.update(evaluation).set(values).where(eq(evaluation.id, ID)).run();

function agreeGoals(stage: Stage): void {
  const { db, calendar } = stage;
  const opened = calendar.at("2025-10-30", "09:00");
  const goals = room(stage, "goals", goalsShape(), opened);
  GOALS.forEach(({ role, words, measure }, i) => {
    goals.edit(i % 2 === 0 ? "dana-ortiz" : "ruth-bell", opened + (i + 1) * 600_000, (doc) => {
      editText(doc, evaluationKeys.goal(role, 1), words);
      editText(doc, evaluationKeys.measure(role, 1), measure);
    });
  });
  goals.freeze();
  const { content, hash } = fixed(readGoals(goals.doc));
  GOALS.forEach(({ role, words, measure }, i) => {
    db.insert(goal)
      .values({ id: GOAL_IDS[i] as string, evaluationId: ID, n: i + 1, role, words, measure })
      .run();
  });
  set(stage, { goals: content, goalsHash: hash });
  for (const [by, when] of [
    ["dana-ortiz", calendar.at("2025-11-03", "10:00")],
    ["ruth-bell", calendar.at("2025-11-06", "10:30")],
    [OFFICER, calendar.at("2025-11-10", "11:00")],
  ] as const)
    signs(stage, by, when, { subject: "goals", subjectId: ID, hash });
}

function keepLog({ db, calendar }: Stage, assignmentId: string): void {
  for (const { id, on, by, role, tone, words, corrects, answer } of LOG) {
    const at = calendar.at(on, corrects ? "16:20" : "15:40");
    const postedAs = by === "dana-ortiz" ? "supervisor" : by === "ruth-bell" ? "administrator" : "officer";
    db.insert(evidence)
      .values({
        id,
        programId: PROGRAM.id,
        assignmentId,
        role,
        tone,
        observedOn: calendar.date(on),
        words,
        postedBy: by,
        postedAs,
        at,
        corrects,
      })
      .run();
    if (answer)
      db.insert(evidenceAnswer)
        .values({ id: `${id}-answer`, evidenceId: id, words: answer, userId: OFFICER, at: at + 600_000 })
        .run();
  }
}

function train({ db, calendar }: Stage): void {
  const items = [
    { userId: OFFICER, itemId: "basic-sro", doneOn: "2023-10-20", verified: true },
    { userId: OFFICER, itemId: "advanced-sro", doneOn: "2026-10-02", verified: true },
    { userId: OFFICER, itemId: "rapid-deployment", dueOn: "2026-12-04" },
    { userId: "casey-monroe", itemId: "basic-sro", doneOn: "2026-03-20", verified: true },
    { userId: "casey-monroe", itemId: "adolescent-mental-health", dueOn: "2027-03-20" },
  ] as const;
  for (const item of items) {
    const done = "doneOn" in item ? item.doneOn : null;
    const at = calendar.at(done && done > "2025-10" ? done : "2026-03-23", "16:00");
    db.insert(trainingItem)
      .values({
        id: newId("tr"),
        programId: PROGRAM.id,
        userId: item.userId,
        itemId: item.itemId,
        dueOn: "dueOn" in item ? calendar.date(item.dueOn) : null,
        doneOn: done && calendar.date(done),
        verifiedBy: "verified" in item ? "dana-ortiz" : null,
        verifiedAt: "verified" in item ? at : null,
        at,
      })
      .run();
  }
}

/** The officer first; then the supervisor's draft and the administrator's feedback, each alone. */
function writeAlone(stage: Stage): void {
  const { calendar } = stage;
  const closed = calendar.at("2026-10-29", "08:30");
  const selfAt = calendar.at("2026-11-02", "09:40");
  const self = room(stage, "self", selfAssessmentShape(), closed);
  Object.entries(SELF).forEach(([id, words], i, all) => {
    self.edit(OFFICER, selfAt - (all.length - i) * 480_000, (doc) => editText(doc, id, words));
  });
  self.freeze();
  const draftAt = calendar.at("2026-11-05", "10:40");
  const draft = room(stage, "draft", draftShape(GOAL_IDS), selfAt);
  Object.entries(RATINGS).forEach(([id, { rating, evidence: words }], i) => {
    draft.edit("dana-ortiz", draftAt - 3_600_000 + i * 60_000, (doc) => {
      setValue(doc, evaluationKeys.rating(id), rating);
      if (words) editText(doc, evaluationKeys.evidence(id), words);
    });
  });
  Object.entries(DRAFT).forEach(([section, words], i) => {
    draft.edit("dana-ortiz", draftAt - 1_800_000 + i * 120_000, (doc) =>
      editText(doc, evaluationKeys.draft(section), words),
    );
  });
  draft.freeze();
  const feedbackAt = calendar.at("2026-11-09", "11:50");
  const feedback = room(stage, "feedback", feedbackShape(), selfAt);
  feedback.edit("ruth-bell", feedbackAt - 1_800_000, (doc) => editText(doc, evaluationKeys.open, FEEDBACK_WORDS.open));
  feedback.edit("ruth-bell", feedbackAt - 900_000, (doc) => {
    for (const [id, answer] of Object.entries(FEEDBACK_WORDS.answers)) setValue(doc, evaluationKeys.answer(id), answer);
    for (const [id, words] of Object.entries(FEEDBACK_WORDS.examples)) editText(doc, evaluationKeys.example(id), words);
  });
  feedback.freeze();
  set(stage, {
    feedbackRevision: TOGETHER,
    feedbackFrom: TOGETHER,
    selfDueOn: calendar.date("2026-11-06"),
    parallelDueOn: calendar.weekday("2026-11-27"),
    selfAt,
    self: fixed(readSelfAssessment(self.doc)).content,
    draftAt,
    feedbackAt,
    exchangedAt: feedbackAt,
  });
  room(stage, "feedback", feedbackShape(), feedbackAt, {
    feedbackRevision: TOGETHER,
    content: (doc) => copyForm(feedback.doc, doc),
  });
  const ratings = room(stage, "ratings", evaluationRatingsShape(GOAL_IDS), feedbackAt, {
    content: (doc) => copyRatings(draft.doc, doc, GOAL_IDS),
  });
  GOALS.forEach((_, i) => {
    ratings.edit("dana-ortiz", feedbackAt + (i + 1) * 300_000, (doc) =>
      editText(doc, evaluationKeys.result(GOAL_IDS[i] as string), RESULTS[i] as string),
    );
  });
}

const RESULTS = ["Met; looked at twice", "Thirteen lessons", "Twenty-eight of thirty weeks", "Most weeks; two lost"];

/** Both have read each other: the text starts from the draft, and the supervisor writes on. */
function writeTogether(stage: Stage): void {
  const exchanged = stage.calendar.at("2026-11-09", "11:50");
  const text = room(stage, "text", evaluationTextShape(), exchanged, {
    content: (doc) => {
      for (const { id, title } of TEXT_SECTIONS) writeSection(doc, title, DRAFT[id] ?? "");
    },
  });
  const section = TEXT_SECTIONS.find(({ id }) => id === "working-with-the-school");
  text.edit("dana-ortiz", stage.calendar.at("2026-11-12", "12:20"), (doc) =>
    writeSection(doc, section?.title ?? "", ADDED),
  );
}
