import { appendAudit } from "#db/audit.ts";
import { guestsOf } from "#db/guests.ts";
import { type InterviewRecord, interviewRecord } from "#db/interviews.ts";
import { endJoinCodes, insertJoinCode, joinCodeByHash, joinCodesMade, spendJoinCode } from "#db/join-codes.ts";
import { viewerOf } from "#db/programs.ts";
import { can, hasRight } from "#shared/machine.ts";
import { joinMissed, joinWait } from "../auth/attempts.ts";
import { closeSession, closeVisits, type OpenedSession, openSession, openSessionsOf } from "../auth/sessions.ts";
import { codeAsMade, hashToken, newCode } from "../auth/tokens.ts";
import { type AppContext, type CommandContext, type Outcome, refuse } from "../context.ts";
import { audit, noSuchInterview, openInterview } from "./interview-access.ts";

/*
 * Joining one interview on one more device. The code is shown once, works once and for minutes; the session it opens
 * is a visit: limited to that interview by the permission function, and over with it.
 */

const MINUTE = 60_000;
/** How long a code works. */
export const CODE_MINUTES = 10;
/** More codes than this in that time are no changing of tablets. */
const MOST_CODES = 10;

/** One answer for an unknown, used, expired and withdrawn code: it must not tell them apart. */
const NO_SUCH_CODE =
  "This address cannot be used. It works once, within ten minutes of being made. Ask for a new one where you got it.";

/**
 * Makes a code for one more device: one's own, or a guest's by whoever lets guests in.
 * @param input.userId the guest; without it the person who asks.
 * @returns the code, which is kept nowhere.
 */
export function makeJoinCode(
  ctx: CommandContext,
  input: { interviewId: string; userId?: string },
): Outcome<{ code: string; expiresAt: number; name: string }> {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  if (!record) return noSuchInterview();
  if (viewer.only !== undefined)
    return refuse("visit", "This device joined by a code and lets no other one in. Make the code where you signed in.");
  const userId = input.userId ?? viewer.userId;
  if (userId !== viewer.userId && !letsIn(ctx, record, userId)) return noSuchInterview();
  const person = visitorOf(ctx, record, userId);
  if (!person) return refuse("not-here", "This interview is closed to this person, so there is nothing to join.");
  const now = ctx.clock();
  const since = now - CODE_MINUTES * MINUTE;
  if (joinCodesMade(db, { userId: viewer.userId, interviewId: record.interview.id, since }) >= MOST_CODES)
    return refuse("too-many", "You made many codes just now. Wait ten minutes, then make another one.");
  const code = newCode();
  const expiresAt = now + CODE_MINUTES * MINUTE;
  db.transaction(() => {
    const id = insertJoinCode(db, {
      interviewId: record.interview.id,
      userId,
      tokenHash: hashToken(code),
      createdBy: viewer.userId,
      createdAt: now,
      expiresAt,
    });
    audit(ctx, "join.made", record.interview.id, { code: id, for: userId });
  });
  return { ok: true, code, expiresAt, name: person.name };
}

/** Whose code this is, without using it up. A miss counts against the address it was tried from. */
export function openJoinCode(
  ctx: AppContext,
  { typed, address }: { typed: string; address: string },
): Outcome<{ codeId: string; userId: string; interviewId: string; programId: string; name: string; guest: boolean }> {
  const { db } = ctx;
  const now = ctx.clock();
  const wait = joinWait(db, { address, now });
  if (wait > 0)
    return refuse(
      "too-many",
      `There were too many tries from here. Wait ${wait === 1 ? "1 minute" : `${wait} minutes`}, then try again.`,
    );
  const found = joinCodeByHash(db, hashToken(codeAsMade(typed)));
  const record = found && interviewRecord(db, found.programId, found.interviewId);
  const person = record && visitorOf(ctx, record, found.userId);
  if (!person || found.usedAt !== null || found.expiresAt <= now) {
    joinMissed(db, { address, now });
    return refuse("not-open", NO_SUCH_CODE);
  }
  const { id: codeId, userId, interviewId, programId } = found;
  const guest = guestsOf(db, programId).some((one) => one.userId === userId);
  return { ok: true, codeId, userId, interviewId, programId, name: person.name, guest };
}

