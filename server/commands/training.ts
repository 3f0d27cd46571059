import { and, eq, isNull } from "drizzle-orm";
import { type Assignment, assignmentById, factsOfCase } from "#db/assignments.ts";
import { evaluationsOfAssignment } from "#db/evaluations.ts";
import { type TrainingItem, trainingOf } from "#db/evidence.ts";
import { newId } from "#db/ids.ts";
import { signaturesOf } from "#db/processes.ts";
import { signature, trainingItem } from "#db/schema.ts";
import { TRAINING_ITEMS } from "#shared/content/training.ts";
import { can, canMove, type Facts, hats, stateLabel } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { giveSignature, noSuchCase, notYours, today } from "./case-access.ts";
import { audit } from "./interview-access.ts";

/** What was done earlier is a year typed wrong. */
const EARLIEST = "2000-01-01";

interface Of {
  assignmentId: string;
  itemId: string;
}

/** One item of the catalogue for the officer of a case, with its latest time; `null` when the case has no place for this person. */
export function trainingRecord({ db, viewer }: Pick<CommandContext, "db" | "viewer">, { assignmentId, itemId }: Of) {
  const of = assignmentById(db, viewer.programId, assignmentId);
  const known = TRAINING_ITEMS.some(({ id, who }) => id === itemId && (who as readonly string[]).includes("officer"));
  if (!of || !known) return null;
  const row =
    trainingOf(db, of.officerId).find((one) => one.itemId === itemId && one.programId === of.programId) ?? null;
  const facts: Facts<"training"> = { ...factsOfCase(db, of), lifecycle: "training", state: stateOf(row) };
  return hats(viewer, facts).length > 0 && can(viewer, "R", "item", facts) ? { of, row, facts } : null;
}

function stateOf(row: TrainingItem | null): Facts<"training">["state"] {
  if (row?.waivedAt != null) return "waived";
  return row?.verifiedAt != null ? "complete" : "open";
}

/** Sets the day by which it is due; for one that is complete, the day of the next time. */
export function setTrainingDue(ctx: CommandContext, input: Of & { dueOn: string }): Outcome {
  const found = inCase(ctx, input);
  if ("ok" in found) return found;
  const { of, row, facts } = found;
  const again = canMove(ctx.viewer, "again", facts);
  if (!again && !(facts.state === "open" && can(ctx.viewer, "X", "item", facts))) return notNow(facts);
  if (!isDay(input.dueOn)) return refuse("dueOn", "Enter the day by which it is due.");
  if (input.dueOn < today(ctx, of.programId)) return refuse("dueOn", "This day is over. Choose today or a later day.");
  return keep(ctx, found, again ? null : row, { itemId: input.itemId, dueOn: input.dueOn }, () =>
    audit(ctx, "training.due", of.id, { itemId: input.itemId, dueOn: input.dueOn }),
  );
}

/** Enters that it was done: the officer for themselves, or the supervisor. It counts once the supervisor has checked it. */
export function enterTraining(ctx: CommandContext, input: Of & { doneOn: string; words: string }): Outcome {
  const found = inCase(ctx, input);
  if ("ok" in found) return found;
  const { of, row, facts } = found;
  if (!can(ctx.viewer, "W", "item", facts)) return notNow(facts);
  if (!isDay(input.doneOn) || input.doneOn > today(ctx, of.programId))
    return refuse("doneOn", "Enter the day on which it was done, not one to come.");
  if (input.doneOn < EARLIEST) return refuse("doneOn", "This day lies before 2000. Check the year.");
  const words = input.words.trim();
  if (!words) return refuse("words", "Write who gave it and what shows it, such as a certificate.");
  return keep(ctx, found, row, { itemId: input.itemId, doneOn: input.doneOn, words }, () =>
    audit(ctx, "training.done", of.id, { itemId: input.itemId }),
  );
}

