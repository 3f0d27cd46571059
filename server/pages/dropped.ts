import { decisionOfProcess, droppedOf } from "#db/decisions.ts";
import { processById, processFacts, termsOf } from "#db/processes.ts";
import { dropEffect } from "#shared/dropped.ts";
import { can } from "#shared/machine.ts";
import type { CommandContext } from "../context.ts";
import { LEADS } from "./leads.ts";

/** The signed questions of a round, which of them count for nobody, who asked and approved, and what follows. */
export function droppedPage({ db, viewer }: CommandContext, processId: string) {
  const round = processById(db, viewer.programId, processId);
  const terms = round && termsOf(round);
  if (!round || !terms || !can(viewer, "R", "round", processFacts(round))) return null;
  const decision = decisionOfProcess(db, round.id);
  const asked = droppedOf(db, round.id);
  const approved = asked.filter((one) => one.approvedAt !== null).map((one) => one.questionId);
  const lead = LEADS.some((role) => role === viewer.role);
  const open = lead && (decision === null || decision.state === "rationale");
  return {
    process: { id: round.id, title: round.title },
    questions: terms.questions.map((question, i) => {
      const row = asked.find((one) => one.questionId === question.id) ?? null;
      return {
        id: question.id,
        number: i + 1,
        lead: question.lead,
        criterion: terms.criteria.find((c) => c.id === question.criterionId)?.title ?? question.criterionId,
        effect: dropEffect(
          terms,
          approved.filter((id) => id !== question.id),
          question.id,
        ),
        asked: row && {
          id: row.id,
          reason: row.reason,
          by: row.asked,
          approvedBy: row.approved,
          mayDecide: open && row.approvedAt === null && row.role !== viewer.role,
        },
      };
    }),
    may: { ask: open },
  };
}
