import { useCallback, useRef, useSyncExternalStore } from "react";
import { type CardContent, readCard } from "#shared/documents/card.ts";
import type { Criterion } from "#shared/documents/process.ts";
import type { Room } from "../workspace/room.ts";

const EMPTY: CardContent = { ratings: {}, evidence: {} };

/** The whole content of a card's room, as it changes. */
export function useCard(room: Room, criteria: readonly Criterion[]): CardContent {
  return useReading(room, EMPTY, (doc) => readCard(doc, criteria));
}

/** What `read` makes of a room's document, again after every change; `empty` until the room is ready. */
export function useReading<T>(room: Room, empty: T, read: (doc: NonNullable<Room["doc"]>) => T): T {
  const { doc, ready } = room;
  const version = useRef(0);
  const seen = useRef<{ version: number; doc: unknown; value: T }>({ version: -1, doc: null, value: empty });
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!doc) return () => {};
      const bump = () => {
        version.current++;
        listener();
      };
      doc.on("update", bump);
      return () => doc.off("update", bump);
    },
    [doc],
  );
  const snapshot = () => {
    if (!doc || !ready) return empty;
    if (seen.current.version !== version.current || seen.current.doc !== doc)
      seen.current = { version: version.current, doc, value: read(doc) };
    return seen.current.value;
  };
  return useSyncExternalStore(subscribe, snapshot, () => empty);
}

/** How many of this window's changes to a room the server has not acknowledged yet. */
export function useUnsent(room: Room): number {
  const { connection } = room;
  const subscribe = useCallback((listener: () => void) => connection?.onSave(listener) ?? (() => {}), [connection]);
  return useSyncExternalStore(
    subscribe,
    () => connection?.save().unsent ?? 0,
    () => 0,
  );
}
