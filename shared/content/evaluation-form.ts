/**
 * The default annual evaluation in our own words: scale, items by TRIAD role, what is never rated, the administrator's
 * feedback, the self-assessment, goals and the rules for the outcome. Sources stand beside each entry; NASRO 2021
 * recommendations are paraphrased, not quoted. Each agency checks it against its labor contract and policy.
 */

export const EVALUATION_FORM_VERSION = "1.0.0";

/** Original; five levels as in common public-sector practice. */
export const EVALUATION_SCALE = [
  {
    value: 1,
    label: "Unacceptable",
    meaning: "Harmful or far below what the post needs. Needs evidence and a plan or a review.",
  },
  {
    value: 2,
    label: "Needs improvement",
    meaning: "Below what the post needs in some respects. Name what is missing and the help offered.",
  },
  {
    value: 3,
    label: "Meets expectations",
    meaning: "Does what the post needs, reliably. This is good work.",
  },
  {
    value: 4,
    label: "Exceeds expectations",
    meaning: "Often goes beyond, with results others can see.",
  },
  {
    value: 5,
    label: "Exceptional",
    meaning: "A model for others over the whole year. Needs evidence.",
  },
] as const;

export const NOT_OBSERVED_RULE =
  "Choose 'Not observed' when there is no evidence. It is not counted as zero and leaves the mean. More than a quarter 'Not observed' shows a warning." as const;

/** The three TRIAD roles and the two groups beside them. */
export const EVALUATION_ROLES = [
  {
    id: "law-enforcement-officer",
    title: "Law enforcement officer",
    source: "NASRO: TRIAD Model",
  },
  {
    id: "public-safety-educator",
    title: "Public safety educator",
    source: "NASRO: TRIAD Model",
  },
  {
    id: "counselor-mentor",
    title: "Informal counselor / mentor",
    source: "NASRO: TRIAD Model",
  },
  {
    id: "working-with-the-school",
    title: "Working with the school",
    source: "NASRO: Collaboration",
  },
  {
    id: "professional-standards",
    title: "Professional standards",
    source: "original",
  },
] as const;

