import { type Debrief, debate, freeze, reveal, signResult } from "./debrief.ts";
import { denyWaiver, receive, screen } from "./file.ts";
import { agree, declareNone, end, goTo, note, rate, recuse, setInterview, start, submit } from "./interview.ts";
import type { Paper } from "./papers.ts";
import { closeRound, openRound, type Round, signRound, write } from "./round.ts";
import type { Stage } from "./stage.ts";
import { PANEL } from "./story.ts";
import { type AnnexInterview, LINDQVIST, MONROE, PREWITT, PREWITT_DENIAL } from "./story-annex.ts";

/** Last year's round, closed: two sealed results, one candidate not eligible. */
export function playAnnex(stage: Stage, papers: Map<string, Paper[]>): void {
  const { at, date, text } = stage.calendar;
  const round = openRound(stage, {
    id: "annex",
    position: text("Second School Resource Officer, Larkfield High annex ({2025})"),
    schoolId: "larkfield-high",
    cutoffDate: date("2025-10-24"),
    at: at("2025-09-22", "09:00"),
  });
  write(
    round,
    "ruth-bell",
    at("2025-09-25", "14:20"),
    "tieRule",
    "Equal totals are ordered by youth engagement. If they are still equal, both leads decide together and write the reason.",
  );
  signRound(stage, round, "ruth-bell", at("2025-09-29", "09:40"));
  signRound(stage, round, "dana-ortiz", at("2025-09-29", "13:15"));

  [MONROE.candidate, LINDQVIST.candidate, PREWITT].forEach((person, i) => {
    receive(stage, round, person, papers.get(person.id) ?? [], at("2025-10-14", `1${i}:00`));
    screen(stage, round, person, at("2025-10-27", `10:0${i}`));
  });
  const reason = PREWITT_DENIAL;
  denyWaiver(stage, round, PREWITT, { by: "dana-ortiz", at: at("2025-10-28", "11:00"), reason });

  for (const story of [MONROE, LINDQVIST]) {
    const debrief = interviewed(stage, round, story);
    debate(debrief, story.joint, at(DEBRIEF_DAY, story.debrief) + 300_000);
    const fixedAt = at(DEBRIEF_DAY, story.debrief) + 3_600_000;
    freeze(stage, debrief, "ruth-bell", fixedAt);
    signResult(stage, debrief, "dana-ortiz", fixedAt + 600_000);
    signResult(stage, debrief, "ruth-bell", fixedAt + 1_500_000);
  }
  closeRound(stage, round, "amara-osei", at("2025-12-01", "09:00"));
}

function interviewed(stage: Stage, round: Round, story: AnnexInterview): Debrief {
  const { at } = stage.calendar;
  const begin = at(story.day, story.clock);
  const minute = (n: number) => begin + n * 60_000;
  const sitting = setInterview(stage, round, story.candidate, { scheduledAt: begin, at: at("2025-11-03", "09:00") });
  for (const by of PANEL)
    if (story.recused?.by === by) recuse(stage, sitting, by, at("2025-11-05", "08:30"), story.recused.text);
    else declareNone(stage, sitting, by, at("2025-11-05", "08:30"));
  start(stage, sitting, "dana-ortiz", minute(1));
  round.terms.questions.forEach((_, i) => {
    if (i > 0) goTo(stage, sitting, "dana-ortiz", minute(1 + i * 7), i + 1);
    for (const said of story.notes.filter((n) => n.question === i + 1)) note(sitting, said, minute(3 + i * 7));
  });
  end(stage, sitting, "dana-ortiz", minute(60));
  story.raters.forEach((by, seat) => {
    rate(sitting, by, minute(62), story, seat);
    submit(stage, sitting, by, minute(70 + seat * 5));
  });
  story.missing?.reasons.forEach((reason, i) => {
    const by = i === 0 ? "dana-ortiz" : "ruth-bell";
    const decided = minute(110 + i * 10);
    agree(stage, "reveal-without", sitting.id, { by, reason, at: decided });
    stage.act(decided, "cards.reveal-agreed", by, sitting.id, { role: i === 0 ? "supervisor" : "administrator" });
  });
  return reveal(stage, sitting, "dana-ortiz", at(DEBRIEF_DAY, story.debrief));
}

const DEBRIEF_DAY = "2025-11-20";
