import { factsOfCase, type LeadRole, leadsOfCase } from "#db/assignments.ts";
import { membersOf, programOf } from "#db/programs.ts";
import type { Party } from "#shared/roles.ts";
import { mayChangePost } from "../commands/assignments.ts";
import { today } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";
import { readableCase } from "./case-reach.ts";
import { caseHead } from "./officers.ts";

/**
 * Who leads a case and who led it, from when to when; for those who may, the way to name the next lead and to end the
 * post. @returns `null` when the case does not exist for this person
 */
export function caseLeadsPage(ctx: CommandContext, assignmentId: string) {
  const { db, viewer } = ctx;
  const of = readableCase(ctx, assignmentId)?.of;
  const program = of && programOf(db, of.programId);
  if (!of || !program) return null;
  const all = leadsOfCase(db, of.id);
  const mayChange = of.toDate === null && mayChangePost(viewer, of, factsOfCase(db, of).leads);
  const line = (role: LeadRole, party: Party) => {
    const now = all.find((one) => one.role === role && one.toAt === null);
    const present = membersOf(db, of.programId).filter((m) => m.role === role && m.userId !== of.officerId);
    return {
      role,
      party,
      userId: now?.userId ?? null,
      name: now?.name ?? null,
      fromAt: now?.fromAt ?? null,
      /** Left the program, or has another role now: somebody has to be named. */
      gone: now !== undefined && !present.some((m) => m.userId === now.userId),
      next: mayChange
        ? present.filter((m) => m.userId !== now?.userId).map(({ userId, name }) => ({ userId, name }))
        : [],
    };
  };
  return {
    head: caseHead(ctx, of),
    zone: program.timeZone,
    today: today(ctx, of.programId),
    mayChange,
    now: [line("supervisor", "agency"), line("administrator", "district")],
    before: all
      .filter(({ toAt }) => toAt !== null)
      .map(({ id, name, role, fromAt, toAt }) => ({
        id,
        name,
        role,
        party: (role === "supervisor" ? "agency" : "district") as Party,
        fromAt,
        toAt: toAt as number,
        /** Why the next one was named. */
        reason: all.find((one) => one.role === role && one.fromAt === toAt)?.reason ?? null,
      }))
      .reverse(),
    ended: of.toDate === null ? null : { on: of.toDate, how: of.ended, words: of.endedWords },
  };
}

export type CaseLeadsPage = NonNullable<ReturnType<typeof caseLeadsPage>>;
