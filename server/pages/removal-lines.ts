import { assignmentById, factsOfCase } from "#db/assignments.ts";
import { removalsOfAssignment } from "#db/removals.ts";
import { casePaths } from "#shared/case-paths.ts";
import { can, type Facts, LIFECYCLES, stateLabel } from "#shared/machine.ts";
import type { CommandContext } from "../context.ts";

/** The reviews of an assignment that this person may read, the newest first. */
export function removalLines({ db, viewer }: CommandContext, assignmentId: string) {
  return removalsOfAssignment(db, assignmentId)
    .filter(({ facts }) => can(viewer, "R", "request", facts))
    .map(({ row }) => ({
      id: row.id,
      to: casePaths.removal(row.assignmentId, row.id),
      state: row.state,
      label: stateLabel("removal", row.state),
      open: !ENDED.includes(row.state),
      side: row.requestedFor,
      requestedAt: row.requestedAt,
      dueOn: row.state === "requested" ? row.answerDueOn : row.state === "deciding" ? row.decideDueOn : null,
    }));
}

const ENDED: readonly string[] = ["resolved", "reassigned"];

/** May this person ask for a review of an assignment now? Either lead, while none is open. */
export function mayRequestRemoval({ db, viewer }: CommandContext, assignmentId: string): boolean {
  const of = assignmentById(db, viewer.programId, assignmentId);
  if (!of || of.toDate !== null) return false;
  const facts: Facts<"removal"> = {
    ...factsOfCase(db, of),
    lifecycle: "removal",
    state: LIFECYCLES.removal.initial,
  };
  return (
    can(viewer, "S", "request", facts) && removalsOfAssignment(db, of.id).every(({ row }) => ENDED.includes(row.state))
  );
}
