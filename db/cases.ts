import type { LifecycleName } from "#shared/machine.ts";
import { type Assignment, assignmentsOf } from "./assignments.ts";
import type { Db } from "./open.ts";

/** The lifecycles of the records a case is made of. */
export type CaseLifecycle = Extract<LifecycleName, "probation" | "checkpoint" | "evaluation" | "removal">;

/** One case: the assignment, who leads it now, and where each of its records stands. */
export interface Case {
  of: Assignment;
  /** User ids of its present leads. */
  leads: string[];
  records: { lifecycle: CaseLifecycle; state: string }[];
}

/**
 * The case a record belongs to, by the id under which its changes are announced: the record's own, its probation's, or
 * the assignment's. @returns `null` when it is no record of a case of this program
 */
export function caseOfRecord(db: Db, programId: string, recordId: string): string | null {
  return (
    db.$client
      .prepare<{ programId: string; recordId: string }, string>(
        `select a.id from assignment a where a.program_id = @programId and a.id in (
           select @recordId
           union all select assignment_id from probation where id = @recordId
           union all select p.assignment_id from checkpoint c join probation p on p.id = c.probation_id
             where c.id = @recordId
           union all select assignment_id from evaluation where id = @recordId
           union all select assignment_id from removal where id = @recordId)`,
      )
      .pluck()
      .get({ programId, recordId }) ?? null
  );
}

/** Every case of a program, present assignments first: in three queries, however many there are. */
export function casesOf(db: Db, programId: string): Case[] {
  const leads = db.$client
    .prepare<[string], { assignmentId: string; userId: string }>(
      `select cl.assignment_id assignmentId, cl.user_id userId from case_lead cl
       join assignment a on a.id = cl.assignment_id where a.program_id = ? and cl.to_at is null`,
    )
    .all(programId);
  const records = db.$client
    .prepare<{ programId: string }, { assignmentId: string; lifecycle: CaseLifecycle; state: string }>(
      `select assignment_id assignmentId, 'probation' lifecycle, state from probation where program_id = @programId
       union select p.assignment_id, 'checkpoint', c.state from checkpoint c join probation p on p.id = c.probation_id
         where c.program_id = @programId
       union select assignment_id, 'evaluation', state from evaluation where program_id = @programId
       union select assignment_id, 'removal', state from removal where program_id = @programId`,
    )
    .all({ programId });
  return assignmentsOf(db, programId).map((of) => ({
    of,
    leads: leads.filter(({ assignmentId }) => assignmentId === of.id).map(({ userId }) => userId),
    records: records
      .filter(({ assignmentId }) => assignmentId === of.id)
      .map(({ lifecycle, state }) => ({ lifecycle, state })),
  }));
}
