import { evaluationTerms } from "#shared/evaluation.ts";
import { evaluation } from "../schema.ts";
import { agreeGoals, keepLog, openText, writeAlone } from "./evaluation.ts";
import { sealEvaluation } from "./evaluation-seal.ts";
import { fixed, type Stage } from "./stage.ts";
import { PROGRAM } from "./story.ts";
import { SPRING, SPRING_LOG } from "./story-monroe-spring.ts";
import type { StoryCase } from "./year-case.ts";

/** Officer Monroe's first spring, evaluated and sealed before the agreement was in force: by the usual values. */
export function playSpring(stage: Stage, of: StoryCase): void {
  const { db, calendar } = stage;
  const at = (day: string, clock: string) => calendar.at(day, clock);
  db.insert(evaluation)
    .values({
      id: SPRING.id,
      programId: PROGRAM.id,
      assignmentId: of.id,
      title: "First spring",
      fromDate: calendar.date("2026-02-02"),
      toDate: calendar.date("2026-06-12"),
      state: "together",
      clause: fixed(evaluationTerms(null, null)).content,
      createdBy: "dana-ortiz",
      createdAt: at("2026-02-03", "09:00"),
    })
    .run();
  stage.act(at("2026-02-03", "09:00"), "evaluation.opened", "dana-ortiz", SPRING.id);
  agreeGoals(stage, SPRING, at("2026-02-03", "09:00"), [
    ["dana-ortiz", at("2026-02-05", "10:00")],
    ["ruth-bell", at("2026-02-09", "10:30")],
    [of.officer, at("2026-02-10", "11:00")],
  ]);
  keepLog(stage, of.id, of.officer, SPRING_LOG);
  const exchanged = at("2026-06-23", "11:50");
  const { feedback, ratings } = writeAlone(stage, SPRING, {
    closed: at("2026-06-12", "15:00"),
    self: at("2026-06-16", "09:40"),
    draft: at("2026-06-19", "10:40"),
    feedback: exchanged,
    selfDueOn: calendar.date("2026-06-26"),
    parallelDueOn: calendar.weekday("2026-06-30"),
  });
  const text = openText(stage, SPRING, exchanged);
  sealEvaluation(
    stage,
    SPRING,
    { feedback, ratings, text },
    {
      fixed: at("2026-06-25", "10:00"),
      supervisor: at("2026-06-25", "10:10"),
      administrator: at("2026-06-26", "13:00"),
      notice: at("2026-06-26", "14:00"),
      meeting: at("2026-07-08", "09:00"),
      response: at("2026-07-09", "08:20"),
      responseDueOn: calendar.date("2026-08-07"),
      command: at("2026-07-13", "15:00"),
    },
  );
}
