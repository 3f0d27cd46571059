import { type Debrief, debate, freeze, reveal, signResult } from "./debrief.ts";
import {
  answerDissent,
  freezeDecision,
  openDecision,
  reason,
  releaseLetter,
  signDecision,
  takePosition,
} from "./deciding.ts";
import { denyWaiver, receive, screen } from "./file.ts";
import { agree, declareNone, end, goTo, note, rate, recuse, setInterview, start, submit } from "./interview.ts";
import type { Paper } from "./papers.ts";
import { attest, deviate, dropQuestion, dueDates, post } from "./papers-of-round.ts";
import { closeRound, openRound, type Round, signRound, write } from "./round.ts";
import type { Stage } from "./stage.ts";
import { PANEL } from "./story.ts";
import {
  ANNEX_ANSWER,
  ANNEX_DECISION,
  ANNEX_DISSENT,
  type AnnexInterview,
  LINDQVIST,
  MONROE,
  PREWITT,
  PREWITT_DENIAL,
} from "./story-annex.ts";

/**
 * Last year's round, closed: two sealed results, one candidate not eligible; a question that was not counted; the
 * school's dissent answered in writing, the decision sealed by all four, the letters released.
 */
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

  post(stage, round, at("2025-09-30", "09:00"), [
    { place: "City of Larkfield careers page", on: "2025-09-30", until: "2025-10-17" },
    { place: "Larkfield Unified School District job board", on: "2025-10-01", until: "2025-10-17" },
    { place: "Neighboring agencies, by letter", on: "2025-10-01", until: "2025-10-17" },
  ]);
  dueDates(stage, round, at("2025-09-30", "09:20"), {
    posting: "2025-10-01",
    applications: "2025-10-17",
    screening: "2025-10-29",
    interviews: "2025-11-19",
    results: "2025-11-24",
    closing: "2025-12-05",
  });
  [MONROE.candidate, LINDQVIST.candidate, PREWITT].forEach((person, i) => {
    receive(stage, round, person, papers.get(person.id) ?? [], at("2025-10-14", `1${i}:00`));
    attest(stage, person, at("2025-10-24", `1${i}:00`));
    screen(stage, round, person, at("2025-10-27", `10:0${i}`));
  });
  const reason = PREWITT_DENIAL;
  denyWaiver(stage, round, PREWITT, { by: "dana-ortiz", at: at("2025-10-28", "11:00"), reason });

  dropQuestion(stage, round, "records-request", {
    asks: "ruth-bell",
    reason:
      "The fire alarm cut Officer Lindqvist off in the middle of it. What one candidate could not answer counts for nobody.",
    at: at("2025-11-18", "15:30"),
    approves: "dana-ortiz",
    approvedAt: at("2025-11-18", "16:05"),
  });
  for (const story of [MONROE, LINDQVIST]) {
    const debrief = interviewed(stage, round, story);
    debate(debrief, story.joint, at(DEBRIEF_DAY, story.debrief) + 300_000);
    const fixedAt = at(DEBRIEF_DAY, story.debrief) + 3_600_000;
    freeze(stage, debrief, "ruth-bell", fixedAt);
    signResult(stage, debrief, "dana-ortiz", fixedAt + 600_000);
    signResult(stage, debrief, "ruth-bell", fixedAt + 1_500_000);
  }
  decided(stage, round);
  closeRound(stage, round, "amara-osei", at("2025-12-09", "09:00"));
}

/** The school dissents, the agency answers, all four sign, both letters go out. */
function decided(stage: Stage, round: Round): void {
  const { at, text } = stage.calendar;
  const decision = openDecision(stage, round, "dana-ortiz", at("2025-11-20", "15:30"), text(ANNEX_DECISION.others));
  reason(stage, decision, ANNEX_DECISION, at("2025-11-20", "15:40"));
  freezeDecision(stage, decision, "ruth-bell", at("2025-11-24", "08:00"));
  takePosition(stage, decision, at("2025-11-25", "09:55"), { position: "dissent", words: ANNEX_DISSENT });
  answerDissent(stage, decision, at("2025-12-01", "08:10"), ANNEX_ANSWER);
  signDecision(stage, decision, "dana-ortiz", at("2025-12-01", "08:20"));
  signDecision(stage, decision, "ruth-bell", at("2025-12-03", "10:05"));
  signDecision(stage, decision, "tom-brandt", at("2025-12-03", "13:40"));
  signDecision(stage, decision, "lillian-cho", at("2025-12-05", "15:15"));
  const blanks = { "first day in the post": text("{2026-02-02}"), "last day to answer": text("{2025-12-19}") };
  releaseLetter(stage, decision, MONROE.candidate.id, { by: "dana-ortiz", at: at("2025-12-05", "15:40"), blanks });
  releaseLetter(stage, decision, LINDQVIST.candidate.id, { by: "ruth-bell", at: at("2025-12-05", "15:50") });
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
    const late = story.slow && i >= story.slow.question ? story.slow.minutes : 0;
    if (i > 0) goTo(stage, sitting, "dana-ortiz", minute(1 + i * 7 + late), i + 1);
    for (const said of story.notes.filter((n) => n.question === i + 1)) note(sitting, said, minute(3 + i * 7 + late));
  });
  for (const told of story.deviations) deviate(stage, sitting, minute(6 + told.question * 7), told);
  end(stage, sitting, "dana-ortiz", minute(57 + (story.slow?.minutes ?? 0)));
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
