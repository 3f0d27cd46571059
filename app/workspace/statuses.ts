/** What the open rooms of a page say about saving, as one status: `createStatuses()`, given to the page by `StatusContext`. */
import { createContext } from "react";
import type { Connection } from "./connection.ts";
import { combine, type RoomStatus, type SaveStatus } from "./save-status.ts";
import type { LineKind } from "./transport.ts";
import type { Workspace } from "./workspace.ts";

export interface Statuses {
  subscribe(listener: () => void): () => void;
  status(): SaveStatus | null;
  unsent(): number;
  /** Changes that would be gone with this page. */
  atRisk(): number;
  line(): LineKind;
  isOpen(name: string): boolean;
  /** Is any room open on this page? */
  isWatching(): boolean;
  watch: Workspace["watch"];
}

export const StatusContext = createContext<Statuses>({
  subscribe: () => () => {},
  status: () => null,
  unsent: () => 0,
  atRisk: () => 0,
  line: () => "socket",
  isOpen: () => false,
  isWatching: () => false,
  watch: () => () => {},
});

/** The rooms of the page that is open, and their one combined status. */
export function createStatuses(): Statuses {
  const rooms = new Map<Connection, () => RoomStatus>();
  const listeners = new Set<() => void>();
  let status: SaveStatus | null = null;
  let unsent = 0;
  let atRisk = 0;
  let line: LineKind = "socket";
  const update = () => {
    const all = [...rooms.values()].map((read) => read());
    const next = combine(all, navigator.onLine);
    if (JSON.stringify(next) !== JSON.stringify(status)) status = next;
    const open = [...rooms.keys()];
    unsent = open.reduce((sum, room) => sum + room.save().unsent, 0);
    atRisk = open.reduce((sum, room) => sum + (room.atRisk() ? room.save().unsent : 0), 0);
    line = open.some((room) => room.save().line === "http") ? "http" : "socket";
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    status: () => status,
    unsent: () => unsent,
    atRisk: () => atRisk,
    line: () => line,
    isWatching: () => rooms.size > 0,
    isOpen: (name) => [...rooms.keys()].some((room) => room.name === name),
    watch: (connection, read) => {
      rooms.set(connection, read);
      const stop = connection.onSave(update);
      update();
      return () => {
        stop();
        rooms.delete(connection);
        update();
      };
    },
  };
}
