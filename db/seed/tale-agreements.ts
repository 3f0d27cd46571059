import { processKeys } from "#shared/documents/process.ts";
import { receive, screen } from "./file.ts";
import { declareNone, end, goTo, note, rate, setInterview, start } from "./interview.ts";
import type { Paper } from "./papers.ts";
import { openRound, signRound, unseat, write } from "./round.ts";
import type { Stage } from "./stage.ts";
import { MARLOWE, MARLOWE_CARDS, MARLOWE_NOTES } from "./story-elementary.ts";

/** Three more agreements: one in force with open scoring, one waiting for the second signature, one being written. */
export function playAgreements(stage: Stage, papers: Map<string, Paper[]>): void {
  openScoring(stage, papers);
  waiting(stage);
  beingWritten(stage);
}

function openScoring(stage: Stage, papers: Map<string, Paper[]>): void {
  const { at, date } = stage.calendar;
  const round = openRound(stage, {
    id: "evening-events",
    position: "Evening events officer, Larkfield High School",
    schoolId: "larkfield-high",
    cutoffDate: date("2026-10-30"),
    at: at("2026-10-19", "10:00"),
  });
  const wednesday = (clock: string) => at("2026-10-21", clock);
  write(round, "dana-ortiz", wednesday("09:00"), "scoringMode", "open");
  write(round, "ruth-bell", wednesday("09:05"), "moderator", "administrator");
  for (const who of ["marcus-hale", "elena-ruiz", "ji-woo-kim"] as const)
    unseat(round, "ruth-bell", wednesday("09:10"), who);
  signRound(stage, round, "dana-ortiz", wednesday("11:00"));
  signRound(stage, round, "ruth-bell", wednesday("11:20"));
  receive(stage, round, MARLOWE, papers.get(MARLOWE.id) ?? [], at("2026-10-29", "09:00"));
  screen(stage, round, MARLOWE, at("2026-11-02", "11:00"));

  const begin = at("2026-11-12", "15:00");
  const minute = (n: number) => begin + n * 60_000;
  const sitting = setInterview(stage, round, MARLOWE, { scheduledAt: begin, at: at("2026-11-05", "10:00") });
  for (const by of ["dana-ortiz", "ruth-bell"] as const) declareNone(stage, sitting, by, at("2026-11-06", "15:00"));
  start(stage, sitting, "ruth-bell", minute(0));
  round.terms.questions.forEach((_, i) => {
    if (i > 0) goTo(stage, sitting, "ruth-bell", minute(i * 5), i + 1);
    for (const said of MARLOWE_NOTES.filter((n) => n.question === i + 1)) note(sitting, said, minute(2 + i * 5));
  });
  end(stage, sitting, "ruth-bell", minute(42));
  for (const card of MARLOWE_CARDS) rate(sitting, card.by, minute(44), card);
}

function waiting(stage: Stage): void {
  const { at, date } = stage.calendar;
  const round = openRound(stage, {
    id: "leave-cover",
    position: "School Resource Officer, Larkfield High School (leave cover)",
    schoolId: "larkfield-high",
    cutoffDate: date("2026-12-18"),
    at: at("2026-11-04", "09:00"),
  });
  write(round, "ruth-bell", at("2026-11-10", "16:10"), processKeys.question("families-new-language", "on"), true);
  write(round, "ruth-bell", at("2026-11-10", "16:12"), processKeys.criterion("youth-engagement", "weight"), 2);
  write(
    round,
    "ruth-bell",
    at("2026-11-10", "16:20"),
    "weightReason",
    "Cover begins in the middle of the year: students have to trust the officer within days.",
  );
  signRound(stage, round, "dana-ortiz", at("2026-11-12", "11:48"));
}

function beingWritten(stage: Stage): void {
  const { at, date, text } = stage.calendar;
  const round = openRound(stage, {
    id: "summer-programs",
    position: text("School Resource Officer, summer programs {2027}"),
    schoolId: null,
    cutoffDate: date("2027-03-31"),
    at: at("2026-11-09", "10:30"),
  });
  write(round, "dana-ortiz", at("2026-11-12", "08:20"), "minimumYears", 2);
  write(
    round,
    "ruth-bell",
    at("2026-11-12", "17:05"),
    processKeys.criterion("regulation-and-deescalation", "on"),
    true,
  );
  write(round, "ruth-bell", at("2026-11-12", "17:06"), processKeys.criterion("youth-engagement", "weight"), 2);
  write(round, "ruth-bell", at("2026-11-12", "17:09"), "weightReason", "Summer programs are mostly");
}
