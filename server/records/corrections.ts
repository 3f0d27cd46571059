import type { SealedRecord } from "#db/records.ts";
import type { Actor, Role } from "#shared/roles.ts";

/** Who signs a record of each kind, and so may add a correction to it. */
const SIGNERS: Record<SealedRecord["kind"], readonly Role[]> = {
  "process-agreement": ["supervisor", "administrator"],
  "panel-result": ["supervisor", "administrator"],
  mou: ["executive"],
  decision: ["supervisor", "administrator", "executive"],
  checkpoint: ["supervisor", "administrator"],
  "probation-outcome": ["supervisor", "executive"],
  evaluation: ["supervisor", "administrator"],
  removal: ["supervisor", "administrator", "executive"],
};

/** May this person add a correction to a record they can read? Whoever may sign a record of its kind. */
export function mayCorrect({ role }: Pick<Actor, "role">, record: Pick<SealedRecord, "kind">): boolean {
  return SIGNERS[record.kind].includes(role);
}
