/**
 * The default training catalogue in our own words: knowledge areas by TRIAD role, and the courses with their due dates.
 * Sources stand beside each entry; NASRO 2021 recommendations are paraphrased, not quoted.
 */

export const KNOWLEDGE_AREAS = {
  "law-enforcement-officer": [
    {
      id: "constitutional-state-law",
      title: "Constitutional and state law",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "armed-response",
      title: "Armed response",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "crime-prevention-mitigation",
      title: "Crime prevention and mitigation",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "interview-technique",
      title: "Interview and interrogation technique",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "investigations",
      title: "Investigations",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "cpted",
      title: "Environmental design (CPTED)",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "patrol-operations",
      title: "Patrol operations",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "juvenile-advocacy",
      title: "Advocacy in the juvenile justice system",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "mandatory-reporting",
      title: "Mandatory reporting",
      source: "NASRO: TRIAD Model",
    },
  ],
  "public-safety-educator": [
    {
      id: "edu-crime-prevention",
      title: "Teaching crime prevention",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-social-media",
      title: "Social media",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-school-safety",
      title: "School safety",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-victimization",
      title: "Victimization",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-student-law",
      title: "Law for students",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-traffic-stops",
      title: "Safe traffic stops",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-driver-safety",
      title: "Driver safety",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-careers",
      title: "Law-enforcement careers",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-decision-making",
      title: "Decision making",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "edu-requests",
      title: "Topics asked for by staff or parents or students",
      source: "NASRO: TRIAD Model",
    },
  ],
  "counselor-mentor": [
    {
      id: "mentoring",
      title: "Mentoring",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "men-prevention",
      title: "Prevention with young people",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "empowering-youth",
      title: "Empowering youth",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "resiliency-wellness",
      title: "Resiliency and wellness",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "adolescent-brain",
      title: "Adolescent brain development",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "social-emotional",
      title: "Social and emotional development",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "diversity-equity-inclusion",
      title: "Diversity, equity and inclusion",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "youth-decision-skills",
      title: "Decision-making skills of youth",
      source: "NASRO: TRIAD Model",
    },
    {
      id: "trauma-informed",
      title: "Trauma-informed practice",
      source: "NASRO: TRIAD Model",
    },
  ],
} as const;

