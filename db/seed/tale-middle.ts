import { type Debrief, debate, freeze, reveal, signResult } from "./debrief.ts";
import { openDecision, reason } from "./deciding.ts";
import { receive, screen, signWaiver } from "./file.ts";
import { declareNone, disclose, end, goTo, note, rate, setInterview, start, submit } from "./interview.ts";
import type { Paper } from "./papers.ts";
import { attest, dueDates, keepForm, post } from "./papers-of-round.ts";
import { openRound, type Round, signRound, write } from "./round.ts";
import type { Stage } from "./stage.ts";
import { PANEL, type PersonId } from "./story.ts";
import { BLAKE, MIDDLE_DECISION, NAIR, ORTEGA, ORTEGA_WAIVER, REYES, type StoryInterview } from "./story-middle.ts";

/**
 * The round for Larkfield Middle School: one result sealed, one waiting for the administrator's signature, two in the
 * debrief; the reasons for the decision are being written.
 */
export function playMiddle(stage: Stage, papers: Map<string, Paper[]>): void {
  const { at } = stage.calendar;
  const round = openRound(stage, {
    id: "middle-school",
    position: "School Resource Officer, Larkfield Middle School",
    schoolId: "larkfield-middle",
    cutoffDate: stage.calendar.date("2026-10-30"),
    at: at("2026-09-14", "09:10"),
  });
  write(round, "ruth-bell", at("2026-09-16", "10:05"), "moderator", "supervisor");
  write(round, "dana-ortiz", at("2026-09-22", "15:31"), "scoringMode", "independent-first");
  signRound(stage, round, "dana-ortiz", at("2026-09-24", "11:02"));
  signRound(stage, round, "ruth-bell", at("2026-09-24", "16:40"));

  post(stage, round, at("2026-09-28", "08:40"), [
    { place: "City of Larkfield careers page", on: "2026-09-28", until: "2026-10-16" },
    { place: "Larkfield Unified School District job board", on: "2026-09-28", until: "2026-10-16" },
    { place: "Letter to the parent associations of all four schools", on: "2026-09-30", until: "2026-10-16" },
    { place: "Larkfield Courier, print edition", on: "2026-10-02", until: "2026-10-16" },
  ]);
  dueDates(stage, round, at("2026-09-28", "08:55"), {
    posting: "2026-09-30",
    applications: "2026-10-16",
    screening: "2026-11-04",
    invitations: "2026-11-06",
    interviews: "2026-11-11",
    results: "2026-11-20",
    closing: "2026-12-04",
  });
  [NAIR, REYES, ORTEGA, BLAKE].forEach(({ candidate }, i) => {
    receive(stage, round, candidate, papers.get(candidate.id) ?? [], at("2026-10-12", `1${i}:20`));
    attest(stage, candidate, at("2026-10-30", `1${i}:30`));
    screen(stage, round, candidate, at("2026-11-02", `09:0${i}`));
  });
  signWaiver(stage, round, ORTEGA.candidate, ORTEGA_WAIVER, [
    { by: "dana-ortiz", at: at("2026-11-03", "10:15") },
    { by: "ruth-bell", at: at("2026-11-03", "14:50") },
  ]);

  keepForm(stage, round, NAIR.candidate, at("2026-10-14", "09:05"), { ethnicity: "asian", sex: "female" });
  keepForm(stage, round, BLAKE.candidate, at("2026-10-14", "09:10"), { sex: "male", age: "under" });

  const nair = interviewed(stage, round, NAIR);
  const ortega = interviewed(stage, round, ORTEGA);
  const reyes = interviewed(stage, round, REYES);
  const blake = interviewed(stage, round, BLAKE);
  const day = DEBRIEF_DAY;
  debate(nair, NAIR.joint, at(day, "09:10"));
  freeze(stage, nair, "dana-ortiz", at(day, "10:05"));
  signResult(stage, nair, "dana-ortiz", at(day, "10:08"));
  signResult(stage, nair, "ruth-bell", at(day, "10:21"));
  debate(ortega, ORTEGA.joint, at(day, "10:40"));
  freeze(stage, ortega, "dana-ortiz", at(day, "11:30"));
  signResult(stage, ortega, "dana-ortiz", at(day, "11:33"));
  debate(reyes, REYES.joint, at(day, "13:00"));
  debate(blake, BLAKE.joint, at(day, "14:00"));
  const others =
    "All four were interviewed and debated. The other results are being signed; the reasons are begun meanwhile.";
  reason(stage, openDecision(stage, round, "dana-ortiz", at(day, "15:00"), others), MIDDLE_DECISION, at(day, "15:05"));
}

/** From the setting of the interview to the opening of all five cards. */
function interviewed(stage: Stage, round: Round, story: StoryInterview): Debrief {
  const { at } = stage.calendar;
  const begin = at(story.day, story.clock);
  const minute = (n: number) => begin + n * 60_000;
  const sitting = setInterview(stage, round, story.candidate, { scheduledAt: begin, at: at("2026-11-04", "09:30") });
  for (const by of PANEL) {
    const tie = TIES.find((t) => t.by === by && t.candidate === story.candidate.id);
    const declared = at("2026-11-05", "12:15");
    if (tie)
      disclose(stage, sitting, by, declared, {
        text: tie.text,
        cleared: (["dana-ortiz", "ruth-bell"] as const).map((lead, i) => ({
          by: lead,
          reason: tie.reason,
          at: at("2026-11-06", `1${i}:05`),
        })),
      });
    else declareNone(stage, sitting, by, declared);
  }
  start(stage, sitting, "dana-ortiz", minute(2));
  round.terms.questions.forEach((_, i) => {
    if (i > 0) goTo(stage, sitting, "dana-ortiz", minute(2 + i * 7), i + 1);
    for (const said of story.notes.filter((n) => n.question === i + 1)) note(sitting, said, minute(4 + i * 7));
  });
  end(stage, sitting, "dana-ortiz", minute(58));
  PANEL.forEach((by, seat) => {
    rate(sitting, by, minute(64), story, seat);
    submit(stage, sitting, by, minute(75 + seat * 4));
  });
  return reveal(stage, sitting, "dana-ortiz", at(DEBRIEF_DAY, story.debrief));
}

const DEBRIEF_DAY = "2026-11-13";

const TIES: { by: PersonId; candidate: string; text: string; reason: string }[] = [
  {
    by: "ji-woo-kim",
    candidate: "sam-reyes",
    text: "He volunteers at the center I run. I do not supervise him and gave no reference.",
    reason: "No reporting line; another staff member verified the hours.",
  },
  {
    by: "marcus-hale",
    candidate: "jordan-blake",
    text: "Same squad in {2019} and {2020}.",
    reason: "More than five years ago.",
  },
];
