import { addDays } from "#shared/days.ts";
import type { Said } from "#shared/documents/checkpoint-review.ts";
import { OUTCOME_FORMAT, type OutcomeContent } from "#shared/documents/probation-outcome.ts";
import { checkpointTitle, itemText, NOTICE_AGE_DAYS } from "#shared/probation.ts";
import { zonedDay } from "#shared/zoned.ts";
import { assignmentById } from "./assignments.ts";
import { checkpointsOf, reviewOf } from "./checkpoints.ts";
import type { Db } from "./open.ts";
import { noticesOf, type Probation, plansOf } from "./probations.ts";
import { programOf } from "./programs.ts";

/** What a proposed outcome rests on, as it stands on record now. @throws without program or assignment */
export function outcomeGround(db: Db, { row, terms }: Probation): OutcomeGround {
  const program = programOf(db, row.programId);
  const of = assignmentById(db, row.programId, row.assignmentId);
  if (!program || !of) throw new Error("A probation stands on a program and an assignment.");
  const items = plansOf(db, "probation", row.id).flatMap((plan) => plan.items);
  return {
    format: OUTCOME_FORMAT,
    names: {
      agency: program.agencyName,
      district: program.districtName,
      officer: of.officerName,
      school: of.schoolName,
    },
    probation: { id: row.id, startOn: row.startOn, endOn: row.endOn, mouVersion: terms.mouVersion },
    checkpoints: checkpointsOf(db, row.id).map((one) => {
      const review = one.state === "sealed" ? reviewOf(one) : null;
      return {
        n: one.n,
        title: review?.checkpoint.title ?? checkpointTitle(one, terms),
        sealedHash: review ? one.contentHash : null,
        overall: review?.ratings.overall ?? null,
      };
    }),
    notices: noticesOf(db, row.id).map((notice) => ({
      id: notice.id,
      item: itemText(notice.itemId) ?? notice.itemId,
      givenOn: zonedDay(notice.issuedAt, program.timeZone),
      answered: notice.answer !== null,
    })),
    plan:
      items.length === 0
        ? null
        : {
            items: items.length,
            met: items.filter(({ result }) => result === "met").length,
            notMet: items.filter(({ result }) => result === "not-met").length,
          },
  };
}

export type OutcomeGround = Omit<
  OutcomeContent,
  "outcome" | "reason" | "extension" | "override" | "proposed" | "position" | "reply" | "receipt"
>;

/** A whole proposal, before anybody has answered it. */
export function proposal(
  ground: OutcomeGround,
  said: Pick<OutcomeContent, "outcome" | "reason" | "extension" | "override"> & { proposed: Said },
): OutcomeContent {
  return { ...ground, ...said, position: null, reply: null, receipt: null };
}

/** Items that stand as a concern in the last sealed review; `null` while the last checkpoint is not sealed. */
export function concernsAtTheEnd(db: Db, { row }: Probation): string[] | null {
  const last = checkpointsOf(db, row.id).at(-1);
  const review = last?.state === "sealed" ? reviewOf(last) : null;
  return review?.ratings.items.filter(({ rating }) => rating === "concern").map(({ text }) => text) ?? null;
}

/** Is there a documented notice that is old enough for an end? @param day ISO date of today */
export function hasEarlierNotice({ notices }: OutcomeGround, day: string): boolean {
  return notices.some(({ givenOn }) => addDays(givenOn, NOTICE_AGE_DAYS) <= day);
}