/** What the supervisor rates, each with anchors at 1, 3 and 5 and where evidence comes from. */
export const EVALUATION_ITEMS = [
  {
    id: "visible-presence",
    role: "law-enforcement-officer",
    title: "Visible and approachable presence",
    anchors: {
      "1": "Often absent without notice, or present but shut away or fixed to one spot.",
      "3": "Seen across campus at arrival, breaks and dismissal; greets people; tells the school when away.",
      "5": "Presence fits what the campus needs, shifts with data and requests; students and staff seek the officer out.",
    },
    evidence: ["Activity log", "Administrator feedback", "Coverage record"],
    source: "NASRO: Equipping (presence and visibility); item original",
  },
  {
    id: "lawful-measured-enforcement",
    role: "law-enforcement-officer",
    title: "Lawful, measured enforcement",
    anchors: {
      "1": "Acts beyond law or policy, or uses arrest or citation where a lesser step would plainly do.",
      "3": "Knows law and policy, consults when time allows, uses options short of arrest first when they fit.",
      "5": "As 3, explains decisions so that even those who disagree understand; helps lower repeat problems without enforcement.",
    },
    evidence: ["Reviewed reports", "Diversion record", "Pattern review (totals only)"],
    guard: "Never rate by number of arrests, citations or referrals, high or low.",
    source: "NASRO: MOU (decision to take enforcement action); item original",
  },
  {
    id: "de-escalation",
    role: "law-enforcement-officer",
    title: "De-escalation and problem solving",
    anchors: {
      "1": "Raises tension or turns to force early.",
      "3": "Uses time, space and voice; brings in staff who know the student; reports fairly.",
      "5": "As 3, in hard cases; finds the cause with staff and prevents a repeat.",
    },
    evidence: ["Incident reviews", "Staff accounts", "Follow-up notes"],
    source: "NASRO: Adolescent Mental Health; item original",
  },
  {
    id: "prevention-and-site-safety",
    role: "law-enforcement-officer",
    title: "Prevention, site safety and crisis readiness",
    anchors: {
      "1": "Unsure of the crisis plan; known hazards not raised.",
      "3": "Walks the site, reports hazards, takes part in crisis planning and drills, keeps rapid-response skill current.",
      "5": "As 3, leads a CPTED review or plan change with the school that was carried out.",
    },
    evidence: ["CPTED review", "Drill records", "Training record"],
    source: "NASRO: CPTED; NASRO: Single Officer Rapid Deployment; NASRO: Collaboration; item original",
  },
  {
    id: "reports-and-confidentiality",
    role: "law-enforcement-officer",
    title: "Reports and confidentiality",
    anchors: {
      "1": "Late, unclear or inaccurate; shares what may not be shared.",
      "3": "On time, factual, in the right system; follows the information-sharing clause.",
      "5": "As 3, and helps others get privacy right; reports used as examples.",
    },
    evidence: ["Report sample", "Records-office feedback", "Sharing log"],
    source: "NASRO: Documentation and Reporting; NASRO: Sharing of Information; 34 CFR Part 99; item original",
  },
  {
    id: "lessons-given",
    role: "public-safety-educator",
    title: "Lessons given as agreed",
    anchors: {
      "1": "Few or none of the agreed lessons, without a good reason.",
      "3": "Agreed lessons given on topics the school asked for.",
      "5": "As 3, and new lessons built with teachers from local needs.",
    },
    evidence: ["Lesson calendar", "Teacher requests"],
    source: "NASRO: TRIAD Model (educator); item original",
  },
  {
    id: "lesson-quality",
    role: "public-safety-educator",
    title: "Quality of lessons",
    anchors: {
      "1": "No aim, unfit for age, or frightening.",
      "3": "Clear aim, fits age and ability, active, checked for learning.",
      "5": "As 3, with evidence of learning over time and care for learners with different needs.",
    },
    evidence: ["Lesson plan", "Observation by supervisor or teacher", "Short learning checks"],
    source: "NASRO: TRIAD Model (educator); item original",
  },
  {
    id: "family-and-staff-education",
    role: "public-safety-educator",
    title: "Education for families and staff",
    anchors: {
      "1": "Declines or ignores requests.",
      "3": "Gives or supports at least the agreed sessions for parents or staff.",
      "5": "As 3, reaches families who usually do not come, in languages they use.",
    },
    evidence: ["Session record", "Hand-outs", "Feedback forms"],
    source: "NASRO: Collaboration (community education); item original",
  },
  {
    id: "clear-communication",
    role: "public-safety-educator",
    title: "Clear communication, spoken and written",
    anchors: {
      "1": "Confusing or disrespectful; people come away with wrong facts.",
      "3": "Clear and respectful with students, staff and parents.",
      "5": "As 3, in tense moments; adapts to language, age and disability.",
    },
    evidence: ["Messages and notices", "Administrator feedback", "Observation"],
    source: "NASRO: Communication Skills; item original",
  },
  {
    id: "positive-contacts",
    role: "counselor-mentor",
    title: "Positive contacts with students",
    anchors: {
      "1": "Contacts are mostly corrective.",
      "3": "Daily positive contacts, across different groups of students.",
      "5": "As 3, and students who once kept away now come forward.",
    },
    evidence: ["Log entries without names", "Climate survey totals", "Event record"],
    source: "NASRO: Purpose; item original",
  },
  {
    id: "mentoring-within-limits",
    role: "counselor-mentor",
    title: "Mentoring within proper limits",
    anchors: {
      "1": "Secret contact, promises of secrecy, or acting as therapist.",
      "3": "Steady mentoring known to the school; refers to counselors; reports as law requires.",
      "5": "As 3, builds a mentoring activity that others can run.",
    },
    evidence: ["Counselor feedback", "Referral notes (no names)", "Program plan"],
    source: "NASRO: TRIAD Model (informal counselor/mentor; mandatory reporting); item original",
  },
  {
    id: "support-for-students-in-need",
    role: "counselor-mentor",
    title: "Support for students with disabilities, trauma or mental-health needs",
    anchors: {
      "1": "Same response for all; ignores plans or staff advice.",
      "3": "Adapts, asks staff who know the student, knows local services.",
      "5": "As 3, improves how the team responds; trains others.",
    },
    evidence: ["Special-education staff feedback", "Training record", "Review notes"],
    source: "NASRO: Adolescent Mental Health; NASRO: School Administration Policies (special needs); item original",
  },
  {
    id: "fairness",
    role: "counselor-mentor",
    title: "Fairness and respect for every group",
    anchors: {
      "1": "Demeaning words or plainly unequal treatment.",
      "3": "Respectful to all; open to data and questions about patterns.",
      "5": "As 3, notices and helps correct a pattern.",
    },
    evidence: ["Pattern review", "Concerns and how they were answered", "Climate survey totals"],
    source:
      "NASRO: School-Based Law Enforcement (implicit bias); NASRO: TRIAD Model (diversity, equity and inclusion); item original",
  },
  {
    id: "work-with-administration",
    role: "working-with-the-school",
    title: "Work with administration",
    anchors: {
      "1": "Avoids meetings; surprises the school.",
      "3": "Regular meetings, early notice, follows the agreed channels in disagreement.",
      "5": "As 3, helps the school solve a shared problem; trusted in hard moments.",
    },
    evidence: ["Meeting record", "Administrator feedback"],
    source: "NASRO: Collaboration (regular meetings); item original",
  },
  {
    id: "respect-for-discipline-line",
    role: "working-with-the-school",
    title: "Keeps school discipline with the school",
    anchors: {
      "1": "Gives, threatens or carries out school discipline.",
      "3": "Declines discipline tasks politely and steers them to staff.",
      "5": "As 3, helps staff handle behavior without police.",
    },
    evidence: ["Declined-request log", "Staff feedback"],
    source: "NASRO: MOU (formal school discipline); item original",
  },
  {
    id: "part-of-the-team",
    role: "working-with-the-school",
    title: "Part in school teams",
    anchors: {
      "1": "Absent from agreed teams or oversteps the role there.",
      "3": "Takes part in safety, threat-assessment and crisis teams as agreed.",
      "5": "As 3, strengthens how a team works.",
    },
    evidence: ["Team records", "Team lead feedback"],
    source: "NASRO: Collaboration; NASRO conference topics (threat assessment); item original",
  },
  {
    id: "goal-progress",
    role: "working-with-the-school",
    title: "Progress on agreed goals",
    anchors: {
      "1": "Little or no work on the goals without reason.",
      "3": "Goals met or well under way, with data.",
      "5": "Goals met early or raised; result seen by others.",
    },
    evidence: ["Goal tracker", "Data source named in the goal"],
    source: "NASRO: MOU (goals and success); item original",
  },
  {
    id: "integrity",
    role: "professional-standards",
    title: "Integrity and conduct",
    anchors: {
      "1": "Untruthful or conduct that breaks policy (after due process only).",
      "3": "Truthful, reliable, owns mistakes.",
      "5": "As 3, raises standards for others.",
    },
    evidence: ["Supervisor observation", "Commendations"],
    guard: "Open or unproven complaints are not evidence.",
    source: "original",
  },
  {
    id: "agency-policy",
    role: "professional-standards",
    title: "Agency policy, equipment and readiness",
    anchors: {
      "1": "Repeated lapses in policy, uniform or equipment.",
      "3": "Follows policy; equipment and skills current.",
      "5": "As 3, improves a policy or practice.",
    },
    evidence: ["Inspection record", "Qualification record"],
    source: "NASRO: Chain of Command; NASRO: Equipping; item original",
  },
  {
    id: "training-completed",
    role: "professional-standards",
    title: "Training completed and used",
    anchors: {
      "1": "Required training missed without good reason.",
      "3": "All due items complete with proof; something learned was used.",
      "5": "As 3, teaches colleagues or school staff.",
    },
    evidence: ["Training record", "Example of use"],
    guard: "Training the agency did not fund or schedule is not held against the officer.",
    source: "NASRO: Training; item original",
  },
] as const;

