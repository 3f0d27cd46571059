import type { RemovalContent } from "./documents/removal-record.ts";
import type { Side } from "./rooms.ts";

/** How a removal review ended, on page and paper. */
export const REMOVAL_OUTCOMES: Record<RemovalContent["outcome"], string> = {
  withdrawn: "Taken back by the side that asked",
  settled: "Settled by both leads: the officer stays",
  stays: "Decided by both executives: the officer stays",
  reassigned: "Decided by both executives: the officer is reassigned",
};

export const REMOVAL_SIDES: Record<Side, string> = {
  agency: "The agency’s side",
  district: "The school’s side",
  officer: "The officer’s side",
};

export const REMOVAL_POSITIONS = {
  concur: "The school concurs",
  dissent: "The school dissents",
  abstain: "The school abstains",
} as const;
