import type { AssignmentRow } from "#db/assignments.ts";
import { signaturesOf } from "#db/processes.ts";
import { TRAINING_ITEMS } from "#shared/content/training.ts";
import { can, canMove } from "#shared/machine.ts";
import { trainingRecord } from "../commands/training.ts";
import type { CommandContext } from "../context.ts";

/** Each item of the catalogue with the latest time it was due or done, and what this person may do about it. */
export function trainingLines(ctx: CommandContext, of: Pick<AssignmentRow, "id" | "toDate">) {
  const { viewer } = ctx;
  return TRAINING_ITEMS.flatMap(({ id, title }) => {
    const found = trainingRecord(ctx, { assignmentId: of.id, itemId: id });
    if (!found) return [];
    const { row, facts } = found;
    const goesOn = of.toDate === null;
    const signed = row === null ? [] : signaturesOf(ctx.db, "training", row.id).filter((one) => one.voidedAt === null);
    return [
      {
        id,
        title,
        dueOn: row?.dueOn ?? null,
        doneOn: row?.doneOn ?? null,
        words: row?.words ?? null,
        verified: row?.verifiedAt != null,
        waivedReason: row?.waivedReason ?? null,
        waived: row?.waivedAt != null,
        waivedBy: signed.map(({ name }) => name),
        may: {
          due:
            goesOn && ((facts.state === "open" && can(viewer, "X", "item", facts)) || canMove(viewer, "again", facts)),
          done: goesOn && can(viewer, "W", "item", facts),
          verify: goesOn && row?.doneOn != null && canMove(viewer, "verify", facts),
          waive:
            goesOn &&
            row?.doneOn == null &&
            can(viewer, "S", "waiver", facts) &&
            !signed.some(({ userId }) => userId === viewer.userId),
        },
      },
    ];
  });
}

export type TrainingLine = ReturnType<typeof trainingLines>[number];
