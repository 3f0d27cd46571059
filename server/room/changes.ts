import { createHmac, randomBytes } from "node:crypto";
import type { Store } from "./live-room.ts";

/** How far a program's records have come, so that a page knows whether it was loaded before or after a change. */
export interface Changes {
  /** Something in this program was announced to those who were there. */
  count(programId: string): void;
  /**
   * A word that is another one after every change of records or rights, and after a restart. It says that something
   * changed, never how much: every page carries it, also of people who may not know how many cards are in.
   */
  of(programId: string): string;
}

export function createChanges(store: Store): Changes {
  const key = randomBytes(32);
  const counts = new Map<string, number>();
  const at = (programId: string) => counts.get(programId) ?? 0;
  return {
    count: (programId) => counts.set(programId, at(programId) + 1),
    of: (programId) =>
      createHmac("sha256", key)
        .update(`${programId} ${at(programId)} ${store.epoch(programId)}`)
        .digest("base64url")
        .slice(0, 16),
  };
}
