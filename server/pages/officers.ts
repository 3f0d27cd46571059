import type { Assignment } from "#db/assignments.ts";
import { leadsOfCase } from "#db/assignments.ts";
import type { Case } from "#db/cases.ts";
import { checkpointsOf } from "#db/checkpoints.ts";
import { evaluationsOfAssignment } from "#db/evaluations.ts";
import { probationOfAssignment } from "#db/probations.ts";
import { can, hasRight, stateLabel } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import type { CommandContext } from "../context.ts";
import { readableCases } from "./case-reach.ts";
import { checkpointLine } from "./checkpoint-line.ts";
import { evaluationLine } from "./evaluation-line.ts";

/**
 * The officers whose cases this person reaches; the officer finds their own.
 * @returns `null` when there is none, and for who opens none.
 */
export function officersPage(ctx: CommandContext) {
  const cases = readableCases(ctx.db, ctx.viewer);
  const mayOpen = hasRight(ctx.viewer, "openCase", ctx.viewer.programId);
  if (cases.length === 0 && !mayOpen) return null;
  return {
    /** Every case here is the reader's own. */
    own: cases.length > 0 && cases.every(({ of }) => of.officerId === ctx.viewer.userId),
    mayOpen,
    cases: cases.map((one) => caseRow(ctx, one)),
  };
}

export type OfficersPage = NonNullable<ReturnType<typeof officersPage>>;

/** What stands at the head of every page of a case. */
export function caseHead(ctx: CommandContext, of: Assignment) {
  return {
    id: of.id,
    officer: of.officerName,
    school: of.schoolName,
    post: of.post,
    fromDate: of.fromDate,
    toDate: of.toDate,
    leads: presentLeads(ctx, of.id),
  };
}

function caseRow(ctx: CommandContext, { of }: Case) {
  return { ...caseHead(ctx, of), ...standing(ctx, of) };
}

/** Who leads the case now. */
export function presentLeads({ db }: Pick<CommandContext, "db">, assignmentId: string) {
  return leadsOfCase(db, assignmentId)
    .filter(({ toAt }) => toAt === null)
    .map(({ userId, name, role, fromAt }) => ({
      userId,
      name,
      role,
      party: (role === "supervisor" ? "agency" : "district") as Party,
      fromAt,
    }))
    .sort((a, b) => a.party.localeCompare(b.party));
}

/** Where a case stands, in a few words, and the checkpoint or the evaluation that is under way. */
export function standing(ctx: CommandContext, { id, toDate }: Case["of"]) {
  const { db, viewer } = ctx;
  const of = probationOfAssignment(db, id);
  const probation = of && can(viewer, "R", "plan", of.facts) ? of : null;
  const evaluation = evaluationsOfAssignment(db, id).find(({ facts }) => can(viewer, "R", "goals", facts));
  const next = probation
    ? checkpointsOf(db, probation.row.id)
        .filter(({ state }) => state !== "sealed")
        .flatMap((row) => checkpointLine(ctx, row, probation) ?? [])[0]
    : undefined;
  const open = probation !== null && probation.row.state !== "decided";
  const state = toDate
    ? "Ended"
    : open
      ? `Probation: ${stateLabel("probation", probation.row.state).toLowerCase()}`
      : evaluation
        ? `Evaluation: ${stateLabel("evaluation", evaluation.row.state).toLowerCase()}`
        : probation
          ? "Probation decided"
          : "Assigned";
  const year = !open && toDate === null && evaluation && evaluation.row.state !== "sealed" ? evaluation : null;
  return { state, next: open ? (next ?? null) : null, year: year && evaluationLine(ctx, year) };
}
