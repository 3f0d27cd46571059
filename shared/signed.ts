import type { Party, Role } from "./roles.ts";

/** A signature with its history: a void one says who opened the text again, when and why. */
export interface Signed {
  id: string;
  userId: string;
  name: string;
  role: Role;
  party: Party;
  /** SHA-256 (hex) of the canonical JSON that the signer saw. */
  hash: string;
  revision: number;
  signedAt: number;
  voidedAt: number | null;
  voidedBy: string | null;
  voidReason: string | null;
}
