import type { StoryDecision } from "./deciding.ts";
import type { PersonId, StoryCandidate } from "./story.ts";
import type { StoryInterview } from "./story-middle.ts";

/*
 * The earlier round, for the second officer at Larkfield High's annex: closed, two sealed results and one candidate
 * who did not meet the rule. In one interview a card is missing, in the other a panelist stepped back.
 */

export interface AnnexInterview extends StoryInterview {
  /** In seating order; whoever is absent here was recused or did not submit. */
  raters: PersonId[];
  recused?: { by: PersonId; text: string };
  missing?: { by: PersonId; reasons: [supervisor: string, administrator: string] };
  /** Where the interview left the agreed course, by the number of the question. */
  /** A question that took longer than planned, by so many minutes more than the others. */
  slow?: { question: number; minutes: number };
  deviations: { question: number; by: PersonId; words: string }[];
}

export const MONROE: AnnexInterview = {
  candidate: {
    id: "monroe-annex",
    name: "Officer Casey Monroe",
    post: "Patrol, downtown",
    service: [{ agency: "Larkfield Police Department", post: "Patrol, downtown", from: "2020-06-15", to: null }],
    youth: [
      {
        what: "Evening open gym, Riverbend, volunteer",
        when: "{2022} to {2025}, weekly in winter",
        verifier: "Parks department (sign-in sheets)",
      },
      {
        what: "Rides along with the district's truancy-help van",
        when: "{2024-09} to {2025-05}, monthly",
        verifier: "District family liaison (call)",
      },
    ],
    resume: ["Welder before the academy", "Crisis-intervention trained {2023}", "Bicycle patrol"],
    writing:
      "Good afternoon, and thank you for your call. Your son is safe. He and another student argued over a phone and the phone was broken. The school will decide what follows at school and will call you today. I am writing a report for the police. I cannot tell you yet whether there will be a charge, and I am not allowed to speak about the other student. I will call you by four tomorrow, even if all I can say is that I am still working on it.",
  },
  day: "2025-11-18",
  clock: "09:00",
  debrief: "09:00",
  raters: ["dana-ortiz", "ruth-bell", "elena-ruiz", "ji-woo-kim"],
  missing: {
    by: "marcus-hale",
    reasons: [
      "Sgt. Hale was called to a homicide scene during the interview and saw half of it.",
      "Four raters saw all of it. Waiting would cost the candidate a second interview.",
    ],
  },
  slow: { question: 3, minutes: 3 },
  deviations: [{ question: 5, by: "dana-ortiz", words: "Sgt. Hale was called to a scene and left." }],
  notes: [
    {
      question: 1,
      by: "ruth-bell",
      text: "“If nobody is in danger it is not mine. I would ask the teacher what she needs from me, and it may be nothing.”",
    },
    {
      question: 3,
      by: "ji-woo-kim",
      text: "A boy at open gym who would not give his name for two months; later asked for help with a job form.",
    },
    { question: 5, by: "elena-ruiz", text: "Asked first who on staff knows the student, then where the exits are." },
    { question: 6, by: "dana-ortiz", text: "Lesson outline was a talk; added a skid-mark exercise when asked." },
  ],
  ratings: {
    "law-enforcement-experience": [4, 4, 3, 4],
    "youth-engagement": [4, 4, 5, 4],
    "verbal-communication": [4, 3, 4, 4],
    "written-communication": [4, 4, 4, 3],
    "presentation-formats": [3, 2, 3, 3],
    "judgment-discretion": [4, 5, 4, 4],
  },
  evidence: [
    {
      by: "elena-ruiz",
      on: "youth-engagement",
      text: "Two months of patience with a boy who would not say his name; sign-in sheets confirm the winters.",
    },
    {
      by: "ruth-bell",
      on: "judgment-discretion",
      text: "Q1 and Q4 both end with the question whose job it is, asked before anything is done.",
    },
    {
      by: "ruth-bell",
      on: "presentation-formats",
      text: "The outline was thirty minutes of talk until a probe asked for an activity.",
    },
  ],
  joint: {
    agreed: {
      "law-enforcement-experience": { score: 4, reason: "Five years of downtown patrol, complaints few and answered." },
      "youth-engagement": { score: 4, reason: "Steady and verified; one group, in winter." },
      "verbal-communication": { score: 4, reason: "Short sentences; listens to the end." },
      "written-communication": { score: 4, reason: "Privacy kept, a time given and a promise not made." },
      "presentation-formats": { score: 3, reason: "The activity came late but worked." },
      "judgment-discretion": { score: 4, reason: "Keeps the discipline line without being asked." },
    },
    moves: [
      {
        by: "ruth-bell",
        on: "presentation-formats",
        to: 3,
        reason: "The skid-mark exercise meets the anchor at 3; I had rated the outline alone.",
      },
    ],
    dissent: [],
  },
};

