import type { Party, Role } from "../roles.ts";
import type { Side } from "../rooms.ts";
import type { Said } from "./checkpoint-review.ts";
import type { NoteBlock } from "./notes.ts";
import type { RemovalDecision } from "./removal.ts";

export const REMOVAL_FORMAT = "accord/removal/1";

/** A removal review as it is signed and sealed. Nothing of it says how long the officer served. */
export interface RemovalContent {
  format: typeof REMOVAL_FORMAT;
  names: { agency: string; district: string; timeZone: string; officer: string; school: string };
  removal: { id: string; mouVersion: number | null; evaluationId: string | null };
  request: { by: string; side: Party; at: string; reasons: string; tried: string };
  /** Null where the days for an answer passed. */
  answer: Said | null;
  answerDueOn: string | null;
  meetingAt: string | null;
  /** Each side's own words at the mediation; empty where nothing was written. */
  sides: { side: Side; words: string }[];
  minutes: NoteBlock[];
  outcome: "withdrawn" | "settled" | RemovalDecision;
  /** Why it was taken back, or why the executives decided so; empty where both sides settled it. */
  why: string;
  position: { name: string; role: Role; position: "concur" | "dissent" | "abstain"; words: string; at: string } | null;
}