/** What must not enter a rating. */
export const NEVER_RATED = [
  {
    id: "no-enforcement-counts",
    text: "Number of arrests, citations, referrals or searches",
    source: "original; NASRO: Purpose",
  },
  {
    id: "no-formal-discipline",
    text: "Formal discipline given to students, or willingness to give it",
    source: "NASRO: MOU (formal school discipline)",
  },
  {
    id: "no-open-complaints",
    text: "Complaints that are open or were not sustained",
    source: "original; state officer-rights law",
  },
  {
    id: "no-leave",
    text: "Use of sick, family, military or other lawful leave",
    source: "FMLA; USERRA; original",
  },
  {
    id: "no-protected-traits",
    text: "Any protected trait, accent, family status, or union activity",
    source: "Title VII; ADA; ADEA; original",
  },
  {
    id: "no-tenure",
    text: "Length of time in the assignment, in either direction",
    source: "NASRO: Rotation",
  },
  {
    id: "no-refusals-of-principal",
    text: "Refusing an administrator's request that policy or law does not support",
    source: "NASRO: MOU (decision to take enforcement action)",
  },
  {
    id: "no-social-media-private",
    text: "Private social media or off-duty speech, outside agency policy and law",
    source: "original; counsel to confirm",
  },
  {
    id: "no-test-scores",
    text: "School test scores or discipline totals, over which the officer has no control",
    source: "original",
  },
] as const;

