/**
 * The default selection rubric: criteria, scale and rules in our own words. Sources stand beside each entry; NASRO
 * 2021 recommendations and OPM guidance are paraphrased, not quoted. Each program reviews the rubric with its counsel.
 */

export const RUBRIC_VERSION = "1.0.0";

export const SCALE = [
  {
    value: 1,
    label: "Clear gap",
    meaning: "The evidence shows the candidate would struggle with this part of the post, even with support.",
  },
  {
    value: 2,
    label: "Partly there",
    meaning: "More than the anchor at 1, but not yet the anchor at 3. Name what is missing.",
  },
  {
    value: 3,
    label: "Ready",
    meaning: "The evidence shows what the post needs on the first day, with normal support.",
  },
  {
    value: 4,
    label: "Strong",
    meaning: "More than the anchor at 3, not all of the anchor at 5. Name what goes beyond 3.",
  },
  {
    value: 5,
    label: "Outstanding",
    meaning: "The evidence shows a level that others could learn from, more than once or in a hard case.",
  },
] as const;

export const RUBRIC_RULES = [
  {
    id: "not-observed",
    text: "Choose 'Not observed' when no question, exercise or record gave you evidence. It is not a low score, it is never counted as zero, and it leaves the mean for that criterion. If half or more of the panel chose it, the criterion is reported as 'not measured' for this candidate and the panel decides, for all candidates alike, whether to drop it or to ask the same added question of everyone.",
    source: "OPM FAQ on dropping a question uniformly; wording original",
  },
  {
    id: "evidence-on-extremes",
    text: "A rating of 1 or 5 needs at least one evidence sentence: what was said, shown or recorded, and where (question, exercise or document). An adjective is not evidence.",
    source: "original",
  },
  {
    id: "rate-before-talk",
    text: "Finish and submit your own card before anyone discusses the candidate. First ratings are kept for ever; a later change needs a reason.",
    source: "OPM USA Hire interview practice (initial ratings lock before consensus); wording original",
  },
  {
    id: "one-criterion-at-a-time",
    text: "Rate one criterion for the answer in front of you, then the next. A strong lesson says nothing about report writing.",
    source: "OPM structured interview guide, rating errors; wording original",
  },
  {
    id: "job-related-only",
    text: "Weigh only what the post needs. Age, race, color, ethnicity, sex, pregnancy, gender identity, sexual orientation, religion, national origin, accent that does not stop understanding, disability, genetic information, family or marital status, military or veteran status, union activity and use of lawful leave are never evidence.",
    source: "Title VII; ADEA; ADA; GINA; USERRA; wording original; counsel to confirm state additions",
  },
  {
    id: "equal-weights",
    text: "All criteria weigh the same unless both parties write down, before the first candidate opens, why one should weigh more.",
    source: "OPM FAQ on weighting; wording original",
  },
  {
    id: "number-of-criteria",
    text: "Use five to eight criteria. The default set has six: the five core ones and judgment and discretion. Confirm them with a local job analysis.",
    source: "OPM structured interview page (five to eight competencies); wording original",
  },
] as const;

export interface RubricCriterion {
  id: string;
  title: string;
  group: "core" | "optional";
  defaultOn: boolean;
  defaultWeight: number;
  definition: string;
  lookFor: string[];
  doNotWeigh: string[];
  evidenceExamples: string[];
  anchors: { 1: string; 3: string; 5: string };
  notObserved: string;
  source: string;
}