export const TRAINING_ITEMS = [
  {
    id: "basic-sro",
    title: "Basic school resource officer course",
    who: ["officer"],
    encouraged: ["administrator"],
    level: "recommended",
    preferred: {
      anchor: "assignment-start",
      offset: {
        days: -1,
      },
    },
    due: {
      anchor: "assignment-start",
      offset: {
        months: 12,
      },
      graceDays: 0,
      parameter: "training.basic_deadline_months",
    },
    recurrence: null,
    refresher: {
      afterMonths: 36,
      level: "suggested",
      parameter: "training.refresher_after_years",
      source: "NASRO website: return when more than three years old",
    },
    tags: [
      "constitutional-state-law",
      "mandatory-reporting",
      "adolescent-brain",
      "mentoring",
      "edu-school-safety",
      "trauma-informed",
    ],
    evidence: {
      file: "certificate",
      fields: ["provider", "completed_on", "hours"],
      verifier: "supervisor",
    },
    jointAttendance: true,
    source: "NASRO: Basic SRO Course",
  },
  {
    id: "advanced-sro",
    title: "Advanced school resource officer course",
    who: ["officer"],
    level: "recommended",
    due: {
      anchor: "basic-completed",
      offset: {
        months: 12,
      },
      graceDays: 90,
      parameter: "training.advanced_offset_months",
    },
    recurrence: null,
    tags: ["crime-prevention-mitigation", "investigations", "cpted", "edu-school-safety"],
    evidence: {
      file: "certificate",
      fields: ["provider", "completed_on", "hours"],
      verifier: "supervisor",
    },
    source: "NASRO: Advanced SRO Course (about one year after Basic; grace days original)",
  },
  {
    id: "adolescent-mental-health",
    title: "Adolescent mental health",
    who: ["officer"],
    level: "recommended",
    due: {
      anchor: "basic-completed",
      offset: {
        months: 12,
      },
      graceDays: 90,
      parameter: "training.advanced_offset_months",
    },
    recurrence: null,
    tags: ["adolescent-brain", "social-emotional", "trauma-informed", "resiliency-wellness"],
    evidence: {
      file: "certificate",
      fields: ["provider", "completed_on", "hours"],
      verifier: "supervisor",
    },
    source: "NASRO: Adolescent Mental Health (about one year after Basic)",
  },
  {
    id: "school-cpted",
    title: "School CPTED",
    who: ["officer"],
    level: "recommended",
    due: {
      anchor: "basic-completed",
      offset: {
        months: 12,
      },
      graceDays: 90,
      parameter: "training.advanced_offset_months",
    },
    recurrence: null,
    tags: ["cpted", "crime-prevention-mitigation"],
    evidence: {
      file: "certificate",
      fields: ["provider", "completed_on", "hours"],
      verifier: "supervisor",
    },
    source: "NASRO: CPTED (about one year after Basic)",
  },
  {
    id: "rapid-deployment",
    title: "Single officer rapid deployment",
    who: ["officer"],
    level: "recommended",
    due: {
      anchor: "assignment-start",
      offset: {
        months: 3,
      },
      graceDays: 30,
    },
    recurrence: {
      everyMonths: 12,
      parameter: "training.rapid_response_interval_months",
    },
    tags: ["armed-response", "patrol-operations"],
    evidence: {
      file: "training-record",
      fields: ["instructor", "completed_on"],
      verifier: "supervisor",
    },
    source: "NASRO: Single Officer Rapid Deployment (ongoing; interval original)",
  },
  {
    id: "management-course",
    title: "SRO program management course",
    who: ["supervisor", "administrator"],
    level: "recommended",
    due: {
      anchor: "program-start",
      offset: {
        days: -1,
      },
      graceDays: 0,
    },
    laterJoinerDue: {
      anchor: "role-start",
      offset: {
        months: 6,
      },
      source: "original",
    },
    recurrence: null,
    tags: [],
    evidence: {
      file: "certificate",
      fields: ["provider", "completed_on"],
      verifier: "executive",
    },
    source: "NASRO: Management Course (before the program starts)",
  },
  {
    id: "school-discipline-policy",
    title: "School discipline policy and who decides",
    who: ["officer"],
    level: "agreed",
    due: {
      anchor: "assignment-start",
      offset: {
        days: 30,
      },
      graceDays: 15,
    },
    recurrence: {
      everyMonths: 12,
    },
    tags: ["edu-student-law"],
    evidence: {
      file: "attendance-note",
      fields: ["given_by", "completed_on"],
      verifier: "administrator",
    },
    source: "NASRO: School Administration Policies and Procedures (timing original)",
  },
  {
    id: "ferpa-school-law",
    title: "Student privacy (FERPA) and school law",
    who: ["officer", "supervisor"],
    level: "agreed",
    due: {
      anchor: "assignment-start",
      offset: {
        days: 30,
      },
      graceDays: 15,
    },
    recurrence: {
      everyMonths: 12,
    },
    tags: ["constitutional-state-law", "edu-student-law"],
    evidence: {
      file: "attendance-note",
      fields: ["given_by", "completed_on"],
      verifier: "administrator",
    },
    source: "NASRO: School Administration Policies and Procedures; 34 CFR Part 99 (timing original)",
  },
  {
    id: "special-education",
    title: "Working with students with disabilities",
    who: ["officer"],
    level: "agreed",
    due: {
      anchor: "assignment-start",
      offset: {
        months: 6,
      },
      graceDays: 30,
    },
    recurrence: {
      everyMonths: 24,
    },
    tags: ["trauma-informed", "social-emotional", "diversity-equity-inclusion"],
    evidence: {
      file: "attendance-note",
      fields: ["given_by", "completed_on", "hours"],
      verifier: "administrator",
    },
    source: "NASRO: School Administration Policies and Procedures (timing original)",
  },
  {
    id: "behavior-intervention",
    title: "The school's behavioral intervention program",
    who: ["officer"],
    level: "agreed",
    due: {
      anchor: "assignment-start",
      offset: {
        months: 6,
      },
      graceDays: 30,
    },
    recurrence: null,
    tags: ["social-emotional", "youth-decision-skills"],
    evidence: {
      file: "attendance-note",
      fields: ["given_by", "completed_on"],
      verifier: "administrator",
    },
    source: "NASRO: School Administration Policies and Procedures (timing original)",
  },
  {
    id: "state-conference",
    title: "State or regional school-safety conference",
    who: ["officer"],
    level: "recommended",
    due: {
      anchor: "assignment-start",
      offset: {
        months: 12,
      },
      graceDays: 90,
    },
    recurrence: {
      everyMonths: 12,
    },
    tags: ["edu-requests"],
    evidence: {
      file: "attendance-note",
      fields: ["event", "completed_on"],
      verifier: "supervisor",
    },
    source: "NASRO: State Conference (yearly)",
  },
  {
    id: "national-conference",
    title: "National school-safety conference",
    who: ["officer"],
    encouraged: ["administrator", "supervisor"],
    level: "suggested",
    due: null,
    recurrence: null,
    tags: ["edu-requests"],
    evidence: {
      file: "attendance-note",
      fields: ["event", "completed_on"],
      verifier: "supervisor",
    },
    source: "NASRO: Annual School Safety Conference (when possible)",
  },
  {
    id: "threat-assessment",
    title: "Behavioral threat and suicide assessment and management",
    who: ["officer"],
    encouraged: ["administrator"],
    level: "suggested",
    due: {
      anchor: "assignment-start",
      offset: {
        months: 12,
      },
      graceDays: 90,
    },
    recurrence: {
      everyMonths: 36,
    },
    tags: ["crime-prevention-mitigation", "trauma-informed"],
    evidence: {
      file: "certificate",
      fields: ["provider", "completed_on"],
      verifier: "supervisor",
    },
    source: "NASRO standards and Project Unite topics, as reported by partners (timing original)",
  },
  {
    id: "child-protection-online",
    title: "Online safety, sextortion and missing children",
    who: ["officer"],
    level: "suggested",
    due: {
      anchor: "assignment-start",
      offset: {
        months: 12,
      },
      graceDays: 90,
    },
    recurrence: {
      everyMonths: 24,
    },
    tags: ["edu-social-media", "edu-victimization", "mandatory-reporting"],
    evidence: {
      file: "certificate",
      fields: ["provider", "completed_on"],
      verifier: "supervisor",
    },
    source: "NCMEC topics (timing original)",
  },
  {
    id: "culture-bystander-information",
    title: "Climate and culture, bystander reporting, information sharing",
    who: ["officer", "administrator"],
    level: "suggested",
    due: null,
    recurrence: {
      everyMonths: 36,
    },
    tags: ["edu-school-safety", "men-prevention"],
    evidence: {
      file: "attendance-note",
      fields: ["provider", "completed_on"],
      verifier: "supervisor",
    },
    source: "NASRO Project Unite topics, as reported by NCMEC",
  },
  {
    id: "rater-briefing",
    title: "Interview and evaluation rater briefing",
    who: ["supervisor", "administrator", "panelist"],
    level: "agreed",
    due: {
      anchor: "role-start",
      offset: {
        days: 14,
      },
      graceDays: 0,
    },
    recurrence: {
      everyMonths: 24,
    },
    tags: [],
    evidence: {
      file: "acknowledgement",
      fields: ["completed_on"],
      verifier: "coordinator",
    },
    source: "OPM structured interview guide (train all interviewers alike); timing original",
  },
] as const;
