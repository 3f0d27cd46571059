import { and, eq } from "drizzle-orm";
import { observersOf } from "#db/course.ts";
import type { InterviewRecord } from "#db/interviews.ts";
import { type Member, membersOf } from "#db/programs.ts";
import { observer } from "#db/schema.ts";
import { OBSERVER_ROLES } from "#shared/lifecycles/interview.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { audit, changed, noSuchInterview, openInterview } from "./interview-access.ts";

/** Admits a member of the program to listen to this one interview. Everybody in the room is told, in words. */
export function admitObserver(ctx: CommandContext, input: { interviewId: string; userId: string }): Outcome {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!can(viewer, "X", "observers", record.facts)) return mayNotAdmit();
  if (!observerChoices(ctx, record).some((member) => member.userId === input.userId))
    return refuse("no-observer", "Choose a member of the program who neither rates, leads nor coordinates here.");
  const values = { admittedBy: viewer.userId, at: ctx.clock(), endedAt: null };
  db.transaction(() => {
    db.insert(observer)
      .values({ interviewId: record.interview.id, userId: input.userId, ...values })
      .onConflictDoUpdate({ target: [observer.interviewId, observer.userId], set: values })
      .run();
    audit(ctx, "observer.admitted", record.interview.id, { userId: input.userId });
  });
  return changed(ctx, record);
}

/** Takes an admission back: the observer's screens close in the same tick. The record still says who had been there. */
export function dismissObserver(ctx: CommandContext, input: { interviewId: string; userId: string }): Outcome {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (!can(viewer, "X", "observers", record.facts)) return mayNotAdmit();
  if (!record.facts.observers?.includes(input.userId))
    return refuse("no-observer", "This person is not admitted as an observer.");
  db.transaction(() => {
    db.update(observer)
      .set({ endedAt: ctx.clock() })
      .where(and(eq(observer.interviewId, record.interview.id), eq(observer.userId, input.userId)))
      .run();
    audit(ctx, "observer.dismissed", record.interview.id, { userId: input.userId });
  });
  return changed(ctx, record);
}

/** Whom the coordinator or a lead could admit now. */
export function observerChoices({ db }: CommandContext, { interview, terms }: InterviewRecord): Member[] {
  const there = observersOf(db, interview.programId, interview.id).filter(({ endedAt }) => endedAt === null);
  return membersOf(db, interview.programId).filter(
    ({ userId, role }) =>
      OBSERVER_ROLES.includes(role) &&
      !terms.panel.includes(userId) &&
      !there.some((observer) => observer.userId === userId),
  );
}

const mayNotAdmit = () =>
  refuse(
    "not-allowed",
    "The coordinator and the two leads admit observers, until the questions end. Ask one of them, or see whether the interview has moved on.",
  );
