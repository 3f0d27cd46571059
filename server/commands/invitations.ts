import { and, eq, isNull } from "drizzle-orm";
import { appendAudit } from "#db/audit.ts";
import { newId } from "#db/ids.ts";
import { type Invitation, invitationByHash, invitationState, withdrawLinks } from "#db/invitations.ts";
import { activeMembership, emailKey, insertMembership, insertPerson, personByEmail, personById } from "#db/people.ts";
import { invitation } from "#db/schema.ts";
import { managesPeople, PARTIES, type Party, ROLES, type Role, roleFits } from "#shared/roles.ts";
import type { OpenedSession } from "../auth/sessions.ts";
import { hashToken, newToken } from "../auth/tokens.ts";
import { type AppContext, type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { opened } from "./sessions.ts";

const DAYS_7 = 7 * 24 * 60 * 60 * 1000;

/**
 * Makes an invitation; an older open one for the same address ends. @returns the link's token, which is kept nowhere.
 */
export function invite(
  ctx: CommandContext,
  { name, email, role, party }: { name: string; email: string; role: Role; party: Party },
): Outcome<{ token: string }> {
  const { db, viewer } = ctx;
  if (!managesPeople(viewer)) return refuse("not-allowed", "Only the program coordinator invites people. Ask them.");
  if (!roleFits(role, party))
    return refuse(
      "role",
      `${ROLES[role].label} is not a role of this party (${PARTIES[party].label}). Choose another.`,
    );
  return db.transaction(() => {
    const at = ctx.clock();
    const known = personByEmail(db, email);
    if (known && activeMembership(db, viewer.programId, known.id))
      return refuse("member", "Somebody with this e-mail address is already in the program.");
    const address = emailKey(email);
    for (const id of withdrawLinks(db, { email: address, programId: viewer.programId, at }))
      appendAudit(db, at, { ...by(ctx), type: "invitation.revoked", subjectId: id });
    const token = newToken();
    const id = newId("inv");
    db.insert(invitation)
      .values({
        id,
        programId: viewer.programId,
        email: address,
        name,
        role,
        party,
        tokenHash: hashToken(token),
        createdBy: viewer.userId,
        createdAt: at,
        expiresAt: at + DAYS_7,
      })
      .run();
    appendAudit(db, at, { ...by(ctx), type: "invitation.sent", subjectId: id, payload: { role, party } });
    return { ok: true, token };
  });
}

/** Withdraws an invitation: its link stops working at once. */
export function revokeInvitation(ctx: CommandContext, id: string): Outcome {
  const { db, viewer } = ctx;
  if (!managesPeople(viewer)) return refuse("not-allowed", "Only the program coordinator withdraws invitations.");
  return db.transaction(() => {
    const at = ctx.clock();
    const mine = and(
      eq(invitation.id, id),
      eq(invitation.programId, viewer.programId),
      isNull(invitation.acceptedAt),
      isNull(invitation.revokedAt),
    );
    if (db.update(invitation).set({ revokedAt: at }).where(mine).run().changes === 0)
      return refuse("gone", "This link was already used or withdrawn. The list below is up to date.");
    appendAudit(db, at, { ...by(ctx), type: "invitation.revoked", subjectId: id });
    return { ok: true };
  });
}

/** What a link leads to: an open invitation, or the sentence that helps. */
export function openInvitation(
  ctx: AppContext,
  token: string,
): Outcome<NonNullable<ReturnType<typeof invitationByHash>>> {
  const found = invitationByHash(ctx.db, hashToken(token));
  if (!found)
    return refuse(
      "unknown",
      "This link leads to no invitation. Copy it once more, in full, from the message you received, or ask the program coordinator who sent it.",
    );
  const { inviter } = found;
  if (found.invitation.purpose === "password") return openPasswordLink(found, ctx.clock());
  switch (invitationState(found.invitation, ctx.clock())) {
    case "accepted":
      return refuse(
        "accepted",
        "This invitation was already accepted; it works once. Sign in with your e-mail address.",
      );
    case "revoked":
      return refuse(
        "revoked",
        `This invitation was withdrawn or replaced by a newer one. Ask ${inviter} for the new link.`,
      );
    case "expired":
      return refuse(
        "expired",
        `This invitation has expired; it was good for seven days. Ask ${inviter} for a new link.`,
      );
    case "open":
      return { ok: true, ...found };
  }
}

function openPasswordLink<T extends { invitation: Invitation }>(found: T, now: number): Outcome<T> {
  const state = invitationState(found.invitation, now);
  if (state === "open") return { ok: true, ...found };
  const why = {
    accepted: "was already used; it works once. Sign in with your new password, or",
    revoked: "was withdrawn or replaced by a newer one. Use the newer link, or",
    expired: "has expired; it was good for 24 hours. Please",
  }[state];
  return refuse(`password-${state}`, `This link for a new password ${why} ask your program coordinator for another.`);
}

/**
 * Accepts an invitation, once: a new account, or a known person whose password was checked, becomes a member and is
 * signed in. @param account `userId` for a known person.
 */
export function acceptInvitation(
  ctx: AppContext,
  { token, account }: { token: string; account: { name: string; passwordHash: string } | { userId: string } },
): Outcome<{ session: OpenedSession }> {
  const { db } = ctx;
  return db.transaction(() => {
    const at = ctx.clock();
    const found = openInvitation(ctx, token);
    if (!found.ok) return found;
    const { id, purpose, programId, email, role, party } = found.invitation;
    if (purpose !== "join") return refuse("purpose", "This link sets a new password. Open it again.");
    const person = personFor(ctx, email, account, programId);
    if ("sentence" in person) return person;
    const { userId } = person;
    if (activeMembership(db, programId, userId))
      return refuse("member", "You are already in this program. Sign in with your e-mail address.");
    const actor = { programId, actorId: userId };
    db.update(invitation).set({ acceptedAt: at }).where(eq(invitation.id, id)).run();
    appendAudit(db, at, { ...actor, type: "invitation.accepted", subjectId: id });
    const membershipId = insertMembership(db, { programId, userId, role, party, at });
    appendAudit(db, at, { ...actor, type: "membership.added", subjectId: membershipId, payload: { role, party } });
    return { ok: true, session: opened(ctx, userId, programId) };
  });
}

function personFor(
  { db, clock }: AppContext,
  email: string,
  account: { name: string; passwordHash: string } | { userId: string },
  programId: string,
): { userId: string } | Refusal {
  const known = personByEmail(db, email);
  if ("userId" in account) {
    const person = personById(db, account.userId);
    if (known?.id === person?.id && person && person.disabledAt === null) return { userId: person.id };
    return refuse("closed", "This account is closed. Ask your program coordinator.");
  }
  // Somebody made the account between showing the form and sending it.
  if (known) return refuse("known", "There is an account with this e-mail address by now. Open the link again.");
  const userId = insertPerson(db, { email, ...account, at: clock() });
  appendAudit(db, clock(), { programId, actorId: userId, type: "user.created", subjectId: userId });
  return { userId };
}

function by({ viewer }: CommandContext) {
  return { programId: viewer.programId, actorId: viewer.userId };
}
