import { appendAudit } from "#db/audit.ts";
import { attestEvidence } from "#db/candidates.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { readable } from "./candidates.ts";

/** The district's administrator attests that one item of work with young people was verified, or takes it back. */
export function verifyEvidence(
  ctx: CommandContext,
  input: { candidateId: string; evidenceId: string; verified: boolean },
): Outcome {
  const found = readable(ctx, input.candidateId);
  if (!found.ok) return found;
  const { row, facts } = found;
  if (!can(ctx.viewer, "S", "evidence", facts))
    return refuse("not-allowed", "The school administrator verifies this evidence, while the file is open.");
  if (!row.youth.some(({ id }) => id === input.evidenceId))
    return refuse("gone", "This item was changed in the meantime. Read it again, then verify it.");
  const { programId, userId } = ctx.viewer;
  const at = ctx.clock();
  ctx.db.transaction(() => {
    attestEvidence(ctx.db, row.id, input.evidenceId, input.verified ? { userId, at } : null);
    appendAudit(ctx.db, at, {
      type: "candidate.evidence-verified",
      programId,
      actorId: userId,
      subjectId: row.id,
      payload: { evidenceId: input.evidenceId, verified: input.verified },
    });
  });
  ctx.rooms.recordChanged(row.programId, "process", row.processId);
  return { ok: true };
}
