import { type CandidateRow, screenedAs } from "#db/candidates.ts";
import { processById, termsOf } from "#db/processes.ts";
import { hasRight } from "#shared/machine.ts";
import type { CommandContext } from "./context.ts";

/**
 * What a candidate is called for somebody who must not see the name: while the signed agreement says so and the file
 * is being screened, everybody but the coordinator reads "Candidate 3". `null`: the name may be read.
 */
export function maskOf(
  { db, viewer }: Pick<CommandContext, "db" | "viewer">,
  row: Pick<CandidateRow, "id" | "programId" | "processId" | "state">,
): string | null {
  if (row.state !== "submitted" || hasRight(viewer, "unmasked", row.programId)) return null;
  const round = processById(db, row.programId, row.processId);
  return screenedAs(db, row, round ? termsOf(round) : null);
}
