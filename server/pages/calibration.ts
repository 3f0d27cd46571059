import { and, eq } from "drizzle-orm";
import { interviewLines } from "#db/interviews.ts";
import { processById, processFacts, termsOf } from "#db/processes.ts";
import { allRevealed, REVEALED } from "#db/ratings.ts";
import { auditEvent } from "#db/schema.ts";
import { can } from "#shared/machine.ts";
import { audit } from "../commands/interview-access.ts";
import type { CommandContext } from "../context.ts";
import { LEADS } from "./leads.ts";
import { roundFigures } from "./round-figures.ts";

/** Rows shown: enough to talk about, not a second scorecard. */
const MOST_ROWS = 60;

/**
 * The calibration of a round, once the cards of all its interviews are open: where the panel differed most; to a rater
 * the own habits, and nobody else's; to the leads the panel's agreement as a whole. A rater's first look is on record.
 * @returns `null` before that, and for everybody who may not read the joint scorecards.
 */
export async function calibrationPage(ctx: CommandContext, processId: string) {
  const { db, viewer } = ctx;
  const round = processById(db, viewer.programId, processId);
  const terms = round && termsOf(round);
  if (!round || !terms || !can(viewer, "R", "round", processFacts(round)) || !allRevealed(db, round.id)) return null;
  const readable = new Map(
    interviewLines(db, viewer.programId, round.id, REVEALED)
      .filter((line) => can(viewer, "R", "joint", line.facts))
      .map((line) => [line.candidate.id, { name: line.candidate.name, interviewId: line.interview.id }]),
  );
  if (readable.size === 0) return null;
  const figures = await roundFigures(db, round.id, terms);
  if (!figures) return null;
  const title = new Map(terms.criteria.map((criterion) => [criterion.id, criterion.title]));
  const mine = terms.panel.includes(viewer.userId) ? (figures.habits.get(viewer.userId) ?? null) : null;
  if (mine && !seenBy(ctx, round.id).has(viewer.userId)) db.transaction(() => audit(ctx, "calibration.seen", round.id));
  return {
    process: { id: round.id, title: round.title },
    candidates: readable.size,
    /** Candidate and criterion, widest difference first. Of candidates the reader may read, and without names of raters. */
    rows: figures.apart
      .flatMap(({ candidateId, criterionId, ratings, points }) => {
        const one = readable.get(candidateId);
        if (!one) return [];
        return [
          {
            key: `${candidateId}.${criterionId}`,
            candidate: one.name,
            interviewId: one.interviewId,
            criterion: title.get(criterionId) ?? criterionId,
            ratings,
            points,
          },
        ];
      })
      .slice(0, MOST_ROWS),
    mine,
    panel: LEADS.some((role) => role === viewer.role) ? figures.agreement : null,
  };
}

export type CalibrationPage = NonNullable<Awaited<ReturnType<typeof calibrationPage>>>;

/** The raters who have looked at their own habits in this round. */
export function seenBy({ db }: Pick<CommandContext, "db">, processId: string): Set<string> {
  const rows = db
    .select({ actorId: auditEvent.actorId })
    .from(auditEvent)
    .where(and(eq(auditEvent.subjectId, processId), eq(auditEvent.type, "calibration.seen")))
    .all();
  return new Set(rows.flatMap(({ actorId }) => actorId ?? []));
}
