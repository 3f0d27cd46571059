/**
 * What a year later tells about a criterion of the selection: the items of the evaluation form that rest on it. The
 * criterion names what a candidate shows in an interview, the item the same thing at work. Our own reading of the two
 * texts; an item may rest on more than one criterion, and some rest on none (training, the goals themselves, conduct).
 * Sources: the definitions in rubric.ts and the anchors in evaluation-form.ts, both after NASRO 2021, "Selection" and
 * "TRIAD Model"; mapping original.
 */
export const CRITERION_ITEMS: Readonly<Record<string, readonly string[]>> = {
  "law-enforcement-experience": ["lawful-measured-enforcement", "prevention-and-site-safety", "agency-policy"],
  "youth-engagement": ["positive-contacts", "mentoring-within-limits"],
  "verbal-communication": ["clear-communication", "family-and-staff-education"],
  "written-communication": ["reports-and-confidentiality"],
  "presentation-formats": ["lessons-given", "lesson-quality"],
  "judgment-discretion": ["lawful-measured-enforcement", "respect-for-discipline-line", "reports-and-confidentiality"],
  "collaboration-with-schools": ["work-with-administration", "part-of-the-team"],
  "triad-understanding": ["visible-presence", "lessons-given", "mentoring-within-limits"],
  "equity-and-disability": ["fairness", "support-for-students-in-need"],
  "regulation-and-deescalation": ["de-escalation"],
};
