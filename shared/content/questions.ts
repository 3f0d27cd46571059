/**
 * The default interview question bank in our own words: lead question, the same probes for everyone, written anchors,
 * warnings. Administration rules follow the OPM structured interview guide. Sources stand beside each entry.
 */

export const ADMINISTRATION = [
  {
    id: "same-questions-same-order",
    text: "Ask every candidate the same lead questions in the same order. Probes may be used or left out, but only those printed here.",
    source: "OPM structured interview guide; wording original",
  },
  {
    id: "dropping-a-question",
    text: "A question found to be unfair or unclear is dropped for all candidates, with the reason and who agreed, after a check that every criterion is still measured. Scores are worked out again for everyone.",
    source: "OPM FAQ on dropping a question; wording original",
  },
  {
    id: "choosing-a-set",
    text: "A usual set is eight to ten questions, about 60 minutes, with at least one question or exercise for every criterion in the signed process. The eight questions marked starter: true form the default set. When a question's criterion is not in the process, its fallback_criterion is used; also_informs is for notes only and is never scored.",
    source: "original",
  },
  {
    id: "notes-are-facts",
    text: "Write what the candidate said in shared notes. Keep what you think of it on your own card.",
    source: "original",
  },
] as const;

export const NEVER_ASK = [
  {
    id: "never-health",
    text: "Health, disability, medication, past injury claims, therapy, or how much sick leave was used. The coordinator handles accommodations.",
    source: "42 U.S.C. 12112(d)(2); 29 CFR 1630.13; wording original",
  },
  {
    id: "never-family",
    text: "Marriage, partner, pregnancy, children, childcare, or plans for a family.",
    source: "Title VII; EEOC guidance on pre-employment inquiries; wording original",
  },
  {
    id: "never-belief-origin",
    text: "Religion, birthplace, ancestry, native language, citizenship beyond the agency's lawful check.",
    source: "Title VII; EEOC guidance on pre-employment inquiries; wording original",
  },
  {
    id: "never-age",
    text: "Age, graduation year, or when the candidate plans to retire.",
    source: "ADEA; EEOC guidance on pre-employment inquiries; wording original",
  },
  {
    id: "never-union-politics",
    text: "Union activity, grievances filed, votes, party, or private social-media accounts.",
    source: "State labor and privacy law varies; counsel to confirm; wording original",
  },
  {
    id: "never-military-leave",
    text: "Whether military duty or family leave will take the candidate away.",
    source: "USERRA, 38 U.S.C. 4311; FMLA, 29 U.S.C. 2615; wording original",
  },
] as const;

export interface BankQuestion {
  id: string;
  /** Part of the default set of eight. */
  starter: boolean;
  type: string;
  criterion: string;
  /** The criterion it counts for while the default criteria are in force. */
  defaultCriterion: string;
  minutes: number;
  lead: string;
  probes: string[];
  anchors: { 1: string; 3: string; 5: string };
  redFlags: string[];
  avoidFollowups: string[];
  source: string;
}

