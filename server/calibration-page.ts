import { interviewRecord } from "#db/interviews.ts";
import { processById, processFacts, termsOf } from "#db/processes.ts";
import { allRevealed, cellsOf, interviewOrder } from "#db/ratings.ts";
import { agreementOfRaters } from "#shared/agreement-of-raters.ts";
import { can } from "#shared/machine.ts";
import { halo, orderEffect, severity } from "#shared/statistics/tendencies.ts";
import type { CommandContext } from "./context.ts";
import { LEADS } from "./leads.ts";

/** Rows shown: enough to talk about, not a second scorecard. */
const MOST_ROWS = 60;

/**
 * The calibration of a round, once the cards of all its interviews are open: where the panel differed most; to a rater
 * the own habits, and nobody else's; to the leads the panel's agreement as a whole.
 * @returns `null` before that, and for everybody who may not read the joint scorecards.
 */
export function calibrationPage({ db, viewer }: CommandContext, processId: string) {
  const round = processById(db, viewer.programId, processId);
  const terms = round && termsOf(round);
  if (!round || !terms || !can(viewer, "R", "round", processFacts(round)) || !allRevealed(db, round.id)) return null;
  const order = interviewOrder(db, round.id);
  const readable = order.filter(({ interviewId }) => {
    const record = interviewRecord(db, viewer.programId, interviewId);
    return record !== null && can(viewer, "R", "joint", record.facts);
  });
  if (readable.length === 0) return null;
  const cells = cellsOf(db, round.id, terms);
  const seen = new Set(readable.map((one) => one.id));
  const rater = terms.panel.includes(viewer.userId);
  const lead = LEADS.some((role) => role === viewer.role);
  return {
    process: { id: round.id, title: round.title },
    candidates: readable.length,
    /** Candidate and criterion, widest difference first. Of candidates the reader may read, and without names of raters. */
    rows: readable
      .flatMap((one) =>
        terms.criteria.map(({ id, title }) => {
          const ratings = cells
            .filter((cell) => cell.candidate === one.id && cell.criterion === id && cell.rating !== null)
            .map((cell) => cell.rating as number);
          return {
            key: `${one.id}.${id}`,
            candidate: one.name,
            interviewId: one.interviewId,
            criterion: title,
            ratings: ratings.sort((a, b) => a - b),
            points: ratings.length > 1 ? Math.max(...ratings) - Math.min(...ratings) : null,
          };
        }),
      )
      .filter((row) => row.points !== null)
      .sort((a, b) => (b.points ?? 0) - (a.points ?? 0))
      .slice(0, MOST_ROWS),
    mine: rater
      ? {
          severity: severity(
            cells.filter((cell) => seen.has(cell.candidate)),
            viewer.userId,
          ),
          halo: halo(
            cells.filter((cell) => seen.has(cell.candidate)),
            viewer.userId,
          ),
          order: orderEffect(
            cells.filter((cell) => seen.has(cell.candidate)),
            viewer.userId,
            order.map((one) => one.id),
          ),
        }
      : null,
    panel: lead ? agreementOfRaters(cells, terms.criteria) : null,
  };
}

export type CalibrationPage = NonNullable<ReturnType<typeof calibrationPage>>;
