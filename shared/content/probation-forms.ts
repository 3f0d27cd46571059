/**
 * The default probation in the assignment, in our own words: principles, the items and prompts of each checkpoint, the
 * remediation plan, notices, outcomes and their guards. Sources stand beside each entry; NASRO 2021 recommendations are
 * paraphrased, not quoted. Each agency checks it against its labor contract, civil-service rules and policy.
 */

export const PROBATION_FORMS_VERSION = "1.0.0";

export const PROBATION_PRINCIPLES = [
  {
    id: "prob-fit",
    text: "Probation in the assignment asks one question: does this officer fit this school community, with fair help? It is not the same as employment probation.",
    source: "NASRO: Collaboration During the Probationary Period; wording original",
  },
  {
    id: "prob-no-surprise",
    text: "Nothing should be read for the first time at the end. Concerns are told when they are small.",
    source: "original",
  },
  {
    id: "prob-order",
    text: "Officer writes first. Supervisor and administrator then write without seeing each other. Both are shown together. One joint review is made and presented.",
    source: "original",
  },
  {
    id: "prob-leave",
    text: "Lawful leave longer than the agreed days pauses the clock and is not discussed or rated. The record shows only the days.",
    source: "original; FMLA; USERRA",
  },
  {
    id: "prob-absent-admin",
    text: "If the administrator cannot take part, the record says so with the reason and the review goes on.",
    source: "NASRO: Probationary Period ('if possible'); wording original",
  },
] as const;

export const CHECKPOINT_SCALE = [
  {
    value: "on-track",
    label: "On track",
    meaning: "As expected at this point, or ahead.",
  },
  {
    value: "developing",
    label: "Developing",
    meaning: "Behind in part; help is named.",
  },
  {
    value: "concern",
    label: "Concern",
    meaning: "Could stop confirmation unless it changes. Needs evidence and an interim notice.",
  },
  {
    value: "not-observed",
    label: "Not observed",
    meaning: "No fair chance to see it yet. Never counts against the officer.",
  },
] as const;

