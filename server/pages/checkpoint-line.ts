import { type CheckpointRow, checkpointFacts, inputsOf } from "#db/checkpoints.ts";
import type { Probation } from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { can, stateLabel } from "#shared/machine.ts";
import { checkpointTitle } from "#shared/probation.ts";
import type { CommandContext } from "../context.ts";

/**
 * What a list says of one checkpoint: its days, where it stands, whose turn it is. Of the two inputs it holds at most
 * that they are in, for those who may know that much. @returns `null` when this person may not know of it
 */
export function checkpointLine({ db, viewer }: CommandContext, row: CheckpointRow, of: Probation) {
  const facts = checkpointFacts(row, of);
  if (!can(viewer, "R", "status", facts) && !can(viewer, "R", "review", facts)) return null;
  const inputs = row.state === "input" && can(viewer, "C", "input", facts) ? inputsOf(db, row.id) : null;
  const signed =
    row.state === "presented" && can(viewer, "R", "review", facts)
      ? signaturesOf(db, "checkpoint", row.id).filter((s) => s.voidedAt === null)
      : null;
  const has = (role: "supervisor" | "administrator") => ({
    handedIn: inputs?.some((one) => one.role === role && one.submittedAt !== null) ?? false,
    signed: signed?.some((s) => s.role === role) ?? false,
  });
  const officer = facts.ownerId === viewer.userId;
  const writes = (part: "ratings" | "section" | "narrative") => can(viewer, "W", part, facts);
  const lead = !officer && can(viewer, "S", "review", facts);
  return {
    id: row.id,
    n: row.n,
    offsetDays: row.offsetDays,
    title: checkpointTitle(row, of.terms),
    state: row.state,
    label: stateLabel("checkpoint", row.state),
    opensOn: row.opensOn,
    selfDueOn: row.selfDueOn,
    inputDueOn: row.inputDueOn,
    meetingAt: row.meetingAt,
    sealedAt: row.sealedAt,
    answered: row.choice !== null,
    handedIn: inputs && { agency: has("supervisor").handedIn, district: has("administrator").handedIn },
    signed: signed && { agency: has("supervisor").signed, district: has("administrator").signed },
    /** It waits for the reader. */
    yours:
      (row.state === "self" && can(viewer, "W", "self", facts)) ||
      (inputs?.some((one) => one.userId === viewer.userId && one.submittedAt === null) ?? false) ||
      (row.state === "joint" && (writes("ratings") || writes("section") || writes("narrative"))) ||
      (row.state === "presented" &&
        (row.choice === null ? officer : lead && !signed?.some((s) => s.userId === viewer.userId))),
  };
}

export type CheckpointLine = NonNullable<ReturnType<typeof checkpointLine>>;
