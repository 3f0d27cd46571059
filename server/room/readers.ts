import * as Y from "yjs";
import { answerFrame, updateFrame } from "./frames.ts";
import { docOf, type LiveRoom, type Peer, type Pending, type Store } from "./live-room.ts";
import type { Meter } from "./meter.ts";

/** Above this many bytes that nobody takes, presence is left out; above that, changes too. */
const TOO_FULL_FOR_PRESENCE = 256 * 1024;
const TOO_FULL = 512 * 1024;
/** Below this a reader that fell behind is sent, in one piece, what it missed. */
const DRAINED = 64 * 1024;
/** Whoever reads nothing for so long is cut off, and finds everything when it comes back. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 100;

/** What readers are sent, and what becomes of those who do not read. */
export interface Readers {
  /** A change, and what comes after it in this turn: all of it is in the room's vector already. */
  change(live: LiveRoom, peer: Peer, frame: Uint8Array, rest: () => readonly Pending[]): void;
  /**
   * The answer to a question, in one piece. Whoever has not taken what went before gets it later, or is cut off.
   * @param vector what the asker has
   */
  answer(live: LiveRoom, peer: Peer, vector: Map<number, number>, frames: () => readonly Uint8Array[]): void;
  /** A small frame that is needed: an acknowledgement, a notice. */
  tell(peer: Peer, frame: Uint8Array): void;
  presence(peer: Peer, frame: Uint8Array): void;
  /** The line is gone. */
  left(peer: Peer): void;
  stop(): void;
}

/** @param flush makes durable what waits: nothing else is shown to anybody */
export function createReaders(store: Store, clock: () => number, meter: Meter, flush: () => void): Readers {
  const slow = new Map<Peer, LiveRoom>();
  let timer: ReturnType<typeof setInterval> | undefined;

  const left = (peer: Peer) => {
    if (slow.delete(peer)) meter.behind(false);
    if (slow.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const cut = (peer: Peer) => {
    peer.open = false;
    left(peer);
    peer.line.terminate();
  };
  const fallBehind = (live: LiveRoom, peer: Peer, vector: Map<number, number>, asked: boolean) => {
    peer.behind = { since: clock(), vector, asked };
    slow.set(peer, live);
    meter.behind(true);
    timer ??= setInterval(look, LOOK_MS).unref();
  };
  const look = () => {
    for (const [peer, live] of slow) {
      const { behind } = peer;
      if (!behind || !peer.open) left(peer);
      else if (peer.line.buffered <= DRAINED) {
        flush();
        const missed = Y.encodeStateVector(behind.vector);
        peer.behind = null;
        left(peer);
        const doc = docOf(live, store);
        peer.line.send(behind.asked ? answerFrame(doc, missed) : updateFrame(Y.encodeStateAsUpdate(doc, missed)));
      } else if (clock() - behind.since > PATIENCE_MS) cut(peer);
    }
  };

  return {
    change(live, peer, frame, rest) {
      if (!peer.open || peer.behind) return;
      if (peer.line.buffered <= TOO_FULL) return peer.line.send(frame);
      const vector = new Map(live.vector);
      for (const { bytes } of [...rest(), ...live.queue])
        if (bytes) for (const [client, from] of Y.parseUpdateMeta(bytes).from) lower(vector, client, from);
      fallBehind(live, peer, vector, false);
    },
    answer(live, peer, vector, frames) {
      if (!peer.open) return;
      const { behind } = peer;
      if (behind) {
        behind.asked = true;
        for (const client of behind.vector.keys()) lower(behind.vector, client, vector.get(client) ?? 0);
        return;
      }
      if (peer.line.buffered > DRAINED) return fallBehind(live, peer, vector, true);
      peer.line.cork();
      for (const frame of frames()) peer.line.send(frame);
      peer.line.uncork();
    },
    tell(peer, frame) {
      if (!peer.open) return;
      if (peer.line.buffered > 4 * TOO_FULL) cut(peer);
      else peer.line.send(frame);
    },
    presence(peer, frame) {
      if (peer.open && peer.line.buffered <= TOO_FULL_FOR_PRESENCE) peer.line.send(frame);
    },
    left,
    stop: () => clearInterval(timer),
  };
}

function lower(vector: Map<number, number>, client: number, to: number): void {
  if ((vector.get(client) ?? 0) > to) vector.set(client, to);
}