/** One form for each agreed day; a day between two takes the earlier form. */
export const CHECKPOINT_FORMS = [
  {
    id: "day-30",
    title: "Settling in",
    offsetDays: 30,
    focus: "Introductions, policies, safety of the site, first contacts. No overall rating.",
    overallRating: false,
    items: [
      {
        id: "d30-introductions",
        text: "Met administration, counselors, special-education lead, nurse, front office and custodial lead",
        source: "original",
      },
      {
        id: "d30-policies",
        text: "Read the agreement, discipline policy, information-sharing rules and crisis plan, and can explain the discipline line",
        source: "NASRO: MOU; NASRO: School Administration Policies",
      },
      {
        id: "d30-site",
        text: "Walked the whole site; radio, keys, office and equipment checked",
        source: "NASRO: CPTED; NASRO: Office Space",
      },
      {
        id: "d30-presence",
        text: "Seen and approachable at arrival, breaks and dismissal",
        source: "original",
      },
      {
        id: "d30-training-plan",
        text: "Training plan dated; basic course done or booked",
        source: "NASRO: Basic SRO Course",
      },
    ],
    selfPrompts: ["What surprised you?", "Which policy is least clear?", "Whom do you still need to meet?"],
    administratorPrompts: ["What went well in the first weeks?", "What does the officer still need from us?"],
    source: "original",
  },
  {
    id: "day-90",
    title: "Working in all three roles",
    offsetDays: 90,
    focus: "First lessons, first hard situations, routines with the school.",
    overallRating: true,
    items: [
      {
        id: "d90-triad",
        text: "Active in all three TRIAD roles",
        source: "NASRO: TRIAD Model",
      },
      {
        id: "d90-discipline-line",
        text: "Keeps discipline with the school, politely",
        source: "NASRO: MOU (formal school discipline)",
      },
      {
        id: "d90-deescalation",
        text: "Calms situations first when it is safe",
        source: "NASRO: Adolescent Mental Health",
      },
      {
        id: "d90-lessons",
        text: "Lessons have an aim and fit the age",
        source: "NASRO: TRIAD Model (educator)",
      },
      {
        id: "d90-information",
        text: "Follows the information-sharing rules and documents on time",
        source: "NASRO: Sharing of Information; 34 CFR Part 99",
      },
      {
        id: "d90-meetings",
        text: "Holds the agreed meetings; no surprises for the school",
        source: "NASRO: Collaboration",
      },
    ],
    selfPrompts: [
      "Describe one contact that went well and one that did not.",
      "How is your time shared across the roles?",
      "What help would make the most difference?",
    ],
    administratorPrompts: [
      "Which examples show fit, or the lack of it?",
      "How do students and staff respond?",
      "What should change by day 180?",
    ],
    source: "original",
  },
  {
    id: "day-180",
    title: "Trust and judgment",
    offsetDays: 180,
    focus:
      "Quality of decisions, relationships that last, part in the team. Last normal time for a first interim notice.",
    overallRating: true,
    items: [
      {
        id: "d180-judgment",
        text: "Decisions are lawful, measured and explained",
        source: "NASRO: MOU (enforcement action)",
      },
      {
        id: "d180-relationships",
        text: "Relationships with students across groups, including those hard to reach",
        source: "NASRO: Purpose",
      },
      {
        id: "d180-disability",
        text: "Adapts to students with disabilities and uses staff who know them",
        source: "NASRO: School Administration Policies (special needs)",
      },
      {
        id: "d180-team",
        text: "Takes part in safety and crisis teams; site hazards followed up",
        source: "NASRO: Collaboration; NASRO: CPTED",
      },
      {
        id: "d180-plan",
        text: "Points from earlier checkpoints are closed or moving",
        source: "original",
      },
      {
        id: "d180-training",
        text: "Training due so far is complete with proof",
        source: "NASRO: Training",
      },
    ],
    selfPrompts: [
      "Which decision are you least sure about now?",
      "Who trusts you that did not at first? Who does not yet?",
      "What is left from earlier checkpoints?",
    ],
    administratorPrompts: [
      "Would you want this officer next year? Give two examples for your answer.",
      "What is the one thing to work on?",
    ],
    source: "original",
  },
  {
    id: "day-365",
    title: "Final review",
    offsetDays: 365,
    focus: "Confirm, extend once with reasons, or end the assignment.",
    overallRating: true,
    items: [
      {
        id: "d365-fit",
        text: "Fit with the school community, from evidence on both sides",
        source: "NASRO: Probationary Period",
      },
      {
        id: "d365-triad",
        text: "Steady work in all three roles",
        source: "NASRO: TRIAD Model",
      },
      {
        id: "d365-conduct",
        text: "Professional standards met",
        source: "original",
      },
      {
        id: "d365-plan",
        text: "Any remediation plan was met",
        source: "original",
      },
      {
        id: "d365-training",
        text: "Basic course complete; next courses planned",
        source: "NASRO: Training",
      },
    ],
    selfPrompts: [
      "What has changed at the school because you were there?",
      "What do you want to work on if confirmed?",
    ],
    administratorPrompts: [
      "Your position: confirm, extend, or end. Why?",
      "What should the next year's goals include?",
    ],
    source: "original",
  },
] as const;

export const PLAN_FIELDS = [
  {
    key: "item",
    text: "Which item, and which evidence",
  },
  {
    key: "expected",
    text: "What it looks like when it is right",
  },
  {
    key: "help",
    text: "What agency and school will do: coach, shadowing, course, time",
  },
  {
    key: "owner",
    text: "Who is responsible for the help",
  },
  {
    key: "due",
    text: "Date, at least 30 days ahead unless safety requires sooner",
  },
  {
    key: "proof",
    text: "How both sides will see it",
  },
  {
    key: "officer_comment",
    text: "Officer's own words",
  },
  {
    key: "result",
    text: "Met, partly met, not met; with evidence",
  },
] as const;

export const PLAN_RULES = [
  {
    id: "plan-help-first",
    text: "A plan without named help cannot be issued.",
    source: "original",
  },
  {
    id: "plan-one-to-three",
    text: "One to three items. More means the concern is not yet clear.",
    source: "original",
  },
  {
    id: "plan-prior-notice",
    text: "A plan follows an interim notice; the officer signs for receipt.",
    source: "published law-enforcement practice (interim report before a substandard outcome); wording original",
  },
] as const;

