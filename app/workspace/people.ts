/** Who is in a room, as the server describes them. `peopleIn(awareness, before)` keeps identity while nothing changed. */
import type { Awareness } from "y-protocols/awareness";
import type { PresenceUser } from "#shared/wire.ts";

export interface Person extends PresenceUser {
  /** One window of one person; the same person may be here twice. */
  client: number;
  /** The field this person is in. */
  field: string | null;
  /** This very window. */
  self: boolean;
}

export function peopleIn(awareness: Awareness, before: readonly Person[]): readonly Person[] {
  const next: Person[] = [];
  for (const [client, state] of awareness.getStates()) {
    const user = state.user as PresenceUser | undefined;
    if (!user) continue;
    const field = typeof state.field === "string" ? state.field : null;
    const person: Person = { ...user, client, field, self: client === awareness.clientID };
    next.push(before.find((known) => same(known, person)) ?? person);
  }
  next.sort((a, b) => a.name.localeCompare(b.name) || a.client - b.client);
  return next.length === before.length && next.every((person, i) => person === before[i]) ? before : next;
}

function same(a: Person, b: Person): boolean {
  return (
    a.client === b.client &&
    a.field === b.field &&
    a.userId === b.userId &&
    a.name === b.name &&
    a.party === b.party &&
    a.role === b.role &&
    a.self === b.self
  );
}
