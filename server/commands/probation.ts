import { and, eq, isNull } from "drizzle-orm";
import { assignmentById, factsOfCase } from "#db/assignments.ts";
import { checkpointsOf } from "#db/checkpoints.ts";
import { newId } from "#db/ids.ts";
import { parametersInForce } from "#db/mou.ts";
import { holidaysOf, leaveDays, type Probation, planOf, probationOfAssignment } from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { checkpoint, probation, signature } from "#db/schema.ts";
import { leavesFrom } from "#shared/date-rules.ts";
import { addDays } from "#shared/days.ts";
import { can, type Facts, LIFECYCLES } from "#shared/machine.ts";
import { type ProbationPlan, probationDays, probationTerms } from "#shared/probation.ts";
import { isDay } from "#shared/service.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import {
  changedMeanwhile,
  giveSignature,
  noSuchCase,
  notYours,
  openProbation,
  probationChanged,
} from "./case-access.ts";
import { audit } from "./interview-access.ts";

/**
 * Plans a probation from the clause in force: end, checkpoints and their days. The values are kept with it: an agreement
 * that changes later changes no probation that has begun.
 * @param input.startOn ISO date
 */
export function planProbation(
  ctx: CommandContext,
  input: { assignmentId: string; startOn: string },
): Outcome<{ probationId: string }> {
  const { db, viewer } = ctx;
  const of = assignmentById(db, viewer.programId, input.assignmentId);
  if (!of) return noSuchCase();
  const facts: Facts<"probation"> = {
    ...factsOfCase(db, of),
    lifecycle: "probation",
    state: LIFECYCLES.probation.initial,
  };
  if (!can(viewer, "R", "plan", facts)) return noSuchCase();
  if (!can(viewer, "W", "plan", facts) && !can(viewer, "X", "plan", facts)) return notYours();
  if (probationOfAssignment(db, of.id))
    return refuse("planned", "The probation of this assignment is planned already.");
  if (of.toDate !== null) return refuse("ended", "This post has ended. No probation begins in it any more.");
  if (!isDay(input.startOn)) return refuse("startOn", "Enter the first day of the probation.");
  const agreed = parametersInForce(db, viewer.programId);
  const terms = probationTerms(agreed?.values ?? null, agreed?.version ?? null);
  const plan: ProbationPlan = {
    format: "accord/probation-plan/1",
    officer: of.officerName,
    school: of.schoolName,
    terms,
    ...daysFrom(ctx, input.startOn, terms),
  };
  const { content, hash } = fingerprint(plan);
  const id = newId("pb");
  db.transaction(() => {
    db.insert(probation)
      .values({
        id,
        programId: of.programId,
        assignmentId: of.id,
        state: LIFECYCLES.probation.initial,
        clause: fingerprint(terms).content,
        startOn: plan.startOn,
        endOn: plan.endOn,
        plan: content,
        planHash: hash,
        createdBy: viewer.userId,
        createdAt: ctx.clock(),
      })
      .run();
    audit(ctx, "probation.planned", id, { hash, mouVersion: terms.mouVersion });
  });
  ctx.rooms.recordChanged(of.programId, "checkpoint", id);
  return { ok: true, probationId: id };
}

/** Moves the first day while the dates are not signed by both: signatures already given become void. */
export function replanProbation(ctx: CommandContext, input: { probationId: string; startOn: string }): Outcome {
  const { db, viewer } = ctx;
  const record = openProbation(ctx, input.probationId);
  if (!record) return noSuchCase();
  if (!can(viewer, "W", "plan", record.facts)) return notYours();
  if (!isDay(input.startOn)) return refuse("startOn", "Enter the first day of the probation.");
  const { row, terms } = record;
  const plan: ProbationPlan = { ...planOf(row), ...daysFrom(ctx, input.startOn, terms) };
  const { content, hash } = fingerprint(plan);
  const at = ctx.clock();
  db.transaction(() => {
    const voided = db
      .update(signature)
      .set({ voidedAt: at, voidedBy: viewer.userId, voidReason: "The dates were planned again" })
      .where(and(eq(signature.subject, "probation-plan"), eq(signature.subjectId, row.id), isNull(signature.voidedAt)))
      .run();
    db.update(probation)
      .set({ startOn: plan.startOn, endOn: plan.endOn, plan: content, planHash: hash })
      .where(eq(probation.id, row.id))
      .run();
    audit(ctx, "probation.replanned", row.id, { hash, voided: voided.changes });
  });
  return probationChanged(ctx, record);
}

/**
 * Signs the dates. The second lead's signature begins the probation; the officer's says that they were read, and is
 * waited for by nobody.
 * @param input.hash the hash the signer saw
 */
