import type * as Y from "yjs";
import type { Rating } from "./card.ts";
import { type FormShape, oneOf, readText, readValue } from "./form.ts";
import type { Criterion } from "./process.ts";

/** The agreed score of a criterion; "not-measured" when the panel had no evidence. */
export type AgreedScore = 1 | 2 | 3 | 4 | 5 | "not-measured";

export const agreedKey = (criterionId: string) => `agreed.${criterionId}`;
export const reasonKey = (criterionId: string) => `reason.${criterionId}`;
export const movedKey = (criterionId: string, userId: string) => `moved.${criterionId}.${userId}`;
export const moveReasonKey = (criterionId: string, userId: string) => `move.${criterionId}.${userId}`;
export const dissentKey = (criterionId: string, userId: string) => `dissent.${criterionId}.${userId}`;

/**
 * The joint scorecard. The agreed score and its reason belong to everyone; a person's own move (a new rating with its
 * reason) and a person's dissent can be set by that person alone. First cards are not in this document at all: they
 * cannot be overwritten here.
 */
export function jointShape(criteria: readonly Criterion[], raterIds: readonly string[]): FormShape {
  const shape: FormShape = { kind: "form", values: {}, texts: {} };
  for (const { id } of criteria) {
    shape.values[agreedKey(id)] = { allows: oneOf(1, 2, 3, 4, 5, "not-measured", null) };
    shape.texts[reasonKey(id)] = { max: 2000 };
    for (const userId of raterIds) {
      shape.values[movedKey(id, userId)] = { allows: oneOf(1, 2, 3, 4, 5, "not-observed", null), ownerId: userId };
      shape.texts[moveReasonKey(id, userId)] = { max: 1000, ownerId: userId };
      shape.texts[dissentKey(id, userId)] = { max: 1000, ownerId: userId };
    }
  }
  return shape;
}

export interface JointContent {
  agreed: Record<string, AgreedScore>;
  reasons: Record<string, string>;
  moves: { criterionId: string; userId: string; to: Rating; reason: string }[];
  dissent: { criterionId: string; userId: string; text: string }[];
}

export function readJoint(doc: Y.Doc, criteria: readonly Criterion[], raterIds: readonly string[]): JointContent {
  const content: JointContent = { agreed: {}, reasons: {}, moves: [], dissent: [] };
  for (const { id } of criteria) {
    const agreed = readValue(doc, agreedKey(id));
    if (agreed !== undefined && agreed !== null) content.agreed[id] = agreed as AgreedScore;
    const reason = readText(doc, reasonKey(id)).trim();
    if (reason) content.reasons[id] = reason;
    for (const userId of raterIds) {
      const to = readValue(doc, movedKey(id, userId));
      if (to !== undefined && to !== null)
        content.moves.push({
          criterionId: id,
          userId,
          to: to as Rating,
          reason: readText(doc, moveReasonKey(id, userId)).trim(),
        });
      const text = readText(doc, dissentKey(id, userId)).trim();
      if (text) content.dissent.push({ criterionId: id, userId, text });
    }
  }
  return content;
}

/** What still keeps the joint scorecard from being frozen: every criterion needs a score and a reason, every move its reason. */
export function missingOnJoint(
  content: JointContent,
  criteria: readonly Criterion[],
): { criterionId: string; sentence: string }[] {
  const gaps: { criterionId: string; sentence: string }[] = [];
  for (const { id, title } of criteria) {
    if (content.agreed[id] === undefined)
      gaps.push({ criterionId: id, sentence: `${title}: agree a score, or record it as not measured.` });
    else if (!content.reasons[id])
      gaps.push({ criterionId: id, sentence: `${title}: write one sentence that gives the reason.` });
  }
  for (const move of content.moves) {
    if (!move.reason)
      gaps.push({
        criterionId: move.criterionId,
        sentence: `${criteria.find((c) => c.id === move.criterionId)?.title ?? move.criterionId}: a move away from a first score needs its reason.`,
      });
  }
  return gaps;
}
