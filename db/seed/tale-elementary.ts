import { denyWaiver, receive, screen, signWaiver } from "./file.ts";
import {
  admit,
  declareNone,
  disclose,
  end,
  goTo,
  note,
  rate,
  readKit,
  recuse,
  setInterview,
  start,
  submit,
} from "./interview.ts";
import { invite } from "./invitations.ts";
import type { Paper } from "./papers.ts";
import { attest, dueDates, noteNeed, post } from "./papers-of-round.ts";
import { openRound, type Round, signRound, write } from "./round.ts";
import type { Stage } from "./stage.ts";
import { PANEL } from "./story.ts";
import {
  ABARA,
  CASTELLANO,
  CASTELLANO_WAIVER,
  HALLORAN,
  HALLORAN_DENIAL,
  LINDGREN,
  LINDGREN_TIE,
  SANDOVAL,
  SANDOVAL_DRAFTS,
  SANDOVAL_NOTES,
  TRAN,
  WHITCOMB,
  WHITCOMB_CARDS,
  WHITCOMB_NOTES,
  WHITCOMB_RECUSAL,
} from "./story-elementary.ts";

/** The round for two elementary schools: files at every stage, one interview to come, one going on, one being scored. */
export function playElementary(stage: Stage, papers: Map<string, Paper[]>): void {
  const { at, date } = stage.calendar;
  const round = openRound(stage, {
    id: "elementary",
    position: "Shared School Resource Officer, Cottonwood and Mill Creek Elementary",
    schoolId: null,
    cutoffDate: date("2026-11-06"),
    at: at("2026-10-12", "08:50"),
  });
  write(round, "dana-ortiz", at("2026-10-14", "10:00"), "minimumYears", 3);
  signRound(stage, round, "ruth-bell", at("2026-10-16", "12:10"));
  signRound(stage, round, "dana-ortiz", at("2026-10-16", "15:45"));

  post(stage, round, at("2026-10-19", "09:00"), [
    { place: "City of Larkfield careers page", on: "2026-10-19", until: "2026-11-13" },
    { place: "Larkfield Unified School District job board", on: "2026-10-19", until: "2026-11-13" },
    { place: "Flyer at the public library, two languages", on: "2026-10-21", until: "2026-11-13" },
  ]);
  dueDates(stage, round, at("2026-10-19", "09:15"), {
    posting: "2026-10-21",
    applications: "2026-11-13",
    screening: "2026-11-18",
    invitations: "2026-11-20",
    interviews: "2026-11-25",
    results: "2026-12-02",
    closing: "2026-12-18",
  });
  [CASTELLANO, TRAN, HALLORAN, LINDGREN, SANDOVAL, WHITCOMB].forEach((person, i) => {
    receive(stage, round, person, papers.get(person.id) ?? [], at("2026-10-28", `1${i}:10`));
    screen(stage, round, person, at("2026-11-09", `09:1${i}`));
  });
  for (const [i, person] of [LINDGREN, SANDOVAL, WHITCOMB].entries())
    attest(stage, person, at("2026-11-06", `1${i}:40`));
  noteNeed(
    stage,
    LINDGREN,
    at("2026-11-10", "11:15"),
    "Hard of hearing on the left side: seat on the right of the table, questions on paper as well.",
  );
  receive(stage, round, ABARA, papers.get(ABARA.id) ?? [], at("2026-11-12", "16:20"));
  signWaiver(stage, round, CASTELLANO, CASTELLANO_WAIVER, [{ by: "dana-ortiz", at: at("2026-11-13", "08:40") }]);
  denyWaiver(stage, round, HALLORAN, { by: "ruth-bell", at: at("2026-11-12", "09:30"), reason: HALLORAN_DENIAL });

  scored(stage, round);
  toCome(stage, round);
  live(stage, round);
}

/** Over, and being scored: three cards are in, one is a private draft, one panelist stepped back. */
function scored(stage: Stage, round: Round): void {
  const { at } = stage.calendar;
  const begin = at("2026-11-13", "14:30");
  const minute = (n: number) => begin + n * 60_000;
  const sitting = setInterview(stage, round, WHITCOMB, { scheduledAt: begin, at: at("2026-11-10", "08:15") });
  for (const by of PANEL)
    if (by === WHITCOMB_RECUSAL.by) recuse(stage, sitting, by, at("2026-11-11", "09:00"), WHITCOMB_RECUSAL.text);
    else declareNone(stage, sitting, by, at("2026-11-11", "09:30"));
  start(stage, sitting, "dana-ortiz", minute(1));
  round.terms.questions.forEach((_, i) => {
    if (i > 0) goTo(stage, sitting, "dana-ortiz", minute(1 + i * 7), i + 1);
    for (const said of WHITCOMB_NOTES.filter((n) => n.question === i + 1)) note(sitting, said, minute(3 + i * 7));
  });
  end(stage, sitting, "dana-ortiz", minute(57));
  WHITCOMB_CARDS.forEach((card, i) => {
    rate(sitting, card.by, minute(61 + i), card);
    if (card.submitted) submit(stage, sitting, card.by, minute(72 + i));
  });
}

/** Set for the next weekday: all but one have declared, one tie waits for the second lead, nobody has started. */
function toCome(stage: Stage, round: Round): void {
  const { at } = stage.calendar;
  const set = { scheduledAt: at("2026-11-17", "09:00"), at: at("2026-11-10", "08:20") };
  const sitting = setInterview(stage, round, LINDGREN, set);
  invite(stage, sitting, {
    at: at("2026-11-10", "08:20"),
    place: "Cottonwood Elementary, library",
    waiting: ["ji-woo-kim"],
    reminders: "waiting",
  });
  for (const by of ["marcus-hale", "dana-ortiz", "ruth-bell"] as const)
    declareNone(stage, sitting, by, at("2026-11-12", "07:50"));
  for (const by of ["marcus-hale", "dana-ortiz"] as const) readKit(stage, sitting, by, at("2026-11-13", "10:10"));
  const { by, text, cleared } = LINDGREN_TIE;
  disclose(stage, sitting, by, at("2026-11-12", "12:00"), {
    text,
    cleared: [{ ...cleared, at: at("2026-11-13", "08:05") }],
  });
}

/** Going on now: the third question is on, notes are being typed, the leads' own cards are still empty. */
function live(stage: Stage, round: Round): void {
  const { at, minutesAgo, now } = stage.calendar;
  const scheduledAt = Math.floor(minutesAgo(19) / 300_000) * 300_000;
  const sitting = setInterview(stage, round, SANDOVAL, { scheduledAt, at: at("2026-11-10", "08:25") });
  invite(stage, sitting, {
    at: at("2026-11-10", "08:25"),
    place: "Cottonwood Elementary, room 4",
    reminders: "passed-on",
  });
  for (const by of PANEL) declareNone(stage, sitting, by, at("2026-11-12", "13:00"));
  admit(stage, sitting, "tom-brandt", "amara-osei", at("2026-11-12", "15:20"));
  start(stage, sitting, "dana-ortiz", minutesAgo(18));
  goTo(stage, sitting, "dana-ortiz", minutesAgo(11), 2);
  goTo(stage, sitting, "dana-ortiz", minutesAgo(4), 3);
  SANDOVAL_NOTES.forEach((said, i) => {
    note(sitting, said, now - (16 - i * 3.5) * 60_000);
  });
  for (const draft of SANDOVAL_DRAFTS) rate(sitting, draft.by, minutesAgo(9), draft);
}