export const CRITERIA: readonly RubricCriterion[] = [
  {
    id: "law-enforcement-experience",
    title: "Law-enforcement experience",
    group: "core",
    defaultOn: true,
    defaultWeight: 1,
    definition:
      "Sworn service of at least the agreed minimum (default 3 years), and what the officer learned in it: sound discretion, working knowledge of law and local policy, and the trust of the people served.",
    lookFor: [
      "Decisions in which the officer had a choice, and could explain it under law and policy",
      "Calls with young people, families or schools, and what followed",
      "Knowledge of local resources and of how the agency's policies apply on a campus",
      "Records, supervisors or community members who confirm it",
    ],
    doNotWeigh: [
      "Extra years beyond the minimum as if each were worth a point",
      "Rank, unit prestige, or number of arrests and citations",
      "Breaks in service for lawful leave, military duty or caregiving",
      "Whether you have worked with the candidate",
    ],
    evidenceExamples: [
      "Service dates from the agency",
      "Reports or evaluations the candidate may lawfully share",
      "Answer to the discretion question",
      "Reference from a supervisor who saw the work",
    ],
    anchors: {
      "1": "Describes enforcement as the first answer to most problems; cannot explain a choice under law or policy; no example with young people or families.",
      "3": "Gives a clear example of lawful discretion, names the policy that applied, and shows steady work that a supervisor confirms.",
      "5": "Gives several examples, one of them hard, in which judgment avoided harm and kept trust; explains what changed afterwards; others sought the officer's advice.",
    },
    notObserved: "Use when the answers covered only service length. Length alone is the gate, not the rating.",
    source: "NASRO: Selection (Qualifications, at least three years); definition and anchors original",
  },
  {
    id: "youth-engagement",
    title: "Youth engagement",
    group: "core",
    defaultOn: true,
    defaultWeight: 1,
    definition:
      "Shown willingness to spend time with young people, to listen, and to build relationships that last beyond one contact.",
    lookFor: [
      "Repeated contact over months, with a purpose",
      "Young people of different ages, abilities and backgrounds, including those who distrust police",
      "Listening first, keeping promises, knowing the limits of the role",
      "Working with the family and with school staff, not around them",
    ],
    doNotWeigh: [
      "Being a parent, or not being one",
      "Coaching over other ways to engage: tutoring, mentoring, arts, faith-neutral clubs and casework count alike",
      "How 'fun' or youthful the candidate seems",
      "Unpaid hours that only people with free evenings can give",
    ],
    evidenceExamples: [
      "Dated list of activities with a person who can verify",
      "Letter from a program",
      "Answer to the sustained-relationship question",
      "Patrol work with youth, such as diversion follow-up",
    ],
    anchors: {
      "1": "No example, or only enforcement contacts; speaks of young people mostly as a problem to control.",
      "3": "Two or more verified examples of steady, voluntary contact; describes what the young person needed and how limits were kept.",
      "5": "A sustained relationship or program, verified, with a result others can see; reached young people who are hard to reach; brought family, school or services in at the right time.",
    },
    notObserved:
      "Use when there was no evidence item and the question was skipped. An empty résumé line is 'not observed' until the question has been asked.",
    source: "NASRO: Experience in Youth Development; definition and anchors original",
  },
  {
    id: "verbal-communication",
    title: "Verbal communication",
    group: "core",
    defaultOn: true,
    defaultWeight: 1,
    definition:
      "Speaks clearly, listens, and changes words and tone for a child, a teenager, a parent, a teacher or a fellow officer.",
    lookFor: [
      "Plain words and a clear order",
      "Checks that the listener understood",
      "Calm tone under pressure",
      "Listens before answering",
    ],
    doNotWeigh: [
      "Accent or first language, unless the panel truly could not understand",
      "Height, voice pitch, eye contact or gestures tied to culture or disability",
      "Polish and charm without content",
    ],
    evidenceExamples: [
      "Answers in the interview",
      "The spoken answer to parents",
      "A reference who has heard the officer speak to a group",
    ],
    anchors: {
      "1": "Hard to follow, or talks over the listener; uses the same police terms for every audience.",
      "3": "Clear and respectful; adapts words to the audience; answers the question that was asked.",
      "5": "Makes a difficult point clear to two very different audiences; names feelings and facts; checks understanding and adjusts at once.",
    },
    notObserved:
      "Rare, because every interview shows speech. Use when an accommodation replaced spoken answers; then rate what was agreed in its place.",
    source: "NASRO: Communication Skills; definition and anchors original",
  },
  {
    id: "written-communication",
    title: "Written communication",
    group: "core",
    defaultOn: true,
    defaultWeight: 1,
    definition:
      "Writes what happened and what comes next so that a parent, a prosecutor and a principal would each understand it the same way.",
    lookFor: [
      "Facts apart from opinions",
      "Order, short sentences, correct names and times",
      "Right amount of detail for the reader",
      "Protects student privacy",
    ],
    doNotWeigh: [
      "Handwriting",
      "A single spelling slip",
      "Formal style for its own sake",
      "Typing speed; accommodations such as speech-to-text do not lower the score",
    ],
    evidenceExamples: [
      "Writing sample done under the same conditions by all",
      "Redacted report the agency agrees to share",
    ],
    anchors: {
      "1": "Facts missing or mixed with opinion; a reader could not act on it; names a student without need.",
      "3": "Complete, in order, neutral in tone; the reader knows what happened and what to do; privacy respected.",
      "5": "Clear to every audience named in the task; anticipates questions; explains limits (what cannot be shared and why) without jargon.",
    },
    notObserved:
      "Use when no writing sample was received. A late sample is handled by the rule agreed for all, not by a lower score.",
    source: "NASRO: Communication Skills; definition and anchors original",
  },
  {
    id: "presentation-formats",
    title: "Presentation in varied formats",
    group: "core",
    defaultOn: true,
    defaultWeight: 1,
    definition:
      "Presents safety information in the form the moment needs: a lesson, a short talk, a slide, a hand-out, a conversation.",
    lookFor: [
      "One clear aim the audience can repeat",
      "Activity, not only talk",
      "Materials fitted to age and ability",
      "Handles a question that was not expected",
    ],
    doNotWeigh: [
      "Design skill or expensive materials",
      "Stage confidence without learning",
      "Familiarity with one brand of software",
    ],
    evidenceExamples: [
      "10-minute lesson demonstration",
      "Lesson outline",
      "Past lesson plans or recordings, if every candidate may offer them",
    ],
    anchors: {
      "1": "Lectures without an aim; content does not fit the age; cannot change course.",
      "3": "Clear aim, fitting content, at least one activity, checks what was learned.",
      "5": "Holds the group with two or more formats, includes learners with different needs, checks learning and leaves something families can use.",
    },
    notObserved: "Use when the demonstration was not held. Do not infer it from the interview voice.",
    source: "NASRO: Communication Skills (several formats); NASRO: TRIAD Model (educator topics); anchors original",
  },
  {
    id: "judgment-discretion",
    title: "Judgment and discretion",
    group: "optional",
    defaultOn: true,
    defaultWeight: 1,
    definition:
      "Chooses the least intrusive lawful step that solves the problem, and knows which problems belong to the school.",
    lookFor: [
      "Tells a crime from a rule break",
      "Considers options short of arrest",
      "Knows when to call a supervisor, a counselor or a parent",
      "Owns mistakes",
    ],
    doNotWeigh: ["Whether you would have done the same", "Outcome luck: judge what was known at the time"],
    evidenceExamples: ["Situational answers", "In-basket exercise", "A past decision with its paper trail"],
    anchors: {
      "1": "Treats discipline as police business, or follows orders that the law does not support.",
      "3": "Separates school rules from law, names at least two options and picks one for a stated reason.",
      "5": "Weighs law, safety, the student's needs and trust together; explains the limit of each role; plans the follow-up and the record.",
    },
    notObserved: "Use when the situational questions were not asked of this candidate.",
    source: "NASRO: MOU (formal discipline; decision to take enforcement action); anchors original",
  },
  {
    id: "collaboration-with-schools",
    title: "Collaboration with schools",
    group: "optional",
    defaultOn: false,
    defaultWeight: 1,
    definition:
      "Works with administrators, counselors and teachers as a partner with a different job, and handles disagreement without losing the relationship.",
    lookFor: [
      "Asks how the school works",
      "Shares what may be shared, early",
      "Disagrees in private and follows the agreed path",
      "Credits others",
    ],
    doNotWeigh: ["Agreement with you", "Personal friendship with school staff"],
    evidenceExamples: [
      "Answer to the arrest-pressure question",
      "Reference from a school or service partner",
      "Joint projects",
    ],
    anchors: {
      "1": "Sees the school as an obstacle or as a boss; keeps problems to self.",
      "3": "Describes regular contact, a shared plan and one disagreement handled through the right channel.",
      "5": "Built a working routine with another organization that outlasted one case; both sides confirm it.",
    },
    notObserved: "Use when no question touched work with another organization.",
    source: "NASRO: Collaboration (Defining Roles; effective partnerships); anchors original",
  },
  {
    id: "triad-understanding",
    title: "Understanding of the three TRIAD roles",
    group: "optional",
    defaultOn: false,
    defaultWeight: 1,
    definition:
      "Can say what an officer, an educator and an informal mentor each do in a school, and how to move between them.",
    lookFor: [
      "An example of each role",
      "Limits of the mentor role: not therapy, and mandatory reporting still applies",
      "A balanced week",
    ],
    doNotWeigh: ["Knowing the brand name of a course", "Reciting a definition"],
    evidenceExamples: ["Answer to the first-month question", "Training held"],
    anchors: {
      "1": "Knows only the enforcement role, or treats mentoring as free counseling.",
      "3": "Gives a realistic example of each role and one limit.",
      "5": "Plans time across the roles from the school's own needs and explains how one role can harm or help another.",
    },
    notObserved: "Use when the first-month question was not asked.",
    source: "NASRO: TRIAD Model; anchors original",
  },
  {
    id: "equity-and-disability",
    title: "Equity and work with students with disabilities",
    group: "optional",
    defaultOn: false,
    defaultWeight: 1,
    definition:
      "Treats students fairly, notices patterns, and adapts to students with disabilities or limited English.",
    lookFor: [
      "Asks for the student's plan or a staff member who knows the student",
      "Time, distance, fewer voices",
      "Checks own decisions for patterns",
      "Uses interpreters properly",
    ],
    doNotWeigh: ["The candidate's own background or disability", "Political language, either way"],
    evidenceExamples: ["Crisis answer", "Training in disability or crisis response", "Example of changed practice"],
    anchors: {
      "1": "Same response for every student; takes a disability as defiance; uses a child as interpreter.",
      "3": "Adapts the approach, seeks the staff who know the student, and explains fairness as fitting the response to facts.",
      "5": "Gives an example in which adapting prevented harm, and one in which a pattern was noticed, raised and changed.",
    },
    notObserved: "Use when the crisis and pattern questions were not asked.",
    source:
      "NASRO: Definition of school-based law enforcement (disabilities, implicit bias, trauma); ADA Title II; IDEA; anchors original",
  },
  {
    id: "regulation-and-deescalation",
    title: "Emotional regulation and de-escalation",
    group: "optional",
    defaultOn: false,
    defaultWeight: 1,
    definition: "Stays steady, slows things down, and helps others to become calm.",
    lookFor: [
      "Knows own signs of stress and what to do",
      "Voice, space, time, one speaker",
      "Repairs the relationship afterwards",
    ],
    doNotWeigh: ["Medical or mental-health history: never ask", "Quietness or liveliness as such"],
    evidenceExamples: [
      "Answers to the fight and stress questions",
      "Use-of-force or crisis reviews the agency may share",
    ],
    anchors: {
      "1": "Raises the pressure, crowds the student, or takes words personally.",
      "3": "Names concrete calming steps, uses them first when it is safe, and reports honestly.",
      "5": "Shows a hard case in which calming worked, what was learned when it did not, and how trust was repaired.",
    },
    notObserved: "Use when no question brought up pressure or conflict.",
    source: "NASRO: Adolescent Mental Health (de-escalation); anchors original",
  },
];
