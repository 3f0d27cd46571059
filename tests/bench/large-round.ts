import { eq } from "drizzle-orm";
import { openDatabase } from "../../db/open.ts";
import { ratersOf, termsChoices } from "../../db/processes.ts";
import { card, interview, membership, process, sealedRecord, user } from "../../db/schema.ts";
import { storyCalendar } from "../../db/seed/calendar.ts";
import { type Debrief, freeze, reveal, signResult } from "../../db/seed/debrief.ts";
import { receive, screen } from "../../db/seed/file.ts";
import { declareNone, end, note, type Sitting, setInterview, start, submit } from "../../db/seed/interview.ts";
import { openRound, type Round } from "../../db/seed/round.ts";
import { fixed, openStage, type Stage } from "../../db/seed/stage.ts";
import { type PersonId, PROGRAM, type StoryCandidate } from "../../db/seed/story.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { CRITERIA } from "../../shared/content/rubric.ts";
import { evidenceKey, ratingKey } from "../../shared/documents/card.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { agreedKey, reasonKey } from "../../shared/documents/joint.ts";
import { namedTerms } from "../../shared/documents/process.ts";
import { seeded } from "./measure.ts";

/** What a page's address needs to know of the round. */
export interface LargeRound {
  processId: string;
  /** An interview that is live, one whose cards are open, and one that is sealed. */
  liveId: string;
  debriefId: string;
  sealedId: string;
  candidateId: string;
  recordId: string;
  /** A coordinator's session, for a Cookie header. */
  coordinator: string;
}

const RATERS = 9;
const MEASURES = 12;
const DAY = 86_400_000;

/**
 * Adds a round with many candidates to a demo database: nine raters, twelve criteria, every result sealed but the last
 * one, which is in the debrief; and a round like it with one candidate, whose interview is live.
 * @param dir the data folder
 */
export function writeLargeRound(dir: string, candidates: number, seed: number): LargeRound {
  const db = openDatabase(dir);
  try {
    return db.transaction(() => {
      const now = Date.now();
      const stage = openStage(db, storyCalendar(now, PROGRAM.timeZone));
      const panel = seatRaters(stage, now - 90 * DAY);
      const round = openLargeRound(stage, "large-round", panel, now - 80 * DAY);
      const random = seeded(seed);
      const other = openLargeRound(stage, "live-round", panel, now - 70 * DAY);
      const person = made(candidates);
      receive(stage, other, person, [], now - 60 * DAY);
      const live = begun(stage, other, person, panel, now - 3_600_000);
      const sittings = Array.from({ length: candidates }, (_, i) => {
        const person = made(i);
        const at = now - 60 * DAY + i * 60_000;
        receive(stage, round, person, [], at);
        screen(stage, round, person, at + DAY);
        const sitting = begun(stage, round, person, panel, at + 10 * DAY);
        const debrief = rated(stage, sitting, panel, at + 10 * DAY, random);
        if (i < candidates - 1) agree(stage, debrief, at + 12 * DAY);
        return sitting;
      });
      stage.writeAudit();
      const [first, last] = [sittings[0], sittings.at(-1)] as [Sitting, Sitting];
      return {
        processId: round.id,
        liveId: live.id,
        debriefId: last.id,
        sealedId: first.id,
        candidateId: first.person.id,
        recordId: recordOf(stage, first),
        coordinator: openSession(db, { userId: "amara-osei", programId: PROGRAM.id, demo: true, now }).cookie,
      };
    });
  } finally {
    db.$client.close();
  }
}

function seatRaters({ db }: Stage, at: number): PersonId[] {
  const before = ratersOf(db, PROGRAM.id).length;
  for (let i = before + 1; i <= RATERS; i++) {
    const id = `measured-rater-${i}`;
    const name = `Rater Number ${i}`;
    db.insert(user)
      .values({ id, email: `${id}@larkfield.example`, name, shortName: `Rater ${i}`, slug: `${id}`, createdAt: at })
      .run();
    const seat = { programId: PROGRAM.id, userId: id, role: "panelist", party: "community" };
    db.insert(membership)
      .values({ id: `${id}-member`, ...seat, createdAt: at })
      .run();
  }
  return ratersOf(db, PROGRAM.id).map(({ userId }) => userId as PersonId);
}

