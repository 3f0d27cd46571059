/** The letters about an interview, by who receives them; `step`: something in an officer's case is due. */
export const INVITATION = { panel: "interview-panel", candidate: "interview-candidate" } as const;
export const REMINDER = { panel: "reminder-panel", candidate: "reminder-candidate", step: "reminder-step" } as const;
export const CALLED_OFF = { panel: "called-off-panel", candidate: "called-off-candidate" } as const;

/** A meeting in an officer's case, and that somebody has no part in it any more. */
export const MEETING = "meeting";
export const MEETING_OFF = "meeting-off";

/** What a change of time or place takes back, as far as it was not sent yet. */
export const SUPERSEDED = [
  ...Object.values(INVITATION),
  REMINDER.panel,
  REMINDER.candidate,
  ...Object.values(CALLED_OFF),
];

/** What a kind of letter is called in the outbox. */
export const KIND_LABELS: Record<string, string> = {
  [INVITATION.panel]: "Invitation to a panel member",
  [INVITATION.candidate]: "Invitation to a candidate",
  [REMINDER.panel]: "Reminder to a panel member",
  [REMINDER.candidate]: "Reminder to a candidate",
  [MEETING]: "Notice of a meeting",
  [MEETING_OFF]: "A meeting that goes on without them",
  [REMINDER.step]: "Reminder of a step that is due",
  [CALLED_OFF.panel]: "Called off, to a panel member",
  [CALLED_OFF.candidate]: "Called off, to a candidate",
};

export function kindLabel(kind: string): string {
  return KIND_LABELS[kind] ?? "Letter";
}
