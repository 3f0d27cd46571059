import type { StoryEvaluation } from "./evaluation.ts";
import type { StoryEvidenceEntry } from "./story-patel.ts";

/** The log of Officer Monroe's first spring at the annex. */
export const SPRING_LOG: readonly StoryEvidenceEntry[] = [
  {
    id: "monroe-first-week",
    on: "2026-02-12",
    by: "ruth-bell",
    role: "law-enforcement-officer",
    tone: "commend",
    words: "At the door every morning of the first two weeks. Students of the annex know his name.",
  },
  {
    id: "monroe-lesson",
    on: "2026-03-17",
    by: "dana-ortiz",
    role: "public-safety-educator",
    tone: "concern",
    words: "Watched the lesson on driving. Thirty minutes of talk; the skid-mark exercise came at the end.",
    answer: "I start with the exercise now. The class after that one asked for more.",
  },
  {
    id: "monroe-shop",
    on: "2026-04-09",
    by: "ruth-bell",
    role: "counselor-mentor",
    tone: "commend",
    words: "Sits in the welding shop on Thursdays. A student who speaks to nobody showed him his work.",
  },
  {
    id: "monroe-phone",
    on: "2026-04-21",
    by: "dana-ortiz",
    role: "law-enforcement-officer",
    tone: "commend",
    words: "A fight over a phone ended with an apology and no report to the court. He asked the counselor first.",
  },
  {
    id: "monroe-lesson-again",
    on: "2026-05-12",
    by: "ruth-bell",
    role: "public-safety-educator",
    tone: "commend",
    words: "The same lesson, begun with the exercise. The room was loud in the right way.",
  },
];

/** Officer Monroe's evaluation of that spring: the first after the round that chose him. */
export const SPRING: StoryEvaluation = {
  id: "monroe-first-spring",
  officer: "casey-monroe",
  goalIds: ["monroe-goal-1", "monroe-goal-2", "monroe-goal-3"],
  goals: [
    {
      role: "law-enforcement-officer",
      words: "Walk the annex with the principal every second week, and close what is found.",
      measure: "The list of what was found and closed",
    },
    {
      role: "public-safety-educator",
      words: "Take the instructor course, and give eight lessons that begin with an exercise.",
      measure: "The certificate and the calendar of lessons",
    },
    {
      role: "counselor-mentor",
      words: "Spend one hour a week where students of the annex work, without a reason to be there.",
      measure: "The weeks, counted; a word of the counselor",
    },
  ],
  results: [
    "Eight walks; seven of nine findings closed",
    "Course taken; seven lessons of eight",
    "Fifteen of eighteen weeks",
  ],
  self: {
    "sa-proud": "The Thursdays in the welding shop, and that the lesson on driving is no longer a talk.",
    "sa-roles": "More than half officer. I would like more lessons, now that I know how.",
    "sa-goals": "Walks done. Seven lessons, one lost to the storm. Fifteen weeks in the shop.",
    "sa-hard": "The first lesson in March. I talked because I was nervous.",
    "sa-school": "It helps that teachers stay in the room.",
    "sa-support": "A second visit to somebody who teaches well.",
    "sa-missing": "Nothing.",
  },
  ratings: {
    "visible-presence": { rating: 4, evidence: "At the door every morning" },
    "lawful-measured-enforcement": { rating: 4, evidence: "The phone in April" },
    "de-escalation": { rating: 4 },
    "prevention-and-site-safety": { rating: 3, evidence: "Seven of nine findings closed" },
    "reports-and-confidentiality": { rating: 4 },
    "lessons-given": { rating: 3, evidence: "Seven of eight" },
    "lesson-quality": { rating: 3, evidence: "A talk in March, an exercise in May" },
    "family-and-staff-education": { rating: "not-observed" },
    "clear-communication": { rating: 4 },
    "positive-contacts": { rating: 5, evidence: "Thursdays in the shop, fifteen weeks" },
    "mentoring-within-limits": { rating: 4 },
    "support-for-students-in-need": { rating: 3 },
    fairness: { rating: 4 },
    "work-with-administration": { rating: 4 },
    "respect-for-discipline-line": { rating: 4, evidence: "Asked the counselor first" },
    "part-of-the-team": { rating: 3 },
    "goal-progress": { rating: 3 },
    integrity: { rating: 4 },
    "agency-policy": { rating: 3 },
    "training-completed": { rating: 4, evidence: "Instructor course, before the day" },
  },
  draft: {
    "law-enforcement-officer":
      "Officer Monroe is where students are, and he looks for the smallest step that works. Two findings of the walks are still open.",
    "public-safety-educator":
      "The panel saw that his lesson was a talk. In March it still was; in May it was not. One lesson is owed.",
    "counselor-mentor": "Patient, as the panel had noted. The Thursdays are his own idea, and they work.",
    "working-with-the-school": "He tells the school early and keeps the discipline line.",
    "professional-standards": "Reliable. The instructor course was taken before it was due.",
    "next-year": "I recommend that he stays. The lessons go on as a goal.",
  },
  feedback: {
    open: "Before he came I wrote that lessons are where he is weakest. They were. He did something about it, and I saw it. What I had not seen in the interview is how he is with those who do not talk.",
    answers: {
      "fb-presence": "as-needed",
      "fb-roles": "mentor",
      "fb-discipline-line": "always",
      "fb-communication": "well",
      "fb-all-students": "positively",
    },
    examples: { "fb-discipline-line": "The phone in April: it stayed with us." },
  },
  outcome: "stay",
};
