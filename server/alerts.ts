import type { Logger } from "pino";
import type { AlertKind } from "./room/meter.ts";

/** Something that goes on being wrong. `rooms`: how many rooms it concerns; 0 when it concerns all of them. */
export interface Alert {
  kind: AlertKind;
  /** Milliseconds since 1970. */
  since: number;
  rooms: number;
}

/** What is wrong now, said once when it begins and once when it ends. */
export interface Alerts {
  /** @param roomId the room's number in the log; without it, the whole server is meant. */
  raise(kind: AlertKind, roomId?: number): void;
  /** Without a room: for all of them. */
  clear(kind: AlertKind, roomId?: number): void;
  list(): Alert[];
}

export function createAlerts({ log, clock }: { log: Logger; clock: () => number }): Alerts {
  const open = new Map<AlertKind, { since: number; rooms: Set<number> }>();
  return {
    raise(kind, roomId) {
      const known = open.get(kind);
      if (known && (roomId === undefined || known.rooms.has(roomId))) return;
      const alert = known ?? { since: clock(), rooms: new Set() };
      if (roomId !== undefined) alert.rooms.add(roomId);
      open.set(kind, alert);
      log.error({ alert: kind, room: roomId }, "alert");
    },
    clear(kind, roomId) {
      const known = open.get(kind);
      if (!known) return;
      if (roomId !== undefined && !known.rooms.delete(roomId)) return;
      if (roomId === undefined || known.rooms.size === 0) open.delete(kind);
      log.warn({ alert: kind, room: roomId }, "alert ended");
    },
    list: () => [...open].map(([kind, { since, rooms }]) => ({ kind, since, rooms: rooms.size })),
  };
}
