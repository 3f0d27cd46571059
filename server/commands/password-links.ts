import { eq } from "drizzle-orm";
import { appendAudit } from "#db/audit.ts";
import { guestsOf } from "#db/guests.ts";
import { newId } from "#db/ids.ts";
import { type Invitation, withdrawLinks } from "#db/invitations.ts";
import type { Db } from "#db/open.ts";
import { activeMembership, type Person, personByEmail, personById } from "#db/people.ts";
import { installationKind, programsOf, viewerOf } from "#db/programs.ts";
import { invitation, user } from "#db/schema.ts";
import { managesPeople } from "#shared/roles.ts";
import { closeSessionsOf, type OpenedSession } from "../auth/sessions.ts";
import { hashToken, newToken } from "../auth/tokens.ts";
import { type AppContext, type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { openInvitation } from "./invitations.ts";
import { opened } from "./sessions.ts";

const HOURS_24 = 24 * 60 * 60 * 1000;

/**
 * The coordinator makes a link with which a member sets a new password. Nothing changes until it is used.
 * @returns the link's token, which is kept nowhere.
 */
export function makePasswordLink(ctx: CommandContext, userId: string): Outcome<{ token: string; name: string }> {
  const { db, viewer } = ctx;
  if (!managesPeople(viewer))
    return refuse("not-allowed", "Only the program coordinator makes a link for a new password. Ask them.");
  if (userId === viewer.userId) return refuse("self", "Change your own password under Your account.");
  return db.transaction(() => {
    if (guestsOf(db, viewer.programId).some((guest) => guest.userId === userId))
      return refuse("guest", "A guest has no account and no password. Let them in with a code at the interview.");
    const person = personById(db, userId);
    if (!person || !activeMembership(db, viewer.programId, userId))
      return refuse("gone", "This person is no longer in the program. The list is up to date.");
    // An account opens every program of its person: who coordinates only some of them does not hand it out.
    const elsewhere = programsOf(db, userId).some(({ id }) => viewerOf(db, id, viewer.userId)?.role !== viewer.role);
    if (elsewhere)
      return refuse(
        "elsewhere",
        "This account also opens a program you do not coordinate. Ask who runs this installation for the link.",
      );
    return makeLink(db, ctx.clock(), { person, programId: viewer.programId, by: viewer.userId });
  });
}

/** The same from the shell, for an installation whose only coordinator is locked out. */
export function makePasswordLinkByShell(
  db: Db,
  { email, now }: { email: string; now: number },
): Outcome<{ token: string; name: string }> {
  return db.transaction(() => {
    const person = personByEmail(db, email);
    const program = person && programsOf(db, person.id)[0];
    if (!program) return refuse("unknown", `Nobody in a program of this database signs in with ${email}.`);
    return makeLink(db, now, { person, programId: program.id, by: null });
  });
}

/** Uses a link: sets the password, ends every session of this person and signs them in anew. */
export function setPasswordByLink(
  ctx: AppContext,
  { token, passwordHash }: { token: string; passwordHash: string },
): Outcome<{ session: OpenedSession }> {
  const { db } = ctx;
  const outcome = db.transaction((): Outcome<{ session: OpenedSession; ended: string[] }> => {
    const found = openInvitation(ctx, token);
    if (!found.ok) return found;
    const at = ctx.clock();
    const person = holderOf(db, found.invitation);
    if ("sentence" in person) return person;
    const { id, programId } = found.invitation;
    db.update(invitation).set({ acceptedAt: at }).where(eq(invitation.id, id)).run();
    db.update(user).set({ passwordHash }).where(eq(user.id, person.id)).run();
    const event = { programId, actorId: person.id, subjectId: person.id };
    appendAudit(db, at, { ...event, type: "user.password-changed", payload: { link: id } });
    const ended = closeSessionsOf(db, person.id, null);
    if (ended.length > 0) appendAudit(db, at, { ...event, type: "session.closed", payload: { ended: ended.length } });
    return { ok: true, session: opened(ctx, person.id, programId), ended };
  });
  if (outcome.ok) for (const id of outcome.ended) ctx.rooms.sessionEnded(id);
  return outcome;
}

/** The member a link for a new password belongs to, as long as they are one. */
function holderOf(db: Db, { purpose, email, programId }: Invitation): Person | Refusal {
  const person = purpose === "password" ? personByEmail(db, email) : null;
  if (person && person.disabledAt === null && activeMembership(db, programId, person.id)) return person;
  return refuse("closed", "This link does not belong to a member of the program. Ask your program coordinator.");
}

/** @param by null: made from the shell. */
function makeLink(
  db: Db,
  at: number,
  { person, programId, by }: { person: Person; programId: string; by: string | null },
): Outcome<{ token: string; name: string }> {
  const membership = activeMembership(db, programId, person.id);
  if (!membership || person.disabledAt !== null) return refuse("closed", "This account is closed.");
  if (installationKind(db) !== "live") return refuse("demo", "The people of the demo program need no password.");
  const actor = { programId, actorId: by };
  for (const id of withdrawLinks(db, { email: person.email, programId, at }))
    appendAudit(db, at, { ...actor, type: "invitation.revoked", subjectId: id });
  const token = newToken();
  const { email, name } = person;
  const { role, party } = membership;
  const times = { createdAt: at, expiresAt: at + HOURS_24 };
  const row = { id: newId("inv"), purpose: "password" as const, programId, email, name, role, party };
  db.insert(invitation)
    .values({ ...row, ...times, tokenHash: hashToken(token), createdBy: by ?? person.id })
    .run();
  const payload = { by: by === null ? "shell" : "coordinator" };
  appendAudit(db, at, { ...actor, type: "password-link.made", subjectId: person.id, payload });
  return { ok: true, token, name };
}