function openLargeRound(stage: Stage, id: string, panel: PersonId[], at: number): Round {
  const { db, calendar } = stage;
  const round = openRound(stage, {
    id,
    position: "School Resource Officer, the whole county",
    schoolId: "larkfield-middle",
    cutoffDate: calendar.date("2026-10-30"),
    at,
  });
  const terms = { ...namedTerms(round.agreement.doc, termsChoices(db, PROGRAM.id)), panel };
  const [pattern] = terms.criteria;
  if (!pattern) throw new Error("The default agreement has no criteria.");
  terms.criteria = Array.from({ length: MEASURES }, (_, i) => {
    const { id, title, definition, anchors } = CRITERIA[i] ?? {
      ...pattern,
      id: `measured-${i}`,
      title: `Measure ${i}`,
    };
    return { id, title, definition, anchors, weight: 1 };
  });
  const { content, hash } = fixed(terms);
  db.update(process)
    .set({ state: "active", terms: content, termsHash: hash, title: terms.position, activatedAt: at })
    .where(eq(process.id, round.id))
    .run();
  round.agreement.freeze();
  return { ...round, terms, termsHash: hash };
}

const made = (i: number): StoryCandidate => ({
  id: `measured-${i}`,
  name: `Officer Measured Candidate ${i}`,
  post: `Patrol, sector ${i}`,
  service: [{ agency: "Larkfield Police Department", post: "Patrol", from: "2015-09-06", to: null }],
  youth: [{ what: "Reading club on Saturdays", when: "twice a month", verifier: "Librarian" }],
  resume: [],
  writing: null,
});

function begun(stage: Stage, round: Round, person: StoryCandidate, panel: PersonId[], at: number): Sitting {
  const sitting = setInterview(stage, round, person, { scheduledAt: at, at: at - DAY });
  for (const by of panel) declareNone(stage, sitting, by, at - DAY / 2);
  stage.db.update(card).set({ kitReadAt: at }).where(eq(card.interviewId, sitting.id)).run();
  start(stage, sitting, "dana-ortiz", at);
  note(
    sitting,
    { question: 1, by: "ruth-bell", text: "“I would stand by the door and let the teacher lead.”" },
    at + 1,
  );
  return sitting;
}

function rated(stage: Stage, sitting: Sitting, panel: PersonId[], at: number, random: () => number): Debrief {
  end(stage, sitting, "dana-ortiz", at + 3_600_000);
  for (const by of panel) {
    sitting.cards.get(by)?.edit(by, at + 3_700_000, (doc) => {
      for (const { id } of sitting.round.terms.criteria) {
        setValue(doc, ratingKey(id), (1 + Math.floor(random() * 5)) as 1 | 2 | 3 | 4 | 5);
        editText(doc, evidenceKey(id), "Told of the robotics club and what the shy member does now.");
      }
    });
    submit(stage, sitting, by, at + 3_800_000);
  }
  return reveal(stage, sitting, "dana-ortiz", at + DAY);
}

function recordOf({ db }: Stage, sitting: Sitting): string {
  const row = db.select().from(sealedRecord).where(eq(sealedRecord.subjectId, sitting.id)).get();
  if (!row) throw new Error("The result was not sealed.");
  return row.id;
}

function agree(stage: Stage, debrief: Debrief, at: number): void {
  const { terms } = debrief.sitting.round;
  debrief.joint.edit("ruth-bell", at, (doc) => {
    for (const { id } of terms.criteria) {
      setValue(doc, agreedKey(id), 3);
      editText(doc, reasonKey(id), "The panel heard the same answer.");
    }
  });
  freeze(stage, debrief, "dana-ortiz", at);
  signResult(stage, debrief, "dana-ortiz", at + 1);
  signResult(stage, debrief, "ruth-bell", at + 2);
  stage.db
    .update(interview)
    .set({ sealedAt: at + 2 })
    .where(eq(interview.id, debrief.sitting.id))
    .run();
}
