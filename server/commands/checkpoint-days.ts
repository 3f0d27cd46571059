import { eq } from "drizzle-orm";
import { type Checkpoint, checkpointById } from "#db/checkpoints.ts";
import { checkpoint, probation } from "#db/schema.ts";
import type { AppContext } from "../context.ts";
import { auditServer, checkpointChanged, today } from "./case-access.ts";
import { askLeads, askOfficer, exchange } from "./checkpoints.ts";
import { passPosition } from "./probation-signing.ts";

/** What the server needs to act by itself. */
type Server = Pick<AppContext, "db" | "rooms" | "clock">;

/**
 * Does what a day brings to a checkpoint: opens it, goes on without a self-assessment, goes on without a lead's input.
 * Nothing twice, and nothing before its day is over where the program is: a job may ask as often as it likes.
 * @returns whether something was done
 */
export function passDay(ctx: Server, programId: string, checkpointId: string): boolean {
  const record = checkpointById(ctx.db, programId, checkpointId);
  if (record?.probation.row.state !== "running") return false;
  const act = actOf(record, today(ctx, programId));
  if (!act) return false;
  ctx.db.transaction(() => act(ctx, record));
  checkpointChanged(ctx, record);
  return true;
}

/** The same for every checkpoint that is under way and every proposed outcome. @returns how many acts that were */
export function passDays(ctx: Server): number {
  const rows = ctx.db.select({ id: checkpoint.id, programId: checkpoint.programId, state: checkpoint.state });
  const open = rows
    .from(checkpoint)
    .all()
    .filter(({ state }) => ["planned", "self", "input"].includes(state));
  let acts = 0;
  // After a server was away for long, one day may bring more than one step.
  for (const { id, programId } of open) while (passDay(ctx, programId, id)) acts++;
  const deciding = ctx.db.select({ id: probation.id, programId: probation.programId }).from(probation);
  for (const { id, programId } of deciding.where(eq(probation.state, "deciding")).all())
    if (passPosition(ctx, programId, id)) acts++;
  return acts;
}

type Act = (ctx: Server, record: Checkpoint) => void;

function actOf({ row, probation: of }: Checkpoint, day: string): Act | null {
  // After the post's last day what is under way goes on, and nothing new opens.
  if (row.state === "planned")
    return of.assignment.toDate === null && row.opensOn !== null && row.opensOn <= day ? openByDay : null;
  if (row.state === "self") return row.selfDueOn !== null && row.selfDueOn < day ? goOnWithoutSelf : null;
  if (row.state === "input") return row.inputDueOn !== null && row.inputDueOn < day ? goOnWithoutInput : null;
  return null;
}

function openByDay(ctx: Server, record: Checkpoint): void {
  askOfficer(ctx, record);
  auditServer(ctx, record.row.programId, "checkpoint.opened", record.row.id, { n: record.row.n, by: "day" });
}

function goOnWithoutSelf(ctx: Server, record: Checkpoint): void {
  const { row } = record;
  askLeads(ctx, record);
  auditServer(ctx, row.programId, "checkpoint.self", row.id, { received: false, due: row.selfDueOn });
}

/** What was typed and not handed in stays its author's alone: the record says that it was offered and not received. */
function goOnWithoutInput(ctx: Server, record: Checkpoint): void {
  const { row, inputs } = record;
  const missing = inputs.filter(({ submittedAt }) => submittedAt === null);
  exchange(ctx, record);
  auditServer(ctx, row.programId, "checkpoint.exchanged", row.id, {
    missing: missing.length,
    roles: missing.map(({ role }) => role),
    due: row.inputDueOn,
  });
}
