import type { Role } from "./roles.ts";

/**
 * What a role may do in its program that no record's state decides. Read by the one permission function's file
 * (`hasRight` in machine.ts); whoever is not named finds nothing there.
 */
export const PROGRAM_RIGHTS = {
  /** Read the letters the program sends, download them, start a failed one again. */
  outbox: ["coordinator", "supervisor", "administrator"],
  /** Take the candidates of a round along as a table. */
  candidateExport: ["coordinator", "supervisor", "administrator"],
  /** Read and write what a candidate needs on the day. Never who rates. */
  accommodation: ["coordinator"],
  /** Name a guest panelist who has no account. */
  guests: ["coordinator", "supervisor", "administrator"],
  /** Let a guest in: hand out a code, end a device. Never who rates: the code opens the guest's own card. */
  guestCodes: ["coordinator"],
  /** See names while a round screens masked files. */
  unmasked: ["coordinator"],
  /** Open an officer's case at a school, and name who leads it. */
  openCase: ["coordinator", "supervisor"],
  /** Keep the list of days without work. */
  holidays: ["coordinator", "administrator"],
} as const satisfies Record<string, readonly Role[]>;

export type ProgramRight = keyof typeof PROGRAM_RIGHTS;
