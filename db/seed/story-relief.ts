import type { Rating } from "#shared/documents/card.ts";
import type { AgreedScore } from "#shared/documents/joint.ts";
import type { StoryDecision } from "./deciding.ts";
import {
  CRITERION_IDS,
  type CriterionId,
  PANEL,
  type PersonId,
  type StoryCandidate,
  type StoryEvidence,
  type StoryNote,
} from "./story.ts";
import type { StoryInterview } from "./story-middle.ts";

/*
 * The round for the relief officer of all four schools: six candidates, every result sealed, the decision signed by both
 * leads and waiting for the chief. Enough people rated by all for the report to say how far the raters agree.
 */

const [law, youth, verbal, written, formats, judgment] = [
  "law-enforcement-experience",
  "youth-engagement",
  "verbal-communication",
  "written-communication",
  "presentation-formats",
  "judgment-discretion",
] as const satisfies readonly CriterionId[];

interface Told {
  person: StoryCandidate;
  day: string;
  clock: string;
  debrief: string;
  /** One row per criterion in their usual order, one digit per rater in seating order. */
  first: readonly [string, string, string, string, string, string];
  evidence: StoryEvidence[];
  notes: StoryNote[];
  agreed: readonly [AgreedScore, string][];
}

const CALLOWAY = told({
  person: file("ines-calloway", "Officer Ines Calloway", "Traffic unit", "2015-08-10", {
    what: "Parent evenings on teen drivers, Larkfield High",
    when: "{2022} to present, twice a year",
    verifier: "Parent association (letter)",
  }),
  day: "2026-10-26",
  clock: "08:00",
  debrief: "09:00",
  first: ["44344", "45444", "44454", "34434", "44444", "44545"],
  evidence: [
    seen(
      "marcus-hale",
      youth,
      "Knows the freshmen of the driver evenings by name; two of them asked her to speak again.",
    ),
    seen("elena-ruiz", verbal, "Told a parent no in one sentence, and the parent would still have thanked her."),
    seen("ruth-bell", judgment, "Q1 and Q4: names the point at which the law would apply before being asked."),
    seen("ji-woo-kim", judgment, "Q8: chose a ride home and a call over a citation, and wrote down why."),
  ],
  notes: [
    { question: 1, by: "ruth-bell", text: "“The room belongs to the teacher. I hold the door.”" },
    { question: 6, by: "elena-ruiz", text: "Lesson starts with a parking-lot measurement the students do themselves." },
  ],
  agreed: [
    [4, "Eleven years, traffic and patrol; no open complaints."],
    [4, "Verified and regular; older students mostly."],
    [4, "Plain and kind under pressure."],
    [4, "Complete; one date left out."],
    [4, "Students measure, then explain."],
    [4, "Keeps the discipline line and gives her reasons."],
  ],
});

const FROST = told({
  person: file("gideon-frost", "Det. Gideon Frost", "Family services", "2012-05-21", {
    what: "Chess evening, Riverbend Youth Center",
    when: "{2023} to present, monthly",
    verifier: "Riverbend sign-in sheets",
  }),
  day: "2026-10-26",
  clock: "09:10",
  debrief: "09:50",
  first: ["55454", "34343", "44344", "44454", "33343", "44434"],
  evidence: [
    seen("dana-ortiz", law, "Five years of family cases without a finding against him; names the policy each time."),
    seen("marcus-hale", law, "Q8: three hard calls, each with what he would do differently."),
    seen("elena-ruiz", law, "Explained consent to a fourteen-year-old witness in words the child repeated."),
    seen("elena-ruiz", written, "The report could go to a prosecutor as it is."),
  ],
  notes: [{ question: 5, by: "elena-ruiz", text: "Asked who the student trusts before he asked anything else." }],
  agreed: [
    [5, "Fourteen years, hard cases, and every step named."],
    [3, "Monthly and verified; few students."],
    [4, "Careful and clear."],
    [4, "Ready to file; a little long for parents."],
    [3, "A talk with good slides."],
    [4, "Slow to act, quick to explain."],
  ],
});

const BENEDEK = told({
  person: file("yara-benedek", "Officer Yara Benedek", "Patrol, night watch", "2020-01-13", {
    what: "Homework room, Mill Creek Elementary",
    when: "{2024-09} to present, two afternoons a week",
    verifier: "Mill Creek front office (roster)",
  }),
  day: "2026-10-26",
  clock: "10:20",
  debrief: "10:40",
  first: ["33333", "44544", "34343", "33433", "44344", "33343"],
  evidence: [seen("ruth-bell", youth, "Two years of homework room after night watch; the roster shows no gap.")],
  notes: [{ question: 3, by: "ji-woo-kim", text: "A third-grader who reads to her now; she used to read to him." }],
  agreed: [
    [3, "Six years of nights; few calls with children."],
    [4, "The steadiest record of all six, young children."],
    [3, "Clear with children, hurried with adults."],
    [3, "Facts complete, order mixed."],
    [4, "Puppets for the bus rule, and it worked on us."],
    [3, "Sound; asks a supervisor early."],
  ],
});

