/** The default exercises in our own words, each rated alone on its own criterion. */

export const EXERCISE_RULES = [
  {
    id: "same-for-all",
    text: "Every candidate gets the same task, the same time and the same materials. Extra time or another format is given only through the coordinator as an accommodation; raters are not told why.",
    source: "OPM structured interview guide (standard conditions); ADA; wording original",
  },
  {
    id: "no-real-students",
    text: "All names and records in the materials are invented. Candidates must not use real student names or cases.",
    source: "FERPA, 34 CFR Part 99; wording original",
  },
  {
    id: "rate-alone",
    text: "Each rater scores the exercise alone on the linked criterion before the panel talks.",
    source: "original",
  },
  {
    id: "own-work",
    text: "Written work is done by the candidate without help, including from writing software beyond spelling and agreed accommodations. Say so in the instructions and apply it to all.",
    source: "original",
  },
] as const;

export interface BankExercise {
  id: string;
  title: string;
  criterion: string;
  defaultOn: boolean;
  minutes: number;
  candidateInstructions: string;
  raterInstructions: string;
  anchors: { 1: string; 3: string; 5: string };
  notObserved: string;
  source: string;
}

export const EXERCISES: readonly BankExercise[] = [
  {
    id: "writing-sample",
    title: "Writing sample",
    criterion: "written-communication",
    defaultOn: true,
    minutes: 40,
    candidateInstructions:
      "Write two texts from the fact sheet. (A) A short incident report for your agency, up to 200 words. (B) An e-mail to the father who called, up to 150 words, that answers him and tells him what happens next. Use only the facts given. You may mark anything you would still need to find out.",
    raterInstructions:
      "Rate both texts together. Look at facts, order, tone, privacy of the other student, and what the reader can do next.",
    anchors: {
      "1": "Facts wrong, added or missing; names or describes the other student to the father; promises charges or discipline; opinion written as fact.",
      "3": "Both texts complete and in order; neutral tone; other student's privacy kept; father told truthfully who decides what and by when he hears more.",
      "5": "As 3, and each text is fitted to its reader; says what is not yet known; explains kindly why some things cannot be shared and what the father can ask for; report would stand alone in a file.",
    },
    notObserved: "No text received. A late or lost file is handled by the rule agreed for all.",
    source: "NASRO: Communication Skills; NASRO: MOU (discipline, enforcement decision); task original",
  },
  {
    id: "spoken-answer-to-parents",
    title: "Spoken answer to parents",
    criterion: "verbal-communication",
    defaultOn: false,
    minutes: 8,
    candidateInstructions:
      "At a parents' evening someone asks: 'Why do we need an armed officer in a middle school, and will my child be arrested for acting up?' Answer in about four minutes. Then two parents will each ask one more question.",
    raterInstructions:
      "Rate clarity, respect, accuracy about roles, and whether the fear was heard. Do not rate the position taken on public debates.",
    anchors: {
      "1": "Defensive or vague; gives wrong information about discipline; dismisses the fear; police jargon.",
      "3": "Clear and respectful; separates school discipline from law; offers a concrete way for the child and parent to meet the officer.",
      "5": "As 3, and turns worry into a shared plan; explains limits of arrest and of promises in plain words; checks that the parent feels answered.",
    },
    notObserved: "Exercise not held, or replaced by another format without agreement for all.",
    source: "NASRO: Communication Skills; NASRO: MOU (formal discipline); task original",
  },
  {
    id: "lesson-demonstration",
    title: "Ten-minute lesson demonstration",
    criterion: "presentation-formats",
    defaultOn: true,
    minutes: 10,
    candidateInstructions:
      "Teach the first ten minutes of a lesson on thinking before you share a picture or message online, for 24 sixth-graders. Two learners have limited English and one uses a hearing device. Bring a half-page outline for the remaining 20 minutes. The panel will behave like a friendly class and ask one question.",
    raterInstructions:
      "Rate the aim, the fit to age and needs, the activity, and the answer to the question (safety and telling an adult come first, no blame). Do not rate slide design.",
    anchors: {
      "1": "No aim; frightens or lectures; content unfit for the age; blames the student in the question.",
      "3": "One clear aim, age-fit content, one activity, a check of learning; answers the question with help and a trusted adult.",
      "5": "As 3, and uses two or more formats, includes the named learners without singling them out, answers with concrete help steps and leaves a note families can use.",
    },
    notObserved: "Demonstration not held.",
    source: "NASRO: TRIAD Model (educator topics: social media, decision making); task original",
  },
  {
    id: "in-basket-records-request",
    title: "In-basket: who may see what",
    criterion: "judgment-discretion",
    defaultOn: false,
    minutes: 25,
    candidateInstructions:
      "Put the five messages in the order you would handle them. For each, write two or three sentences: what you do now, whom you involve, what you share or do not share, and what you write down. You are not expected to cite law by number. Say where you would check.",
    raterInstructions:
      "There is no trick. Safety comes first (message 3). Look for: the school keeps control of education records; an officer given access as a school official may use them only for that purpose; the agency's own records follow agency policy; the media goes to the spokesperson.",
    anchors: {
      "1": "Does not put the missing student first; hands over school records on request; answers the reporter.",
      "3": "Message 3 first, with the school and dispatch; asks the school's records contact before sharing education records; sends report and media requests to the right office; keeps a short log.",
      "5": "As 3, and names what could lawfully be shared in an emergency, offers each person a proper route (for example supervised viewing, subpoena, consent), and notes patterns to settle in the agreement.",
    },
    notObserved: "Exercise not completed for a reason outside the candidate's control.",
    source:
      "34 CFR 99.8, 99.31(a)(1)(i)(B), 99.31(a)(10), 99.33, 99.36; US Department of Education SRO questions and answers (2019); NASRO: Sharing of Information; task original",
  },
];
