import type { StateOf } from "./machine.ts";

/** The five steps of a selection round, as its page shows them. */
export const ROUND_STEPS = ["Set up", "Candidates", "Interviews", "Results", "Close"] as const;

/** One candidate of a round and how far the interview is. */
export interface RoundEntry {
  candidate: StateOf<"candidate">;
  interview: StateOf<"interview"> | null;
}

/** Index of the present step in ROUND_STEPS; past its end once the round is closed. */
export function roundStep(state: StateOf<"process">, entries: readonly RoundEntry[]): number {
  if (state === "draft" || state === "frozen") return 0;
  if (state === "closed") return ROUND_STEPS.length;
  const running = entries.filter((e) => e.candidate !== "ineligible");
  if (running.length === 0) return 1;
  if (running.every((e) => e.candidate === "decided")) return 4;
  // An executive knows of a candidate before knowing of the interview.
  const interviewing = (e: RoundEntry) =>
    ["briefed", "live", "scoring"].includes(e.interview ?? "") || (e.candidate === "scheduled" && !e.interview);
  if (running.some(interviewing)) return 2;
  if (running.some((e) => e.interview === null && e.candidate !== "decided")) return 1;
  return 3;
}

/**
 * What comes next for one candidate, in two or three words.
 * @param cards how many of the panel's cards are in; a count, never a name or a score.
 */
export function nextFor(entry: RoundEntry, cards: { in: number; of: number }): string {
  if (entry.interview === null)
    return {
      submitted: "Screen the file",
      waiver: "Sign or deny the waiver",
      eligible: "Set the interview",
      ineligible: "Nothing: not eligible",
      scheduled: "Hold the interview",
      decided: "Nothing: sealed",
    }[entry.candidate];
  return {
    briefed: "Hold the interview",
    live: "Interview live now",
    scoring: cards.in < cards.of ? `Await ${cards.of - cards.in} of ${cards.of} cards` : "Open the cards",
    consensus: "Agree the joint scorecard",
    frozen: "Sign the panel result",
    sealed: "Nothing: sealed",
  }[entry.interview];
}
