import type { Logger } from "pino";
import * as Y from "yjs";
import { newId } from "#db/ids.ts";
import type { Db } from "#db/open.ts";
import { viewerOf } from "#db/programs.ts";
import { appendUpdate, createRoom, freezeRoom, loadDocument, openLog, roomByName } from "#db/rooms.ts";
import { seedDocument } from "#shared/documents/form.ts";
import { roomMode } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import { type Room, roomName } from "#shared/rooms.ts";
import type { CloseReason } from "#shared/wire.ts";
import type { Rooms } from "../context.ts";
import type { Env } from "../env.ts";
import { backing } from "./backing.ts";
import { boundless, budget } from "./budget.ts";
import { createCommitter } from "./commit.ts";
import { createConversation } from "./conversation.ts";
import { askFrame, awarenessFrame, changedFrame } from "./frames.ts";
import { type Line, noSeat, type Seat } from "./line.ts";
import { closePeer, type LiveRoom, loadRoom, type Peer, rebuild, sendTo } from "./live-room.ts";
import { leave, tellAll, tellMoves } from "./presence.ts";

/** Who comes to the door. `clientId`: the Yjs client the socket says it will write as, when it says so. */
export interface Visitor {
  viewer: Viewer;
  sessionId: string;
  clientId: number | null;
}

/** The live rooms as the door sees them. */
export interface LiveRooms extends Rooms {
  /** Takes a line into a room, or closes it with the reason why not. */
  join(line: Line, room: Room, who: Visitor): Seat;
  /** Keeps sockets from being taken for dead by their clients. */
  heartbeat(): void;
  /** Writes what waits and closes every socket. */
  closeAll(reason: CloseReason): void;
}

/** Presence is told at most this often. */
const PRESENCE_MS = 50;

export function createRooms(deps: { db: Db; clock: () => number; env: Env; log: Logger }): LiveRooms {
  const { db, clock, env } = deps;
  const log = openLog(db);
  const open = new Map<string, LiveRoom>();
  const evict = (live: LiveRoom) => {
    if (open.get(live.name) === live) open.delete(live.name);
  };
  const committer = createCommitter({ db, log, logger: deps.log, evict });
  const telling = new Set<LiveRoom>();

  const tellSoon = (live: LiveRoom) => {
    if (live.moved.size === 0 || telling.has(live)) return;
    telling.add(live);
    setTimeout(() => {
      telling.delete(live);
      tellMoves(live);
    }, PRESENCE_MS);
  };

  const drop = (live: LiveRoom, peer: Peer) => {
    peer.open = false;
    if (!live.peers.delete(peer)) return;
    leave(live, peer);
    tellSoon(live);
    if (live.peers.size > 0) return;
    committer.flush();
    live.doc.destroy();
    evict(live);
  };

  const conversation = createConversation({ ...deps, roomLog: log, committer, tellSoon });

  /** A fault of one frame costs one socket, at worst one room, never the process. */
  const guarded = (live: LiveRoom, work: () => void) => {
    try {
      work();
    } catch (error) {
      deps.log.error({ room: live.id, name: (error as Error).name }, "a frame failed");
      evict(live);
      for (const each of live.peers) closePeer(each, "readOnlyStore");
    }
  };

  /** Judges every socket of a room again, in this same tick. */
  const judgeAgain = (live: LiveRoom) => {
    const behind = backing(db, live.room);
    if (behind) live.backing = behind;
    live.frozen = log.isFrozen(live.id);
    const closed = live.frozen || live.room.revision !== live.backing.revision;
    for (const peer of live.peers) {
      const now = behind ? roomMode(peer.viewer, live.room, behind) : null;
      if (now === null) closePeer(peer, closed && peer.mode === "write" ? "sealed" : "noAccess");
      else if (peer.mode === "write" && (now === "read" || closed)) closePeer(peer, "accessChanged");
      else {
        peer.mode = now;
        sendTo(peer, changedFrame());
      }
    }
    // A change accepted earlier in this turn, by somebody who may not make it any more, is not written.
    const kept = live.queue.filter(({ peer, bytes }) => !bytes || (peer.open && !closed));
    if (kept.length === live.queue.length) return;
    live.queue = kept;
    rebuild(live, log);
  };

  return {
    create(room, content) {
      const name = roomName(room);
      if (roomByName(db, name)) return;
      const behind = backing(db, room);
      if (!behind) throw new Error("a room needs a record behind it");
      const at = clock();
      const id = createRoom(db, { name, programId: room.programId, at });
      const doc = new Y.Doc();
      doc.transact(() => {
        seedDocument(doc, behind.shape);
        content?.(doc);
      });
      if (doc.store.clients.size > 0)
        appendUpdate(db, id, { userId: null, connection: null, at, bytes: Y.encodeStateAsUpdate(doc) });
    },
    read(room) {
      committer.flush();
      const live = open.get(roomName(room));
      return live && live.queue.length === 0 ? live.doc : loadDocument(db, roomName(room));
    },
    freeze: (room) => freezeRoom(db, roomName(room)),
    recordChanged(programId, kind, recordId) {
      for (const live of [...open.values()]) {
        const { room } = live;
        if (room.programId === programId && room.kind === kind && room.recordId === recordId) judgeAgain(live);
      }
    },
    personChanged(userId) {
      for (const live of [...open.values()]) {
        const theirs = [...live.peers].filter((peer) => peer.viewer.userId === userId);
        if (theirs.length === 0) continue;
        for (const peer of theirs) {
          const viewer = viewerOf(db, live.room.programId, userId);
          if (viewer) peer.viewer = viewer;
          else closePeer(peer, "noAccess");
        }
        judgeAgain(live);
      }
    },
    sessionEnded(sessionId) {
      for (const live of open.values())
        for (const peer of live.peers) if (peer.sessionId === sessionId) closePeer(peer, "signIn");
    },
    join(line, room, { viewer, sessionId, clientId }) {
      const live = open.get(roomName(room)) ?? loadRoom(db, log, room);
      const mode = live && roomMode(viewer, room, live.backing);
      const limits = env.ACCORD_ROOM_LIMITS === "on";
      const peer: Peer = {
        line,
        connection: newId("con"),
        viewer,
        sessionId,
        mode: mode === "write" && !live?.frozen ? "write" : "read",
        budget: limits ? budget(60, 300) : boundless,
        chatter: limits ? budget(120, 600) : boundless,
        early: [],
        answered: false,
        accepted: 0,
        clientId: null,
        open: true,
      };
      if (!live || !mode) {
        closePeer(peer, "noAccess");
        return noSeat;
      }
      open.set(live.name, live);
      live.peers.add(peer);
      if (clientId !== null) conversation.settle(live, peer, clientId);
      committer.flush();
      sendTo(peer, askFrame(live.doc));
      tellAll(live, peer);
      return {
        hear: (frame) => guarded(live, () => conversation.onFrame(live, peer, frame)),
        gone: () => drop(live, peer),
      };
    },
    heartbeat() {
      const still = awarenessFrame([]);
      for (const live of open.values()) for (const peer of live.peers) sendTo(peer, still);
    },
    closeAll(reason) {
      committer.flush();
      for (const live of open.values()) for (const peer of live.peers) closePeer(peer, reason);
    },
  };
}
