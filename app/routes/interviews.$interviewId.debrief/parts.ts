import { useRef } from "react";
import type { Rating } from "#shared/documents/card.ts";
import type { AgreedScore, JointContent } from "#shared/documents/joint.ts";
import type { Rated } from "./rater-plot.tsx";
import type { Page } from "./route.tsx";

/** What the joint scorecard says about one criterion. */
export interface JointPart {
  agreed: AgreedScore | undefined;
  reason: string | undefined;
  moves: { userId: string; to: Rating; reason: string }[];
  dissent: { userId: string; text: string }[];
}

/** The joint scorecard by criterion. A part that did not change is the same object: its row is not drawn again. */
export function useParts(joint: JointContent, criteria: readonly { id: string }[]): Map<string, JointPart> {
  const kept = useRef(new Map<string, { said: string; part: JointPart }>());
  return new Map(
    criteria.map(({ id }) => {
      const part = partOf(joint, id);
      const said = JSON.stringify(part);
      const before = kept.current.get(id);
      if (before?.said === said) return [id, before.part];
      kept.current.set(id, { said, part });
      return [id, part];
    }),
  );
}

function partOf(joint: JointContent, id: string): JointPart {
  return {
    agreed: joint.agreed[id],
    reason: joint.reasons[id],
    moves: joint.moves.filter((m) => m.criterionId === id).map(({ userId, to, reason }) => ({ userId, to, reason })),
    dissent: joint.dissent.filter((d) => d.criterionId === id).map(({ userId, text }) => ({ userId, text })),
  };
}

/** Everybody whose card is open, as the drawing needs them. */
export function ratedBy(page: Page, criterionId: string, { moves }: JointPart): Rated[] {
  return (page.first[criterionId] ?? []).flatMap(({ userId, rating }) => {
    const seat = page.seats.find((s) => s.userId === userId);
    if (!seat) return [];
    const move = moves.find((m) => m.userId === userId && m.to !== rating);
    return [
      {
        key: userId,
        tag: seat.tag,
        party: seat.party,
        first: scoreOf(rating),
        to: scoreOf(move?.to),
        reasoned: !!move?.reason,
      },
    ];
  });
}

/** The drawing in words. */
export function plotSentence(page: Page, criterionId: string, part: JointPart): string {
  const first = page.first[criterionId] ?? [];
  const name = (userId: string) => shortNameOf(page, userId);
  const scores = first
    .filter((f) => typeof f.rating === "number")
    .sort((a, b) => Number(a.rating) - Number(b.rating))
    .map((f) => `${name(f.userId)} ${f.rating}`);
  const moves = part.moves.flatMap((m) => {
    const from = first.find((f) => f.userId === m.userId)?.rating;
    return from === m.to ? [] : [`${name(m.userId)} moved from ${ratingWord(from)} to ${ratingWord(m.to)}.`];
  });
  return [
    scores.length > 0 ? `First scores: ${scores.join(", ")}.` : "No first scores.",
    ...moves,
    typeof part.agreed === "number" ? `Joint score: ${part.agreed}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

export function shortNameOf(page: Page, userId: string): string {
  return page.seats.find((s) => s.userId === userId)?.shortName ?? "Somebody";
}

export const ratingWord = (rating: Rating | undefined) =>
  rating === undefined ? "no score" : rating === "not-observed" ? "not observed" : String(rating);

const scoreOf = (rating: Rating | undefined) => (typeof rating === "number" ? rating : null);
