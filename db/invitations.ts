import { and, desc, eq, isNull } from "drizzle-orm";
import type { Party, Role } from "#shared/roles.ts";
import type { Db } from "./open.ts";
import { invitation, program, user } from "./schema.ts";

export type Invitation = typeof invitation.$inferSelect & { role: Role; party: Party };

/** Where an invitation stands. Only an open one can be accepted. */
export type InvitationState = "open" | "accepted" | "revoked" | "expired";

export function invitationState(row: Invitation, now: number): InvitationState {
  if (row.acceptedAt !== null) return "accepted";
  if (row.revokedAt !== null) return "revoked";
  return row.expiresAt <= now ? "expired" : "open";
}

/** The invitations of a program that nobody accepted or withdrew, newest first; expired ones among them. */
export function pendingInvitations(db: Db, programId: string): Invitation[] {
  return db
    .select()
    .from(invitation)
    .where(and(eq(invitation.programId, programId), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
    .orderBy(desc(invitation.createdAt))
    .all() as Invitation[];
}

/** @param tokenHash SHA-256 of the link's token. */
export function invitationByHash(db: Db, tokenHash: string) {
  const row = db
    .select({ invitation, program, inviter: user.name })
    .from(invitation)
    .innerJoin(program, eq(program.id, invitation.programId))
    .innerJoin(user, eq(user.id, invitation.createdBy))
    .where(eq(invitation.tokenHash, tokenHash))
    .get();
  return row ? { ...row, invitation: row.invitation as Invitation } : null;
}

/** Ends the links to an address in a program that still wait to be used. Call it inside a transaction. @returns their ids. */
export function withdrawLinks(
  db: Db,
  { email, programId, at }: { email: string; programId: string; at: number },
): string[] {
  const waiting = and(
    eq(invitation.programId, programId),
    eq(invitation.email, email),
    isNull(invitation.acceptedAt),
    isNull(invitation.revokedAt),
  );
  return db
    .update(invitation)
    .set({ revokedAt: at })
    .where(waiting)
    .returning({ id: invitation.id })
    .all()
    .map(({ id }) => id);
}
