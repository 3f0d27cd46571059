import { SCALE } from "./content/rubric.ts";
import type { Rating } from "./documents/card.ts";
import type { AgreedScore } from "./documents/joint.ts";

/** A rating in a number and in words: "4, Strong". Source: the scale of the rubric. */
export function ratingInWords(rating: Rating | AgreedScore | null): string {
  if (rating === null) return "Not given";
  if (rating === "not-observed") return "Not observed";
  if (rating === "not-measured") return "Not measured";
  return `${rating}, ${SCALE.find(({ value }) => value === rating)?.label ?? "outside the scale"}`;
}

/** A computed score with two decimals, or the words for having none. */
export function scoreInWords(score: number | null): string {
  return score === null ? "Not measured" : score.toFixed(2);
}

/** What a record of each kind is called, one and many. */
export const RECORD_KINDS = {
  mou: { one: "Memorandum of understanding", many: "Memorandums of understanding" },
  "process-agreement": { one: "Process agreement", many: "Process agreements" },
  "panel-result": { one: "Panel result", many: "Panel results" },
  decision: { one: "Decision", many: "Decisions" },
  checkpoint: { one: "Checkpoint review", many: "Checkpoint reviews" },
  "probation-outcome": { one: "Outcome of a probation", many: "Outcomes of probations" },
  evaluation: { one: "Annual evaluation", many: "Annual evaluations" },
  removal: { one: "Removal review", many: "Removal reviews" },
} as const;
