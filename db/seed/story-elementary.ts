import type { PersonId, StoryCandidate, StoryEvidence, StoryNote, StoryRatings } from "./story.ts";

/*
 * The second active round, for an officer shared by two elementary schools: files at every stage, one interview to
 * come, one going on now, one whose cards are being finished. The live one is the newcomer's to play.
 */

const larkfield = (post: string, from: string) => ({ agency: "Larkfield Police Department", post, from, to: null });

/** The file is still being completed. */
export const ABARA: StoryCandidate = {
  id: "hollis-abara",
  name: "Officer Hollis Abara",
  post: "Patrol, north sector",
  service: [larkfield("Patrol, north sector", "2021-08-16")],
  youth: [],
  resume: ["Bicycle patrol", "Neighborhood liaison since {2024}"],
  writing: null,
};

/** A waiver is asked; one lead has signed it. */
export const CASTELLANO: StoryCandidate = {
  id: "wren-castellano",
  name: "Officer Wren Castellano",
  post: "Patrol",
  service: [larkfield("Patrol", "2024-01-22")],
  youth: [
    {
      what: "After-school aide, Cottonwood Elementary, before the academy",
      when: "{2019} to {2023}, daily",
      verifier: "Principal of Cottonwood (letter)",
    },
  ],
  resume: ["Four years as an after-school aide", "Academy class of {2024}", "Sign language, conversational"],
  writing:
    "Good afternoon. Your son is fine. He and a classmate argued over a phone, there was a push, and the phone broke. The school decides what follows at school. I decide whether the law asks for anything, and I do not know that yet. I will call you tomorrow before noon. I am not allowed to tell you about the other child.",
};

export const CASTELLANO_WAIVER =
  "Short of three years at the cut-off. Four verified years of daily work with the same age group at one of the two schools.";

/** Eligible; no interview set yet. */
export const TRAN: StoryCandidate = {
  id: "imogen-tran",
  name: "Officer Imogen Tran",
  post: "Patrol, east sector",
  service: [larkfield("Patrol, east sector", "2019-06-10")],
  youth: [
    {
      what: "Story hour in two languages, Larkfield Public Library",
      when: "{2022} to present, monthly",
      verifier: "Children's librarian (call)",
    },
  ],
  resume: ["Seven years of patrol", "Department interpreter", "Child-passenger-seat technician"],
  writing:
    "Thank you for calling about your son. He is safe and in class. I understand that you want to know about charges. I have to gather the facts first, and I will call you tomorrow at ten. What the school does is the school's decision, and they will call you this afternoon. I cannot discuss the other family, and I would protect yours in the same way.",
};

/** The waiver was denied. */
export const HALLORAN: StoryCandidate = {
  id: "dex-halloran",
  name: "Officer Dex Halloran",
  post: "Patrol",
  service: [larkfield("Patrol", "2025-09-02")],
  youth: [{ what: "Youth hockey referee", when: "{2025}, winter", verifier: null }],
  resume: ["Academy class of {2025}"],
  writing: null,
};

export const HALLORAN_DENIAL =
  "Fourteen months of service at the cut-off; the agreement asks for three years. Both leads invite a new application in two years.";

/** Interview set for tomorrow. */
export const LINDGREN: StoryCandidate = {
  id: "theo-lindgren",
  name: "Officer Theo Lindgren",
  post: "Patrol and honor guard",
  service: [larkfield("Patrol and honor guard", "2018-04-02")],
  youth: [
    {
      what: "Walking-school-bus leader, Mill Creek Elementary",
      when: "{2023-09} to present, two mornings a week",
      verifier: "Mill Creek front office (roster)",
    },
  ],
  resume: ["Eight years of patrol", "Walking-school-bus leader", "Honor guard"],
  writing:
    "Hello. I am the officer who was at the school today. Your son was in an argument and was not hurt. A phone was broken. The school will speak with both families. I have made notes and will decide what, if anything, the law requires. I will let you know by Friday. I cannot speak about the other student.",
};

