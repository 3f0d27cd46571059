import type { StoryDecision } from "./deciding.ts";
import type { CriterionId, StoryCandidate, StoryEvidence, StoryJoint, StoryNote, StoryRatings } from "./story.ts";

/*
 * The round for Larkfield Middle School: four candidates, interviewed and debated. Its numbers agree with each other:
 * means of first cards 3.97, 3.70, 3.53, 3.03 (Nair, Reyes, Ortega, Blake).
 */

export interface StoryInterview {
  candidate: StoryCandidate;
  day: string;
  clock: string;
  /** When the cards are opened and the panel talks, by the clock. */
  debrief: string;
  notes: StoryNote[];
  ratings: StoryRatings;
  evidence: StoryEvidence[];
  joint: StoryJoint;
}

const [law, youth, verbal, written, formats, judgment] = [
  "law-enforcement-experience",
  "youth-engagement",
  "verbal-communication",
  "written-communication",
  "presentation-formats",
  "judgment-discretion",
] as const satisfies readonly CriterionId[];

export const NAIR: StoryInterview = {
  candidate: {
    id: "priya-nair",
    name: "Officer Priya Nair",
    post: "Patrol, east sector",
    service: [{ agency: "Larkfield Police Department", post: "Patrol, east sector", from: "2022-09-06", to: null }],
    youth: [
      {
        what: "Saturday robotics club, Riverbend library, about 20 students",
        when: "{2023-02} to present, twice a month",
        verifier: "Branch librarian (letter)",
      },
      {
        what: "Reading buddy, Mill Creek Elementary",
        when: "{2024}–{2025} school year, weekly",
        verifier: "Second-grade teacher (call, {2026-10-20})",
      },
    ],
    resume: [
      "Middle-school science teacher for three years before the academy",
      "Crisis-intervention trained {2024}",
      "Department's school-walk volunteer",
    ],
    writing:
      "Good afternoon. You asked what will happen after the argument in the north hall today. Your son was not hurt and is safe at school. The school decides how it will respond to what the students did, and the assistant principal's office will call you before 3 p.m. I write a short report for the police department. Whether anything further is needed is a decision I make under the law after I have all the facts; I cannot promise it today, and I cannot talk with you about the other student. The damaged phone is listed, and I will tell you how to ask for it to be paid for. If your son would like to talk with me or with the counselor, we are both here tomorrow.",
  },
  day: "2026-11-10",
  clock: "09:00",
  debrief: "09:00",
  notes: [
    {
      question: 1,
      by: "ruth-bell",
      text: "“I would stand by the door and let the teacher keep the room. Then I call the AP. Loud is not a crime.”",
    },
    {
      question: 2,
      by: "ji-woo-kim",
      text: "Changed “unauthorized entry” to “a door that waits for a grown-up”, asked us to repeat it, then gave parents the reason in one sentence.",
    },
    { question: 3, by: "ruth-bell", text: "Robotics club: a shy member now runs the check-in table." },
    {
      question: 4,
      by: "elena-ruiz",
      text: "Told of a sergeant who wanted an arrest; explained in private, offered restitution, wrote it up.",
    },
    {
      question: 6,
      by: "elena-ruiz",
      text: "Lesson: paper phones passed along the rows to show how fast a picture travels; captions on every slide; asked two students to teach it back.",
    },
    {
      question: 8,
      by: "marcus-hale",
      text: "One example, a shoplifting mother with a small child; took a while to name the policy.",
    },
  ],
  ratings: {
    [law]: [3, 2, 3, 3, 3],
    [youth]: [4, 3, 5, 4, 4],
    [verbal]: [4, 4, 4, 5, 4],
    [written]: [5, 4, 5, 5, 4],
    [formats]: [4, 4, 5, 5, 4],
    [judgment]: [4, 3, 4, 4, 4],
  },
  evidence: [
    {
      by: "ruth-bell",
      on: youth,
      text: "Robotics club twice a month for over three years, letter on file, and in Q3 she described how a shy member now runs the check-in table.",
    },
    {
      by: "elena-ruiz",
      on: verbal,
      text: "Q2: she changed “unauthorized entry” to “a door that waits for a grown-up”, asked us to repeat it, then gave parents the reason in one sentence.",
    },
    {
      by: "dana-ortiz",
      on: written,
      text: "Both texts could be filed as they are; the father is told what she cannot say and why, without a word about the other student.",
    },
    {
      by: "ruth-bell",
      on: written,
      text: "E-mail answers the father's real question, who decides, and gives him a time.",
    },
    {
      by: "elena-ruiz",
      on: written,
      text: "Report and e-mail use different words for different readers and lose no fact.",
    },
    {
      by: "ruth-bell",
      on: formats,
      text: "Paper-phone activity, captions, teach-back: every learner on the task sheet was included.",
    },
    {
      by: "elena-ruiz",
      on: formats,
      text: "Answered “what if someone already sent mine” with three help steps and no blame.",
    },
    {
      by: "marcus-hale",
      on: law,
      text: "One discretion example in Q8, and it took a probe to name the policy. Good officer, short on hard calls.",
    },
  ],
  joint: {
    agreed: {
      [law]: { score: 3, reason: "Clear and lawful, few hard calls." },
      [youth]: { score: 4, reason: "Steady and verified; not yet the hard-to-reach." },
      [verbal]: { score: 4, reason: "Plain, checked, respectful." },
      [written]: { score: 5, reason: "Both texts ready to file; privacy kept." },
      [formats]: { score: 5, reason: "Activity, captions, teach-back." },
      [judgment]: { score: 4, reason: "Keeps the discipline line; restitution example." },
    },
    moves: [
      {
        by: "ruth-bell",
        on: youth,
        to: 4,
        reason: "Strong and verified, but reaches students who already come; the anchor at 5 asks for hard-to-reach.",
      },
    ],
    dissent: [
      {
        by: "marcus-hale",
        on: law,
        text: "I stay at 2. She will need a partner for hard calls in the first months.",
      },
    ],
  },
};

