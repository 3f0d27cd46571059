/**
 * Who is here. `usePresence(room, me?)` → the people of a room, each once, this person included when `me` is given
 * (the server does not describe a person to their own window).
 * `<Faces people={facesOf(expected, present)} />`: the expected people, dashed while not connected, with a bar below
 * once their card is in. `<Faces people={usePresence(room)} />`: whoever is here. Each face says all of it in words.
 */
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { PresenceUser } from "#shared/wire.ts";
import { Face } from "../ui/marks.tsx";
import type { Person } from "./people.ts";
import type { Room } from "./room.ts";

const NONE: readonly Person[] = [];

export function usePresence(room: Room, me?: PresenceUser): readonly PresenceUser[] {
  const { connection, ready } = room;
  const subscribe = useCallback((listener: () => void) => connection?.onPeople(listener) ?? (() => {}), [connection]);
  const people = useSyncExternalStore(
    subscribe,
    () => connection?.people() ?? NONE,
    () => NONE,
  );
  return useMemo(() => {
    const byId = new Map<string, PresenceUser>();
    if (me && ready) byId.set(me.userId, me);
    for (const person of people) if (!byId.has(person.userId)) byId.set(person.userId, person);
    return [...byId.values()];
  }, [people, me, ready]);
}

export interface ExpectedPerson {
  userId: string;
  name: string;
  initials: string;
  party: PresenceUser["party"];
  /** Their card is in. */
  submitted?: boolean;
}

export interface FacePerson extends ExpectedPerson {
  /** Here now, unless said otherwise. */
  connected?: boolean;
}

/** Everyone expected, in their order, then whoever else is here. */
export function facesOf(expected: readonly ExpectedPerson[], present: readonly PresenceUser[]): FacePerson[] {
  const here = new Set(present.map(({ userId }) => userId));
  const known = new Set(expected.map(({ userId }) => userId));
  return [
    ...expected.map((person) => ({ ...person, connected: here.has(person.userId) })),
    ...present.filter(({ userId }) => !known.has(userId)),
  ];
}

export function Faces({ people, label = "In the room" }: { people: readonly FacePerson[]; label?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div className="faces" role="group" aria-label={label}>
      {people.map(({ userId, name, initials, party, submitted, connected = true }) => (
        <Face
          key={userId}
          name={name}
          initials={initials}
          party={party}
          ready={submitted ? "card submitted" : false}
          away={!connected}
        />
      ))}
    </div>
  );
}
