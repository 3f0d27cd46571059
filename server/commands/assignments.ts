import { and, eq, isNull } from "drizzle-orm";
import {
  type AssignmentRow,
  assignmentById,
  assignmentOfRound,
  assignmentsOf,
  factsOfCase,
  leadOfCase,
} from "#db/assignments.ts";
import { checkpointById, inputRoom } from "#db/checkpoints.ts";
import { appointedIn, decisionFacts, decisionOfProcess } from "#db/decisions.ts";
import { evaluationsOfAssignment } from "#db/evaluations.ts";
import { newId } from "#db/ids.ts";
import { membersOf, schoolsOf } from "#db/programs.ts";
import { assignment, caseLead, checkpointInput } from "#db/schema.ts";
import { can, hasRight } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import { isDay } from "#shared/service.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { handOverMeetings } from "../mail/meeting.ts";
import { readableCase } from "../pages/case-reach.ts";
import { noSuchCase, notYours } from "./case-access.ts";
import { leaveBehind } from "./evaluation-leads.ts";
import { audit } from "./interview-access.ts";

/**
 * Opens an officer's assignment and names who leads the case. @param input.supervisorId, input.administratorId user ids
 * of members with those roles @param input.processId the selection round whose sealed decision appointed the officer
 */
export function openAssignment(
  ctx: CommandContext,
  input: {
    officerId: string;
    schoolId: string;
    post: string;
    fromDate: string;
    began: "selected" | "transferred" | "before-accord";
    supervisorId: string;
    administratorId: string;
    processId?: string;
  },
): Outcome<{ assignmentId: string }> {
  const { db, viewer } = ctx;
  const { programId } = viewer;
  if (!hasRight(viewer, "openCase", programId)) return notYours();
  const chosen = input.processId ? appointedFor(ctx, input.processId) : null;
  if (input.processId && !chosen)
    return refuse("round", "This round has no sealed decision that appoints somebody, or the post was opened already.");
  const members = membersOf(db, programId);
  const officer = members.find(({ userId, role }) => userId === input.officerId && role === "officer");
  if (!officer) return refuse("officerId", "Choose an officer of this program.");
  if (!schoolsOf(db, programId).some(({ id }) => id === input.schoolId)) return refuse("schoolId", "Choose a school.");
  if (!isDay(input.fromDate)) return refuse("fromDate", "Enter the first day of the assignment.");
  const leads = { supervisor: input.supervisorId, administrator: input.administratorId };
  for (const role of ["supervisor", "administrator"] as const)
    if (!members.some((m) => m.userId === leads[role] && m.role === role))
      return refuse(`${role}Id`, "Choose who leads this case for each side.");
  if (
    assignmentsOf(db, programId).some(
      (one) => one.officerId === input.officerId && one.schoolId === input.schoolId && one.toDate === null,
    )
  )
    return refuse("open", `${officer.name} is assigned to this school already.`);
  const id = newId("as");
  const at = ctx.clock();
  db.transaction(() => {
    db.insert(assignment)
      .values({
        id,
        programId,
        officerId: input.officerId,
        schoolId: input.schoolId,
        post: input.post.trim() || null,
        fromDate: input.fromDate,
        began: chosen ? "selected" : input.began,
        processId: chosen ? input.processId : null,
        candidateId: chosen?.id ?? null,
        createdBy: viewer.userId,
        createdAt: at,
      })
      .run();
    for (const role of ["supervisor", "administrator"] as const)
      db.insert(caseLead)
        .values({ id: newId("cl"), assignmentId: id, userId: leads[role], role, fromAt: at, setBy: viewer.userId })
        .run();
    audit(ctx, "assignment.opened", id, { schoolId: input.schoolId });
  });
  ctx.rooms.recordChanged(programId, "checkpoint", id);
  return { ok: true, assignmentId: id };
}

/** Whom the round's sealed decision appoints, while no post was opened for them; for who may read the decision. */
export function appointedFor({ db, viewer }: CommandContext, processId: string) {
  const row = decisionOfProcess(db, processId);
  if (!row || !can(viewer, "R", "rationale", decisionFacts(row))) return null;
  return assignmentOfRound(db, viewer.programId, processId) ? null : appointedIn(db, row);
}

