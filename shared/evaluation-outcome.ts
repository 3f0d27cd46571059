import { EVALUATION_ROLES } from "./content/evaluation-form.ts";
import type { EvaluationOutcome, EvaluationRating } from "./documents/evaluation.ts";

/** What the rules read: ratings by role, and whether a plan from the last evaluation was not met. Never a length of time. */
export interface Rated {
  items: readonly { role: string; rating: EvaluationRating | null }[];
  planNotMet: boolean;
}

export interface RoleResult {
  role: string;
  title: string;
  rated: number;
  notObserved: number;
  /** Unrounded; `null` with fewer than two rated items. */
  mean: number | null;
}

/** The mean of each role; "not observed" is never a number. Source: OUTCOME_METHOD. */
export function roleResults(items: Rated["items"]): RoleResult[] {
  return EVALUATION_ROLES.map(({ id, title }) => {
    const of = items.filter(({ role }) => role === id);
    const numbers = of.flatMap(({ rating }) => (typeof rating === "number" ? [rating as number] : []));
    return {
      role: id,
      title,
      rated: numbers.length,
      notObserved: of.filter(({ rating }) => rating === "not-observed").length,
      mean: numbers.length < 2 ? null : numbers.reduce((a, b) => a + b, 0) / numbers.length,
    };
  });
}

/**
 * The outcome that the rules give: removal review first, then stay with a plan, then stay; a plan when none matches.
 * Source: OUTCOME_RULES; thresholds are the content's. Time in the post is no argument of it.
 */
export function ruleOutcome({ items, planNotMet }: Rated): EvaluationOutcome {
  const means = roleResults(items).flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const count = (value: number) => items.filter(({ rating }) => rating === value).length;
  if (planNotMet || count(1) >= 2 || means.some((mean) => mean < 2)) return "removal-review";
  if (count(1) === 1 || count(2) >= 3 || means.some((mean) => mean < 3)) return "stay-with-plan";
  return means.length > 0 ? "stay" : "stay-with-plan";
}

export const OUTCOME_WORDS: Record<EvaluationOutcome, string> = {
  stay: "Stays",
  "stay-with-plan": "Stays with a plan",
  "removal-review": "Removal review",
};