export function signPlan(
  ctx: CommandContext,
  input: { probationId: string; hash: string },
): Outcome<{ begun: boolean }> {
  const { db, viewer } = ctx;
  const record = openProbation(ctx, input.probationId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (!can(viewer, "S", "plan", facts))
    return refuse("not-allowed", "The two leads of this case sign its dates, before the probation begins.");
  if (row.planHash !== input.hash) return changedMeanwhile("signature was not given");
  const given = signaturesOf(db, "probation-plan", row.id).filter((s) => s.voidedAt === null);
  const role = facts.ownerId === viewer.userId ? "officer" : viewer.role;
  if (given.some((s) => s.role === role))
    return refuse("already-signed", "The signature for your part stands under these dates already.");
  const other = role === "supervisor" ? "administrator" : "supervisor";
  const begun = role !== "officer" && given.some((s) => s.role === other);
  db.transaction(() => {
    giveSignature(ctx, { subject: "probation-plan", subjectId: row.id, revision: 1, hash: row.planHash });
    audit(ctx, "probation.plan-signed", row.id, { hash: row.planHash, role });
    if (begun) begin(ctx, record);
  });
  probationChanged(ctx, record);
  return { ok: true, begun };
}

/** Inside the second signature's transaction: the checkpoints come into being, with leave that is known by now. */
function begin(ctx: CommandContext, { row, terms }: Probation): void {
  const { db } = ctx;
  db.update(probation).set({ state: "running" }).where(eq(probation.id, row.id)).run();
  for (const { n, offsetDays, formId, opensOn, selfDueOn, inputDueOn } of planOf(row).checkpoints)
    db.insert(checkpoint)
      .values({
        id: newId("ck"),
        programId: row.programId,
        probationId: row.id,
        n,
        offsetDays,
        formId,
        state: LIFECYCLES.checkpoint.initial,
        opensOn,
        selfDueOn,
        inputDueOn,
      })
      .run();
  moveDates(ctx, row.id);
  audit(ctx, "probation.begun", row.id, { checkpoints: terms.checkpointDays.length });
}

function daysFrom(
  { db, viewer }: CommandContext,
  startOn: string,
  terms: ProbationPlan["terms"],
): Pick<ProbationPlan, "startOn" | "endOn" | "checkpoints"> {
  const { endOn, checkpoints } = probationDays(startOn, terms, { holidays: holidaysOf(db, viewer.programId) });
  if (endOn === null) throw new Error("Without leave every day is known.");
  return { startOn, endOn, checkpoints };
}

/**
 * Sets every day that has not come from clause and leave anew; inside the transaction of what changed them. A checkpoint
 * that is open keeps the day it opened on; one whose joint review has begun keeps all of its days. @returns how many checkpoints moved
 */
export function moveDates({ db }: Pick<CommandContext, "db">, probationId: string): number {
  const row = db.select().from(probation).where(eq(probation.id, probationId)).get();
  if (!row) throw new Error("There is no such probation.");
  const terms = JSON.parse(row.clause) as ProbationPlan["terms"];
  const holidays = holidaysOf(db, row.programId);
  const extendedAt = row.extendedTo === null ? null : extensionSealedAt(db, probationId);
  // A leave may be entered long after it began: its days before the probation stop no clock.
  const leaves = (since = 0) => leavesFrom(row.startOn, leaveDays(db, row.assignmentId, since));
  const days = probationDays(row.startOn, terms, { leaves: leaves(), holidays });
  const extra = row.extendedTo
    ? probationDays(
        addDays(row.extendedTo, -EXTENSION),
        { ...terms, checkpointDays: [EXTENSION] },
        { leaves: leaves(extendedAt ?? 0), holidays },
      ).checkpoints[0]
    : undefined;
  let moved = 0;
  for (const one of checkpointsOf(db, probationId)) {
    const now = one.n <= terms.checkpointDays.length ? days.checkpoints[one.n - 1] : extra;
    if (!now || !["planned", "self", "input"].includes(one.state) || one.selfDueOn === now.selfDueOn) continue;
    moved++;
    const { selfDueOn, inputDueOn } = now;
    const opensOn = one.state === "planned" ? now.opensOn : one.opensOn;
    db.update(checkpoint).set({ opensOn, selfDueOn, inputDueOn }).where(eq(checkpoint.id, one.id)).run();
  }
  const endOn = extra ? extra.selfDueOn : days.endOn;
  if (endOn !== row.endOn) db.update(probation).set({ endOn }).where(eq(probation.id, probationId)).run();
  return moved;
}

/** Any distance: an extension's day stands by itself, and only leave entered after it was sealed moves it. */
const EXTENSION = 1;

function extensionSealedAt(db: CommandContext["db"], probationId: string): number {
  const at = db.$client
    .prepare<[string], number | null>(
      "select max(sealed_at) from probation_outcome where probation_id = ? and outcome = 'extended'",
    )
    .pluck()
    .get(probationId);
  return at ?? 0;
}
