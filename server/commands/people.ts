import { and, eq, isNull } from "drizzle-orm";
import { appendAudit } from "#db/audit.ts";
import { withdrawLinks } from "#db/invitations.ts";
import { activeMembership, personById } from "#db/people.ts";
import { programsOf } from "#db/programs.ts";
import { membership, user } from "#db/schema.ts";
import { managesPeople } from "#shared/roles.ts";
import { closeSessionsOf } from "../auth/sessions.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";

/** Ends a membership: the person's pages and live rooms in this program close in the same tick. Records keep the name. */
export function endMembership(ctx: CommandContext, userId: string): Outcome {
  const { db, viewer } = ctx;
  if (!managesPeople(viewer)) return refuse("not-allowed", "Only the program coordinator ends a membership. Ask them.");
  const outcome = db.transaction((): Outcome => {
    const at = ctx.clock();
    const found = activeMembership(db, viewer.programId, userId);
    if (!found) return refuse("gone", "This person is no longer in the program. The list is up to date.");
    if (found.role === "coordinator" && coordinators(ctx) === 1)
      return refuse("last", "A program needs a coordinator. Invite another one first, then end this membership.");
    db.update(membership).set({ endedAt: at }).where(eq(membership.id, found.id)).run();
    const actor = { programId: viewer.programId, actorId: viewer.userId };
    const payload = { role: found.role, party: found.party };
    appendAudit(db, at, { ...actor, type: "membership.ended", subjectId: found.id, payload });
    return { ok: true };
  });
  if (outcome.ok) ctx.rooms.personChanged(userId);
  return outcome;
}

/** Sets a new password; every other session of this person ends. @param passwordHash made after the old one was checked. */
export function changePassword(ctx: CommandContext, passwordHash: string, sessionId: string): void {
  const { db, viewer } = ctx;
  const ended = db.transaction(() => {
    db.update(user).set({ passwordHash }).where(eq(user.id, viewer.userId)).run();
    const at = ctx.clock();
    appendAudit(db, at, { ...self(ctx), type: "user.password-changed" });
    // Who knows the password needs no link to it; one that is still about must not undo this change.
    const email = personById(db, viewer.userId)?.email ?? "";
    for (const { id: programId } of programsOf(db, viewer.userId))
      for (const id of withdrawLinks(db, { email, programId, at }))
        appendAudit(db, at, { ...self(ctx), programId, type: "invitation.revoked", subjectId: id });
    return closeSessionsOf(db, viewer.userId, sessionId);
  });
  for (const id of ended) ctx.rooms.sessionEnded(id);
}

/** Switches the single-key shortcuts (1 to 5, J, K) on or off for this person. */
export function setSingleKeys(ctx: CommandContext, on: boolean): void {
  ctx.db.transaction(() => {
    ctx.db.update(user).set({ singleKeys: on }).where(eq(user.id, ctx.viewer.userId)).run();
    appendAudit(ctx.db, ctx.clock(), { ...self(ctx), type: "user.changed", payload: { singleKeys: on } });
  });
}

function coordinators({ db, viewer }: CommandContext): number {
  const here = and(eq(membership.programId, viewer.programId), eq(membership.role, "coordinator"));
  return db
    .select({ id: membership.id })
    .from(membership)
    .where(and(here, isNull(membership.endedAt)))
    .all().length;
}

function self({ viewer }: CommandContext) {
  return { programId: viewer.programId, actorId: viewer.userId, subjectId: viewer.userId };
}
