import { eq } from "drizzle-orm";
import { assignmentById, factsOfCase } from "#db/assignments.ts";
import { appendAudit } from "#db/audit.ts";
import { newId } from "#db/ids.ts";
import { parametersInForce } from "#db/mou.ts";
import { openRemoval, removalById, removalRoom, sideRoom } from "#db/removals.ts";
import { removal } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { editText } from "#shared/documents/form.ts";
import { removalKeys } from "#shared/documents/removal.ts";
import { removalTerms } from "#shared/evaluation.ts";
import { can, canMove, type Facts, LIFECYCLES } from "#shared/machine.ts";
import { SIDES } from "#shared/rooms.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { announceMeeting } from "../mail/meeting.ts";
import { noSuchCase, notYours, today } from "./case-access.ts";
import { dueAfter, type Server } from "./evaluation-access.ts";
import { audit, refuseMove } from "./interview-access.ts";
import { openRemovalRecord, removalChanged, removalNow } from "./removal-access.ts";

/*
 * A removal review from the request to the meeting. It is a review and not yet a decision: until it is decided nothing
 * about the assignment changes. Each command is ONE synchronous function.
 */

/** One side asks for a removal review, with written reasons: the clock starts, and the reasons no longer change. */
export function requestRemoval(
  ctx: CommandContext,
  input: { assignmentId: string; reasons: string; tried: string },
): Outcome<{ removalId: string }> {
  const { db, viewer } = ctx;
  const of = assignmentById(db, viewer.programId, input.assignmentId);
  if (!of) return noSuchCase();
  const state = LIFECYCLES.removal.initial;
  const facts: Facts<"removal"> = { ...factsOfCase(db, of), lifecycle: "removal", state };
  if (!can(viewer, "R", "request", facts)) return noSuchCase();
  if (!can(viewer, "S", "request", facts)) return notYours();
  if (of.toDate !== null) return refuse("ended", "This assignment has ended.");
  if (openRemoval(db, of.id)) return refuse("open", "A removal review of this assignment is open already.");
  const [reasons, tried] = [input.reasons.trim(), input.tried.trim()];
  if (!reasons) return refuse("reasons", "Write the reasons. The officer and the other side read them.");
  if (!tried) return refuse("tried", "Write what was tried before, at the lowest level first.");
  const id = db.transaction(() =>
    openReview(ctx, {
      assignmentId: of.id,
      programId: viewer.programId,
      evaluationId: null,
      requestedBy: viewer.userId,
      requestedFor: viewer.role === "supervisor" ? "agency" : "district",
      reasons,
      tried,
      actorId: viewer.userId,
    }),
  );
  ctx.rooms.recordChanged(viewer.programId, "removal", id);
  return { ok: true, removalId: id };
}

/** Inside a transaction: the review with its clock; also where a sealed evaluation ends in one. @returns its id */
export function openReview(
  ctx: Server,
  of: {
    assignmentId: string;
    programId: string;
    evaluationId: string | null;
    requestedBy: string;
    requestedFor: "agency" | "district";
    reasons: string;
    tried: string;
    actorId: string | null;
  },
): string {
  const { db, rooms } = ctx;
  const { reasons, tried, actorId, ...values } = of;
  const agreed = parametersInForce(db, of.programId);
  const terms = removalTerms(agreed?.values ?? null, agreed?.version ?? null);
  const id = newId("rm");
  const at = ctx.clock();
  const answerDueOn = dueAfter(ctx, of.programId, terms.answerDays);
  db.insert(removal)
    .values({
      ...values,
      id,
      state: LIFECYCLES.removal.initial,
      clause: canonicalJson(terms),
      requestedAt: at,
      answerDueOn,
    })
    .run();
  const room = removalRoom({ id, programId: of.programId, revision: 1 }, "request");
  rooms.create(room, (doc) => {
    editText(doc, removalKeys.reasons, reasons);
    editText(doc, removalKeys.tried, tried);
  });
  rooms.freeze(room);
  appendAudit(db, at, {
    type: "removal.requested",
    programId: of.programId,
    actorId,
    subjectId: id,
    payload: { assignmentId: of.assignmentId, for: of.requestedFor, answerDueOn },
  });
  return id;
}

