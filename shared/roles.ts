/**
 * Who takes part: parties, roles, and how each is named on screen. Party and role are the two facts every
 * permission rests on. Source of the roles: NASRO 2021 Program Recommendations, "Selection" and "Collaboration".
 */

export const PARTIES = {
  agency: { label: "Agency", meaning: "The law-enforcement agency, employer of the officer", mark: "shield" },
  district: { label: "District", meaning: "The school district", mark: "square" },
  community: { label: "Community guest", meaning: "A guest who belongs to neither party", mark: "ring" },
} as const;

export type Party = keyof typeof PARTIES;

export const ROLES = {
  supervisor: { label: "SRO supervisor", parties: ["agency"], meaning: "Leads for the agency; signs for it" },
  administrator: {
    label: "School administrator",
    parties: ["district"],
    meaning: "Leads for the district; signs for it",
  },
  panelist: {
    label: "Panelist",
    parties: ["agency", "district", "community"],
    meaning: "Rates candidates; sees nothing else",
  },
  coordinator: {
    label: "Program coordinator",
    parties: ["agency", "district"],
    meaning: "Sets up, schedules and moves things along; never rates, never sees a blind score",
  },
  executive: {
    label: "Executive",
    parties: ["agency", "district"],
    meaning: "Chief or superintendent; reads from the signing on",
  },
  officer: { label: "School Resource Officer", parties: ["agency"], meaning: "Reads and answers own records" },
  custodian: {
    label: "Records custodian",
    parties: ["agency", "district"],
    meaning: "Keeps and exports sealed records",
  },
} as const satisfies Record<string, { label: string; parties: readonly Party[]; meaning: string }>;

export type Role = keyof typeof ROLES;

/** A role or a title inside a sentence: "School administrator" begins small, "SRO supervisor" stays as it is. */
export const inSentence = (words: string): string => words.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());

export const ROLE_NAMES = Object.keys(ROLES) as Role[];
export const PARTY_NAMES = Object.keys(PARTIES) as Party[];

/** May a person of this party hold this role? (A superintendent cannot be the SRO supervisor.) */
export function roleFits(role: Role, party: Party): boolean {
  return (ROLES[role].parties as readonly Party[]).includes(party);
}

/** Who invites people and ends memberships. */
export function managesPeople({ role }: { role: Role }): boolean {
  return role === "coordinator";
}

/** A person as the permission function sees them, inside one program. */
export interface Actor {
  userId: string;
  programId: string;
  role: Role;
  party: Party;
  /** Set for a visit: the one interview this session is limited to. */
  only?: string;
}

/** The signed-in person as screens, commands and sockets know them. */
export interface Viewer extends Actor {
  name: string;
  shortName: string;
  initials: string;
  slug: string;
}
