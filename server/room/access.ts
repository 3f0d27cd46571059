import { viewerOf } from "#db/programs.ts";
import { lessThan, roomMode } from "#shared/machine.ts";
import { backing } from "./backing.ts";
import { changedFrame } from "./frames.ts";
import { closePeer, isClosed, type LiveRoom, reload, type Store } from "./live-room.ts";
import type { Meter } from "./meter.ts";
import type { Readers } from "./readers.ts";

/** Who may be where: judged at the door, and again for everybody in a room whenever the answer may have changed. */
export interface Access {
  /** Judges every line of a room again, in this same tick: session, membership, role, state, revision. */
  judgeAgain(live: LiveRoom): void;
}

export function createAccess(store: Store, readers: Readers, meter: Meter): Access {
  const { db, log } = store;
  const session = db.$client.prepare<[string], number>("select 1 from session where id = ?").pluck();

  return {
    judgeAgain(live) {
      // Before the facts: facts newer than their epoch are only judged once more.
      live.epoch = store.epoch(live.room.programId);
      const behind = backing(db, live.room);
      if (behind) live.backing = behind;
      live.frozen = log.isFrozen(live.id);
      const closed = isClosed(live);
      const typing = new Set(live.queue.filter(({ bytes }) => bytes).map(({ peer }) => peer));
      for (const peer of live.peers) {
        if (!peer.open) continue;
        if (!session.get(peer.sessionId)) {
          closePeer(peer, "signIn");
          meter.refused("signIn", "session-ended");
          continue;
        }
        const viewer = viewerOf(db, live.room.programId, peer.viewer.userId);
        // What its session is limited to stays with a line.
        if (viewer) peer.viewer = { ...viewer, only: peer.viewer.only };
        const now = viewer && behind ? roomMode(peer.viewer, live.room, behind) : null;
        if (now === null) closePeer(peer, closed && peer.mode !== "read" ? "sealed" : "noAccess");
        else if (lessThan(now, peer.mode) || (closed && peer.mode !== "read"))
          closePeer(peer, closed && typing.has(peer) ? "sealed" : "accessChanged");
        else {
          peer.mode = now;
          readers.tell(peer, changedFrame());
        }
      }
      // A change accepted earlier in this turn, by somebody who may not make it any more, is not written.
      const kept = live.queue.filter(({ peer, bytes }) => !bytes || (peer.open && !closed));
      if (kept.length === live.queue.length) return;
      live.queue = kept;
      reload(live, store);
    },
  };
}
