import type { EvaluationRating } from "#shared/documents/evaluation.ts";

/** The goals of Officer Patel's third year. */
export const GOALS = [
  {
    role: "law-enforcement-officer",
    words:
      "By January, agree with the school which minor offenses go to support first, and look at the list each term.",
    measure: "The signed list, and two notes on its use",
  },
  {
    role: "public-safety-educator",
    words: "Give twelve lessons with a short check at the end of each.",
    measure: "The calendar of lessons, and the checks",
  },
  {
    role: "counselor-mentor",
    words: "Keep one open hour a week for thirty weeks, and note the number of visitors only.",
    measure: "The totals, and a word of the counselor",
  },
  {
    role: "working-with-the-school",
    words: "Meet the principal every week for twenty minutes.",
    measure: "The notes of the meetings",
  },
] as const;

export interface StoryEvidenceEntry {
  id: string;
  on: string;
  by: "dana-ortiz" | "ruth-bell" | "nina-patel";
  role: string;
  tone: "commend" | "neutral" | "concern";
  words: string;
  corrects?: string;
  answer?: string;
}

/** The log of the year, by both sides and by the officer. */
export const LOG: readonly StoryEvidenceEntry[] = [
  {
    id: "patel-gate",
    on: "2025-11-18",
    by: "dana-ortiz",
    role: "law-enforcement-officer",
    tone: "commend",
    words:
      "Noticed on a walk that the gate by the courts was held open with a stone. Closed within two days, and on the monthly list since.",
  },
  {
    id: "patel-open-hour",
    on: "2025-12-04",
    by: "nina-patel",
    role: "counselor-mentor",
    tone: "neutral",
    words: "Seven students came to the first open hour. The counselor looked in, so that they know us both.",
  },
  {
    id: "patel-pictures",
    on: "2025-12-11",
    by: "ruth-bell",
    role: "public-safety-educator",
    tone: "commend",
    words: "Ninth-grade lesson on sending pictures. Two teachers asked to keep the question cards.",
  },
  {
    id: "patel-list",
    on: "2026-01-14",
    by: "dana-ortiz",
    role: "law-enforcement-officer",
    tone: "commend",
    words: "The list of what goes to support first is signed. One page, and it says who decides.",
  },
  {
    id: "patel-crash-report",
    on: "2026-02-05",
    by: "dana-ortiz",
    role: "professional-standards",
    tone: "concern",
    words:
      "The report on the crash in the lot came five days late; it waited for a sketch. We agreed: file first, add later.",
    answer: "True. The sketch was not worth the wait.",
  },
  {
    id: "patel-crash-report-again",
    on: "2026-02-05",
    by: "dana-ortiz",
    role: "professional-standards",
    tone: "concern",
    corrects: "patel-crash-report",
    words:
      "The report on the crash in the lot came four days late, not five: the first day was a holiday. We agreed: file first, add later.",
  },
  {
    id: "patel-warrant",
    on: "2026-02-24",
    by: "ruth-bell",
    role: "working-with-the-school",
    tone: "commend",
    words: "Told me about the warrant the evening before. Staff knew by first period what to say.",
  },
  {
    id: "patel-gym",
    on: "2026-03-10",
    by: "dana-ortiz",
    role: "law-enforcement-officer",
    tone: "commend",
    words:
      "Two students about to fight behind the gym: distance, a low voice, the crowd sent off. Nobody was touched. The trainer uses the recording.",
  },
  {
    id: "patel-parents",
    on: "2026-03-26",
    by: "nina-patel",
    role: "public-safety-educator",
    tone: "neutral",
    words: "Evening for parents about extortion online, with an interpreter. Thirty-eight adults.",
  },
  {
    id: "patel-crisis",
    on: "2026-04-14",
    by: "ruth-bell",
    role: "counselor-mentor",
    tone: "commend",
    words:
      "A student in crisis. She asked who knew the student, sent for that teacher, and waited by the door. The safety plan was mended the next day.",
  },
  {
    id: "patel-pace",
    on: "2026-05-07",
    by: "dana-ortiz",
    role: "public-safety-educator",
    tone: "neutral",
    words: "Watched a lesson on driving. A strong exercise; too fast for the last two rows. We talked about pace.",
  },
  {
    id: "patel-meetings",
    on: "2026-05-21",
    by: "ruth-bell",
    role: "working-with-the-school",
    tone: "concern",
    words: "Two of our weekly meetings fell out this spring without a word. Small, and worth mending.",
    answer: "One of them was a day in court that I told the front office about. I should have told you.",
  },
  {
    id: "patel-discipline",
    on: "2026-09-15",
    by: "ruth-bell",
    role: "working-with-the-school",
    tone: "commend",
    words: "Asked to fetch a student over the dress code, she explained kindly whom to call, and stayed out of it.",
  },
  {
    id: "patel-course",
    on: "2026-10-06",
    by: "dana-ortiz",
    role: "professional-standards",
    tone: "commend",
    words: "Finished the advanced course and told the squad about it in a quarter of an hour.",
  },
];

