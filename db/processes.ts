import { and, asc, count, desc, eq, notInArray } from "drizzle-orm";
import type { ProcessTerms, TermsChoices } from "#shared/documents/process.ts";
import type { Facts, StateOf } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import type { Room } from "#shared/rooms.ts";
import type { Signed } from "#shared/signed.ts";
import type { Db } from "./open.ts";
import { type Member, membersOf, programOf, schoolsOf } from "./programs.ts";
import { candidate, process, type signature } from "./schema.ts";

export type ProcessRow = typeof process.$inferSelect;

export function processById(db: Db, programId: string, id: string): ProcessRow | undefined {
  return db
    .select()
    .from(process)
    .where(and(eq(process.id, id), eq(process.programId, programId)))
    .get();
}

/** Every round of the program, the newest first. */
export function processesOf(db: Db, programId: string): ProcessRow[] {
  return db
    .select()
    .from(process)
    .where(eq(process.programId, programId))
    .orderBy(desc(process.createdAt), asc(process.id))
    .all();
}

/** The fixed terms; `null` while they are being written. */
export function termsOf(row: ProcessRow): ProcessTerms | null {
  return row.terms === null ? null : (JSON.parse(row.terms) as ProcessTerms);
}

/** What the permission function needs to know about a round. */
export function processFacts(row: ProcessRow): Facts<"process"> {
  return {
    lifecycle: "process",
    state: row.state as StateOf<"process">,
    programId: row.programId,
    panel: termsOf(row)?.panel,
  };
}

/** The room in which the agreement is written, in its present revision. */
export function agreementRoom(row: ProcessRow): Room {
  return {
    programId: row.programId,
    kind: "process",
    recordId: row.id,
    part: "agreement",
    revision: row.revision,
  };
}

const SEATING: readonly Party[] = ["agency", "district", "community"];

/** Who may sit on a panel, in seating order: party by party, its lead first. */
export function ratersOf(db: Db, programId: string): Member[] {
  const lead = (m: Member) => (m.role === "panelist" ? 1 : 0);
  return membersOf(db, programId)
    .filter((m) => m.role === "supervisor" || m.role === "administrator" || m.role === "panelist")
    .sort(
      (a, b) =>
        SEATING.indexOf(a.party) - SEATING.indexOf(b.party) || lead(a) - lead(b) || a.name.localeCompare(b.name, "en"),
    );
}

/** The names an agreement of this program may use, as the server and the browser both need them. */
export function termsChoices(db: Db, programId: string): TermsChoices {
  const program = programOf(db, programId);
  return {
    program: { agencyName: program?.agencyName ?? "", districtName: program?.districtName ?? "" },
    schools: schoolsOf(db, programId).map(({ id, name }) => ({ id, name })),
    raters: ratersOf(db, programId).map(({ userId, name, party }) => ({ userId, name, party })),
  };
}

/** Every signature ever given on a subject, in order; void ones name who opened the text again. */
export function signaturesOf(db: Db, subject: (typeof signature.$inferSelect)["subject"], subjectId: string): Signed[] {
  const rows = db.$client.prepare<[string, string], Signed>(
    `select s.id, s.user_id userId, u.name, s.role, s.party, s.hash, s.revision, s.signed_at signedAt,
       s.voided_at voidedAt, voider.name voidedBy, s.void_reason voidReason
     from signature s join user u on u.id = s.user_id left join user voider on voider.id = s.voided_by
     where s.subject = ? and s.subject_id = ? order by s.signed_at`,
  );
  return rows.all(subject, subjectId);
}

/** How many candidates of the round still wait for a sealed result or a finding under the eligibility rule. */
export function undecidedCandidates(db: Db, processId: string): number {
  const row = db
    .select({ n: count() })
    .from(candidate)
    .where(and(eq(candidate.processId, processId), notInArray(candidate.state, ["decided", "ineligible"])))
    .get();
  return row?.n ?? 0;
}
