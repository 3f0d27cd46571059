import { personById } from "#db/people.ts";
import { processById } from "#db/processes.ts";
import { membersOf, schoolsOf } from "#db/programs.ts";
import { hasRight } from "#shared/machine.ts";
import type { Role } from "#shared/roles.ts";
import { appointedFor } from "../commands/assignments.ts";
import { today } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";

/**
 * What the page that opens an officer's case offers: people of the program by their roles, its schools, and, out of a
 * decided round, whom the decision appoints. @returns `null` for who opens none, and for a round that appoints nobody
 */
export function caseOpeningPage(ctx: CommandContext, processId: string | null) {
  const { db, viewer } = ctx;
  if (!hasRight(viewer, "openCase", viewer.programId)) return null;
  const members = membersOf(db, viewer.programId);
  const withRole = (role: Role) =>
    members.filter((one) => one.role === role).map(({ userId, name }) => ({ userId, name }));
  const officers = withRole("officer");
  const round = processId ? processById(db, viewer.programId, processId) : null;
  const appointed = round && appointedFor(ctx, round.id);
  if (processId && (!round || !appointed)) return null;
  return {
    officers,
    schools: schoolsOf(db, viewer.programId).map(({ id, name }) => ({ id, name })),
    supervisors: withRole("supervisor"),
    administrators: withRole("administrator"),
    today: today(ctx, viewer.programId),
    /** The supervisor who opens a case usually leads it. */
    me: viewer.role === "supervisor" ? viewer.userId : null,
    round:
      round && appointed
        ? {
            id: round.id,
            title: round.title,
            schoolId: round.schoolId,
            candidate: appointed.name,
            /** The officer's account, as far as the address or the name tells it. */
            officerId:
              (
                officers.find(({ userId }) => personById(db, userId)?.email === appointed.email) ??
                officers.find(({ name }) => sameName(name, appointed.name))
              )?.userId ?? null,
          }
        : null,
  };
}

export type CaseOpeningPage = NonNullable<ReturnType<typeof caseOpeningPage>>;

/** An account may carry the rank before the name: "Officer Casey Monroe". */
const sameName = (account: string, candidate: string) =>
  ` ${account}`.endsWith(` ${candidate}`) || ` ${candidate}`.endsWith(` ${account}`);