/** Who names the next lead of a case and ends its post: the coordinator, and the supervisor who leads it. */
export function mayChangePost(
  viewer: Viewer,
  of: Pick<AssignmentRow, "officerId" | "programId">,
  leads: readonly string[],
) {
  if (of.officerId === viewer.userId || !hasRight(viewer, "openCase", of.programId)) return false;
  return viewer.role === "coordinator" || leads.includes(viewer.userId);
}

/**
 * Names the next supervisor or administrator of a case, with the reason. From this moment the one before reads nothing
 * of it; input they have not handed in is asked of the next one, and stays unread.
 */
export function setCaseLead(
  ctx: CommandContext,
  input: { assignmentId: string; role: "supervisor" | "administrator"; userId: string; reason: string },
): Outcome {
  const { db, viewer } = ctx;
  const of = assignmentById(db, viewer.programId, input.assignmentId);
  const leads = of && factsOfCase(db, of).leads;
  if (!of || !leads) return noSuchCase();
  if (!mayChangePost(viewer, of, leads)) return readableCase(ctx, of.id) ? notYours() : noSuchCase();
  if (of.toDate !== null) return refuse("ended", "The post has ended. Its leads stay as they were on its last day.");
  const next = membersOf(db, viewer.programId).find((m) => m.userId === input.userId && m.role === input.role);
  if (!next || next.userId === of.officerId) return refuse("userId", "Choose a member of this program with that role.");
  const before = leadOfCase(db, of.id, input.role);
  if (before === next.userId) return refuse("same", `${next.name} leads this case already.`);
  const reason = input.reason.trim();
  if (before && !reason) return refuse("reason", "Write why the lead changes. It stands in the officer's file.");
  const at = ctx.clock();
  const asked = openInputs(ctx, of.id);
  db.transaction(() => {
    db.update(caseLead)
      .set({ toAt: at })
      .where(and(eq(caseLead.assignmentId, of.id), eq(caseLead.role, input.role), isNull(caseLead.toAt)))
      .run();
    db.insert(caseLead)
      .values({
        id: newId("cl"),
        assignmentId: of.id,
        userId: next.userId,
        role: input.role,
        fromAt: at,
        reason: reason || null,
        setBy: viewer.userId,
      })
      .run();
    for (const checkpointId of asked) askNext(ctx, checkpointId, input.role, next.userId);
    for (const { row } of evaluationsOfAssignment(db, of.id)) leaveBehind(ctx, row, input.role);
    if (before) handOverMeetings(ctx, { assignmentId: of.id, from: before, to: next.userId });
    audit(ctx, "case.lead-set", of.id, { role: input.role, userId: next.userId });
  });
  ctx.rooms.recordChanged(viewer.programId, "checkpoint", of.id);
  for (const { kind, id } of roomsOfCase(ctx, of.id)) ctx.rooms.recordChanged(viewer.programId, kind, id);
  return { ok: true };
}

function openInputs({ db }: CommandContext, assignmentId: string): string[] {
  return db.$client
    .prepare<[string], string>(
      `select c.id from checkpoint c join probation p on p.id = c.probation_id
       where p.assignment_id = ? and c.state in ('self', 'input')`,
    )
    .pluck()
    .all(assignmentId);
}

function askNext(
  { db, rooms, viewer }: CommandContext,
  checkpointId: string,
  role: "supervisor" | "administrator",
  userId: string,
): void {
  const unheard = and(
    eq(checkpointInput.checkpointId, checkpointId),
    eq(checkpointInput.role, role),
    isNull(checkpointInput.submittedAt),
  );
  if (db.delete(checkpointInput).where(unheard).run().changes === 0) return;
  db.insert(checkpointInput).values({ checkpointId, userId, role }).onConflictDoNothing().run();
  const record = checkpointById(db, viewer.programId, checkpointId);
  if (record?.row.state === "input") rooms.create(inputRoom(record.row, userId));
}

/** Every record of a case that has rooms. */
export function roomsOfCase({ db }: Pick<CommandContext, "db">, assignmentId: string) {
  const rows = db.$client.prepare<
    [string, string, string],
    { kind: "checkpoint" | "evaluation" | "removal"; id: string }
  >(
    `select 'checkpoint' kind, c.id from checkpoint c join probation p on p.id = c.probation_id where p.assignment_id = ?
     union all select 'evaluation', id from evaluation where assignment_id = ?
     union all select 'removal', id from removal where assignment_id = ?`,
  );
  return rows.all(assignmentId, assignmentId, assignmentId);
}
