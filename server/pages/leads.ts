import type { Db } from "#db/open.ts";
import { membersOf } from "#db/programs.ts";
import { inSentence, type Party, ROLES, type Role } from "#shared/roles.ts";

/** The two roles that sign, in the order in which a result is signed. */
export const LEADS = ["supervisor", "administrator"] as const;

export const partyOf = (role: (typeof LEADS)[number]): Party => (role === "supervisor" ? "agency" : "district");

/** Who holds a lead role now; the role's own name while nobody does. */
export function leadName(db: Db, programId: string, role: Role): string {
  return membersOf(db, programId).find((m) => m.role === role)?.name ?? `The ${inSentence(ROLES[role].label)}`;
}
