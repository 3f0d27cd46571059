import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { CardContent } from "#shared/documents/card.ts";
import type { Db } from "./open.ts";
import { card } from "./schema.ts";

/** That a card was filled in on paper. Times are milliseconds since 1970. */
export interface PaperMark {
  reason: string;
  /** When it was written on paper. */
  filledAt: number;
}

/** A paper card entered after the reveal: kept beside the record, counted nowhere. */
export interface LateCard extends PaperMark {
  addedAt: number;
  content: CardContent;
}

/** The own mark of one rater, while the card is still private. */
export function paperMarkOf(db: Db, cardId: string): PaperMark | null {
  const row = db
    .select({ reason: card.paperReason, filledAt: card.paperAt })
    .from(card)
    .where(eq(card.id, cardId))
    .get();
  return row && row.reason !== null && row.filledAt !== null ? { reason: row.reason, filledAt: row.filledAt } : null;
}

/** Which of the cards that are open to the panel were filled in on paper, by user id. */
export function paperMarks(db: Db, interviewId: string): Map<string, PaperMark> {
  const rows = db
    .select({ userId: card.userId, reason: card.paperReason, filledAt: card.paperAt })
    .from(card)
    .where(
      and(
        eq(card.interviewId, interviewId),
        inArray(card.state, ["revealed", "sealed"]),
        isNotNull(card.paperReason),
        isNotNull(card.paperAt),
      ),
    )
    .all();
  return new Map(rows.map((row) => [row.userId, { reason: row.reason ?? "", filledAt: row.filledAt ?? 0 }]));
}

/** The paper cards added after the reveal, by user id. */
export function lateCards(db: Db, interviewId: string): Map<string, LateCard> {
  const rows = db
    .select({
      userId: card.userId,
      reason: card.paperReason,
      filledAt: card.paperAt,
      addedAt: card.lateAt,
      content: card.lateContent,
    })
    .from(card)
    .where(and(eq(card.interviewId, interviewId), eq(card.state, "missing"), isNotNull(card.lateContent)))
    .all();
  return new Map(
    rows.map((row) => [
      row.userId,
      {
        reason: row.reason ?? "",
        filledAt: row.filledAt ?? 0,
        addedAt: row.addedAt ?? 0,
        content: JSON.parse(row.content ?? "null") as CardContent,
      },
    ]),
  );
}
