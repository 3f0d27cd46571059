import { candidateRowsOf } from "#db/candidates.ts";
import { decisionOfProcess } from "#db/decisions.ts";
import { processById } from "#db/processes.ts";
import { voluntaryKept } from "#db/voluntary.ts";
import { keepsVoluntaryData } from "#shared/voluntary.ts";
import type { CommandContext } from "../context.ts";

/** For the person who enters the voluntary forms: whose form was kept, never what it says. `null` for everybody else. */
export function voluntaryPage({ db, viewer }: CommandContext, processId: string) {
  const round = processById(db, viewer.programId, processId);
  if (!round || !keepsVoluntaryData(viewer)) return null;
  const kept = voluntaryKept(db, round.id);
  return {
    process: { id: round.id, title: round.title },
    closed: decisionOfProcess(db, round.id)?.state === "sealed",
    candidates: candidateRowsOf(db, round.id).map(({ id, name }) => ({ id, name, kept: kept.has(id) })),
  };
}
