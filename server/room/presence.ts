import { z } from "zod";
import { type AwarenessEntry, awarenessFrame } from "./frames.ts";
import type { LiveRoom, Peer } from "./live-room.ts";
import type { Readers } from "./readers.ts";

/** Where one person is in one room, as the others are told. */
export interface Place {
  peer: Peer;
  clock: number;
  state: object | null;
}

const relative = z.object({
  type: z.object({ client: z.number(), clock: z.number() }).nullish(),
  tname: z.string().max(64).nullish(),
  item: z.object({ client: z.number(), clock: z.number() }).nullish(),
  assoc: z.number().nullish(),
});

/** All that is taken from a client: a position in the text and the name of a field. Who it is, the server knows. */
const said = z.object({
  cursor: z.object({ anchor: relative, head: relative }).nullish().catch(null),
  field: z
    .string()
    .regex(/^[\w.:-]{1,128}$/)
    .nullish()
    .catch(null),
});

/** Takes what a socket says about its own client; about anybody else's it is not heard. */
export function hear(live: LiveRoom, peer: Peer, entries: readonly AwarenessEntry[]): void {
  for (const { clientId, clock, state } of entries) {
    if (peer.clientId !== clientId) continue;
    const before = live.places.get(clientId);
    if (before?.peer === peer && clock <= before.clock) continue;
    if (before && before.peer !== peer && before.peer.viewer.userId !== peer.viewer.userId) continue;
    live.places.set(clientId, { peer, clock, state: state === null ? null : told(live, peer, state) });
    live.moved.add(clientId);
  }
}

/** A Yjs client that belongs to somebody else, in the text or in the presence list, is nobody's to speak for. */
export function mayBe(live: LiveRoom, { viewer }: Peer, clientId: number): boolean {
  const owner = live.owners.get(clientId) ?? live.places.get(clientId)?.peer.viewer.userId;
  return owner === undefined ? !live.vector.has(clientId) : owner === viewer.userId;
}

function told(live: LiveRoom, { viewer }: Peer, state: unknown): object {
  const { userId, name, shortName, initials, role, party } = viewer;
  const user = { userId, name, shortName, initials, role, party };
  // The session room says who is here and nothing else.
  if (live.backing.shape.kind === "empty") return { user };
  const { cursor, field } = said.catch({}).parse(state);
  return { user, cursor: cursor ?? null, field: field ?? null };
}

/** Tells the others what moved since the last time. */
export function tellMoves(live: LiveRoom, readers: Readers): void {
  const moved = [...live.moved];
  live.moved.clear();
  for (const peer of live.peers) {
    const entries = moved.flatMap((id) => entryFor(live, peer, id));
    if (entries.length > 0) readers.presence(peer, awarenessFrame(entries));
  }
  for (const id of moved) if (live.places.get(id)?.state === null) live.places.delete(id);
}

/** Tells one socket who is here already. */
export function tellAll(live: LiveRoom, peer: Peer, readers: Readers): void {
  const entries = [...live.places.keys()].flatMap((id) => entryFor(live, peer, id));
  if (entries.length > 0) readers.presence(peer, awarenessFrame(entries));
}

/** A private card shows its owner's places to its owner alone: who else looks, or types, is nobody's business. */
function entryFor(live: LiveRoom, to: Peer, clientId: number): AwarenessEntry[] {
  const place = live.places.get(clientId);
  if (!place || place.peer === to) return [];
  const { room } = live;
  if (room.part === "card" && (to.viewer.userId !== room.userId || place.peer.viewer.userId !== room.userId)) return [];
  return [{ clientId, clock: place.clock, state: place.state }];
}

/** A socket is gone: so is its place. */
export function leave(live: LiveRoom, peer: Peer): void {
  if (peer.clientId === null) return;
  const place = live.places.get(peer.clientId);
  if (place?.peer !== peer) return;
  live.places.set(peer.clientId, { peer, clock: place.clock + 1, state: null });
  live.moved.add(peer.clientId);
}