export const LINDGREN_TIE: { by: PersonId; text: string; cleared: { by: PersonId; reason: string } } = {
  by: "elena-ruiz",
  text: "His daughter was in a class I taught four years ago.",
  cleared: { by: "dana-ortiz", reason: "Four years ago and no contact since." },
};

/** The interview that is going on now. */
export const SANDOVAL: StoryCandidate = {
  id: "maya-sandoval",
  name: "Officer Maya Sandoval",
  post: "Patrol, school-zone detail",
  service: [
    { agency: "Tarrow County Sheriff", post: "Detention deputy", from: "2016-05-02", to: "2019-01-31" },
    larkfield("Patrol, school-zone detail", "2019-02-11"),
  ],
  youth: [
    {
      what: "Lunch-table visits, Cottonwood Elementary",
      when: "{2024-01} to present, every second Thursday",
      verifier: "Principal of Cottonwood (call)",
    },
    {
      what: "Summer reading-to-dogs program with a therapy-dog team",
      when: "{2023} to {2026}, July",
      verifier: "Children's librarian (letter)",
    },
  ],
  resume: [
    "School-zone detail since {2023}",
    "Crisis-intervention trained {2021}",
    "Volunteer with a therapy-dog team",
  ],
  writing:
    "Good afternoon. I am Officer Sandoval. Your son is safe. He argued with another student over a phone and the phone broke when it fell. The teacher stepped in quickly. The assistant principal will call you about what happens at school, because that part is the school's decision. I will write down the facts, and I will call you tomorrow at nine to tell you whether there is anything more from me. I cannot talk about the other student. If the phone was yours, I can tell you how to ask for it to be paid for.",
};

export const SANDOVAL_NOTES: StoryNote[] = [
  {
    question: 1,
    by: "elena-ruiz",
    text: "“I'd ask the teacher with my eyes: do you want me in or out?” Then the assistant principal.",
  },
  {
    question: 1,
    by: "ji-woo-kim",
    text: "Probe on filming students: would ask them to put phones away, not take them.",
  },
  {
    question: 2,
    by: "ruth-bell",
    text: "For six-year-olds: “The door is a friend who only opens for grown-ups with a badge.” Asked us to show her thumbs.",
  },
  { question: 2, by: "marcus-hale", text: "Parents' version: two sentences and a phone number." },
  { question: 3, by: "elena-ruiz", text: "A girl at the lunch table who did not speak until March;" },
];

/** What two raters already have on their private cards. */
export const SANDOVAL_DRAFTS: { by: PersonId; ratings: StoryRatings; evidence: StoryEvidence[] }[] = [
  {
    by: "elena-ruiz",
    ratings: { "judgment-discretion": [4], "verbal-communication": [4] },
    evidence: [
      {
        by: "elena-ruiz",
        on: "judgment-discretion",
        text: "Q1: asks the teacher first, then the assistant principal; never offers to take over.",
      },
    ],
  },
  {
    by: "ji-woo-kim",
    ratings: { "verbal-communication": [5] },
    evidence: [
      {
        by: "ji-woo-kim",
        on: "verbal-communication",
        text: "Q2: checked that we understood by asking us to show it.",
      },
    ],
  },
];

/** The interview is over; three cards are in, one is being finished, one panelist stepped back. */
export const WHITCOMB: StoryCandidate = {
  id: "aaron-whitcomb",
  name: "Det. Aaron Whitcomb",
  post: "Family-services detective",
  service: [larkfield("Patrol, then family-services detective", "2014-07-21")],
  youth: [
    {
      what: "Forensic interviews of children with the county center",
      when: "{2020} to present, weekly",
      verifier: "County children's advocacy center (letter)",
    },
  ],
  resume: ["Family-services detective since {2020}", "Forensic-interview certificate", "Peer-support team"],
  writing:
    "Good afternoon. Your son is well; a teacher was near and stepped in. Two students argued about a phone and it broke. I have written down what each person saw. Whether there will be a charge is not decided, and I will tell you on Thursday either way. The school decides about discipline and will call you. The other student's name and record are private, as your son's are.",
};