export const ORTEGA: StoryInterview = {
  candidate: {
    id: "luis-ortega",
    name: "Officer Luis Ortega",
    post: "Patrol",
    service: [{ agency: "Larkfield Police Department", post: "Patrol", from: "2024-02-05", to: null }],
    youth: [
      {
        what: "Founded a wrestling and homework club, 35 members, girls' team since {2023}",
        when: "{2018} to present, three evenings a week",
        verifier: "Parks department (letter, attendance sheets)",
      },
      {
        what: "Family-night interpreter and host, Cottonwood Elementary",
        when: "{2024} to present, each term",
        verifier: "Principal of Cottonwood (call)",
      },
    ],
    resume: [
      "Youth-program coordinator for four years before the academy",
      "Spanish at professional level, tested by the city (a skill listed in the posting)",
      "Peer-support team",
    ],
    writing:
      "Hello, and thank you for calling. I am the officer at the school. Your son is okay. There was an argument and a push, and a phone broke. The school is talking to both families today, and the school decides about consequences, not me. I understand you want charges. I will listen to you, look at what happened, and then decide what the law asks for. I will call you tomorrow by noon either way. I am not able to tell you about the other student, same as I would not tell another family about your son.",
  },
  day: "2026-11-10",
  clock: "13:00",
  debrief: "10:35",
  notes: [
    { question: 2, by: "elena-ruiz", text: "Acted both parts; the panel laughed and understood." },
    {
      question: 3,
      by: "ji-woo-kim",
      text: "Two stories; both verified in the file. “I stopped being the coach who saves people. I became the coach who calls grandma.”",
    },
    {
      question: 6,
      by: "dana-ortiz",
      text: "Fire drill stopped the interview for 14 minutes; the clock was paused and the remaining time given.",
    },
    {
      question: 7,
      by: "ruth-bell",
      text: "Went straight to the records contact; unsure about the emergency rule.",
    },
    {
      question: 8,
      by: "marcus-hale",
      text: "Few examples, honest about it: “Two years in, most of my discretion was my sergeant's.”",
    },
    {
      question: 8,
      by: "ji-woo-kim",
      text: "Two lawful examples: a warning for a taillight, a juvenile taken home instead of in.",
    },
  ],
  ratings: {
    [law]: [2, 2, 3, 3, 2],
    [youth]: [5, 4, 5, 5, 5],
    [verbal]: [4, 4, 4, 5, 5],
    [written]: [3, 3, 3, 3, 3],
    [formats]: [3, 3, 4, 4, 4],
    [judgment]: [3, 3, "not-observed", 3, 3],
  },
  evidence: [
    {
      by: "dana-ortiz",
      on: youth,
      text: "Eight years, 35 members, attendance sheets; started the girls' team because two sisters asked.",
    },
    {
      by: "ruth-bell",
      on: youth,
      text: "Cottonwood's principal confirms family nights; reaches parents who have never met an officer.",
    },
    { by: "elena-ruiz", on: youth, text: "Limits were clear: no rides, two adults, calls to grandma in the open." },
    {
      by: "ji-woo-kim",
      on: youth,
      text: "Q3 gave both the success and the boy he lost touch with, and what he changed after.",
    },
    {
      by: "elena-ruiz",
      on: verbal,
      text: "Q2 in two voices; when I frowned he noticed and said it again with a picture.",
    },
    {
      by: "ji-woo-kim",
      on: verbal,
      text: "Parents' version had the reason, the kindness and the number to call in under a minute.",
    },
  ],
  joint: {
    agreed: {
      [law]: { score: 3, reason: "Two lawful examples in the notes; short record handled by waiver." },
      [youth]: { score: 5, reason: "Eight years, verified, hard-to-reach families." },
      [verbal]: { score: 5, reason: "Two audiences, adjusted at once." },
      [written]: { score: 3, reason: "Complete and kind; report thin on order." },
      [formats]: { score: 4, reason: "Active lesson; slow start." },
      [judgment]: { score: 3, reason: "Right contact; emergency rule unsure." },
    },
    moves: [
      {
        by: "dana-ortiz",
        on: law,
        to: 3,
        reason:
          "Shared notes list two lawful-discretion examples I had not written down. Short service is the waiver's matter, not this rating.",
      },
    ],
    dissent: [],
  },
};

