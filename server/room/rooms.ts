import type { Logger } from "pino";
import * as Y from "yjs";
import { newId } from "#db/ids.ts";
import { type Lease, takeLease } from "#db/lease.ts";
import type { Db } from "#db/open.ts";
import { appendUpdate, createRoom, documentOf, freezeRoom, loadDocument, openLog, roomByName } from "#db/rooms.ts";
import { openSnapshots } from "#db/snapshots.ts";
import { seedDocument } from "#shared/documents/form.ts";
import { roomMode } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import { type Room, roomName } from "#shared/rooms.ts";
import type { CloseReason } from "#shared/wire.ts";
import type { Rooms } from "../context.ts";
import type { Env } from "../env.ts";
import { createAccess } from "./access.ts";
import { backing } from "./backing.ts";
import { boundless, budget, createAllowances } from "./budget.ts";
import { createChanges } from "./changes.ts";
import { createCommitter } from "./commit.ts";
import { createConversation } from "./conversation.ts";
import { askFrame, awarenessFrame, changedFrame, noticeFrame } from "./frames.ts";
import { createKeeper } from "./keeper.ts";
import { type Line, noSeat, type Seat } from "./line.ts";
import { closePeer, forgetDoc, isClosed, type LiveRoom, loadRoom, type Peer, type Store } from "./live-room.ts";
import { type AlertKind, type Meter, silentMeter } from "./meter.ts";
import { leave, tellAll, tellMoves } from "./presence.ts";
import { createReaders } from "./readers.ts";
import { compare, sameEdits } from "./same.ts";

/**
 * Who comes to the door. `clientId`: the Yjs client the line says it will write as, when it says so. `seen`: what
 * `Rooms.changes` said when the page behind the line was loaded.
 */
export interface Visitor {
  viewer: Viewer;
  sessionId: string;
  clientId: number | null;
  seen?: string | null;
}

/** The live rooms as the door sees them. */
export interface LiveRooms extends Rooms {
  /** Is there time for one more at the door? Those who are turned away come back in a moment. */
  admit(): boolean;
  /** Takes a line into a room, or closes it with the reason why not. */
  join(line: Line, room: Room, who: Visitor): Seat;
  /** Keeps lines from being taken for dead by their clients, and rooms light. */
  heartbeat(): void;
  /** Every room somebody is in. */
  all(): Iterable<LiveRoom>;
  /** From this moment on nobody writes in this room, until the server starts again; others live on. */
  distrust(live: LiveRoom, kind: AlertKind): void;
  /** Hears of every announced change, after the rooms did; until the returned function is called. */
  onRecordChanged(listener: (...change: Parameters<Rooms["recordChanged"]>) => void): () => void;
  /** Writes what waits and closes every line. */
  closeAll(reason: CloseReason): void;
}

export interface RoomsDeps {
  db: Db;
  clock: () => number;
  env: Env;
  log: Logger;
  meter?: Meter;
  /** The right to write; taken at the first visit when it is not given. */
  lease?: Lease;
  /** Another process took it: this one has nothing more to write. */
  onLeaseLost?: () => void;
}

/** Presence is told at most this often. */
const PRESENCE_MS = 50;

