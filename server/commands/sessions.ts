import { appendAudit } from "#db/audit.ts";
import { personByEmail } from "#db/people.ts";
import { castOf, programsOf } from "#db/programs.ts";
import { beginAttempt, succeeded } from "../auth/attempts.ts";
import type { SignedIn } from "../auth/auth.ts";
import { passwordFits } from "../auth/passwords.ts";
import { closeSession, closeSessionsOf, type OpenedSession, openSession } from "../auth/sessions.ts";
import { type AppContext, type CommandContext, type Outcome, refuse } from "../context.ts";

interface Credentials {
  email: string;
  password: string;
  /** Where the request came from, for the limit per address. */
  address: string;
}

/** Signs a person in by e-mail and password. */
export async function signIn(ctx: AppContext, credentials: Credentials): Promise<Outcome<{ session: OpenedSession }>> {
  const check = await passwordOf(ctx, credentials);
  if (!check.ok) return check;
  const { userId } = check;
  return ctx.db.transaction(() => {
    const program = programsOf(ctx.db, userId)[0];
    if (program) return { ok: true, session: opened(ctx, userId, program.id) };
    refused(ctx, userId, "no-program");
    return refuse(
      "no-program",
      "Your account does not belong to a program at present. Ask your program coordinator for a new invitation.",
    );
  });
}

/**
 * Is this the person's password? Unknown address, wrong password, closed account and demo cast get the same answer in
 * the same time. Not one synchronous step, because hashing takes a while: the try is counted before it.
 */
export async function passwordOf(
  ctx: AppContext,
  { email, password, address }: Credentials,
): Promise<Outcome<{ userId: string }>> {
  const attempt = beginAttempt(ctx.db, { email, address, now: ctx.clock() });
  if ("waitMinutes" in attempt) {
    refused(ctx, null, "too-many");
    const wait = attempt.waitMinutes === 1 ? "1 minute" : `${attempt.waitMinutes} minutes`;
    return refuse("too-many", `There were too many tries. Wait ${wait}, then try again.`);
  }
  const person = personByEmail(ctx.db, email);
  const fits = await passwordFits(person?.passwordHash ?? null, password);
  if (fits && person && person.disabledAt === null) {
    succeeded(ctx.db, attempt);
    return { ok: true, userId: person.id };
  }
  refused(ctx, person?.id ?? null, "wrong");
  return refuse("wrong", "This e-mail address and password do not go together. Check both and try again.");
}

function refused(ctx: AppContext, subjectId: string | null, reason: string): void {
  const event = { programId: null, actorId: null, subjectId, payload: { reason } };
  ctx.db.transaction(() => appendAudit(ctx.db, ctx.clock(), { ...event, type: "session.refused" }));
}

/** Opens a session with its audit event. Call it inside the transaction of the act that signs the person in. */
export function opened(ctx: AppContext, userId: string, programId: string): OpenedSession {
  const now = ctx.clock();
  const session = openSession(ctx.db, { userId, programId, demo: false, now });
  appendAudit(ctx.db, now, { type: "session.opened", programId, actorId: userId, subjectId: userId });
  return session;
}

/** Continues as one of the demo cast, without a password. On a real installation there is nobody to continue as. */
export function enterDemo(ctx: AppContext, slug: string): Outcome<{ session: OpenedSession }> {
  return ctx.db.transaction(() => {
    const person = castOf(ctx.db).find((member) => member.slug === slug);
    if (!person) return refuse("not-demo", "Only the people of a demo program can be tried out without a password.");
    const programId = programsOf(ctx.db, person.userId)[0]?.id;
    if (!programId) return refuse("not-demo", "This person has left the demo program. Choose somebody else.");
    const now = ctx.clock();
    const session = openSession(ctx.db, { userId: person.userId, programId, demo: true, now });
    const actor = { programId, actorId: person.userId, subjectId: person.userId };
    appendAudit(ctx.db, now, { ...actor, type: "demo.entered" });
    return { ok: true, session };
  });
}

/** Ends this session; every socket opened with it closes in the same tick. */
export function signOut(ctx: AppContext, { sessionId, userId, viewer }: SignedIn): void {
  ctx.db.transaction(() => {
    if (!closeSession(ctx.db, sessionId)) return;
    const actor = { programId: viewer.programId, actorId: userId, subjectId: userId };
    appendAudit(ctx.db, ctx.clock(), { ...actor, type: "session.closed" });
  });
  ctx.rooms.sessionEnded(sessionId);
}

/** Ends every other session of this person: another computer, another browser. */
export function endOtherSessions(ctx: CommandContext, sessionId: string): { ended: number } {
  const { userId, programId } = ctx.viewer;
  const ended = ctx.db.transaction(() => {
    const ids = closeSessionsOf(ctx.db, userId, sessionId);
    const event = { programId, actorId: userId, subjectId: userId, payload: { ended: ids.length } };
    if (ids.length > 0) appendAudit(ctx.db, ctx.clock(), { ...event, type: "session.closed" });
    return ids;
  });
  for (const id of ended) ctx.rooms.sessionEnded(id);
  return { ended: ended.length };
}

/** Goes on in another program of this person: a new session takes the place of this one. */
export function switchProgram(
  ctx: CommandContext,
  { programId, sessionId, demo }: { programId: string; sessionId: string; demo: boolean },
): Outcome<{ session: OpenedSession }> {
  const { userId } = ctx.viewer;
  if (!programsOf(ctx.db, userId).some((program) => program.id === programId))
    return refuse("not-a-member", "You are not a member of that program. Choose one from the list.");
  const session = ctx.db.transaction(() => {
    closeSession(ctx.db, sessionId);
    const now = ctx.clock();
    const next = openSession(ctx.db, { userId, programId, demo, now });
    appendAudit(ctx.db, now, { type: "session.opened", programId, actorId: userId, subjectId: userId });
    return next;
  });
  ctx.rooms.sessionEnded(sessionId);
  return { ok: true, session };
}
