import { debate, freeze, reveal, signResult } from "./debrief.ts";
import { freezeDecision, openDecision, reason, signDecision, takePosition } from "./deciding.ts";
import { receive, screen } from "./file.ts";
import { declareNone, end, goTo, note, rate, setInterview, start, submit } from "./interview.ts";
import type { Paper } from "./papers.ts";
import { attest, dueDates, post } from "./papers-of-round.ts";
import { openRound, type Round, signRound } from "./round.ts";
import type { Stage } from "./stage.ts";
import { PANEL } from "./story.ts";
import type { StoryInterview } from "./story-middle.ts";
import { RELIEF, RELIEF_DECISION } from "./story-relief.ts";

/** The round for the relief officer: six results sealed, both leads signed the decision, the chief is asked next. */
export function playRelief(stage: Stage, papers: Map<string, Paper[]>): void {
  const { at, date } = stage.calendar;
  const round = openRound(stage, {
    id: "relief",
    position: "Relief School Resource Officer, all four schools",
    schoolId: null,
    cutoffDate: date("2026-10-02"),
    at: at("2026-09-07", "09:00"),
  });
  signRound(stage, round, "dana-ortiz", at("2026-09-09", "10:30"));
  signRound(stage, round, "ruth-bell", at("2026-09-09", "15:10"));
  post(stage, round, at("2026-09-14", "08:30"), [
    { place: "City of Larkfield careers page", on: "2026-09-14", until: "2026-10-02" },
    { place: "Larkfield Unified School District job board", on: "2026-09-14", until: "2026-10-02" },
    { place: "Notice at every shift briefing", on: "2026-09-16", until: "2026-10-02" },
  ]);
  dueDates(stage, round, at("2026-09-14", "08:45"), {
    posting: "2026-09-15",
    applications: "2026-10-02",
    screening: "2026-10-07",
    invitations: "2026-10-14",
    interviews: "2026-10-28",
    results: "2026-10-30",
    closing: "2026-11-25",
  });
  RELIEF.forEach(({ candidate }, i) => {
    receive(stage, round, candidate, papers.get(candidate.id) ?? [], at("2026-10-01", `1${i}:05`));
    attest(stage, candidate, at("2026-10-05", `08:${10 + i * 5}`));
    screen(stage, round, candidate, at("2026-10-05", `09:0${i}`));
  });
  for (const story of RELIEF) sealed(stage, round, story);

  const decision = openDecision(stage, round, "dana-ortiz", at(DEBRIEF_DAY, "16:30"));
  reason(stage, decision, RELIEF_DECISION, at("2026-11-02", "09:00"));
  freezeDecision(stage, decision, "dana-ortiz", at("2026-11-04", "11:00"));
  takePosition(stage, decision, at("2026-11-06", "13:20"), {
    position: "concur",
    words: "Four schools share this officer, and all four principals were asked.",
  });
  signDecision(stage, decision, "dana-ortiz", at("2026-11-06", "14:05"));
  signDecision(stage, decision, "ruth-bell", at("2026-11-11", "07:50"));
}

/** From the setting of the interview to the sealed result. */
function sealed(stage: Stage, round: Round, story: StoryInterview): void {
  const { at } = stage.calendar;
  const begin = at(story.day, story.clock);
  const minute = (n: number) => begin + n * 60_000;
  const sitting = setInterview(stage, round, story.candidate, { scheduledAt: begin, at: at("2026-10-13", "09:30") });
  for (const by of PANEL) declareNone(stage, sitting, by, at("2026-10-15", "12:15"));
  start(stage, sitting, "dana-ortiz", minute(1));
  round.terms.questions.forEach((_, i) => {
    if (i > 0) goTo(stage, sitting, "dana-ortiz", minute(1 + i * 6), i + 1);
    for (const said of story.notes.filter((n) => n.question === i + 1)) note(sitting, said, minute(3 + i * 6));
  });
  end(stage, sitting, "dana-ortiz", minute(50));
  PANEL.forEach((by, seat) => {
    rate(sitting, by, minute(51), story, seat);
    submit(stage, sitting, by, minute(55 + seat * 2));
  });
  const opened = at(DEBRIEF_DAY, story.debrief);
  const debrief = reveal(stage, sitting, "dana-ortiz", opened);
  debate(debrief, story.joint, opened + 60_000);
  freeze(stage, debrief, "dana-ortiz", opened + 1_800_000);
  signResult(stage, debrief, "dana-ortiz", opened + 1_920_000);
  signResult(stage, debrief, "ruth-bell", opened + 2_100_000);
}

const DEBRIEF_DAY = "2026-10-30";
