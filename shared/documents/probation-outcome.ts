import type { OfficerAnswer, Said } from "./checkpoint-review.ts";

export const OUTCOME_FORMAT = "accord/probation-outcome/1";

export type ProbationOutcome = "confirmed" | "extended" | "ended";

/** The school's position: an administrator who cannot answer by the day is on record as such, and it goes on. */
export interface SchoolPosition extends Omit<Said, "role"> {
  role: "administrator" | null;
  position: "agree" | "against" | "not-given";
  textHash: string;
}

/** The outcome of a probation as it grows: proposal, position, reply, the officer's receipt, signatures over all of it. */
export interface OutcomeContent {
  format: typeof OUTCOME_FORMAT;
  names: { agency: string; district: string; officer: string; school: string };
  probation: { id: string; startOn: string; endOn: string | null; mouVersion: number | null };
  outcome: ProbationOutcome;
  reason: string;
  /** Of an extension: its last day, and what must be seen by then. */
  extension: { until: string; expected: string; help: string } | null;
  checkpoints: { n: number; title: string; sealedHash: string | null; overall: string | null }[];
  /** The interim notices on file, what each is about in words (in earlier records the item's id), the day each was given and whether it was old enough. */
  notices: { id: string; item: string; givenOn: string; answered: boolean }[];
  plan: { items: number; met: number; notMet: number } | null;
  /** Why the assignment ends without an earlier notice: both executives sign it. */
  override: string | null;
  proposed: Said;
  position: SchoolPosition | null;
  reply: (Said & { textHash: string }) | null;
  receipt: (Omit<OfficerAnswer, "choice"> & { choice: "received" | "refused" }) | null;
}

/** The signatures an outcome needs, in order. Source: PROBATION_OUTCOMES; an override needs the superintendent too. */
export function outcomeSigners(content: Pick<OutcomeContent, "outcome" | "override">) {
  const supervisor = { role: "supervisor", party: "agency", title: "The SRO supervisor" } as const;
  const chief = { role: "executive", party: "agency", title: "The head of the agency" } as const;
  const superintendent = { role: "executive", party: "district", title: "The superintendent" } as const;
  return content.outcome === "ended" || content.override !== null
    ? [supervisor, chief, superintendent]
    : [supervisor, chief];
}