export const ORTEGA_WAIVER =
  "Short by 98 days at the cut-off; reaches three years a month after the planned start. Eight years of verified youth work. If appointed he is paired with Officer Patel for the first term.";

export const REYES: StoryInterview = {
  candidate: {
    id: "sam-reyes",
    name: "Officer Sam Reyes",
    post: "Patrol, then traffic",
    service: [
      { agency: "Marsden Police Department", post: "Patrol", from: "2018-01-08", to: "2019-10-18" },
      { agency: "Larkfield Police Department", post: "Patrol, then traffic", from: "2020-07-06", to: null },
    ],
    youth: [
      {
        what: "Summer bike-repair bench at Riverbend Youth Center; teens earn a bicycle",
        when: "{2021} to present, June to August, weekly",
        verifier: "Center records (not by the panelist from the center, who disclosed the tie)",
      },
      { what: "Explorer post adviser", when: "{2022-09} to {2025-06}", verifier: "Post charter" },
    ],
    resume: ["Traffic unit since {2023}", "Teaches the department's bicycle-safety day", "Field-training officer"],
    writing:
      "Today at 1152 hrs 2 students were involved in a disturbance over a phone. R/O arrived 1154. One party was agitated. Parties were seperated. Phone was broke. Father of one was advised R/O would follow up on charges and that the other student would be dealt with. No injuries. Camera footage can be obtained from school. Nothing further.",
  },
  day: "2026-11-12",
  clock: "09:00",
  debrief: "12:55",
  notes: [
    { question: 2, by: "elena-ruiz", text: "Closed-door rule as a castle gate; the parents' version ran long." },
    {
      question: 3,
      by: "ruth-bell",
      text: "A boy who came to the bike bench for three summers, now an apprentice; knew the aunt, the limits, when he called the counselor.",
    },
    { question: 5, by: "marcus-hale", text: "“Slow is smooth. I'd ask who knows this kid.”" },
    {
      question: 8,
      by: "dana-ortiz",
      text: "Written task: privacy slip, “dealt with”; asked after time was called whether he could fix it.",
    },
  ],
  ratings: {
    [law]: [4, 4, 3, 4, 4],
    [youth]: [4, 4, 5, 5, 4],
    [verbal]: [4, 4, 4, 4, 4],
    [written]: [3, 3, 2, 2, 3],
    [formats]: [3, 4, 4, 4, 3],
    [judgment]: [4, 4, 4, 3, 4],
  },
  evidence: [
    {
      by: "ruth-bell",
      on: youth,
      text: "Five summers of the bike bench in the center's records; the apprentice story shows a result others can see.",
    },
    {
      by: "elena-ruiz",
      on: youth,
      text: "Named when he handed over to the counselor and why; kept the family in it.",
    },
    {
      by: "elena-ruiz",
      on: written,
      text: "Tells one father that the other student “would be dealt with” and promises follow-up on charges; the facts are right.",
    },
  ],
  joint: {
    agreed: {
      [law]: { score: 4, reason: "Broad patrol work, confirmed." },
      [youth]: { score: 4, reason: "Bike bench is strong; other groups not shown." },
      [verbal]: { score: 4, reason: "Clear, warm, a little long." },
      [written]: { score: 2, reason: "Privacy slip and a promise on charges." },
      [formats]: { score: 4, reason: "Castle-gate idea worked." },
      [judgment]: { score: 4, reason: "Slows down, asks who knows the student." },
    },
    moves: [
      {
        by: "dana-ortiz",
        on: written,
        to: 2,
        reason: "The sentence about the other student is a privacy problem, not a style problem.",
      },
    ],
    dissent: [],
  },
};