/** The other side answers in writing; the mediation begins. */
export function answerRemoval(ctx: CommandContext, input: { removalId: string; words: string }): Outcome {
  const record = openRemovalRecord(ctx, input.removalId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (row.state !== "requested") return refuseMove(facts, "mediate");
  const side = ctx.viewer.role === "supervisor" ? "agency" : "district";
  if (!can(ctx.viewer, "S", "request", facts) || side === row.requestedFor)
    return refuse("not-allowed", "The lead of the other side answers a request.");
  const words = input.words.trim();
  if (!words) return refuse("words", "Write the answer.");
  if (row.answerDueOn && today(ctx, row.programId) > row.answerDueOn)
    return refuse("too-late", "The days for an answer are over. Write your side for the meeting.");
  ctx.db.transaction(() => {
    const answer = { answer: words, answerBy: ctx.viewer.userId, answerAt: ctx.clock() };
    ctx.db.update(removal).set(answer).where(eq(removal.id, row.id)).run();
    mediate(ctx, row);
    audit(ctx, "removal.answered", row.id, { received: true });
  });
  return removalChanged(ctx, record);
}

/** Goes on without an answer once its day is over; on record. @returns whether something was done */
export function passRemovalDay(ctx: Server, programId: string, id: string): boolean {
  const record = removalById(ctx.db, programId, id);
  const due = record?.row.answerDueOn ?? null;
  if (record?.row.state !== "requested" || due === null || today(ctx, programId) <= due) return false;
  ctx.db.transaction(() => {
    mediate(ctx, record.row);
    appendAudit(ctx.db, ctx.clock(), {
      type: "removal.answered",
      programId,
      actorId: null,
      subjectId: id,
      payload: { received: false, due },
    });
  });
  removalChanged(ctx, record);
  return true;
}

/** The same for every request whose answer is open. @returns how many acts that were */
export function passRemovalDays(ctx: Server): number {
  const open = ctx.db.select({ id: removal.id, programId: removal.programId }).from(removal);
  return open
    .where(eq(removal.state, "requested"))
    .all()
    .filter(({ id, programId }) => passRemovalDay(ctx, programId, id)).length;
}

function mediate({ db, rooms }: Server, row: { id: string; programId: string; revision: number }): void {
  db.update(removal).set({ state: "mediation" }).where(eq(removal.id, row.id)).run();
  for (const side of SIDES) rooms.create(sideRoom(row, side));
  rooms.create(removalRoom(row, "minutes"));
}

/** Sets the mediation meeting. @param input.at milliseconds since 1970 */
export function planMediation(ctx: CommandContext, input: { removalId: string; at: number }): Outcome {
  const record = openRemovalRecord(ctx, input.removalId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (row.state !== "mediation") return refuse("not-now", "The meeting is set once the other side has answered.");
  if (!can(ctx.viewer, "X", "minutes", facts)) return notYours();
  if (input.at <= ctx.clock()) return refuse("at", "Choose a time that has not passed.");
  ctx.db.transaction(() => {
    ctx.db.update(removal).set({ meetingAt: input.at }).where(eq(removal.id, row.id)).run();
    announceMeeting(ctx, { recordId: row.id, at: input.at, userIds: [facts.ownerId, ...(facts.leads ?? [])] });
    audit(ctx, "removal.meeting", row.id, { at: new Date(input.at).toISOString() });
  });
  return removalChanged(ctx, record);
}

/** Hands an unsettled review to both executives: what was said stays as it is, and their clock starts. */
export function referRemoval(ctx: CommandContext, input: { removalId: string }): Outcome {
  const { db, rooms } = ctx;
  const record = openRemovalRecord(ctx, input.removalId);
  if (!record) return noSuchCase();
  const { row, facts, terms } = record;
  if (!canMove(ctx.viewer, "refer", facts)) return refuseMove(facts, "refer");
  const held = row.meetingAt !== null && row.meetingAt <= ctx.clock();
  if (
    terms.mediationRequired &&
    (!held || removalNow(ctx, record).said.minutes.every(({ type }) => type === "heading"))
  )
    return refuse("no-meeting", "The agreement asks for a meeting first. Hold it, and write its minutes.");
  const decideDueOn = dueAfter(ctx, row.programId, terms.decideDays);
  db.transaction(() => {
    db.update(removal).set({ state: "deciding", decideDueOn }).where(eq(removal.id, row.id)).run();
    for (const side of SIDES) rooms.freeze(sideRoom(row, side));
    rooms.freeze(removalRoom(row, "minutes"));
    rooms.create(removalRoom(row, "decision"));
    audit(ctx, "removal.referred", row.id, { decideDueOn });
  });
  return removalChanged(ctx, record);
}
