import type { CloseReason } from "#shared/wire.ts";

/** What can go wrong behind everybody's back. */
export type AlertKind = "store-down" | "lease-lost" | "room-mismatch" | "snapshot-corrupt" | "log-broken";

/** What the rooms report about themselves. Each call is cheap; no names, no content. */
export interface Meter {
  /** One commit: how many updates and rooms it wrote, and how long it took. @param ms milliseconds */
  committed(updates: number, rooms: number, ms: number): void;
  /** One update from its arrival to its acknowledgement. @param ms milliseconds */
  acknowledged(ms: number): void;
  refused(reason: CloseReason, why: string): void;
  /** The door was too busy. */
  turnedAway(): void;
  /** A reader fell behind; or, `false`, caught up or left. */
  behind(is: boolean): void;
  /** @param roomId the room's number in the log, when one room is meant */
  raise(kind: AlertKind, roomId?: number): void;
  clear(kind: AlertKind, roomId?: number): void;
}

/** For tests and tools that measure nothing. */
export const silentMeter: Meter = {
  committed: () => {},
  acknowledged: () => {},
  refused: () => {},
  turnedAway: () => {},
  behind: () => {},
  raise: () => {},
  clear: () => {},
};