/** The administrator's own section. */
export const FEEDBACK = {
  intro:
    "Your view matters and stands in your own words. Write what you saw or know first-hand. Leave out student names. You are not asked to rate the officer; the supervisor is responsible for the evaluation.",
  openQuestion: {
    id: "open-view",
    text: "What should the officer and the supervisor know about this year from the school's side?",
    source: "NASRO: Collaboration in the SRO Evaluation; question original",
  },
  structured: [
    {
      id: "fb-presence",
      text: "How well did presence and availability fit what your school needed? Give an example.",
      answer: ["better-than-needed", "as-needed", "less-than-needed", "cannot-say"],
      relatesTo: ["visible-presence"],
      source: "original",
    },
    {
      id: "fb-roles",
      text: "Which of the three roles helped your students most, and which would you like more of?",
      answer: ["officer", "educator", "mentor", "balanced", "cannot-say"],
      relatesTo: ["lessons-given", "positive-contacts"],
      source: "NASRO: TRIAD Model; question original",
    },
    {
      id: "fb-discipline-line",
      text: "Were school discipline and law enforcement kept apart, by the officer and by our own staff?",
      answer: ["always", "mostly", "sometimes", "rarely", "cannot-say"],
      relatesTo: ["respect-for-discipline-line"],
      source: "NASRO: MOU; question original",
    },
    {
      id: "fb-communication",
      text: "How did information flow between the officer and your office, in ordinary weeks and on hard days?",
      answer: ["very-well", "well", "unevenly", "poorly", "cannot-say"],
      relatesTo: ["work-with-administration", "clear-communication"],
      source: "original",
    },
    {
      id: "fb-all-students",
      text: "How did students from different groups, including students with disabilities, experience the officer? On what do you base this?",
      answer: ["positively", "mixed", "with-concern", "cannot-say"],
      relatesTo: ["fairness", "support-for-students-in-need"],
      source: "original",
    },
  ],
  closing: "May the officer read your feedback? Yes. It is part of the evaluation and is presented with it.",
} as const;

export const SELF_ASSESSMENT = [
  {
    id: "sa-proud",
    text: "Which two pieces of work this year are you most satisfied with, and what is the evidence?",
    source: "original",
  },
  {
    id: "sa-roles",
    text: "How was your time shared across officer, educator and mentor? Would you change it?",
    source: "NASRO: TRIAD Model; question original",
  },
  {
    id: "sa-goals",
    text: "Goal by goal: what was done, what was not, and why?",
    source: "original",
  },
  {
    id: "sa-hard",
    text: "Describe one hard situation and what you would do differently.",
    source: "original",
  },
  {
    id: "sa-school",
    text: "What does the school do that helps your work? What gets in the way?",
    source: "original",
  },
  {
    id: "sa-support",
    text: "What training, time or support do you need next year?",
    source: "original",
  },
  {
    id: "sa-missing",
    text: "What should be in your evidence log that is not there?",
    source: "original",
  },
] as const;