/**
 * Uses a code: opens a visit to its interview. A guest has one device at a time, so the one before it ends.
 * @param input.leaving the session this browser had until now, when that was a visit too; it ends.
 */
export function joinByCode(
  ctx: AppContext,
  input: { typed: string; address: string; leaving: string | null },
): Outcome<{ session: OpenedSession; interviewId: string }> {
  const { db } = ctx;
  const outcome = db.transaction((): Outcome<{ session: OpenedSession; interviewId: string; ended: string[] }> => {
    const found = openJoinCode(ctx, input);
    if (!found.ok) return found;
    const { codeId, userId, interviewId, programId, guest } = found;
    const now = ctx.clock();
    if (!spendJoinCode(db, codeId, now)) return refuse("not-open", NO_SUCH_CODE);
    const ended = guest ? closeVisits(db, { userId, interviewId }) : [];
    if (input.leaving !== null && closeSession(db, input.leaving)) ended.push(input.leaving);
    const session = openSession(db, { userId, programId, demo: false, now, interviewId });
    appendAudit(db, now, {
      type: "join.used",
      programId,
      actorId: userId,
      subjectId: interviewId,
      payload: { code: codeId, ended: ended.length },
    });
    return { ok: true, session, interviewId, ended };
  });
  if (outcome.ok) for (const id of outcome.ended) ctx.rooms.sessionEnded(id);
  return outcome;
}

/** Ends one device of one's own, or of a guest. @param input.device the short name `devicesOf` gives it. */
export function endVisit(
  ctx: CommandContext,
  input: { interviewId: string; userId: string; device: string },
): Outcome<{ name: string }> {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, input.interviewId);
  const mine = input.userId === viewer.userId;
  if (!record || viewer.only !== undefined || (!mine && !letsIn(ctx, record, input.userId))) return noSuchInterview();
  const found = devicesOf(ctx, record, input.userId).find(({ device }) => device === input.device);
  if (!found) return refuse("gone", "This device is no longer joined. The list is up to date.");
  db.transaction(() => {
    closeSession(db, found.sessionId);
    endJoinCodes(db, { interviewId: record.interview.id, userId: input.userId, at: ctx.clock() });
    audit(ctx, "join.ended", record.interview.id, { for: input.userId });
  });
  ctx.rooms.sessionEnded(found.sessionId);
  return { ok: true, name: found.device };
}

/** A person's devices at this interview, newest first. `device` is what a page calls it: never the session's id. */
export function devicesOf(
  { db, clock }: Pick<CommandContext, "db" | "clock">,
  { interview }: InterviewRecord,
  userId: string,
): { sessionId: string; device: string; since: number }[] {
  return openSessionsOf(db, userId, clock())
    .filter(({ interviewId }) => interviewId === interview.id)
    .map(({ id, createdAt }) => ({ sessionId: id, device: hashToken(id).slice(0, 12), since: createdAt }));
}

/** May the viewer let this person in? A guest with a seat here, and never by somebody who rates. */
function letsIn({ db, viewer }: CommandContext, { interview, seats }: InterviewRecord, userId: string): boolean {
  if (!hasRight(viewer, "guestCodes", interview.programId)) return false;
  const seated = seats.some((seat) => seat.userId === userId);
  return seated && guestsOf(db, interview.programId).some((guest) => guest.userId === userId);
}

/** The person as a visit to this interview would see them; `null` when it would show them nothing. */
function visitorOf({ db }: Pick<CommandContext, "db">, { interview, facts }: InterviewRecord, userId: string) {
  const person = viewerOf(db, interview.programId, userId);
  return person && can({ ...person, only: interview.id }, "R", "session", facts) ? person : null;
}
