/*
 * What Accord writes to people about interviews, and that a step of theirs is due. Braces are filled in; a letter with a gap is never written. Subjects
 * name no candidate and no officer. Source: OPM structured interview guide (same conditions for everybody, information
 * beforehand); ADA (accommodation is asked for and kept apart from the panel). Words original; counsel reviews them.
 */

export interface Notice {
  subject: string;
  body: string;
}

export const NOTICES = {
  candidateInvitation: {
    subject: "Interview for School Resource Officer, {school}",
    body: `Dear {candidate},

{agency} and {district} invite you to interview for School Resource Officer at {school} on {day} at {time}, {place}. Please plan for {minutes} minutes.

What to expect: a panel of {panelSize} people from the agency, the district and the community; {questionCount} questions, the same for everyone and in the same order{exercises}. The criteria are {criteria}.

If you need an accommodation to take part, tell {coordinator} ({contact}) {accommodationBy}. The panel is not told what you ask for or why.

If the date does not work, please write {replyBy}.

{coordinator}
Program coordinator, {program}
`,
  },
  candidateMoved: {
    subject: "New time for your interview, {school}",
    body: `Dear {candidate},

Your interview for School Resource Officer at {school} is now on {day} at {time}, {place}. Please plan for {minutes} minutes. Earlier dates no longer hold.

The reason: {reason}

If the date does not work, or if you need an accommodation to take part, tell {coordinator} ({contact}) {replyBy}. The panel is not told what you ask for or why.

{coordinator}
Program coordinator, {program}
`,
  },
  candidateReminder: {
    subject: "Reminder: your interview, {school}",
    body: `Dear {candidate},

A reminder of your interview for School Resource Officer at {school}: {day} at {time}, {place}, {minutes} minutes.

If something has changed on your side, please tell {coordinator} ({contact}) today.

{coordinator}
Program coordinator, {program}
`,
  },
  candidateCalledOff: {
    subject: "Your interview is called off, {school}",
    body: `Dear {candidate},

Your interview for School Resource Officer at {school} on {day} at {time} does not take place.

The reason: {reason}

You will hear from {coordinator} ({contact}) about what comes next.

{coordinator}
Program coordinator, {program}
`,
  },
  panelInvitation: {
    subject: "Interview panel: {slot}",
    body: `Dear {panelist},

You sit on the interview panel for School Resource Officer at {school}: {day} at {time}, {place}, {minutes} minutes. The attached invitation puts it into your calendar.

Before the interview, read the kit and declare whether a tie keeps you from rating. {where}

{coordinator}
Program coordinator, {program}
`,
  },
  panelMoved: {
    subject: "New time for an interview panel: {slot}",
    body: `Dear {panelist},

An interview for School Resource Officer at {school} is now on {day} at {time}, {place}, {minutes} minutes. The attached invitation replaces the earlier one.

The reason: {reason}

{where}

{coordinator}
Program coordinator, {program}
`,
  },
  panelReminder: {
    subject: "Reminder: interview panel {slot}",
    body: `Dear {panelist},

A reminder of the interview panel for School Resource Officer at {school}: {day} at {time}, {place}, {minutes} minutes.

If you have not yet declared whether a tie keeps you from rating, please do so now. {where}

{coordinator}
Program coordinator, {program}
`,
  },
  stepReminder: {
    subject: "Reminder: a step is due on {day}",
    body: `Dear {name},

A step waits for you in Accord. Its last day is {day}. {where}

What it is about is shown only after you sign in. What happens when the day passes is in the agreement between {agency} and {district}.

{coordinator}
Program coordinator, {program}
`,
  },
  meetingNotice: {
    subject: "A meeting on {day}",
    body: `Dear {name},

A meeting with you is set for {day} at {time}. An earlier time no longer holds. The attached file puts it into your calendar. {where}

What it is about is shown only after you sign in.

{coordinator}
Program coordinator, {program}
`,
  },
  meetingOff: {
    subject: "A meeting on {day} is not yours any more",
    body: `Dear {name},

The meeting on {day} at {time} goes on without you: somebody else does your part now. The attached file takes it out of your calendar.

{coordinator}
Program coordinator, {program}
`,
  },
  panelCalledOff: {
    subject: "Interview panel called off: {slot}",
    body: `Dear {panelist},

The interview for School Resource Officer at {school} on {day} at {time} does not take place. The attached file takes it out of your calendar.

The reason: {reason}

{coordinator}
Program coordinator, {program}
`,
  },
} as const satisfies Record<string, Notice>;

export type NoticeName = keyof typeof NOTICES;

/**
 * A notice with its braces filled in.
 * @throws when a value is missing or empty: a letter with a gap is never written. `exercises` may be empty.
 */
export function fillNotice(name: NoticeName, values: Readonly<Record<string, string>>): Notice {
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, key: string) => {
      const value = values[key];
      if (value === undefined || (value.trim() === "" && key !== "exercises"))
        throw new Error(`The letter ${name} lacks: ${key}`);
      return value;
    });
  const { subject, body } = NOTICES[name];
  return { subject: fill(subject), body: fill(body) };
}
