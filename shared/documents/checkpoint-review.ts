import type { PROBATION_FORMS_VERSION } from "../content/probation-forms.ts";
import type { Party, Role } from "../roles.ts";
import type { PromptContent, RatingsContent } from "./checkpoint.ts";
import type { NoteBlock } from "./notes.ts";

export const REVIEW_FORMAT = "accord/checkpoint-review/1";

/** Somebody's words in a sealed record of a case. */
export interface Said {
  name: string;
  role: Role;
  party: Party;
  words: string;
  /** ISO moment. */
  at: string;
}

/** One lead's input, or why there is none: "not-received" was offered and the day passed. */
export interface InputContent {
  name: string;
  role: "supervisor" | "administrator";
  received: "in-time" | "not-received";
  submittedAt: string | null;
  content: PromptContent | null;
}

/** How the officer answered the text with this hash. */
export interface OfficerAnswer {
  name: string;
  choice: "agree" | "disagree" | "refused";
  words: string;
  /** Who saw a refusal. */
  witness: string | null;
  /** Who entered it: the officer, or the supervisor for a refusal. */
  enteredBy: string;
  at: string;
  textHash: string;
}

/** Who recorded an officer's refusal, when and before whom: the officer gave no answer, and none is put in their name. */
export const refusalRecorded = (by: string, when: string, witness: string | null): string =>
  `Refusal recorded by ${by}, ${when}. Witness: ${witness ?? "none"}`;

/** All that is presented at a checkpoint, and what the officer answered. Its canonical JSON is hashed, signed, sealed. */
export interface CheckpointReview {
  format: typeof REVIEW_FORMAT;
  formsVersion: typeof PROBATION_FORMS_VERSION;
  /** Names as they stood, so that it can be read without the database. */
  names: {
    agency: string;
    district: string;
    officer: string;
    school: string;
    supervisor: string;
    administrator: string;
  };
  probation: { id: string; startOn: string; endOn: string | null; mouVersion: number | null };
  checkpoint: { id: string; n: number; offsetDays: number; dueOn: string | null; formId: string; title: string };
  revision: number;
  self: { submittedAt: string | null; content: PromptContent | null };
  inputs: InputContent[];
  ratings: RatingsContent;
  /** The administrator's own section, whole. */
  section: string;
  narrative: NoteBlock[];
  meetingAt: string | null;
  presentedAt: string;
  presentedBy: string;
  /** Null until the officer answered; the leads sign with it. */
  answer: OfficerAnswer | null;
}