/** The supervisor has seen what shows that it was done. */
export function verifyTraining(ctx: CommandContext, input: Of): Outcome {
  const found = inCase(ctx, input);
  if ("ok" in found) return found;
  const { of, row, facts } = found;
  if (!canMove(ctx.viewer, "verify", facts)) return notNow(facts);
  if (!row?.doneOn) return refuse("doneOn", "Enter first on which day it was done.");
  const { userId } = ctx.viewer;
  return keep(ctx, found, row, { itemId: input.itemId, verifiedBy: userId, verifiedAt: ctx.clock() }, () =>
    audit(ctx, "training.verified", of.id, { itemId: input.itemId }),
  );
}

/**
 * One lead signs that it is not needed here, and why; with the other's signature on the same words it is waived. Other
 * words void the first signature.
 */
export function waiveTraining(ctx: CommandContext, input: Of & { reason: string }): Outcome {
  const found = inCase(ctx, input);
  if ("ok" in found) return found;
  const { of, row, facts } = found;
  const { db, viewer } = ctx;
  if (!can(viewer, "S", "waiver", facts)) return notNow(facts);
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why it is not needed here.");
  if (row?.doneOn) return refuse("moved-on", "It was entered as done. There is nothing to waive.");
  const id = row?.id ?? newId("tr");
  const { hash } = fingerprint({ itemId: input.itemId, officerId: of.officerId, reason });
  const given = signaturesOf(db, "training", id).filter((one) => one.voidedAt === null);
  const same = given.filter((one) => one.hash === hash);
  if (same.some(({ userId }) => userId === viewer.userId))
    return refuse("signed", "You signed this already. The other lead signs it, too.");
  const both = same.some(({ role }) => role !== viewer.role);
  return keep(
    ctx,
    found,
    row,
    { itemId: input.itemId, waivedReason: reason, waivedAt: both ? ctx.clock() : null },
    () => {
      if (same.length === 0)
        db.update(signature)
          .set({ voidedAt: ctx.clock(), voidedBy: viewer.userId, voidReason: "The reason was changed" })
          .where(and(eq(signature.subject, "training"), eq(signature.subjectId, id), isNull(signature.voidedAt)))
          .run();
      giveSignature(ctx, { subject: "training", subjectId: id, revision: 1, hash });
      audit(ctx, "training.waiver-signed", of.id, { itemId: input.itemId, hash });
      if (both) audit(ctx, "training.waived", of.id, { itemId: input.itemId, hash });
    },
    id,
  );
}

type Found = { of: Assignment; row: TrainingItem | null; facts: Facts<"training"> };

/** The item, in a case that goes on. */
function inCase(ctx: CommandContext, of: Of): Found | Refusal {
  const found = trainingRecord(ctx, of);
  if (!found) return noSuchCase();
  return found.of.toDate === null ? found : refuse("ended", "This post has ended. Its training is kept as it is.");
}

/** Changes the row, or begins one; the act's event and signatures in the same transaction. */
function keep(
  ctx: CommandContext,
  { of }: Found,
  row: TrainingItem | null,
  values: Partial<TrainingItem> & { itemId: string },
  also: () => void,
  id = newId("tr"),
): Outcome {
  const { db, rooms } = ctx;
  const { programId, officerId: userId } = of;
  db.transaction(() => {
    if (row) db.update(trainingItem).set(values).where(eq(trainingItem.id, row.id)).run();
    else
      db.insert(trainingItem)
        .values({ id, programId, userId, at: ctx.clock(), ...values })
        .run();
    also();
  });
  for (const one of evaluationsOfAssignment(db, of.id)) rooms.recordChanged(programId, "evaluation", one.row.id);
  return { ok: true };
}

function notNow(facts: Facts<"training">): Refusal {
  return facts.state === "open"
    ? notYours()
    : refuse("moved-on", `This has moved on in the meantime. It now reads “${stateLabel("training", facts.state)}”.`);
}
