/**
 * Letters to candidates after the decision, in our own words. Counsel and human resources review them before use.
 * `{name}` is filled from the record; what stands in braces afterwards is for a lead to write. Sources: NASRO 2021,
 * "Selection" and "Probationary Period" (paraphrased); the rest is original.
 */
export const LETTERS = {
  appointment: {
    title: "Appointment",
    subject: "Appointment as {post}",
    body: `Dear {candidate},

I appoint you {seat} from {first day in the post}. You remain an employee of {agency} and report to {supervisor}. Your partner {where} is {administrator}.

The first months are a probationary period in this assignment, with reviews on the dates in the agreement between {agency} and {district}. You do not give school discipline. Whether to take enforcement action is your decision under law and policy.

Please answer by {last day to answer} whether you accept.

{chief}
{agency}

Acknowledged for {district}: {superintendent}`,
  },
  alternate: {
    title: "Alternate list",
    subject: "You are on the alternate list",
    body: `Dear {candidate},

Thank you for the time and care you gave to this selection. The panel placed you on the alternate list for {position}. Your place on it is number {place}.

The list is open until {until}. If the post opens again before then, {agency} and {district} may offer it from this list without a new round. A place on the list is not a promise of appointment.

Every candidate was rated on the same signed criteria: {criteria}.

Please tell {coordinator} if you no longer wish to be considered.

{supervisor}, for {agency}
{administrator}, for {district}`,
  },
  "not-selected": {
    title: "Not selected",
    subject: "Decision on {post}",
    body: `Dear {candidate},

Thank you for the time and care you gave to this selection. {outcome}

Every candidate was rated on the same signed criteria: {criteria}.{strengths}{weighed}

If you would like to talk about it, {supervisor} will meet you before {last day for a talk}. The procedures open to you under agency policy, labor contract or law are not affected by this letter.

{supervisor}, for {agency}
{administrator}, for {district}`,
  },
} as const;

export type LetterTemplate = keyof typeof LETTERS;

/** Puts the known words in; names in braces that are not known stay, for a lead to replace. */
export function fillLetter(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => words[name] ?? whole);
}
