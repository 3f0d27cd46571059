import { and, eq } from "drizzle-orm";
import { leadsOfCase } from "#db/assignments.ts";
import { type Checkpoint, checkpointRoom, inputFacts, inputRoom } from "#db/checkpoints.ts";
import { checkpoint, checkpointInput } from "#db/schema.ts";
import { readInput, readSelf, saysSomething } from "#shared/documents/checkpoint.ts";
import { can, canMove } from "#shared/machine.ts";
import { dayInWords } from "#shared/time.ts";
import { type AppContext, type CommandContext, type Outcome, refuse } from "../context.ts";
import { announceMeeting } from "../mail/meeting.ts";
import { fingerprint } from "../records/hash.ts";
import { checkpointChanged, noSuchCase, notYours, openCheckpointRecord, today } from "./case-access.ts";
import { audit, refuseMove } from "./interview-access.ts";

/*
 * A checkpoint up to the exchange: the officer writes, then both leads, each alone. Each command is ONE synchronous
 * function: a text is read, kept and closed with no keystroke in between.
 */

/** Opens a checkpoint: the officer is asked for the self-assessment. Not before its day comes near. */
export function openCheckpoint(ctx: CommandContext, input: { checkpointId: string }): Outcome {
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  if (!canMove(ctx.viewer, "open", record.facts)) return refuseMove(record.facts, "open");
  const { row, probation } = record;
  if (probation.row.state !== "running")
    return refuse("not-running", "The probation is not running: its outcome is being signed, or was.");
  if (probation.assignment.toDate !== null) return refuse("ended", "The post has ended. No further checkpoint opens.");
  if (row.opensOn === null) return refuse("paused", "A leave without a last day keeps the dates open.");
  if (today(ctx, row.programId) < row.opensOn)
    return refuse("too-early", `This checkpoint opens on ${dayInWords(row.opensOn)}.`);
  ctx.db.transaction(() => {
    askOfficer(ctx, record);
    audit(ctx, "checkpoint.opened", row.id, { n: row.n });
  });
  return checkpointChanged(ctx, record);
}

/** Inside a transaction: the room of the self-assessment, and who will be asked after the officer. */
export function askOfficer(
  { db, rooms, clock }: Pick<AppContext, "db" | "rooms" | "clock">,
  { row, probation }: Checkpoint,
): void {
  db.update(checkpoint).set({ state: "self", openedAt: clock() }).where(eq(checkpoint.id, row.id)).run();
  for (const { userId, role } of leadsOfCase(db, probation.row.assignmentId).filter(({ toAt }) => toAt === null))
    if (role === "supervisor" || probation.terms.administratorTakesPart)
      db.insert(checkpointInput).values({ checkpointId: row.id, userId, role }).onConflictDoNothing().run();
  rooms.create(checkpointRoom(row, "self"));
}

/** Hands the self-assessment over to both leads. From here on it is fixed. */
export function submitSelf(ctx: CommandContext, input: { checkpointId: string }): Outcome {
  const { db, rooms } = ctx;
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  if (!canMove(ctx.viewer, "submitSelf", record.facts)) return refuseMove(record.facts, "submitSelf");
  const { row, form } = record;
  const content = readSelf(rooms.read(checkpointRoom(row, "self")), form);
  const open = content.answers.find(({ answer }) => !answer);
  if (open) return refuse("missing", `One question has no answer yet: “${open.prompt}”`);
  db.transaction(() => {
    db.update(checkpoint)
      .set({ selfAt: ctx.clock(), self: fingerprint(content).content })
      .where(eq(checkpoint.id, row.id))
      .run();
    askLeads(ctx, record);
    audit(ctx, "checkpoint.self", row.id, { received: true });
  });
  return checkpointChanged(ctx, record);
}

/** Inside a transaction: the self-assessment is closed, and each lead gets a room of their own. */
export function askLeads({ db, rooms }: Pick<AppContext, "db" | "rooms">, { row, inputs }: Checkpoint): void {
  db.update(checkpoint).set({ state: "input" }).where(eq(checkpoint.id, row.id)).run();
  rooms.freeze(checkpointRoom(row, "self"));
  for (const { userId } of inputs) rooms.create(inputRoom(row, userId));
}

/**
 * Hands in a lead's own input. It is fixed, and still nobody else's: once everybody who was asked has handed in, all of
 * it opens to both at the same moment.
 */
export function submitInput(ctx: CommandContext, input: { checkpointId: string }): Outcome<{ exchanged: boolean }> {
  const { db, rooms, viewer } = ctx;
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  const { row, form, inputs } = record;
  const mine = inputs.find(({ userId }) => userId === viewer.userId);
  if (row.state !== "input") return refuseMove(record.facts, "exchange");
  if (!mine || !can(viewer, "W", "input", inputFacts(record, viewer.userId)))
    return mine?.submittedAt ? refuse("handed-in", "Your input was handed in already.") : notYours();
  const room = inputRoom(row, viewer.userId);
  const content = readInput(rooms.read(room), form, mine.role);
  if (!saysSomething(content)) return refuse("missing", "Write something before you hand it in.");
  const exchanged = inputs.every(({ userId, submittedAt }) => userId === viewer.userId || submittedAt !== null);
  db.transaction(() => {
    db.update(checkpointInput)
      .set({ submittedAt: ctx.clock(), content: fingerprint(content).content })
      .where(and(eq(checkpointInput.checkpointId, row.id), eq(checkpointInput.userId, viewer.userId)))
      .run();
    rooms.freeze(room);
    audit(ctx, "checkpoint.input", row.id, { role: mine.role });
    if (!exchanged) return;
    exchange(ctx, record);
    audit(ctx, "checkpoint.exchanged", row.id, { missing: 0 });
  });
  checkpointChanged(ctx, record);
  return { ok: true, exchanged };
}

/** Inside a transaction: what both leads wrote opens to both, and the joint review begins. */
export function exchange(
  { db, rooms, clock }: Pick<AppContext, "db" | "rooms" | "clock">,
  { row, inputs }: Checkpoint,
): void {
  db.update(checkpoint).set({ state: "joint", exchangedAt: clock() }).where(eq(checkpoint.id, row.id)).run();
  for (const { userId } of inputs) rooms.freeze(inputRoom(row, userId));
  for (const part of ["ratings", "section", "narrative"] as const) rooms.create(checkpointRoom(row, part));
}

/** Sets the meeting; the officer and both leads hear of it in writing. @param input.at milliseconds since 1970 */
export function planMeeting(ctx: CommandContext, input: { checkpointId: string; at: number }): Outcome {
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  if (!can(ctx.viewer, "X", "status", record.facts)) return notYours();
  if (input.at <= ctx.clock()) return refuse("at", "Choose a time that has not passed.");
  const { facts } = record;
  ctx.db.transaction(() => {
    ctx.db.update(checkpoint).set({ meetingAt: input.at }).where(eq(checkpoint.id, record.row.id)).run();
    announceMeeting(ctx, { recordId: record.row.id, at: input.at, userIds: [facts.ownerId, ...(facts.leads ?? [])] });
    audit(ctx, "checkpoint.meeting", record.row.id, { at: new Date(input.at).toISOString() });
  });
  return checkpointChanged(ctx, record);
}
