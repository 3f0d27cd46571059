import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { shortNameOf, slugOf } from "#shared/names.ts";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { freeSlug } from "./people.ts";
import { membership, user } from "./schema.ts";

/** A guest panelist without an account. */
export interface Guest {
  userId: string;
  name: string;
  organization: string;
}

/** The guests of a program today, by name. */
export function guestsOf(db: Db, programId: string): Guest[] {
  return db
    .select({ userId: user.id, name: user.name, organization: membership.organization })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(and(eq(membership.programId, programId), isNotNull(membership.organization), isNull(membership.endedAt)))
    .orderBy(asc(user.name))
    .all()
    .map((row) => ({ ...row, organization: row.organization ?? "" }));
}

/**
 * Makes a guest panelist: a person with a place in one program, no e-mail address and no password. The sign-in name is
 * a word that no address can be. @param at milliseconds since 1970. @returns the new person's id.
 */
export function insertGuest(
  db: Db,
  { programId, name, organization, at }: { programId: string; name: string; organization: string; at: number },
): string {
  const id = newId("usr");
  db.insert(user)
    .values({
      id,
      email: `guest:${id}`,
      name,
      shortName: shortNameOf(name),
      slug: freeSlug(db, slugOf(name)),
      passwordHash: null,
      createdAt: at,
    })
    .run();
  db.insert(membership)
    .values({
      id: newId("mem"),
      programId,
      userId: id,
      role: "panelist",
      party: "community",
      organization,
      createdAt: at,
    })
    .run();
  return id;
}