export const PROBATION_NOTICES = [
  {
    id: "notice-checkpoint-due",
    to: ["officer", "supervisor", "administrator"],
    subject: "Checkpoint {checkpoint} for {officer_name}",
    body: "The {checkpoint} review is due on {due_date}. {officer_name} writes a self-assessment by {self_due}. {supervisor_name} and {administrator_name} each write by {input_due}, without seeing the other's text. The meeting is planned for {meeting_date}.",
    source: "original",
  },
  {
    id: "notice-input-missing",
    to: ["coordinator", "both-leads"],
    subject: "Input not received",
    body: "{person_role} has not written for {checkpoint}. The due date {input_due} has passed. The review may go on, and the record will say that the input was offered and not received.",
    source: "NASRO: Probationary Period ('if possible'); text original",
  },
  {
    id: "notice-interim-concern",
    to: ["officer"],
    subject: "Interim notice of concern",
    body: "This notice tells you early that {item} is a concern at {checkpoint}. What we saw: {evidence}. What we need: {expected}. Help: {help}. We will look again on {review_date}. You may answer in writing by {response_due}; your answer is kept with this notice. Your signature means that you received it, not that you agree.",
    source: "published law-enforcement practice; Cal. Gov. Code 3305-3306 as the model; text original",
  },
  {
    id: "notice-clock-paused",
    to: ["officer", "both-leads"],
    subject: "Probation clock paused",
    body: "The probation clock stopped on {pause_start} and restarts on {pause_end} ({days} days). New dates: {new_dates}. No reason is recorded here.",
    source: "original",
  },
  {
    id: "notice-extended",
    to: ["officer", "both-leads", "executives"],
    subject: "Probation extended",
    body: "The period is extended once, to {new_end_date}. Reason: {reason}. What must be seen by then: {expected}. Help: {help}.",
    source: "original",
  },
] as const;

export const PROBATION_OUTCOMES = [
  {
    id: "prob-confirm",
    outcome: "confirmed",
    when: "At the final review no item is 'concern' and the plan, if any, was met or is moving with both leads satisfied.",
    signatures: ["supervisor", "administrator-position", "executive-agency"],
    source: "NASRO: Probationary Period; rule original",
  },
  {
    id: "prob-extend",
    outcome: "extended",
    when: "One or two items are 'concern' or 'not observed' and more time could show a change; allowed once, up to the agreed days.",
    signatures: ["supervisor", "administrator-position", "executive-agency"],
    source: "original",
  },
  {
    id: "prob-end",
    outcome: "ended",
    when: "A 'concern' with an earlier interim notice remains after help, or conduct makes the assignment unsafe.",
    signatures: ["supervisor", "administrator-position", "executive-agency", "executive-district-acknowledges"],
    source: "original",
  },
] as const;

export const PROBATION_GUARDS = [
  {
    id: "prob-guard-notice",
    text: "'End' is blocked until a documented interim notice at least 30 days old exists, or both executives sign an override with the reason.",
    source: "original",
  },
  {
    id: "prob-guard-presented",
    text: "No unfavorable review is sealed before it was presented to the officer and the response time was offered.",
    source: "Cal. Gov. Code 3305-3306 as the model; original",
  },
  {
    id: "prob-guard-position",
    text: "The administrator states a position; a position against the outcome must be answered in writing before it takes effect.",
    source: "original",
  },
  {
    id: "prob-guard-not-observed",
    text: "'Not observed' alone can lead to an extension, never to an end.",
    source: "original",
  },
  {
    id: "prob-guard-silence",
    text: "If no final review is done within 20 working days after the end date, both executives are told; nothing is confirmed or ended by silence unless the agreement or law says so.",
    source: "original; check labor contract",
  },
  {
    id: "prob-guard-employment",
    text: "Ending the assignment does not by itself end employment. Employment steps follow agency rules and law.",
    source: "original; counsel to confirm",
  },
] as const;
