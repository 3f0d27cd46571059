import { assignmentById, assignmentsOf, leadOfCase } from "#db/assignments.ts";
import { evaluationsOf } from "#db/evaluations.ts";
import type { Db } from "#db/open.ts";
import { probationsOf } from "#db/probations.ts";
import { membersOf } from "#db/programs.ts";
import { removalsOf } from "#db/removals.ts";
import type { AnyFacts } from "#shared/machine.ts";
import { evaluationSteps } from "./waiting-evaluation.ts";
import { probationSteps } from "./waiting-probation.ts";
import { removalSteps } from "./waiting-removal.ts";
import { trainingSteps } from "./waiting-training.ts";

/** Who is waited for in a case. */
export type Awaited = "officer" | "supervisor" | "administrator" | "chief" | "superintendent";

/** One thing somebody has to do in an officer's case before it goes on. */
export interface Step {
  subject: "probation" | "checkpoint" | "evaluation" | "removal" | "training";
  subjectId: string;
  /** What it is, as a word that stays the same. */
  kind: string;
  who: Awaited;
  /** ISO date on whose end it goes on without them, or is late; null where there is none. */
  dueOn: string | null;
  /** What they do, to follow a name and "to": "sign the dates". */
  verb: string;
  /** The page on which it is done. */
  to: string;
  /** The part of the record's table that says who may know of it. */
  part: string;
  facts: AnyFacts;
  /** ISO date after which it is late, where nobody is to be reminded of that day any more. */
  lateSince?: string;
}

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