export const BLAKE: StoryInterview = {
  candidate: {
    id: "jordan-blake",
    name: "Det. Jordan Blake",
    post: "Property-crimes detective",
    service: [
      { agency: "Tarrow County Sheriff", post: "Patrol deputy", from: "2015-03-02", to: "2018-08-31" },
      {
        agency: "Larkfield Police Department",
        post: "Patrol, then property-crimes detective",
        from: "2018-08-20",
        to: null,
      },
    ],
    youth: [
      {
        what: "Career-day speaker, Larkfield High",
        when: "{2024} and {2025}, one hour each",
        verifier: "Career office",
      },
    ],
    resume: [
      "Detective since {2022}, high clearance rate",
      "Department commendation {2023}",
      "Interview and interrogation instructor",
    ],
    writing:
      "On the above date at approximately 11:52 hours two juveniles engaged in a verbal altercation regarding a cellular telephone which escalated to a push. Device damage resulted. A staff member intervened. No injuries were observed or reported. The undersigned responded, ensured separation and took no enforcement action pending review. The reporting parent's request has been documented. Disposition of any school sanction lies with the school.",
  },
  day: "2026-11-12",
  clock: "13:00",
  debrief: "13:55",
  notes: [
    {
      question: 1,
      by: "elena-ruiz",
      text: "“I'd have a word with the student in the hall. They usually listen to me.” Probe: did not mention an administrator.",
    },
    {
      question: 3,
      by: "ji-woo-kim",
      text: "Paused. “I've done career day. Honestly I don't have a kid I'd call mine in that sense.”",
    },
    { question: 6, by: "ruth-bell", text: "Lesson: clear facts, 31 slides, no activity." },
    {
      question: 8,
      by: "marcus-hale",
      text: "Excellent case, a burglary by two brothers; chose restitution with the prosecutor; follow-up after a year.",
    },
  ],
  ratings: {
    [law]: [5, 5, 4, 4, 4],
    [youth]: [2, 4, 2, 2, 1],
    [verbal]: [3, 4, 3, 3, 2],
    [written]: [4, 4, 3, 3, 3],
    [formats]: [2, 3, 2, 2, 2],
    [judgment]: [3, 5, 3, 2, 2],
  },
  evidence: [
    {
      by: "dana-ortiz",
      on: law,
      text: "Burglary case in Q8: lawful options named, restitution with the prosecutor, checked a year later.",
    },
    {
      by: "marcus-hale",
      on: law,
      text: "Best discretion answer of the round; the younger brother finished school.",
    },
    {
      by: "ji-woo-kim",
      on: youth,
      text: "Q3: said in his own words that he has no such relationship; the only evidence is two career-day hours.",
    },
    { by: "marcus-hale", on: judgment, text: "Same burglary case shows first-rate judgment." },
    {
      by: "elena-ruiz",
      on: judgment,
      text: "Q1: would take the student into the hall himself; no administrator, even after the probe.",
    },
  ],
  /** The debrief is under way: three criteria are still open. */
  joint: {
    agreed: {
      [law]: { score: 5, reason: "Hard case handled in an exemplary way." },
      [youth]: { score: 2, reason: "Two hours of career day." },
      [judgment]: { score: 3, reason: "Strong in Q8, missed the line in Q1." },
    },
    moves: [
      {
        by: "marcus-hale",
        on: judgment,
        to: 3,
        reason: "I scored the burglary case twice. Q1 belongs here, and the note shows no administrator.",
      },
      {
        by: "marcus-hale",
        on: youth,
        to: 2,
        reason: "I rated how well he talks with people. The evidence item is two hours.",
      },
    ],
    dissent: [{ by: "ji-woo-kim", on: youth, text: "Honest answer, and still no evidence." }],
  },
};

/** The reasons as far as they are written; two criteria are still open. */
export const MIDDLE_DECISION: StoryDecision = {
  reasons: [
    {
      on: youth,
      by: "ruth-bell",
      restsOn: ["priya-nair"],
      text: "Officer Nair's robotics club and reading hours are verified and go back over three years. She reaches students who already come; the school would pair her with the counselor for those who do not.",
    },
    {
      on: law,
      by: "dana-ortiz",
      restsOn: ["priya-nair"],
      text: "Four years of patrol, lawful and clear. One panelist stays at 2 for want of hard calls; the agency plans a partner for the first months.",
    },
    {
      on: written,
      by: "dana-ortiz",
      restsOn: ["priya-nair"],
      text: "Both texts could be filed as they are, and nothing about the other student is in them.",
    },
    {
      on: formats,
      by: "ruth-bell",
      restsOn: ["priya-nair"],
      text: "Activity, captions and a teach-back in thirty minutes; every learner on the task sheet was",
    },
  ],
  places: [],
};
