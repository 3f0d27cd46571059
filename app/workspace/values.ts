/**
 * One key of a live form document, as React state. Each hook listens to its own key only.
 * - `useValue(room, key, fallback?)` → `[value, set]`; `set` does nothing while the room is not editable.
 * - `useTextValue(room, key, fallback?)` → the text.
 * - `useFieldPeople(room, key)` → who else is in this field.
 * `fallback` is what the server rendered; it stands until the room is ready.
 */
import { useCallback, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { readText, readValue, type Scalar, setValue, texts, values } from "#shared/documents/form.ts";
import type { Person } from "./people.ts";
import type { Room } from "./room.ts";

export function useValue(
  room: Room,
  key: string,
  fallback?: Scalar,
): [value: Scalar | undefined, set: (value: Scalar) => void] {
  const { doc, ready, editable } = room;
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!doc) return () => {};
      const map = values(doc);
      const observe = (event: Y.YMapEvent<Scalar>) => {
        if (event.keysChanged.has(key)) listener();
      };
      map.observe(observe);
      return () => map.unobserve(observe);
    },
    [doc, key],
  );
  const read = () => (doc && ready ? readValue(doc, key) : fallback);
  const value = useSyncExternalStore(subscribe, read, () => fallback);
  const set = useCallback(
    (next: Scalar) => {
      if (doc && editable) setValue(doc, key, next);
    },
    [doc, editable, key],
  );
  return [value, set];
}

export function useTextValue(room: Room, key: string, fallback = ""): string {
  const { doc, ready } = room;
  const subscribe = useCallback(
    (listener: () => void) => (doc && ready ? observeText(doc, key, listener) : () => {}),
    [doc, ready, key],
  );
  const read = () => (doc && ready ? readText(doc, key) : fallback);
  return useSyncExternalStore(subscribe, read, () => fallback);
}

export function useFieldPeople(room: Room, key: string): readonly Person[] {
  const { connection } = room;
  const subscribe = useCallback((listener: () => void) => connection?.onPeople(listener) ?? (() => {}), [connection]);
  const inField = useCallback(() => {
    const here = connection?.people().filter((person) => person.field === key && !person.self) ?? [];
    return here.length === 0 ? NOBODY : JSON.stringify(here);
  }, [connection, key]);
  return JSON.parse(useSyncExternalStore(subscribe, inField, () => NOBODY)) as Person[];
}

const NOBODY = "[]";

function observeText(doc: Y.Doc, key: string, listener: () => void): () => void {
  const text = texts(doc).get(key);
  text?.observe(listener);
  return () => text?.unobserve(listener);
}