export const SELF: Record<string, string> = {
  "sa-proud":
    "The list we signed in January: a year ago staff called me about vaping, now they call the counselor. And the evening for parents, because half of them had never been in the building.",
  "sa-roles": "About two fifths officer, the rest shared. In March the court took my open hours.",
  "sa-goals":
    "The list: done, looked at twice. Lessons: thirteen of twelve. Open hours: twenty-eight of thirty. Meetings: most weeks, not all.",
  "sa-hard": "The student at the stairs in April. I would send for the teacher a minute sooner.",
  "sa-school": "It helps when I am told early. Fridays after two get in the way of everything.",
  "sa-support": "A day with the special-education team, and somebody at Cottonwood when I am in court.",
  "sa-missing": "The mornings at Cottonwood. Nobody writes about them, and I do not either.",
};

export const RATINGS: Record<string, { rating: EvaluationRating; evidence?: string }> = {
  "visible-presence": { rating: 4, evidence: "Walks with the principal each month; seen at arrival and dismissal" },
  "lawful-measured-enforcement": { rating: 4, evidence: "The support-first list, in use" },
  "de-escalation": { rating: 5, evidence: "Behind the gym: now a training example" },
  "prevention-and-site-safety": { rating: 4, evidence: "The gate by the courts" },
  "reports-and-confidentiality": { rating: 3, evidence: "One late report; the rest in time and clear" },
  "lessons-given": { rating: 4, evidence: "Thirteen lessons" },
  "lesson-quality": { rating: 4, evidence: "Strong exercises; pace" },
  "family-and-staff-education": { rating: 4, evidence: "The evening in March, with an interpreter" },
  "clear-communication": { rating: 4 },
  "positive-contacts": { rating: 4, evidence: "Twenty-eight open hours" },
  "mentoring-within-limits": { rating: 4 },
  "support-for-students-in-need": { rating: 5, evidence: "The student at the stairs: waited, and the plan was mended" },
  fairness: { rating: 4 },
  "work-with-administration": { rating: 3, evidence: "Early word on the warrant; two meetings lost" },
  "respect-for-discipline-line": { rating: 4, evidence: "The dress code: said kindly whom to call" },
  "part-of-the-team": { rating: 4 },
  "goal-progress": { rating: 4 },
  integrity: { rating: 5, evidence: "Named her own lost meeting and late report before anybody asked" },
  "agency-policy": { rating: 3 },
  "training-completed": { rating: 4, evidence: "Advanced course, October" },
};

/** The supervisor's draft, by section. */
export const DRAFT: Record<string, string> = {
  "law-enforcement-officer":
    "Officer Patel acts early and lightly. The list that she and the school signed gives staff a way that is not a call to the police, and what she did behind the gym in March shows what distance and time can do.",
  "public-safety-educator":
    "Thirteen lessons, one more than agreed, and an evening that reached parents whom nobody had seen before. The pace of a lesson is what to work on.",
  "counselor-mentor":
    "Steady, and careful about limits: the counselor is always near, and what is hard is handed over within minutes.",
  "working-with-the-school": "She keeps the discipline line and teaches it kindly. Two meetings were lost in spring.",
  "professional-standards": "Truthful, also about her own mistakes. Reports should not wait for perfection.",
  "next-year": "I recommend that she stays, with two goals: reports within two days, and a fixed day for the meeting.",
};

export const FEEDBACK_WORDS = {
  open: "Students call her fair before they call her nice, and I think that is the right order. What changed this year is us: teachers ask whose problem it is before they reach for the phone. I would like more of her at Cottonwood.",
  answers: {
    "fb-presence": "as-needed",
    "fb-roles": "balanced",
    "fb-discipline-line": "always",
    "fb-communication": "well",
    "fb-all-students": "positively",
  },
  examples: {
    "fb-communication": "The evening before the warrant she sat in my office until every question was answered.",
    "fb-discipline-line": "In September, with the dress code.",
  },
} as const;

/** What the supervisor changed once both had read each other. */
export const ADDED =
  "Principal Bell adds that teachers now ask whose problem it is before they call, and that Officer Patel is the reason.";
