import { TEXT_SECTIONS } from "#shared/documents/evaluation.ts";
import { writeSection } from "#shared/documents/rich.ts";
import { evaluationTerms } from "#shared/evaluation.ts";
import { newId } from "../ids.ts";
import { parametersInForce } from "../mou.ts";
import { evaluation, trainingItem } from "../schema.ts";
import { agreeGoals, keepLog, openText, type StoryEvaluation, writeAlone } from "./evaluation.ts";
import { fixed, type Stage } from "./stage.ts";
import { PROGRAM } from "./story.ts";
import { ADDED, DRAFT, FEEDBACK_WORDS, GOALS, LOG, RATINGS, SELF } from "./story-patel.ts";
import { openCase } from "./year-case.ts";

const ID = "patel-third-year";
const OFFICER = "nina-patel";
const STORY: StoryEvaluation = {
  id: ID,
  officer: OFFICER,
  goalIds: GOALS.map((_, i) => `patel-goal-${i + 1}`),
  goals: GOALS,
  results: ["Met; looked at twice", "Thirteen lessons", "Twenty-eight of thirty weeks", "Most weeks; two lost"],
  self: SELF,
  ratings: RATINGS,
  draft: DRAFT,
  feedback: FEEDBACK_WORDS,
};

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
  agreeGoals(stage, STORY, at("2025-10-30", "09:00"), [
    ["dana-ortiz", at("2025-11-03", "10:00")],
    ["ruth-bell", at("2025-11-06", "10:30")],
    [OFFICER, at("2025-11-10", "11:00")],
  ]);
  keepLog(stage, of.id, OFFICER, LOG);
  train(stage);
  writeAlone(stage, STORY, {
    closed: at("2026-10-29", "08:30"),
    self: at("2026-11-02", "09:40"),
    draft: at("2026-11-05", "10:40"),
    feedback: at("2026-11-09", "11:50"),
    selfDueOn: calendar.date("2026-11-06"),
    parallelDueOn: calendar.weekday("2026-11-27"),
  });
  writeTogether(stage);
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

/** Both have read each other: the text starts from the draft, and the supervisor writes on. */
function writeTogether(stage: Stage): void {
  const text = openText(stage, STORY, stage.calendar.at("2026-11-09", "11:50"));
  const section = TEXT_SECTIONS.find(({ id }) => id === "working-with-the-school");
  text.edit("dana-ortiz", stage.calendar.at("2026-11-12", "12:20"), (doc) =>
    writeSection(doc, section?.title ?? "", ADDED),
  );
}
