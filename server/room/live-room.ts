import * as Y from "yjs";
import type { Db } from "#db/open.ts";
import { type LogHead, type RoomLog, replay, roomByName } from "#db/rooms.ts";
import type { Viewer } from "#shared/roles.ts";
import { type Room, roomName } from "#shared/rooms.ts";
import { CLOSE, type CloseReason } from "#shared/wire.ts";
import { type Backing, backing } from "./backing.ts";
import type { Budget } from "./budget.ts";
import { declareRoots } from "./judge.ts";
import type { Line } from "./line.ts";
import type { Place } from "./presence.ts";

/** One person's open line to one room. */
export interface Peer {
  line: Line;
  /** Names this connection in the log. */
  connection: string;
  viewer: Viewer;
  sessionId: string;
  mode: "write" | "read";
  /** For edits and questions. */
  budget: Budget;
  /** For presence. */
  chatter: Budget;
  /** Edits that came before the answer to our first question and follow on ones which only that answer brings. */
  early: Uint8Array[];
  answered: boolean;
  /** Update frames of this connection that are durable. */
  accepted: number;
  /** The Yjs client this socket shows in the presence list; fixed by the first thing it says about itself. */
  clientId: number | null;
  /** False once the server decided to close it: nothing it still sends counts. */
  open: boolean;
}

/** A change that was accepted and waits for the commit at the end of this turn. */
export interface Pending {
  peer: Peer;
  /** Null when the frame brought nothing new. */
  bytes: Uint8Array | null;
  at: number;
  claims: number[];
  /** Does it count as an update frame of its connection? */
  counts: boolean;
}

/** A room with somebody in it. It leaves memory with its last socket: everything it knows is in the log. */
export interface LiveRoom {
  room: Room;
  name: string;
  id: number;
  frozen: boolean;
  doc: Y.Doc;
  head: LogHead;
  /** Bytes of the document: measured, then counted up with each change. */
  size: number;
  /** Yjs client → the person it belongs to, for ever. */
  owners: Map<number, string>;
  backing: Backing;
  peers: Set<Peer>;
  queue: Pending[];
  places: Map<number, Place>;
  /** Places that changed since they were last told to the others. */
  moved: Set<number>;
}

/** Loads a room from its log, all of it, before anybody is answered. @returns `null` when there is no such room. */
export function loadRoom(db: Db, log: RoomLog, room: Room): LiveRoom | null {
  const name = roomName(room);
  const stored = roomByName(db, name);
  const behind = stored && backing(db, room);
  if (!behind) return null;
  const live: LiveRoom = {
    room,
    name,
    id: stored.id,
    frozen: stored.frozenSeq !== null,
    doc: new Y.Doc({ gc: false }),
    head: log.head(stored.id),
    size: 0,
    owners: new Map(),
    backing: behind,
    peers: new Set(),
    queue: [],
    places: new Map(),
    moved: new Set(),
  };
  rebuild(live, log);
  return live;
}

/** Makes the document again from the log and from what is accepted but not yet written. Nobody saw anything else. */
export function rebuild(live: LiveRoom, log: RoomLog): void {
  const doc = declareRoots(new Y.Doc({ gc: false }), live.backing.shape);
  const updates = log.updates(live.id);
  for (const { bytes } of live.queue) if (bytes) updates.push(bytes);
  doc.transact(() => replay(doc, updates), "log");
  live.doc.destroy();
  live.doc = doc;
  live.head = log.head(live.id);
  live.size = updates.reduce((sum, bytes) => sum + bytes.length, 0);
  live.owners = log.claims(live.id);
  for (const { claims, peer } of live.queue) for (const id of claims) live.owners.set(id, peer.viewer.userId);
}

/** Closes a socket with one of our reasons; from here on nothing it sends counts and nothing is sent to it. */
export function closePeer(peer: Peer, reason: CloseReason): void {
  if (!peer.open) return;
  peer.open = false;
  peer.line.close(CLOSE[reason].code, reason);
}

/** More than this unsent means that nobody reads at the other end. */
const MOST_UNSENT = 8 * 1024 * 1024;

export function sendTo(peer: Peer, frame: Uint8Array): void {
  if (!peer.open) return;
  if (peer.line.buffered > MOST_UNSENT) {
    peer.open = false;
    peer.line.terminate();
    return;
  }
  peer.line.send(frame);
}
