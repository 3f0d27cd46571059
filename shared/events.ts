/**
 * Audit events: every act, one line of meaning each. A payload names acts, ids, hashes and counts; never a score, a
 * sentence, a password or a token.
 */
export const EVENTS = {
  "installation.created": "The database was set up",
  "program.created": "A program was set up",
  "school.added": "A school was added",
  "user.created": "An account was made",
  "user.changed": "An account's settings were changed",
  "user.password-changed": "An account's password was changed",
  "user.disabled": "An account was closed",
  "membership.added": "A person joined the program",
  "membership.ended": "A person left the program",
  "invitation.sent": "An invitation was made",
  "invitation.accepted": "An invitation was accepted",
  "invitation.revoked": "An invitation was withdrawn",
  "password-link.made": "A link for a new password was made",
  "session.opened": "Signed in",
  "session.closed": "Signed out",
  "session.refused": "A sign-in was refused",
  "guest.named": "A guest panelist without an account was named",
  "join.made": "A code was made that lets one device into one interview",
  "join.used": "A device joined an interview by a code",
  "join.ended": "A device that joined an interview was ended",
  "demo.entered": "Continued as a member of the demo cast",
  "process.created": "A selection round was opened",
  "process.frozen": "The process agreement was fixed for signing",
  "process.reopened": "The process agreement was opened for editing again; signatures became void",
  "process.signed": "The process agreement was signed",
  "process.activated": "The process agreement came into force",
  "process.closed": "The selection round was closed",
  "candidate.added": "A candidate was added",
  "candidate.imported": "Candidates were imported from a file",
  "candidate.changed": "A candidate's file was changed",
  "candidate.screened": "The eligibility rule was run",
  "candidate.waiver-signed": "A waiver was signed",
  "candidate.waiver-denied": "A waiver was denied",
  "file.added": "A document was added to a candidate's file",
  "file.viewed": "A document was opened",
  "interview.scheduled": "An interview was set",
  "interview.moved": "An interview got another time or place",
  "interview.called-off": "An interview was called off",
  "mail.passed-on": "A letter was passed on by hand",
  "mail.again": "A letter that failed is tried again",
  "mail.downloaded": "A letter was downloaded",
  "candidate.exported": "The candidates of a round were exported",
  "candidate.evidence-verified": "Evidence of work with young people was verified",
  "accommodation.changed": "An entry that only the coordinator reads was changed",
  "round.timetable": "A round's timetable was changed",
  "round.posting": "A round's posting record was changed",
  "interview.started": "The interview started",
  "interview.question": "The panel moved to a question",
  "interview.ended": "The questions ended",
  "card.declared": "A conflict-of-interest declaration was made",
  "card.cleared": "A lead decided on a disclosed conflict",
  "card.recused": "A panelist stepped back from a candidate",
  "card.from-paper": "A rater said that the own card was filled in on paper, or took it back",
  "card.late-added": "A paper card was added after the reveal, for the record only",
  "card.submitted": "A card was submitted and locked",
  "cards.reveal-agreed": "A lead agreed to open the cards without a missing one",
  "cards.revealed": "All cards were opened together",
  "debrief.shown": "A lead showed one criterion to everybody in the debrief",
  "debrief.shown-ended": "A lead ended showing one criterion",
  "joint.frozen": "The joint scorecard was fixed for signing",
  "joint.reopened": "The joint scorecard was opened for editing again; signatures became void",
  "result.signed": "The panel result was signed",
  "result.sealed": "The panel result was sealed",
  "decision.opened": "The decision of a round was opened",
  "decision.frozen": "The decision was fixed for the school's position",
  "decision.position": "The school took its position on the decision",
  "decision.answered": "The agency answered the school's dissent",
  "decision.signed": "The decision was signed",
  "decision.reopened": "The decision was opened for editing again; position, answer and signatures became void",
  "decision.sealed": "The decision was sealed",
  "letter.changed": "A letter to a candidate was changed",
  "letter.released": "A letter to a candidate was released",
  "voluntary.kept": "A voluntary form was kept in its compartment",
  "calibration.seen": "A rater looked at the own severity, halo and order",
  "question.drop-asked": "A lead asked not to count a question",
  "question.dropped": "The other lead approved: a question is not counted for any candidate",
  "question.drop-declined": "The other lead declined: the question stays counted",
  "mou.opened": "A version of the agreement between the parties was opened",
  "mou.ready": "A lead marked the agreement's text ready",
  "mou.negotiation": "The agreement's negotiation started",
  "mou.redrafted": "The agreement was opened for writing again",
  "mou.proposed": "A change of the agreement was proposed",
  "mou.accepted": "A proposed change was accepted",
  "mou.rejected": "A proposed change was rejected",
  "mou.withdrawn": "A proposed change was withdrawn",
  "mou.frozen": "The agreement's text was fixed for signing",
  "mou.reopened": "The agreement was opened for negotiation again; signatures became void",
  "mou.signed": "The agreement was signed",
  "mou.adopted": "The agreement came into force",
  "mou.superseded": "A version of the agreement was replaced",
  "mou.review-started": "The agreement's review started",
  "mou.reaffirmed": "A lead reaffirmed the agreement",
  "record.viewed": "A sealed record was opened",
  "record.exported": "A sealed record was exported",
  "record.corrected": "A correction was added to a sealed record",
  "room.refused": "A live update was refused",
} as const;

export type EventType = keyof typeof EVENTS;

/** Payload values: short facts only. */
export type EventPayload = Record<string, string | number | boolean | null | string[]>;

export interface AuditEvent {
  type: EventType;
  programId: string | null;
  actorId: string | null;
  subjectId: string | null;
  payload?: EventPayload;
}

/** The sentence an event reads as. */
export function describe(type: string): string {
  return EVENTS[type as EventType] ?? type;
}