export const LINDQVIST: AnnexInterview = {
  candidate: {
    id: "lindqvist-annex",
    name: "Officer Tessa Lindqvist",
    post: "Patrol, west sector",
    service: [{ agency: "Larkfield Police Department", post: "Patrol, west sector", from: "2017-03-06", to: null }],
    youth: [
      { what: "Safety-town instructor, two weeks each June", when: "{2021} to {2025}", verifier: "Safety-town roster" },
    ],
    resume: ["Accident reconstruction certificate", "Field-training officer", "Safety-town instructor"],
    writing:
      "At 11:52 two students argued over a phone in the north hall. One pushed the other. A phone fell and broke. A teacher separated them. Nobody was hurt. I arrived at 11:54 and spoke with each of them with the assistant principal present. The father of one student asked for charges. I told him that I would look at the facts and call him the next day, and that the school decides about discipline.",
  },
  day: "2025-11-18",
  clock: "13:00",
  debrief: "10:30",
  raters: ["dana-ortiz", "marcus-hale", "ruth-bell", "ji-woo-kim"],
  recused: { by: "elena-ruiz", text: "My sister-in-law." },
  deviations: [
    {
      question: 7,
      by: "ruth-bell",
      words: "The fire alarm went off. Everybody left the building for nine minutes; the question was not finished.",
    },
  ],
  notes: [
    { question: 2, by: "ji-woo-kim", text: "Drew the door on the board; six-year-old version took four sentences." },
    { question: 4, by: "ruth-bell", text: "“I would say no, and then I would explain no.”" },
    { question: 8, by: "marcus-hale", text: "Three traffic examples; each named the policy and the follow-up." },
  ],
  ratings: {
    "law-enforcement-experience": [4, 5, 4, 4],
    "youth-engagement": [3, 3, 3, 2],
    "verbal-communication": [4, 4, 4, 4],
    "written-communication": [4, 4, 5, 4],
    "presentation-formats": [4, 4, 4, 4],
    "judgment-discretion": [3, 4, 3, 3],
  },
  evidence: [
    {
      by: "marcus-hale",
      on: "law-enforcement-experience",
      text: "Three discretion examples, each with the policy by name and what came of it.",
    },
    {
      by: "ji-woo-kim",
      on: "youth-engagement",
      text: "All the contact is two weeks a year with small children; nothing with teenagers.",
    },
    {
      by: "ruth-bell",
      on: "written-communication",
      text: "Could be read to a parent, a prosecutor and me without changing a word.",
    },
  ],
  joint: {
    agreed: {
      "law-enforcement-experience": { score: 4, reason: "Broad record; confident about policy." },
      "youth-engagement": { score: 3, reason: "Verified and steady, young children only." },
      "verbal-communication": { score: 4, reason: "Clear to children and to adults." },
      "written-communication": { score: 4, reason: "Complete, in order, kind enough." },
      "presentation-formats": { score: 4, reason: "Drew, asked, let us draw." },
      "judgment-discretion": { score: 3, reason: "Right answers; few options named." },
    },
    moves: [],
    dissent: [
      {
        by: "ji-woo-kim",
        on: "youth-engagement",
        text: "I stay at 2: this post is with sixteen-year-olds.",
      },
    ],
  },
};

export const PREWITT: StoryCandidate = {
  id: "prewitt-annex",
  name: "Officer Dale Prewitt",
  post: "Patrol",
  service: [{ agency: "Larkfield Police Department", post: "Patrol", from: "2024-03-04", to: null }],
  youth: [],
  resume: ["Academy class of {2024}"],
  writing: null,
};

export const PREWITT_DENIAL =
  "One year and seven months of service at the cut-off. No evidence of youth work yet; both leads invite a new application.";

export const ANNEX_DECISION: StoryDecision & { others: string } = {
  others: "Officer Prewitt did not meet the minimum service and the waiver was denied; there was no interview.",
  reasons: [
    {
      on: "law-enforcement-experience",
      by: "dana-ortiz",
      restsOn: ["monroe-annex", "lindqvist-annex"],
      text: "Both meet what the post asks. Officer Lindqvist's record is longer; Officer Monroe's is in the part of town the annex serves.",
    },
    {
      on: "youth-engagement",
      by: "ruth-bell",
      restsOn: ["monroe-annex", "lindqvist-annex"],
      text: "Officer Monroe kept at it with teenagers through three winters. Officer Lindqvist's work is with small children.",
    },
    {
      on: "verbal-communication",
      by: "dana-ortiz",
      restsOn: ["monroe-annex"],
      text: "Short sentences, and he waits for the answer.",
    },
    {
      on: "written-communication",
      by: "ruth-bell",
      restsOn: ["monroe-annex", "lindqvist-annex"],
      text: "Both could be sent to a parent. Officer Lindqvist's needs no second reading.",
    },
    {
      on: "presentation-formats",
      by: "ruth-bell",
      restsOn: ["lindqvist-annex"],
      text: "Officer Lindqvist is ahead here: she drew, asked and let us draw. Officer Monroe's activity came late.",
    },
    {
      on: "judgment-discretion",
      by: "dana-ortiz",
      restsOn: ["monroe-annex"],
      text: "Officer Monroe asks whose job it is before he does anything.",
    },
  ],
  places: [
    { candidate: "monroe-annex", place: "appoint" },
    { candidate: "lindqvist-annex", place: "alternate" },
  ],
  alternatesUntil: "2026-11-27",
};

export const ANNEX_DISSENT =
  "The annex asks for three lessons a week, and presentation is where Officer Monroe is weakest. The school would have appointed Officer Lindqvist.";

export const ANNEX_ANSWER =
  "The weights were signed as equal, and on all six together both stand level on the first cards and Officer Monroe first on the agreed scores. Because of what the school says, he takes the instructor course before February, and Officer Lindqvist gives the first three lessons with him.";