/** Goals to start from; what stands in braces is filled in. */
export const GOAL_TEMPLATES = [
  {
    id: "goal-leo-presence",
    role: "law-enforcement-officer",
    text: "By {date}, walk the site with the administrator every {n} weeks, report each hazard within {d} days, and see {p}% closed or scheduled by year end.",
    measure: "Hazard list",
    source: "NASRO: CPTED; original",
  },
  {
    id: "goal-leo-diversion",
    role: "law-enforcement-officer",
    text: "By {date}, agree with the school on a written list of minor offenses that go to diversion or support first, and review its use each term.",
    measure: "Signed list, two review notes",
    source: "NASRO: MOU; original",
  },
  {
    id: "goal-edu-lessons",
    role: "public-safety-educator",
    text: "Give {n} lessons on {topics} by {date}, each with an aim and a learning check; at least {p}% of checks show the aim was reached.",
    measure: "Lesson plans, checks",
    source: "NASRO: TRIAD Model; original",
  },
  {
    id: "goal-edu-parents",
    role: "public-safety-educator",
    text: "With the school, hold {n} parent sessions on {topic} by {date}, one in {language}, with feedback from at least {k} families.",
    measure: "Session record, feedback",
    source: "NASRO: Collaboration; original",
  },
  {
    id: "goal-men-contacts",
    role: "counselor-mentor",
    text: "Start a weekly open hour by {date} and keep it for {n} weeks; note attendance as totals only.",
    measure: "Totals, administrator note",
    source: "NASRO: Purpose; original",
  },
  {
    id: "goal-men-team",
    role: "counselor-mentor",
    text: "By {date}, agree with counselors on when the officer refers and when counselors call the officer; review after one term.",
    measure: "One-page guide, review note",
    source: "NASRO: TRIAD Model; original",
  },
  {
    id: "goal-sch-meetings",
    role: "working-with-the-school",
    text: "Meet the administrator weekly for 20 minutes, with a two-line note, in at least {p}% of school weeks.",
    measure: "Notes",
    source: "NASRO: Collaboration; original",
  },
  {
    id: "goal-pro-training",
    role: "professional-standards",
    text: "Complete {course} by {date} and give a 15-minute summary to {audience} within 30 days.",
    measure: "Certificate, agenda",
    source: "NASRO: Training; original",
  },
] as const;

export const OUTCOME_METHOD = {
  roleResult:
    "Mean of rated items in the role, one decimal; 'not observed' left out; shown only with at least two rated items",
  rounding: "Shown to one decimal, half up; rules use the unrounded mean",
  overall: "Mean of the role results; never shown without the items",
  source: "original",
} as const;

/** Check out-removal first, then out-plan, then out-stay. Exactly one applies; out-plan is the result if none matches. */
export const OUTCOME_RULES = [
  {
    id: "out-stay",
    outcome: "stay",
    when: "Every role result is 3.0 or higher, no item is 1, and no more than two items are 2.",
    effect: "Officer stays. Time in post is not considered.",
    source: "NASRO: Rotation; thresholds original and adjustable",
  },
  {
    id: "out-plan",
    outcome: "stay-with-plan",
    when: "Any role result is from 2.0 up to below 3.0, or one item is 1, or three or more items are 2.",
    effect: "Officer stays with a written plan: item, help offered, date, proof. Review within 90 days.",
    source: "NASRO: Rotation; thresholds original and adjustable",
  },
  {
    id: "out-removal",
    outcome: "removal-review",
    when: "Any role result is below 2.0, or two or more items are 1, or a plan from the last evaluation was not met.",
    effect: "Opens the removal review under the conflict-resolution clause. It is a review, not a decision.",
    source: "NASRO: Rotation; thresholds original and adjustable",
  },
] as const;

export const OUTCOME_GUARDS = [
  {
    id: "guard-supervisor-sentence",
    text: "The supervisor may choose a milder or stricter outcome than the rule with a written reason and command review.",
    source: "original",
  },
  {
    id: "guard-presented",
    text: "No unfavorable record is sealed before it was presented to the officer with the notice and response window.",
    source: "Cal. Gov. Code 3305-3306 as the model; original",
  },
  {
    id: "guard-input",
    text: "A removal review states the administrator's input, or that it was offered and not given.",
    source: "NASRO: Rotation; NASRO: Collaboration in Evaluation",
  },
  {
    id: "guard-evidence",
    text: "Ratings 1 and 5 each need an evidence entry dated within the period. A mean that rests on the last 60 days alone, or only on critical entries, shows a warning.",
    source: "original",
  },
  {
    id: "guard-midyear",
    text: "No rated item is added during the year unless both parties sign and the officer is told.",
    source: "published evaluation clauses (idea only); original",
  },
  {
    id: "guard-tenure",
    text: "Tenure alone never changes an outcome.",
    source: "NASRO: Rotation",
  },
] as const;
