import type { Store } from "./live-room.ts";

/** How far a program's records have come, so that a page knows whether it was loaded before or after a change. */
export interface Changes {
  /** Something in this program was announced to those who were there. */
  count(programId: string): void;
  /** A word that is another one after every change of records or rights, and after a restart. */
  of(programId: string): string;
}

export function createChanges(store: Store, clock: () => number): Changes {
  const start = clock();
  const counts = new Map<string, number>();
  const at = (programId: string) => counts.get(programId) ?? 0;
  return {
    count: (programId) => counts.set(programId, at(programId) + 1),
    of: (programId) => `${start}-${at(programId)}-${store.epoch(programId)}`,
  };
}