export function createRooms(deps: RoomsDeps): LiveRooms {
  const { db, clock, env, log: logger, meter = silentMeter } = deps;
  const log = openLog(db);
  const epochs = db.$client.prepare<[string], number>("select n from permission_epoch where program_id = ?").pluck();
  const store: Store = {
    db,
    log,
    snapshots: openSnapshots(db, log),
    epoch: (programId) => epochs.get(programId) ?? 0,
  };
  const open = new Map<string, LiveRoom>();
  const distrusted = new Set<number>();
  const limits = env.ACCORD_ROOM_LIMITS === "on";
  const allowances = createAllowances(limits);
  // Each handshake costs about a millisecond: after a restart all come at once, and those inside type on.
  const door = limits ? budget(50, 100) : boundless;
  const telling = new Set<LiveRoom>();
  const listeners = new Set<Parameters<LiveRooms["onRecordChanged"]>[0]>();
  const flush = () => committer.flush();
  const changes = createChanges(store);
  const readers = createReaders(store, clock, meter, flush);
  const keeper = createKeeper(store, clock, logger, flush);
  const access = createAccess(store, readers, meter);

  const noticeAll = (live: LiveRoom, trouble: boolean) => {
    for (const peer of live.peers) readers.tell(peer, noticeFrame(trouble));
  };
  const distrust = (live: LiveRoom, kind: AlertKind) => {
    meter.raise(kind, live.id);
    if (distrusted.has(live.id)) return;
    distrusted.add(live.id);
    live.distrusted = true;
    noticeAll(live, true);
  };
  let held = deps.lease;
  const lease = () => (held ??= takeLease(db, clock()));
  const committer = createCommitter({
    store,
    lease,
    clock,
    logger,
    meter,
    readers,
    keeper,
    judgeAgain: access.judgeAgain,
    distrust: (live) => distrust(live, "log-broken"),
    onLeaseLost: () => {
      for (const live of open.values()) for (const peer of live.peers) closePeer(peer, "restart");
      deps.onLeaseLost?.();
    },
    onDown: (down) => {
      for (const live of open.values()) {
        if (!live.distrusted) noticeAll(live, down);
        // What was left aside is asked for again, from the beginning.
        if (!down) for (const peer of live.peers) if (peer.owes) closePeer(peer, "resync");
      }
    },
  });

  const tellSoon = (live: LiveRoom) => {
    if (live.moved.size === 0 || telling.has(live)) return;
    telling.add(live);
    setTimeout(() => {
      telling.delete(live);
      tellMoves(live, readers);
    }, PRESENCE_MS);
  };
  const conversation = createConversation({ store, clock, logger, committer, readers, meter, tellSoon });

  const drop = (live: LiveRoom, peer: Peer) => {
    peer.open = false;
    readers.left(peer);
    if (!live.peers.delete(peer)) return;
    leave(live, peer);
    tellSoon(live);
    if (live.peers.size > 0) return;
    flush();
    keeper.leaving(live);
    forgetDoc(live);
    if (open.get(live.name) === live) open.delete(live.name);
  };

  /** A fault of one frame costs one line, at worst one room, never the process. */
  const guarded = (live: LiveRoom, peer: Peer, frame: Uint8Array) => {
    try {
      conversation.onFrame(live, peer, frame);
    } catch (error) {
      logger.error({ room: live.id, name: (error as Error).name }, "a frame failed");
      forgetDoc(live);
      conversation.refuse(live, peer, "refused", "failed");
    }
  };

  const read = (room: Room): Y.Doc => {
    flush();
    const live = open.get(roomName(room));
    if (live?.doc && live.queue.length === 0) return live.doc;
    const stored = roomByName(db, roomName(room));
    return documentOf(stored ? store.snapshots.read(stored.id).updates : []);
  };

  const enter = (room: Room): LiveRoom | null => {
    const here = open.get(roomName(room));
    if (here) return here;
    const loaded = loadRoom(store, room);
    if (!loaded) return null;
    const { live, trouble } = loaded;
    if (trouble === "log-broken") distrust(live, trouble);
    else if (trouble) meter.raise(trouble, live.id);
    live.distrusted = distrusted.has(live.id);
    return live;
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
    read,
    freeze(room) {
      const name = roomName(room);
      const [held, stored] = [read(room), loadDocument(db, name)];
      if (!sameEdits(held, stored) || compare(held, stored, null, () => false) !== "same") {
        const live = open.get(name);
        if (live) distrust(live, "room-mismatch");
        throw new Error("what is held of a room is not what its log says: nothing is sealed from it");
      }
      freezeRoom(db, name);
    },
    changes: changes.of,
    recordChanged(programId, kind, recordId) {
      changes.count(programId);
      for (const live of [...open.values()]) {
        const { room } = live;
        if (room.programId === programId && room.kind === kind && room.recordId === recordId) access.judgeAgain(live);
      }
      for (const listener of listeners) listener(programId, kind, recordId);
    },
    onRecordChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    personChanged(userId) {
      for (const live of [...open.values()])
        if ([...live.peers].some((peer) => peer.viewer.userId === userId)) access.judgeAgain(live);
    },
    sessionEnded(sessionId) {
      for (const live of open.values())
        for (const peer of live.peers) if (peer.sessionId === sessionId) closePeer(peer, "signIn");
    },
    admit() {
      const free = door.take(clock());
      if (!free) meter.turnedAway();
      return free;
    },
    all: () => open.values(),
    distrust,
    join(line, room, { viewer, sessionId, clientId, seen }) {
      const live = enter(room);
      const mode = live && roomMode(viewer, room, live.backing);
      const allowance = allowances.of(sessionId);
      const peer: Peer = {
        line,
        connection: newId("con"),
        viewer,
        sessionId,
        mode: mode && !isClosed(live as LiveRoom) ? mode : "read",
        allowance,
        early: [],
        answered: false,
        accepted: 0,
        owes: false,
        clientId: null,
        clients: new Set(),
        behind: null,
        open: true,
      };
      if (!live || !mode || !allowance.faults.has(clock())) {
        closePeer(peer, live && mode ? "slowDown" : "noAccess");
        return noSeat;
      }
      open.set(live.name, live);
      live.peers.add(peer);
      if (clientId !== null) conversation.settle(live, peer, clientId);
      flush();
      readers.tell(peer, askFrame(live.vector));
      // What was announced between the page's loading and this moment was missed.
      if (seen && seen !== changes.of(room.programId)) readers.tell(peer, changedFrame());
      if (committer.isDown() || live.distrusted) readers.tell(peer, noticeFrame(true));
      tellAll(live, peer, readers);
      return {
        hear: (frame) => guarded(live, peer, frame),
        gone: () => drop(live, peer),
      };
    },
    heartbeat() {
      const still = awarenessFrame([]);
      for (const live of open.values()) for (const peer of live.peers) readers.presence(peer, still);
      committer.checkLease();
      keeper.tidy(open.values(), clock());
      allowances.tidy(clock());
    },
    closeAll(reason) {
      flush();
      for (const live of open.values()) for (const peer of live.peers) closePeer(peer, reason);
      // Who comes back finds the rooms quick to open.
      for (const live of open.values()) keeper.leaving(live);
      readers.stop();
      keeper.stop();
      committer.stop();
    },
  };
}