const ASHBY = told({
  person: file("colm-ashby", "Officer Colm Ashby", "Warrants", "2014-11-03", {
    what: "Coach, police athletic league soccer",
    when: "{2021} and {2022}",
    verifier: "League office (call)",
  }),
  day: "2026-10-27",
  clock: "12:00",
  debrief: "11:30",
  first: ["44444", "23232", "33343", "34333", "22322", "33333"],
  evidence: [],
  notes: [{ question: 2, by: "marcus-hale", text: "The six-year-old version used the word “perimeter”." }],
  agreed: [
    [4, "Broad record."],
    [3, "Two seasons, some years ago."],
    [3, "Adults follow, children would not."],
    [3, "Good facts, stiff words."],
    [2, "No task for the learners."],
    [3, "Right answers, few choices named."],
  ],
});

const NOVAK = told({
  person: file("petra-novak", "Officer Petra Novak", "Patrol, south sector", "2022-06-20", {
    what: "Youth camp counselor before the academy",
    when: "{2017} to {2019}, summers",
    verifier: "Camp director (letter)",
  }),
  day: "2026-10-27",
  clock: "13:10",
  debrief: "13:00",
  first: ["22232", "33433", "33333", "43333", "33343", "22323"],
  evidence: [],
  notes: [{ question: 4, by: "dana-ortiz", text: "Would call her sergeant first; then the principal." }],
  agreed: [
    [2, "Four years; no discretion example of her own."],
    [3, "Three summers, verified."],
    [3, "Friendly and clear."],
    [3, "Complete."],
    [3, "One activity, well timed."],
    [2, "Leans on others for the call."],
  ],
});

const GREER = told({
  person: file("amos-greer", "Officer Amos Greer", "Court services", "2016-02-29", {
    what: "Career day, Larkfield High",
    when: "{2025}, once",
    verifier: null,
  }),
  day: "2026-10-27",
  clock: "14:20",
  debrief: "13:50",
  first: ["34334", "22222", "23222", "33232", "22222", "33232"],
  evidence: [],
  notes: [{ question: 3, by: "ruth-bell", text: "No relationship longer than one day yet; says so openly." }],
  agreed: [
    [3, "Ten years, mostly in court."],
    [2, "One day, not verified."],
    [2, "Long sentences."],
    [3, "Correct and cold."],
    [2, "Read from the page."],
    [3, "Cautious; would ask."],
  ],
});

export const RELIEF: readonly StoryInterview[] = [CALLOWAY, FROST, BENEDEK, ASHBY, NOVAK, GREER];

export const RELIEF_DECISION: StoryDecision = {
  reasons: [
    {
      on: law,
      by: "dana-ortiz",
      restsOn: ["gideon-frost", "ines-calloway"],
      text: "Det. Frost has the deepest record; Officer Calloway's is broad and free of findings. Both are well above what a relief post asks.",
    },
    {
      on: youth,
      by: "ruth-bell",
      restsOn: ["ines-calloway", "yara-benedek"],
      text: "The relief officer meets a new school each week. Officer Calloway's verified work is with teenagers, Officer Benedek's with young children; both kept it up for years.",
    },
    {
      on: verbal,
      by: "ruth-bell",
      restsOn: ["ines-calloway"],
      text: "Officer Calloway said no to a parent without losing the parent.",
    },
    {
      on: written,
      by: "dana-ortiz",
      restsOn: ["gideon-frost", "ines-calloway"],
      text: "Det. Frost and Officer Calloway write what can be filed. A relief officer's notes have to stand alone.",
    },
    {
      on: formats,
      by: "ruth-bell",
      restsOn: ["ines-calloway", "yara-benedek"],
      text: "Both gave the learners something to do in the first minute.",
    },
    {
      on: judgment,
      by: "dana-ortiz",
      restsOn: ["ines-calloway", "gideon-frost"],
      text: "Officer Calloway names the point at which the law would apply before she is asked, and leaves discipline to the school.",
    },
  ],
  places: [
    { candidate: "ines-calloway", place: "appoint" },
    {
      candidate: "yara-benedek",
      place: "alternate",
      order: 15,
      gap: "Stands by first, because Det. Frost is bound to family services until June; both leads agreed.",
    },
    {
      candidate: "gideon-frost",
      place: "alternate",
      gap: "Second on the scores. Bound to family services until June, so he stands by second.",
    },
    { candidate: "colm-ashby", place: "not-selected" },
    { candidate: "petra-novak", place: "not-selected" },
    { candidate: "amos-greer", place: "not-selected" },
  ],
  alternatesUntil: "2027-06-30",
};

function told({ person, first, agreed, ...story }: Told): StoryInterview {
  return {
    candidate: person,
    ...story,
    ratings: Object.fromEntries(
      CRITERION_IDS.map((id, i) => [id, PANEL.map((_, seat) => Number(first[i]?.[seat]) as Rating)]),
    ),
    joint: {
      agreed: Object.fromEntries(CRITERION_IDS.map((id, i) => [id, { score: agreed[i]?.[0], reason: agreed[i]?.[1] }])),
      moves: [],
      dissent: [],
    } as StoryInterview["joint"],
  };
}

function file(
  id: string,
  name: string,
  post: string,
  from: string,
  youth: StoryCandidate["youth"][number],
): StoryCandidate {
  return {
    id,
    name,
    post,
    service: [{ agency: "Larkfield Police Department", post, from, to: null }],
    youth: [youth],
    resume: [post],
    writing: null,
  };
}

function seen(by: PersonId, on: CriterionId, text: string): StoryEvidence {
  return { by, on, text };
}
