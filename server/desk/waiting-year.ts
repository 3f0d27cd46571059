import { assignmentById, assignmentsOf, leadOfCase } from "#db/assignments.ts";
import { evaluationsOf } from "#db/evaluations.ts";
import type { Db } from "#db/open.ts";
import { probationsOf } from "#db/probations.ts";
import { membersOf } from "#db/programs.ts";
import { removalsOf } from "#db/removals.ts";
import type { Awaited, Step } from "./step.ts";
import { evaluationSteps } from "./waiting-evaluation.ts";
import { probationSteps } from "./waiting-probation.ts";
import { removalSteps } from "./waiting-removal.ts";
import { trainingSteps } from "./waiting-training.ts";

/** The same with its people, and with whom the case is about. */
export interface Waiting extends Step {
  programId: string;
  userIds: readonly string[];
  officer: string;
  school: string;
}

/**
 * Everything that waits for somebody in the probations, evaluations, removal reviews and trainings of a program. Desk and reminders
 * read it; who may see a step is judged by the permission tables.
 * @param day ISO date it is in the program
 */
export function waitingInCases(db: Db, programId: string, day: string): Waiting[] {
  const members = membersOf(db, programId);
  const executive = (party: "agency" | "district") =>
    members.filter((one) => one.role === "executive" && one.party === party).map(({ userId }) => userId);
  const of = (assignmentId: string, ownerId: string, steps: readonly Step[]): Waiting[] => {
    if (steps.length === 0) return [];
    const found = assignmentById(db, programId, assignmentId);
    const people = (who: Awaited): readonly string[] => {
      if (who === "officer") return [ownerId];
      if (who === "chief") return executive("agency");
      if (who === "superintendent") return executive("district");
      const lead = leadOfCase(db, assignmentId, who);
      return lead === null ? [] : [lead];
    };
    const about = { programId, officer: found?.officerName ?? "", school: found?.schoolName ?? "" };
    return steps.map((step) => ({ ...step, ...about, userIds: people(step.who) }));
  };
  return [
    ...probationsOf(db, programId).flatMap((one) =>
      of(one.row.assignmentId, one.assignment.officerId, probationSteps(db, one, day)),
    ),
    ...evaluationsOf(db, programId).flatMap((one) =>
      of(one.row.assignmentId, one.assignment.officerId, evaluationSteps(db, one, day)),
    ),
    ...removalsOf(db, programId).flatMap((one) =>
      of(one.row.assignmentId, one.assignment.officerId, removalSteps(db, one)),
    ),
    ...assignmentsOf(db, programId).flatMap((one) => of(one.id, one.officerId, trainingSteps(db, one, day))),
  ];
}
