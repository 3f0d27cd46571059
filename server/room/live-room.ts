import type * as Y from "yjs";
import type { Db } from "#db/open.ts";
import { documentOf, type LogHead, type RoomLog, roomByName } from "#db/rooms.ts";
import { reach, type Snapshots, type StoredState } from "#db/snapshots.ts";
import type { RoomMode } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import { type Room, roomName } from "#shared/rooms.ts";
import { CLOSE, type CloseReason } from "#shared/wire.ts";
import { type Backing, backing } from "./backing.ts";
import type { Allowance } from "./budget.ts";
import { declareRoots } from "./judge.ts";
import type { Line } from "./line.ts";
import type { Place } from "./presence.ts";
import type { SuggestionNews } from "./suggest-judge.ts";

/** One person's open line to one room. */
export interface Peer {
  line: Line;
  /** Names this connection in the log. */
  connection: string;
  viewer: Viewer;
  sessionId: string;
  mode: RoomMode;
  allowance: Allowance;
  /** Edits that came before the answer to our first question and follow on ones which only that answer brings. */
  early: Uint8Array[];
  answered: boolean;
  /** Update frames of this connection that are durable. */
  accepted: number;
  /** Something it sent was left aside while the disk took nothing: it has to be asked again. */
  owes: boolean;
  /** The Yjs client this line shows in the presence list; fixed by the first thing it says about itself. */
  clientId: number | null;
  /** The Yjs clients it wrote as. */
  clients: Set<number>;
  /** Since when, and from where on, it was sent nothing because it does not read. */
  behind: Behind | null;
  /** False once the server decided to close it: nothing it still sends counts. */
  open: boolean;
}

interface Behind {
  since: number;
  vector: Map<number, number>;
  /** It asked meanwhile: what it is sent then is the answer. */
  asked: boolean;
}

/** A change that was accepted and waits for the commit at the end of this turn. */
export interface Pending {
  peer: Peer;
  /** Null when the frame brought nothing new. */
  bytes: Uint8Array | null;
  /** What it did to suggestions. */
  news?: SuggestionNews | null;
  at: number;
  /** When it arrived, for the meter: milliseconds of a steady clock. */
  arrived: number;
  claims: readonly number[];
  /** Does it count as an update frame of its connection? */
  counts: boolean;
}

/** A room with somebody in it. It leaves memory with its last line: everything it knows is in the log. */
export interface LiveRoom {
  room: Room;
  name: string;
  id: number;
  frozen: boolean;
  /** Something is wrong with what is stored or held of it: nobody writes until it was looked at. */
  distrusted: boolean;
  /** The program's permission epoch this room was judged in. */
  epoch: number;
  /** Only while somebody writes: a room that is read needs no document. */
  doc: Y.Doc | null;
  /** Yjs client → how far its changes reach, with those accepted and not yet written. */
  vector: Map<number, number>;
  head: LogHead;
  /** Up to which row a snapshot stands. */
  snapshotSeq: number;
  /** Bytes of the document: measured, then counted up with each change. */
  size: number;
  /** When something was last written, in milliseconds since 1970. */
  wroteAt: number;
  /** Yjs client → the person it belongs to, for ever. */
  owners: Map<number, string>;
  backing: Backing;
  peers: Set<Peer>;
  queue: Pending[];
  places: Map<number, Place>;
  /** Places that changed since they were last told to the others. */
  moved: Set<number>;
}

/** Where rooms are stored. */
export interface Store {
  db: Db;
  log: RoomLog;
  snapshots: Snapshots;
  /** The program's permission epoch now. */
  epoch(programId: string): number;
}

/** Loads a room, all of it, before anybody is answered. @returns `null` when there is no such room. */
export function loadRoom(store: Store, room: Room): { live: LiveRoom; trouble: StoredState["trouble"] } | null {
  const name = roomName(room);
  // Before the facts: facts that are newer than their epoch are only judged once more.
  const epoch = store.epoch(room.programId);
  const stored = roomByName(store.db, name);
  const behind = stored && backing(store.db, room);
  if (!behind) return null;
  const state = store.snapshots.read(stored.id);
  const live: LiveRoom = {
    room,
    name,
    id: stored.id,
    frozen: stored.frozenSeq !== null,
    distrusted: false,
    epoch,
    doc: null,
    vector: state.vector,
    head: state.head,
    snapshotSeq: state.snapshotSeq,
    size: state.updates.reduce((sum, bytes) => sum + bytes.length, 0),
    wroteAt: 0,
    owners: store.log.claims(stored.id),
    backing: behind,
    peers: new Set(),
    queue: [],
    places: new Map(),
    moved: new Set(),
  };
  return { live, trouble: state.trouble };
}

/** The room's document, made when it is first needed: what is stored, and what is accepted but not yet written. */
export function docOf(live: LiveRoom, { snapshots }: Store): Y.Doc {
  if (live.doc) return live.doc;
  const updates = snapshots.pieces(live.id, live.snapshotSeq);
  for (const { bytes } of live.queue) if (bytes) updates.push(bytes);
  live.doc = declareRoots(documentOf(updates), live.backing.shape);
  return live.doc;
}

/** Forgets the document: something touched it that was not accepted. Nobody saw it; it is made again when needed. */
export function forgetDoc(live: LiveRoom): void {
  live.doc?.destroy();
  live.doc = null;
}

/** Goes back to what is stored and what still waits in the queue. */
export function reload(live: LiveRoom, { log, snapshots }: Store): void {
  forgetDoc(live);
  const { vector, head, snapshotSeq } = snapshots.read(live.id);
  for (const { bytes } of live.queue) if (bytes) reach(vector, bytes);
  live.vector = vector;
  live.head = head;
  live.snapshotSeq = snapshotSeq;
  live.owners = log.claims(live.id);
  for (const { claims, peer } of live.queue) for (const id of claims) live.owners.set(id, peer.viewer.userId);
}

/** Is the text closed to everybody? */
export function isClosed(live: LiveRoom): boolean {
  return live.frozen || live.room.revision !== live.backing.revision;
}

/** Closes a line with one of our reasons; from here on nothing it sends counts and nothing is sent to it. */
export function closePeer(peer: Peer, reason: CloseReason): void {
  if (!peer.open) return;
  peer.open = false;
  peer.line.close(CLOSE[reason].code, reason);
}
