import { and, eq, isNull } from "drizzle-orm";
import { shortNameOf, slugOf } from "#shared/names.ts";
import type { Party, Role } from "#shared/roles.ts";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { membership, user } from "./schema.ts";

export type Person = typeof user.$inferSelect;

export function personById(db: Db, id: string): Person | null {
  return db.select().from(user).where(eq(user.id, id)).get() ?? null;
}

/** @param email in any case; accounts are kept in lower case. */
export function personByEmail(db: Db, email: string): Person | null {
  return (
    db
      .select()
      .from(user)
      .where(eq(user.email, emailKey(email)))
      .get() ?? null
  );
}

export function personBySlug(db: Db, slug: string): Person | null {
  return db.select().from(user).where(eq(user.slug, slug)).get() ?? null;
}

/** The form in which an e-mail address is kept and compared. */
export function emailKey(email: string): string {
  return email.trim().normalize("NFKC").toLowerCase();
}

/** Makes an account; its dotted name is made unique by a number. @returns the new id. */
export function insertPerson(
  db: Db,
  { email, name, passwordHash, at }: { email: string; name: string; passwordHash: string | null; at: number },
): string {
  const id = newId("usr");
  db.insert(user)
    .values({
      id,
      email: emailKey(email),
      name,
      shortName: shortNameOf(name),
      slug: freeSlug(db, slugOf(name)),
      passwordHash,
      createdAt: at,
    })
    .run();
  return id;
}

export function insertMembership(
  db: Db,
  { programId, userId, role, party, at }: { programId: string; userId: string; role: Role; party: Party; at: number },
): string {
  const id = newId("mem");
  db.insert(membership).values({ id, programId, userId, role, party, createdAt: at }).run();
  return id;
}

export function activeMembership(db: Db, programId: string, userId: string) {
  return (
    db
      .select()
      .from(membership)
      .where(and(eq(membership.programId, programId), eq(membership.userId, userId), isNull(membership.endedAt)))
      .get() ?? null
  );
}

/** A dotted name that nobody has yet. */
export function freeSlug(db: Db, wanted: string): string {
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`;
    if (!personBySlug(db, slug)) return slug;
  }
}