export const QUESTIONS: readonly BankQuestion[] = [
  {
    id: "disruptive-no-law-broken",
    starter: true,
    type: "situational",
    criterion: "judgment-discretion",
    defaultCriterion: "judgment-discretion",
    minutes: 6,
    lead: "A teacher stops you in the hall and asks you to take a student out of class. The student is loud and refuses to leave, but has broken no law. What do you do?",
    probes: [
      "What do you say to the teacher, and what do you say to the student?",
      "What would change your answer?",
      "What do you do afterwards, and who hears about it?",
    ],
    anchors: {
      "1": "Removes the student on request, or threatens arrest; no mention of the school's role.",
      "3": "Explains that discipline belongs to the school, stays near to keep people safe, brings an administrator, and uses calm words if danger rises.",
      "5": "As 3, and supports the teacher without taking over, protects the student's dignity, names the point at which law would apply, then settles the expectation with the administrator so it is clearer next time.",
    },
    redFlags: [
      "'If they refuse me, that is disorderly conduct.'",
      "Hands on as the first step",
      "Blames the teacher in front of students",
    ],
    avoidFollowups: [
      "'How do you discipline your own kids?' (family status)",
      "'Could you physically remove a big teenager?' (may call for disability or age information)",
    ],
    source: "NASRO: MOU (formal school discipline); question original",
  },
  {
    id: "safety-rule-two-audiences",
    starter: true,
    type: "situational",
    criterion: "verbal-communication",
    defaultCriterion: "verbal-communication",
    minutes: 8,
    lead: "The school has a new rule: every outside door stays closed, even for a friend who knocks. First explain it to us as if we were six years old. Then tell us what you would write to parents.",
    probes: [
      "How would you check that the children understood?",
      "A parent says the rule is unfriendly. What do you answer?",
      "What would you change for families who do not read English?",
    ],
    anchors: {
      "1": "Same words for both; frightens the children with violent detail, or talks down to the parents.",
      "3": "Short, concrete and calm for the children with one thing to do; clear and polite for parents with the reason and a contact.",
      "5": "As 3, with a picture, game or story for the children, a check of learning, a parent text that answers the likely worry, and a plan for languages and disabilities.",
    },
    redFlags: ["Tells small children about shootings", "Cannot move from one audience to the other"],
    avoidFollowups: [
      "'Do you have little ones at home to practice on?' (family status)",
      "'Where is your accent from?' (national origin)",
    ],
    source: "NASRO: Communication Skills (varied audiences, several formats); question original",
  },
  {
    id: "sustained-relationship",
    starter: true,
    type: "behavioral",
    criterion: "youth-engagement",
    defaultCriterion: "youth-engagement",
    minutes: 6,
    lead: "Tell us about one young person or group you built a relationship with over time. What did you do, and what came of it? Please leave out names.",
    probes: [
      "How did it begin, and how often were you in touch?",
      "What was hard, and what did you do about it?",
      "How did you keep the relationship within proper limits?",
    ],
    anchors: {
      "1": "No example, or a single contact; the story is about the officer, not the young person.",
      "3": "A real example over months, what the young person needed, steady follow-through, sensible limits and others involved.",
      "5": "As 3, and lasting for a year or more or reaching a group that is hard to reach; a result someone else can confirm; learned something and changed practice.",
    },
    redFlags: [
      "Secret or one-to-one contact without adults knowing",
      "Gifts, rides or private messaging without a policy",
      "Names a child",
    ],
    avoidFollowups: ["'Is that through your church?' (religion)", "'Are you a parent yourself?' (family status)"],
    source: "NASRO: Experience in Youth Development; question original",
  },
  {
    id: "pressed-to-arrest",
    starter: true,
    type: "situational",
    criterion: "judgment-discretion",
    defaultCriterion: "judgment-discretion",
    minutes: 7,
    lead: "After a theft in the locker room the principal wants a student arrested today, as an example. You think an arrest is not warranted. What do you do?",
    probes: [
      "What do you say to the principal, and where?",
      "Which other steps might answer what happened?",
      "What if the principal calls your chief?",
    ],
    anchors: {
      "1": "Arrests to please the principal, or refuses and walks off; no reason under law.",
      "3": "Explains that enforcement decisions are the officer's under law and policy, offers other steps, informs the supervisor, keeps working with the principal.",
      "5": "As 3, and finds the need behind the request (victim, safety, message to others), brings victim and families into a fitting response, writes down the reasons, and takes the pattern to the next agreement meeting.",
    },
    redFlags: [
      "'The principal is the customer.'",
      "Uses the arrest as a threat to gain information",
      "Speaks of the principal with contempt",
    ],
    avoidFollowups: [
      "'How did you vote on the juvenile-justice measure?' (political)",
      "'Did you ever file a grievance over an order?' (protected activity)",
    ],
    source: "NASRO: MOU (decision to take enforcement action lies with the officer); question original",
  },
  {
    id: "disability-in-crisis",
    starter: true,
    type: "situational",
    criterion: "equity-and-disability",
    defaultCriterion: "judgment-discretion",
    minutes: 7,
    lead: "A student who receives special education is throwing objects in a classroom. Classmates have left. A staff member shouts for you to 'do something'. Talk us through the next ten minutes.",
    probes: [
      "Whom do you look for first, and what do you ask?",
      "When, if at all, would you put hands on the student?",
      "What happens in the hour after it is over?",
    ],
    anchors: {
      "1": "Orders, crowds or restrains at once; treats the behavior as defiance.",
      "3": "Makes space, lowers voices, finds the staff who know the student and the plan, steps back if no one is in danger, uses hands only for immediate safety.",
      "5": "As 3, and agrees on one speaker, uses what works for this student, removes triggers, checks for injury, informs the family through the school, joins the review and suggests a change to the plan for next time.",
    },
    redFlags: [
      "Handcuffs as a calming tool",
      "Mocks or diagnoses the student",
      "Believes a disability excuses nothing or everything",
    ],
    avoidFollowups: [
      "'Do you have experience with this in your family?' (association with a person with a disability)",
      "'Have you ever needed help like that yourself?' (medical)",
    ],
    source:
      "NASRO: School Administration Policies and Procedures (special needs; behavioral intervention); question original",
  },
  {
    id: "driver-safety-lesson",
    starter: true,
    type: "situational",
    criterion: "presentation-formats",
    defaultCriterion: "presentation-formats",
    minutes: 8,
    lead: "You have 30 minutes with eleventh-graders on driver safety. Outline your lesson for us: the aim, what they do, and how you know they learned.",
    probes: [
      "What will the students do, other than listen?",
      "How do you reach a student who does not drive or has lost someone in a crash?",
      "How would you give the same lesson as a one-page hand-out?",
    ],
    anchors: {
      "1": "A talk about tickets and scary pictures; no aim; no check.",
      "3": "One or two aims, time plan, an activity, a check at the end, facts suited to the age.",
      "5": "As 3, with choices for different learners, care for students touched by loss, work with the teacher beforehand, and a follow-up that shows change.",
    },
    redFlags: ["Shock material without warning", "Jokes about impaired driving"],
    avoidFollowups: ["'How old were you when you learned?' (age)", "'Can you stand for a whole lesson?' (disability)"],
    source: "NASRO: TRIAD Model (educator topics: driver safety, safe traffic stops); question original",
  },
  {
    id: "records-request",
    starter: true,
    type: "situational",
    criterion: "judgment-discretion",
    defaultCriterion: "judgment-discretion",
    minutes: 6,
    lead: "A detective asks you to send a student's attendance record and a hallway video 'before lunch'. What do you do?",
    probes: [
      "Whose records are these, and who decides?",
      "What if the detective says a child is missing?",
      "What do you write down?",
    ],
    anchors: {
      "1": "Sends both from own log-in, or refuses everything without helping.",
      "3": "Knows that school records are the school's to release, sends the detective to the records contact, explains the legal routes, keeps a note.",
      "5": "As 3, and tells apart education records, the agency's own records and what the officer saw; uses the emergency route at once for real danger; does not pass on what was shared for school purposes; proposes a standing procedure.",
    },
    redFlags: ["Shares a log-in", "'FERPA does not apply to police.'", "Screenshots to a private phone"],
    avoidFollowups: [
      "'Has anyone ever complained about you to Internal Affairs?' (ask through the agency's lawful background step, the same for all)",
    ],
    source: "NASRO: Sharing of Information; 34 CFR 99.8, 99.31, 99.33, 99.36; question original",
  },
  {
    id: "discretion-not-to-enforce",
    starter: true,
    type: "behavioral",
    criterion: "law-enforcement-experience",
    defaultCriterion: "law-enforcement-experience",
    minutes: 6,
    lead: "Tell us about a time when you could have arrested or cited someone and chose not to. What did you weigh?",
    probes: [
      "What did law and policy allow you to do?",
      "Would you have decided the same for someone else? How do you know?",
      "What happened afterwards, and what did you write?",
    ],
    anchors: {
      "1": "No example, or a favor for someone known; no reason under policy.",
      "3": "A clear case with lawful options, a stated reason, a record, and a fair result.",
      "5": "As 3, in a hard case; tests own fairness against similar cases; followed up and can say what the choice cost and gained.",
    },
    redFlags: ["Discretion depends on attitude or liking", "No report where policy needs one"],
    avoidFollowups: [
      "'Was the person from your community?' (race, origin or religion)",
      "'Would your union back that?' (union activity)",
    ],
    source: "NASRO: Selection (Qualifications); domain question set; question original",
  },
  {
    id: "hard-call-young-person",
    starter: false,
    type: "behavioral",
    criterion: "law-enforcement-experience",
    defaultCriterion: "law-enforcement-experience",
    minutes: 6,
    lead: "Describe the hardest call you handled that involved a young person. What did you decide at each step?",
    probes: [
      "What did you know then, and what did you learn later?",
      "Whom did you bring in?",
      "What would you do differently?",
    ],
    anchors: {
      "1": "Tells a war story; no decisions named; no thought for the young person.",
      "3": "Names decisions, law and policy, people involved, and one lesson.",
      "5": "As 3, and shows care for the young person after the call, and a lesson passed on to others.",
    },
    redFlags: ["Enjoys the drama", "Details that identify a child"],
    avoidFollowups: ["'Did you need counseling after that?' (medical)"],
    source: "NASRO: Selection (Qualifications); question original",
  },
  {
    id: "adapted-a-message",
    starter: false,
    type: "behavioral",
    criterion: "verbal-communication",
    defaultCriterion: "verbal-communication",
    minutes: 5,
    lead: "Tell us about a time when people did not understand you the first time. How did you notice, and what did you change?",
    probes: ["How did you check the second time?", "Who was in the audience?", "What do you now do from the start?"],
    anchors: {
      "1": "Blames the listeners; said the same thing louder.",
      "3": "Noticed, changed words or form, checked, and got through.",
      "5": "As 3, with a lasting change to how a team or unit communicates.",
    },
    redFlags: ["Mocks the audience"],
    avoidFollowups: [
      "'Which languages did you speak at home?' (national origin; you may ask about languages needed for the post)",
    ],
    source: "NASRO: Communication Skills; question original",
  },
  {
    id: "report-others-rely-on",
    starter: false,
    type: "behavioral",
    criterion: "written-communication",
    defaultCriterion: "written-communication",
    minutes: 5,
    lead: "Tell us about something you wrote that other people had to rely on: a report, a plan or a notice. How did you make it useful to them?",
    probes: [
      "Who read it, and what did they need?",
      "What did you leave out, and why?",
      "What did someone ask you to change?",
    ],
    anchors: {
      "1": "Cannot name readers or purpose; sees reports as paperwork.",
      "3": "Knew the readers, kept facts apart from opinion, took correction.",
      "5": "As 3, and it changed an outcome, or became the pattern that others use.",
    },
    redFlags: ["Admits adding facts later without noting it"],
    avoidFollowups: ["'Do you have trouble with spelling, or dyslexia?' (disability)"],
    source: "NASRO: Communication Skills; NASRO: Documentation and Reporting; question original",
  },
  {
    id: "first-month-plan",
    starter: false,
    type: "situational",
    criterion: "triad-understanding",
    defaultCriterion: "triad-understanding",
    minutes: 6,
    lead: "It is your first month at a school of 900 students. How would you divide your time, and what would you want in place by day 30?",
    probes: [
      "What would you do as officer, as educator and as mentor?",
      "Whom do you meet first?",
      "What will you not do?",
    ],
    anchors: {
      "1": "Patrols the building all day, or promises to be everyone's friend.",
      "3": "Meets key staff and students, a plan across the three roles, learns policies, sets regular meetings.",
      "5": "As 3, and builds the plan on the school's own data and requests, names limits of the mentor role, and agrees early on how success will be judged.",
    },
    redFlags: ["Wants a fixed post at a door", "Plans to handle discipline"],
    avoidFollowups: ["'Will your spouse mind the evening events?' (marital status)"],
    source: "NASRO: TRIAD Model; NASRO: Day-To-Day Duties; question original",
  },
  {
    id: "skeptical-teacher",
    starter: false,
    type: "situational",
    criterion: "collaboration-with-schools",
    defaultCriterion: "collaboration-with-schools",
    minutes: 5,
    lead: "A respected teacher says at a staff meeting that police should not be in schools. How do you work with this person?",
    probes: ["What do you say in the meeting?", "What do you do in the next month?", "What if the view never changes?"],
    anchors: {
      "1": "Argues, goes around the teacher, or takes it personally.",
      "3": "Listens, explains the role and its limits, offers practical help, stays professional.",
      "5": "As 3, and learns from the concern, changes something because of it, and keeps the door open without needing agreement.",
    },
    redFlags: ["Looks into the teacher's private views", "Complains to the principal to get the teacher silenced"],
    avoidFollowups: ["'What are your own politics on this?' (political)"],
    source: "NASRO: Collaboration (Defining Roles); question original",
  },
  {
    id: "skeptical-students",
    starter: false,
    type: "situational",
    criterion: "youth-engagement",
    defaultCriterion: "youth-engagement",
    minutes: 5,
    lead: "Some students cross the hall when they see you. How would you begin to earn their trust?",
    probes: ["What might be behind it?", "Which adults could help?", "How will you know it is working?"],
    anchors: {
      "1": "Takes it as guilt or disrespect; watches them more.",
      "3": "Does not force contact, shows up in ordinary places, keeps promises, asks trusted adults for advice.",
      "5": "As 3, and gives real say to students (a forum, a project), and accepts that some may keep their distance.",
    },
    redFlags: ["Wants informants", "Offers favors"],
    avoidFollowups: ["'Did you grow up in a place like that?' (origin, class or race by proxy)"],
    source: "NASRO: Purpose (positive and trusting relationships); question original",
  },
  {
    id: "student-discloses-harm",
    starter: false,
    type: "situational",
    criterion: "triad-understanding",
    defaultCriterion: "judgment-discretion",
    minutes: 6,
    lead: "A student you have been mentoring says, 'If I tell you something, you can't tell anyone.' Then the student hints at being hurt at home. What do you do?",
    probes: [
      "What do you say before the student goes on?",
      "Whom do you call, and when?",
      "What is your part after the report?",
    ],
    anchors: {
      "1": "Promises secrecy, or questions the student in detail.",
      "3": "Does not promise secrecy, listens, asks only what is needed, reports at once as a mandatory reporter, brings in the counselor.",
      "5": "As 3, and keeps the student's dignity and safety through the next hours, keeps officer and mentor roles apart, and follows up through the school team.",
    },
    redFlags: ["Waits for proof", "Calls the parent who may be the source of harm"],
    avoidFollowups: ["'Did anything like that happen to you?' (medical, personal trauma)"],
    source:
      "NASRO: TRIAD Model (mandatory reporting; informal counselor/mentor; trauma-informed practice); question original",
  },
  {
    id: "image-shared-online",
    starter: false,
    type: "situational",
    criterion: "youth-engagement",
    defaultCriterion: "youth-engagement",
    minutes: 6,
    lead: "A tearful student tells you that someone is demanding money and threatens to spread a private picture. What do you do today, and what do you teach next month?",
    probes: [
      "What do you tell the student first?",
      "What must not be done with the picture?",
      "How would you involve family and school?",
    ],
    anchors: {
      "1": "Blames the student, looks at or forwards the picture, or says it will blow over.",
      "3": "Reassures, keeps evidence without viewing or spreading, reports through the proper channel, involves school and a trusted adult, plans a lesson.",
      "5": "As 3, and knows national help for missing and exploited children, watches for self-harm, and designs prevention without shame.",
    },
    redFlags: ["Threatens the student with charges", "Stores the image on own phone"],
    avoidFollowups: ["'Do your kids use that app?' (family status)"],
    source: "NASRO: TRIAD Model (social media, victimization); NCMEC topics; question original",
  },
  {
    id: "pattern-in-referrals",
    starter: false,
    type: "situational",
    criterion: "equity-and-disability",
    defaultCriterion: "equity-and-disability",
    minutes: 6,
    lead: "At mid-year you see that most students referred to you by staff have a disability or belong to one group. What do you do?",
    probes: ["What else would you want to know?", "Whom do you tell, and how?", "What can you change on your own?"],
    anchors: {
      "1": "'The numbers are what they are,' or accuses colleagues at once.",
      "3": "Checks the facts, looks at own decisions, takes it to administrator and supervisor, suggests one change.",
      "5": "As 3, and uses agreed data with privacy kept, works on causes (training, referral rules, supports), sets a date to look again.",
    },
    redFlags: ["Guesses at students' status without data", "Refuses to look"],
    avoidFollowups: ["'As a (group) officer, how do you see this?' (race, sex or other protected trait)"],
    source: "NASRO: School-Based Law Enforcement (implicit bias, students with disabilities); question original",
  },
  {
    id: "fight-at-lunch",
    starter: false,
    type: "situational",
    criterion: "regulation-and-deescalation",
    defaultCriterion: "regulation-and-deescalation",
    minutes: 6,
    lead: "Two students are fighting in a full cafeteria, a ring of phones around them. You are the first adult there. What do you do, step by step?",
    probes: [
      "Where do you stand and what do you say?",
      "What do you do about the crowd?",
      "What happens in the next hour?",
    ],
    anchors: {
      "1": "Charges in with force or weapon as the first step; forgets the crowd.",
      "3": "Calls for help, clear voice, moves the crowd, separates by the least force that works, checks injuries, hands discipline to the school.",
      "5": "As 3, reads who can be reached by voice, plans safe return and repair between the students, reports fully, and reviews how it began.",
    },
    redFlags: ["Less-lethal tool in a crowd without thought", "Takes phones without legal ground"],
    avoidFollowups: ["'How much can you lift?' (disability, unless it is a tested requirement of the post)"],
    source: "NASRO: Adolescent Mental Health (de-escalation); NASRO: Use of Less Lethal Tools; question original",
  },
  {
    id: "own-pressure",
    starter: false,
    type: "behavioral",
    criterion: "regulation-and-deescalation",
    defaultCriterion: "regulation-and-deescalation",
    minutes: 5,
    lead: "Tell us about a day at work when you were close to losing your patience. What did you do?",
    probes: ["What were the first signs?", "What did others see?", "What do you do now to be ready?"],
    anchors: {
      "1": "Never happens, or lost control and blames others.",
      "3": "Knows the signs, used a concrete step, repaired what was needed.",
      "5": "As 3, and turned it into a habit or a help for colleagues.",
    },
    redFlags: ["Pride in temper", "Retaliation"],
    avoidFollowups: ["'Are you on any medication?' 'Have you had anger treatment?' (medical)"],
    source: "NASRO: TRIAD Model (resiliency and overall wellness); question original",
  },
  {
    id: "mistake-and-repair",
    starter: false,
    type: "behavioral",
    criterion: "judgment-discretion",
    defaultCriterion: "judgment-discretion",
    minutes: 5,
    lead: "Tell us about a mistake of yours at work that affected someone else. What did you do next?",
    probes: ["Who found it?", "How did you put it right?", "What changed?"],
    anchors: {
      "1": "No mistake, or hides it; blames another.",
      "3": "Names it, told the right person, put it right, learned.",
      "5": "As 3, told before anyone asked, repaired trust with the person affected, and changed a practice.",
    },
    redFlags: ["Altered a record", "Laughs about harm done"],
    avoidFollowups: [
      "'Have you ever been sued or arrested?' (use the agency's lawful background step, the same for all)",
    ],
    source: "original",
  },
  {
    id: "families-new-language",
    starter: false,
    type: "situational",
    criterion: "verbal-communication",
    defaultCriterion: "verbal-communication",
    minutes: 5,
    lead: "A family that speaks little English comes to your office, worried and afraid of police. Their child offers to translate. How do you proceed?",
    probes: [
      "Why might the child be the wrong interpreter?",
      "How do you show that they are safe to talk?",
      "How do you follow up in writing?",
    ],
    anchors: {
      "1": "Uses the child, speaks louder, or sends them away.",
      "3": "Gets a qualified interpreter through the school, uses plain words, explains the role, checks understanding.",
      "5": "As 3, and involves a person the family trusts, explains what is and is not shared, sends a translated note, and follows up.",
    },
    redFlags: ["Asks about immigration status", "Talks only to the child"],
    avoidFollowups: [
      "'Do you speak Spanish at home?' (ask only: 'Which languages can you use on duty, and at what level?', and only if the post needs it)",
    ],
    source: "Title VI (meaningful access); NASRO: Communication Skills; question original",
  },
];
