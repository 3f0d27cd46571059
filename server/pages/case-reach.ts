import { factsOfCase } from "#db/assignments.ts";
import { type Case, type CaseLifecycle, casesOf } from "#db/cases.ts";
import type { Db } from "#db/open.ts";
import { type AnyFacts, can, type Facts, LIFECYCLES } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import type { CommandContext } from "../context.ts";

/** The cases in which there is anything to read for this person, present ones first. */
export function readableCases(db: Db, viewer: Viewer): Case[] {
  return casesOf(db, viewer.programId).filter((one) => readsCase(viewer, one));
}

/** The case of one assignment, when this person may read anything of it; `null` otherwise, whatever the cause. */
export function readableCase({ db, viewer }: CommandContext, assignmentId: string): Case | null {
  return readableCases(db, viewer).find(({ of }) => of.id === assignmentId) ?? null;
}

/**
 * The facts of a case's probation; before it is planned, those it will begin with: who may read the plan then are its
 * people.
 */
export function probationFacts(db: Db, of: Case["of"], state: Facts<"probation">["state"] | null): Facts<"probation"> {
  return { ...factsOfCase(db, of), lifecycle: "probation", state: state ?? LIFECYCLES.probation.initial };
}

/** Is this one of the people a meeting of the case is with: its officer, or one of its leads? */
export function meetsInCase({ userId }: Pick<Viewer, "userId">, of: { ownerId?: string; leads?: readonly string[] }) {
  return of.ownerId === userId || (of.leads?.includes(userId) ?? false);
}

function readsCase(viewer: Viewer, { of, leads, records }: Case): boolean {
  const base = { programId: of.programId, ownerId: of.officerId, leads };
  const all = records.some(({ lifecycle }) => lifecycle === "probation")
    ? records
    : [{ lifecycle: "probation" as const, state: LIFECYCLES.probation.initial }, ...records];
  return all.some(({ lifecycle, state }) => reads(viewer, lifecycle, { ...base, lifecycle, state }));
}

/** May this person read what stands at the head of such a record? */
function reads(viewer: Viewer, lifecycle: CaseLifecycle, facts: AnyFacts): boolean {
  switch (lifecycle) {
    case "probation":
      return can(viewer, "R", "plan", facts as Facts<"probation">);
    case "checkpoint":
      return can(viewer, "R", "review", facts as Facts<"checkpoint">);
    case "evaluation":
      return (
        can(viewer, "R", "goals", facts as Facts<"evaluation">) ||
        can(viewer, "R", "document", facts as Facts<"evaluation">)
      );
    case "removal":
      return can(viewer, "R", "request", facts as Facts<"removal">);
  }
}
