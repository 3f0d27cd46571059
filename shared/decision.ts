import { type Party, ROLES, type Role } from "./roles.ts";

/** Who signs a decision, one signature each, in this order; the state it is signed in; what the signature says. */
export const DECISION_SIGNERS = [
  {
    role: "supervisor",
    party: "agency",
    state: "signing",
    title: "SRO supervisor",
    means: "Signs for the agency that this is the decision.",
  },
  {
    role: "administrator",
    party: "district",
    state: "signing",
    title: "School administrator",
    means: "Signs participation in the process, not authority over the appointment.",
  },
  {
    role: "executive",
    party: "agency",
    state: "authorizing",
    title: "Head of the agency",
    means: "Appoints.",
  },
  {
    role: "executive",
    party: "district",
    state: "authorizing",
    title: "Superintendent",
    means: "Acknowledges the appointment for the district.",
  },
] as const satisfies readonly { role: Role; party: Party; state: string; title: string; means: string }[];

export type DecisionSigner = (typeof DECISION_SIGNERS)[number];

interface Seat {
  role: Role;
  party: Party;
}

/** The place in the order that belongs to this person; `null` for everybody who does not sign. */
export function signerOf(person: Seat): DecisionSigner | null {
  return DECISION_SIGNERS.find((one) => one.role === person.role && one.party === person.party) ?? null;
}

/** How a signature or a word on record is titled: executives by their office, everybody else by their role. */
export const signingTitle = (person: Seat): string =>
  (person.role === "executive" ? signerOf(person)?.title : null) ?? ROLES[person.role].label;

/** Whose signature comes next; `null` when all four stand. */
export function nextSigner(given: readonly Seat[]): DecisionSigner | null {
  return DECISION_SIGNERS.find((one) => !given.some((s) => s.role === one.role && s.party === one.party)) ?? null;
}

export const POSITION_WORDS = {
  concur: "The school concurs",
  dissent: "The school dissents",
  abstain: "The school abstains",
} as const;

export const PLACE_WORDS = {
  appoint: "Appoint",
  alternate: "Alternate",
  "not-selected": "Not selected",
} as const;

/** The same once it is decided. */
export const PLACED_WORDS = {
  appoint: "Appointed",
  alternate: "Alternate",
  "not-selected": "Not selected",
} as const;
