import { and, asc, eq, isNull } from "drizzle-orm";
import { initialsOf } from "#shared/names.ts";
import type { Party, Role, Viewer } from "#shared/roles.ts";
import type { Db } from "./open.ts";
import { installation, membership, program, school, user } from "./schema.ts";

/** A person as a member of one program. */
export interface Member {
  userId: string;
  name: string;
  shortName: string;
  slug: string;
  initials: string;
  role: Role;
  party: Party;
}

export type Program = typeof program.$inferSelect;
export type School = typeof school.$inferSelect;

const MEMBER = {
  userId: user.id,
  name: user.name,
  shortName: user.shortName,
  slug: user.slug,
  role: membership.role,
  party: membership.party,
};

/** The members of a program today, by the order in which they joined. @param options.past also those who left. */
export function membersOf(db: Db, programId: string, options: { past?: boolean } = {}): Member[] {
  const rows = db
    .select({ ...MEMBER, endedAt: membership.endedAt })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(and(eq(membership.programId, programId), options.past ? undefined : isNull(membership.endedAt)))
    .orderBy(asc(membership.createdAt), asc(user.name))
    .all();
  // Somebody who left and came back stands once, with the present role.
  const byPerson = new Map<string, Member>();
  for (const { endedAt, ...row } of rows)
    if (endedAt === null || !byPerson.has(row.userId)) byPerson.set(row.userId, toMember(row));
  return [...byPerson.values()];
}

/** The person inside a program, as screens and commands know them; `null` when the membership or the account ended. */
export function viewerOf(db: Db, programId: string, userId: string): Viewer | null {
  const row = db
    .select(MEMBER)
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(
      and(
        eq(membership.programId, programId),
        eq(membership.userId, userId),
        isNull(membership.endedAt),
        isNull(user.disabledAt),
      ),
    )
    .get();
  return row ? { ...toMember(row), programId } : null;
}

/** The programs a person works in today, oldest membership first. */
export function programsOf(db: Db, userId: string): (Program & { role: Role; party: Party })[] {
  return db
    .select({ program, role: membership.role, party: membership.party })
    .from(membership)
    .innerJoin(program, eq(program.id, membership.programId))
    .where(and(eq(membership.userId, userId), isNull(membership.endedAt)))
    .orderBy(asc(membership.createdAt))
    .all()
    .map((row) => ({ ...row.program, role: row.role as Role, party: row.party as Party }));
}

/** Every program of this installation. */
export function programIds(db: Db): string[] {
  return db
    .select({ id: program.id })
    .from(program)
    .all()
    .map(({ id }) => id);
}

export function programOf(db: Db, id: string): Program | null {
  return db.select().from(program).where(eq(program.id, id)).get() ?? null;
}

export function schoolsOf(db: Db, programId: string): School[] {
  return db.select().from(school).where(eq(school.programId, programId)).orderBy(asc(school.name)).all();
}

/** Is this database empty (`null`), a demonstration, or a real installation? */
export function installationKind(db: Db): "demo" | "live" | null {
  return db.select().from(installation).get()?.kind ?? null;
}

/** The cast of the demo: everyone on a demo database whom no password protects; no guests. Empty on a real installation. */
export function castOf(db: Db): Member[] {
  if (installationKind(db) !== "demo") return [];
  return db
    .select(MEMBER)
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(
      and(
        isNull(membership.endedAt),
        isNull(membership.organization),
        isNull(user.disabledAt),
        isNull(user.passwordHash),
      ),
    )
    .orderBy(asc(membership.createdAt), asc(membership.id))
    .all()
    .map(toMember);
}

function toMember(row: Omit<Member, "initials" | "role" | "party"> & { role: string; party: string }): Member {
  return { ...row, role: row.role as Role, party: row.party as Party, initials: initialsOf(row.name) };
}
