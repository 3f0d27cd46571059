import { candidateById } from "#db/candidates.ts";
import { decisionOfProcess } from "#db/decisions.ts";
import { putVoluntary } from "#db/voluntary.ts";
import { keepsVoluntaryData, knownAnswers } from "#shared/voluntary.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { audit } from "./interview-access.ts";

/**
 * Keeps what a candidate chose to say on the voluntary form. Answers left out are left out. The audit event names the
 * round, not the candidate; nobody can read the answers of one person afterwards.
 */
export function keepVoluntary(
  ctx: CommandContext,
  input: { processId: string; candidateId: string; answers: Record<string, string | undefined> },
): Outcome {
  const { db, viewer } = ctx;
  if (!keepsVoluntaryData(viewer)) return refuse("not-found", "There is no such candidate.");
  const person = candidateById(db, viewer.programId, input.candidateId);
  if (person?.processId !== input.processId) return refuse("candidateId", "Choose the candidate whose form this is.");
  if (decisionOfProcess(db, person.processId)?.state === "sealed")
    return refuse("sealed", "The decision of this round is sealed: its sums no longer change.");
  db.transaction(() => {
    putVoluntary(db, person.id, knownAnswers(input.answers), ctx.clock());
    audit(ctx, "voluntary.kept", person.processId);
  });
  return { ok: true };
}