export const WHITCOMB_RECUSAL: { by: PersonId; text: string } = {
  by: "ji-woo-kim",
  text: "We work on the same cases at the county center every month.",
};

export const WHITCOMB_NOTES: StoryNote[] = [
  { question: 1, by: "elena-ruiz", text: "Would wait in the hall until the teacher asks; then call the office." },
  { question: 3, by: "ruth-bell", text: "Spoke of a boy over four years; kept the details out, named the services." },
  { question: 5, by: "marcus-hale", text: "“Fewer voices. One of us talks, and it isn't me.”" },
  { question: 7, by: "dana-ortiz", text: "Named the records contact and the emergency rule." },
  { question: 8, by: "ruth-bell", text: "Two cases; in both the prosecutor agreed in writing." },
];

export const WHITCOMB_CARDS: {
  by: PersonId;
  submitted: boolean;
  ratings: StoryRatings;
  evidence: StoryEvidence[];
}[] = [
  {
    by: "dana-ortiz",
    submitted: true,
    ratings: {
      "law-enforcement-experience": [5],
      "youth-engagement": [4],
      "verbal-communication": [4],
      "written-communication": [4],
      "presentation-formats": [3],
      "judgment-discretion": [4],
    },
    evidence: [
      {
        by: "dana-ortiz",
        on: "law-enforcement-experience",
        text: "Twelve years, two hard cases with the prosecutor's agreement in writing.",
      },
    ],
  },
  {
    by: "marcus-hale",
    submitted: true,
    ratings: {
      "law-enforcement-experience": [4],
      "youth-engagement": [4],
      "verbal-communication": [4],
      "written-communication": [4],
      "presentation-formats": [4],
      "judgment-discretion": [4],
    },
    evidence: [],
  },
  {
    by: "ruth-bell",
    submitted: true,
    ratings: {
      "law-enforcement-experience": [4],
      "youth-engagement": [3],
      "verbal-communication": [4],
      "written-communication": [5],
      "presentation-formats": [3],
      "judgment-discretion": [4],
    },
    evidence: [
      {
        by: "ruth-bell",
        on: "written-communication",
        text: "Tells the father what is not decided and when he will hear, without a word about the other student.",
      },
    ],
  },
  {
    by: "elena-ruiz",
    submitted: false,
    ratings: { "youth-engagement": [4] },
    evidence: [{ by: "elena-ruiz", on: "youth-engagement", text: "Q3: one relationship, four years." }],
  },
];

/** The open-scoring round: everyone sees every column while it is written. */
export const MARLOWE: StoryCandidate = {
  id: "bea-marlowe",
  name: "Officer Bea Marlowe",
  post: "Traffic",
  service: [larkfield("Traffic", "2016-10-03")],
  youth: [
    {
      what: "Safety-town instructor, two weeks each June",
      when: "{2022} to {2026}",
      verifier: "Safety-town roster",
    },
  ],
  resume: ["Ten years of patrol and traffic", "Safety-town instructor"],
  writing:
    "Hello, this is Officer Marlowe. Your son is safe. Two students argued and a phone broke. The school will tell you what it decides. I will look at the facts and call you tomorrow by noon. I may not speak about the other student.",
};

export const MARLOWE_NOTES: StoryNote[] = [
  { question: 1, by: "ruth-bell", text: "“That is the teacher's room. I hold the door.”" },
  { question: 2, by: "dana-ortiz", text: "Used a picture of a seat belt for both audiences." },
];

export const MARLOWE_CARDS: typeof WHITCOMB_CARDS = [
  {
    by: "dana-ortiz",
    submitted: false,
    ratings: { "law-enforcement-experience": [4], "verbal-communication": [4], "judgment-discretion": [3] },
    evidence: [],
  },
  {
    by: "ruth-bell",
    submitted: false,
    ratings: { "verbal-communication": [3], "judgment-discretion": [4] },
    evidence: [
      { by: "ruth-bell", on: "judgment-discretion", text: "Q1: holds the door, leaves the room to the teacher." },
    ],
  },
];
