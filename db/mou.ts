import { and, asc, desc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { type MouLead, type MouTerms, valuesOf } from "#shared/documents/mou.ts";
import type { Facts, StateOf } from "#shared/machine.ts";
import type { ParameterValues } from "#shared/mou.ts";
import type { Party, Role } from "#shared/roles.ts";
import type { Room } from "#shared/rooms.ts";
import type { Db } from "./open.ts";
import { membersOf, programOf } from "./programs.ts";
import { agreement, mou, mouProposal, user } from "./schema.ts";

export type MouRow = typeof mou.$inferSelect;

/** Every version of the program's agreement, the newest first. */
export function mousOf(db: Db, programId: string): MouRow[] {
  return db.select().from(mou).where(eq(mou.programId, programId)).orderBy(desc(mou.version)).all();
}

export function mouById(db: Db, programId: string, id: string): MouRow | undefined {
  return db
    .select()
    .from(mou)
    .where(and(eq(mou.id, id), eq(mou.programId, programId)))
    .get();
}

export function mouByVersion(db: Db, programId: string, version: number): MouRow | undefined {
  return db
    .select()
    .from(mou)
    .where(and(eq(mou.programId, programId), eq(mou.version, version)))
    .get();
}

/** The version that binds now, or bound at a past moment. @param at milliseconds since 1970 */
export function mouInForce(db: Db, programId: string, at?: number): MouRow | undefined {
  const then =
    at === undefined
      ? inArray(mou.state, ["adopted", "review"])
      : and(lte(mou.adoptedAt, at), or(isNull(mou.supersededAt), gt(mou.supersededAt, at)));
  return db
    .select()
    .from(mou)
    .where(and(eq(mou.programId, programId), then))
    .orderBy(desc(mou.version))
    .get();
}

/** The values every rule of the program may rest on, and the version they stand in. */
export interface ParametersInForce {
  version: number;
  values: ParameterValues;
}

/** The agreed values; `null` while no agreement is in force. @param at the moment it is asked for, now by default */
export function parametersInForce(db: Db, programId: string, at?: number): ParametersInForce | null {
  const row = mouInForce(db, programId, at);
  const terms = row && mouTermsOf(row);
  return row && terms ? { version: row.version, values: valuesOf(terms) } : null;
}

/** The fixed text; `null` while it is being written. */
export function mouTermsOf(row: Pick<MouRow, "terms">): MouTerms | null {
  return row.terms === null ? null : (JSON.parse(row.terms) as MouTerms);
}

/** What the permission function needs to know about an agreement. */
export function mouFacts(row: Pick<MouRow, "state" | "programId">): Facts<"mou"> {
  return { lifecycle: "mou", state: row.state as StateOf<"mou">, programId: row.programId };
}

/** The room that holds its text, in its present revision. */
export function mouRoom({ programId, id, revision }: Pick<MouRow, "programId" | "id" | "revision">): Room {
  return { programId, kind: "mou", recordId: id, part: "agreement", revision };
}

/** The two leads who write it, each for their party. */
export function mouLeads(db: Db, programId: string): (MouLead & { role: Role; initials: string })[] {
  return membersOf(db, programId)
    .filter(({ role }) => role === "supervisor" || role === "administrator")
    .map(({ userId, name, party, role, initials }) => ({ userId, name, party, role, initials }));
}

/** What the signed text says beside its clauses. */
export function mouHead(db: Db, row: MouRow): Pick<MouTerms, "version" | "names" | "reason"> {
  const program = programOf(db, row.programId);
  return {
    version: row.version,
    names: { agency: program?.agencyName ?? "", district: program?.districtName ?? "" },
    reason: row.reason,
  };
}

/** A lead's mark: the text with this hash is ready; or the version in force is reaffirmed at this review. */
export interface MouMark {
  userId: string;
  name: string;
  role: Role;
  at: number;
}

/** A ready mark stands on one text: its subject names revision and hash, so any edit leaves it behind. */
export const readySubject = ({ id, revision }: Pick<MouRow, "id" | "revision">, hash: string): string =>
  `${id}/r${revision}/${hash}`;
/** A reaffirmation belongs to one review, named by the day it was due. */
export const reaffirmSubject = ({ id, reviewOn }: Pick<MouRow, "id" | "reviewOn">): string => `${id}/${reviewOn}`;

export function marksOf(db: Db, kind: "mou-ready" | "mou-reaffirm", subjectId: string): MouMark[] {
  return db
    .select({ userId: agreement.userId, name: user.name, role: agreement.role, at: agreement.at })
    .from(agreement)
    .innerJoin(user, eq(user.id, agreement.userId))
    .where(and(eq(agreement.kind, kind), eq(agreement.subjectId, subjectId)))
    .orderBy(asc(agreement.at))
    .all() as MouMark[];
}

/** Ready marks of this revision that an edit left behind: the newest of each role. */
export function lapsedMarks(db: Db, row: MouRow, hash: string): MouMark[] {
  const standing = readySubject(row, hash);
  const all = db
    .select({
      userId: agreement.userId,
      name: user.name,
      role: agreement.role,
      at: agreement.at,
      subject: agreement.subjectId,
    })
    .from(agreement)
    .innerJoin(user, eq(user.id, agreement.userId))
    .where(and(eq(agreement.kind, "mou-ready"), eq(agreement.programId, row.programId)))
    .orderBy(desc(agreement.at))
    .all();
  const here = all.filter(({ subject }) => subject.startsWith(`${row.id}/r${row.revision}/`));
  const kept = new Set(here.filter(({ subject }) => subject === standing).map(({ role }) => role));
  return here
    .filter(({ role }, i) => !kept.has(role) && here.findIndex((mark) => mark.role === role) === i)
    .map(({ subject: _subject, ...mark }) => mark as MouMark);
}

/** A proposed change with the names of those who made and decided it. */
export type Proposal = typeof mouProposal.$inferSelect & { name: string; deciderName: string | null; party: Party };

/** Every proposal ever made to this version, the newest first. */
export function proposalsOf(db: Db, mouId: string): Proposal[] {
  const decider = alias(user, "decider");
  return db
    .select({ proposal: mouProposal, name: user.name, deciderName: decider.name })
    .from(mouProposal)
    .innerJoin(user, eq(user.id, mouProposal.userId))
    .leftJoin(decider, eq(decider.id, mouProposal.decidedBy))
    .where(eq(mouProposal.mouId, mouId))
    .orderBy(desc(mouProposal.at), desc(mouProposal.id))
    .all()
    .map(({ proposal, name, deciderName }) => ({ ...proposal, name, deciderName }) as Proposal);
}
