import { type Evaluation, evaluationById, evaluationRoom } from "#db/evaluations.ts";
import { evaluation } from "#db/schema.ts";
import { auditServer, today } from "./case-access.ts";
import { actByDay, addAct, evaluationChanged, type Server } from "./evaluation-access.ts";
import { sealEvaluation } from "./evaluation-sealing.ts";
import { askBothLeads, exchangeBoth } from "./evaluation-writing.ts";

type Act = (ctx: Server, record: Evaluation) => void;

/**
 * Does what a passed day brings to an evaluation: goes on without the self-assessment, without what a lead did not hand
 * in, without the administrator's word, without a response. Nothing twice, and nothing before the day is over where the
 * program is: a job may ask as often as it likes. @returns whether something was done
 */
export function passEvaluationDay(ctx: Server, programId: string, id: string): boolean {
  const record = evaluationById(ctx.db, programId, id);
  const act = record && actToday(record, today(ctx, programId));
  if (!record || !act) return false;
  ctx.db.transaction(() => act(ctx, record));
  evaluationChanged(ctx, record);
  return true;
}

/** The same for every evaluation with a window that is open. @returns how many acts that were */
export function passEvaluationDays(ctx: Server): number {
  const rows = ctx.db
    .select({ id: evaluation.id, programId: evaluation.programId, state: evaluation.state })
    .from(evaluation)
    .all();
  let acts = 0;
  for (const { id, programId, state } of rows) if (state in ACTS) while (passEvaluationDay(ctx, programId, id)) acts++;
  return acts;
}

/** In which state which last day leads on. An evaluation that is presented waits for its meeting, whatever the day. */
const ACTS: Record<string, { due: (row: Evaluation["row"]) => string | null; act: Act }> = {
  self: { due: (row) => row.selfDueOn, act: goOnWithoutSelf },
  parallel: { due: (row) => row.parallelDueOn, act: goOnWithoutBoth },
  feedbackSigned: { due: (row) => row.feedbackDueOn, act: goOnUnanswered },
  response: { due: (row) => row.responseDueOn, act: goOnWithoutResponse },
};

function actToday({ row }: Evaluation, day: string): Act | null {
  const of = ACTS[row.state];
  const due = of?.due(row) ?? null;
  return of && due !== null && due < day ? of.act : null;
}

function goOnWithoutSelf(ctx: Server, record: Evaluation): void {
  const { row } = record;
  askBothLeads(ctx, record);
  auditServer(ctx, row.programId, "evaluation.self", row.id, { received: false, due: row.selfDueOn });
}

function goOnWithoutBoth(ctx: Server, record: Evaluation): void {
  const { row } = record;
  exchangeBoth(ctx, record);
  const missing = [...(row.draftAt === null ? ["draft"] : []), ...(row.feedbackAt === null ? ["feedback"] : [])];
  auditServer(ctx, row.programId, "evaluation.exchanged", row.id, {
    missing: missing.length,
    parts: missing,
    due: row.parallelDueOn,
  });
}

function goOnUnanswered(ctx: Server, { row }: Evaluation): void {
  const hash = addAct(ctx, row, actByDay("feedback", "unanswered", row.feedbackDueOn), {
    state: "presented",
    feedback: "unanswered",
  });
  auditServer(ctx, row.programId, "evaluation.feedback", row.id, { hash, word: "unanswered", due: row.feedbackDueOn });
}

/** What was typed and not attached stays unread: the window for it is over. */
function goOnWithoutResponse(ctx: Server, { row, terms }: Evaluation): void {
  const hash = addAct(ctx, row, actByDay("response", "none", row.responseDueOn), { state: "review" });
  ctx.rooms.freeze(evaluationRoom(row, "response"));
  auditServer(ctx, row.programId, "evaluation.response", row.id, { hash, word: "none", due: row.responseDueOn });
  if (!terms.commandReview) sealEvaluation(ctx, row.programId, row.id, null);
}
