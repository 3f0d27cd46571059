import { checkpointById } from "#db/checkpoints.ts";
import { evaluationById } from "#db/evaluations.ts";
import { outcomeProbation } from "#db/probations.ts";
import { removalById } from "#db/removals.ts";
import { can } from "#shared/machine.ts";
import type { CommandContext } from "../context.ts";

/** The kinds of sealed records that are about one officer. */
export type CaseRecordKind = "checkpoint" | "probation-outcome" | "evaluation" | "removal";

/** May this person read a sealed record of an officer's case? The people of that case, and nobody else. */
export function mayReadOfCase(
  { db, viewer }: Pick<CommandContext, "db" | "viewer">,
  kind: CaseRecordKind,
  subjectId: string,
): boolean {
  const { programId } = viewer;
  switch (kind) {
    case "checkpoint": {
      const record = checkpointById(db, programId, subjectId);
      return record !== null && can(viewer, "R", "review", record.facts);
    }
    case "probation-outcome": {
      const record = outcomeProbation(db, programId, subjectId);
      // A sealed extension stays readable to those who signed it while the probation runs on.
      const decided = record && { ...record.facts, state: "decided" as const };
      return decided !== null && can(viewer, "R", "outcome", decided);
    }
    case "evaluation": {
      const record = evaluationById(db, programId, subjectId);
      return record !== null && can(viewer, "R", "document", record.facts);
    }
    case "removal": {
      const record = removalById(db, programId, subjectId);
      return record !== null && can(viewer, "R", "decision", record.facts);
    }
  }
}
