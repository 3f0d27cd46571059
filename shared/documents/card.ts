import type * as Y from "yjs";
import { type FormShape, oneOf, readText, readValue } from "./form.ts";
import type { Criterion } from "./process.ts";

/** 1 to 5, or "not-observed": never zero, never part of a mean. Source: OPM structured interview guide; rubric rules. */
export type Rating = 1 | 2 | 3 | 4 | 5 | "not-observed";
export const RATINGS = [1, 2, 3, 4, 5] as const;

export const ratingKey = (criterionId: string) => `rating.${criterionId}`;
export const evidenceKey = (criterionId: string) => `evidence.${criterionId}`;

/** One rater's card: per criterion a rating and an evidence sentence. */
export function cardShape(criteria: readonly Criterion[]): FormShape {
  return {
    kind: "form",
    values: Object.fromEntries(
      criteria.map((c) => [ratingKey(c.id), { allows: oneOf(1, 2, 3, 4, 5, "not-observed", null) }]),
    ),
    texts: Object.fromEntries(criteria.map((c) => [evidenceKey(c.id), { max: 2000 }])),
  };
}

export interface CardContent {
  ratings: Record<string, Rating>;
  evidence: Record<string, string>;
}

/** Reads a card's content; unrated criteria are absent. */
export function readCard(doc: Y.Doc, criteria: readonly Criterion[]): CardContent {
  const content: CardContent = { ratings: {}, evidence: {} };
  for (const { id } of criteria) {
    const rating = readValue(doc, ratingKey(id));
    if (rating !== undefined && rating !== null) content.ratings[id] = rating as Rating;
    const evidence = readText(doc, evidenceKey(id)).trim();
    if (evidence) content.evidence[id] = evidence;
  }
  return content;
}

/** What still keeps a card from being submitted, a sentence per criterion. Rule: evidence-on-extremes. */
export function missingOnCard(
  content: CardContent,
  criteria: readonly Criterion[],
): { criterionId: string; sentence: string }[] {
  const gaps: { criterionId: string; sentence: string }[] = [];
  for (const { id, title } of criteria) {
    const rating = content.ratings[id];
    if (rating === undefined) gaps.push({ criterionId: id, sentence: `${title}: choose 1 to 5, or “Not observed”.` });
    else if ((rating === 1 || rating === 5) && !content.evidence[id])
      gaps.push({ criterionId: id, sentence: `${title}: a ${rating} needs one sentence of evidence.` });
  }
  return gaps;
}
