import type { Logger } from "pino";
import * as Y from "yjs";
import { appendAudit } from "#db/audit.ts";
import type { CloseReason } from "#shared/wire.ts";
import { accept } from "./accept.ts";
import type { Committer } from "./commit.ts";
import { answerFrame, answerFrames, type Frame, readFrame } from "./frames.ts";
import { closePeer, docOf, forgetDoc, type LiveRoom, type Peer, type Store } from "./live-room.ts";
import type { Meter } from "./meter.ts";
import { hear, mayBe, tellAll } from "./presence.ts";
import type { Readers } from "./readers.ts";

/** What the server does with what a line says. */
export interface Conversation {
  onFrame(live: LiveRoom, peer: Peer, data: Uint8Array): void;
  /** Fixes the Yjs client a line speaks for. */
  settle(live: LiveRoom, peer: Peer, clientId: number): void;
  refuse(live: LiveRoom, peer: Peer, close: CloseReason, why: string): void;
}

/** One frame of a person who types is far below this. */
const LARGEST_FRAME = 256 * 1024;
const LARGEST_AWARENESS = 4 * 1024;
/** Edits typed while connecting again wait for one answer; more of them than this are no typing. */
const MOST_EARLY = 1_000;

type PresenceFrame = Extract<Frame, { kind: "awareness" | "ask-awareness" }>;

export function createConversation(deps: {
  store: Store;
  clock: () => number;
  logger: Logger;
  committer: Committer;
  readers: Readers;
  meter: Meter;
  tellSoon: (live: LiveRoom) => void;
}): Conversation {
  const { store, clock, committer, readers, meter, tellSoon } = deps;

  const refuse = (live: LiveRoom, peer: Peer, close: CloseReason, why: string) => {
    if (!peer.open) return;
    closePeer(peer, close);
    meter.refused(close, why);
    try {
      store.db.transaction(() =>
        appendAudit(store.db, clock(), {
          type: "room.refused",
          programId: live.room.programId,
          actorId: peer.viewer.userId,
          subjectId: live.room.recordId,
          payload: { part: live.room.part, why },
        }),
      );
    } catch (error) {
      deps.logger.error({ code: (error as { code?: string }).code }, "a refusal could not be written to the audit log");
    }
  };

  const onFrame = (live: LiveRoom, peer: Peer, data: Uint8Array) => {
    if (!peer.open) return;
    const { allowance } = peer;
    if (data.length > LARGEST_FRAME) return refuse(live, peer, "tooBig", "frame-too-big");
    if (!allowance.bytes.take(clock(), data.length)) return refuse(live, peer, "slowDown", "too-much");
    let frame: Frame;
    try {
      frame = readFrame(data);
    } catch {
      return refuse(live, peer, "refused", "not-a-frame");
    }
    if (frame.kind === "awareness" || frame.kind === "ask-awareness") return onPresence(live, peer, frame, data.length);
    const budget = frame.kind === "ask" ? allowance.questions : allowance.frames;
    if (!budget.take(clock())) return refuse(live, peer, "slowDown", "too-fast");
    if (frame.kind === "other") return;
    if (frame.kind === "ask") return onAsk(live, peer, frame.stateVector);
    if (!frame.answer) return onUpdate(live, peer, frame.bytes);
    const { early } = peer;
    peer.early = [];
    peer.answered = true;
    for (const bytes of [frame.bytes, ...early]) onUpdate(live, peer, bytes);
  };

  const onAsk = (live: LiveRoom, peer: Peer, stateVector: Uint8Array) => {
    // What is not durable yet is not told to anybody.
    committer.flush();
    let vector: Map<number, number>;
    try {
      vector = Y.decodeStateVector(stateVector);
    } catch {
      return refuse(live, peer, "refused", "not-a-state-vector");
    }
    readers.answer(live, peer, vector, () =>
      vector.size === 0 && !live.doc
        ? answerFrames(store.snapshots.pieces(live.id, live.snapshotSeq))
        : [answerFrame(docOf(live, store), stateVector)],
    );
  };

  /** Who is where: never stored, and too much of it is dropped without a word. */
  const onPresence = (live: LiveRoom, peer: Peer, frame: PresenceFrame, size: number) => {
    if (size > LARGEST_AWARENESS || !peer.allowance.presence.take(clock())) return;
    if (frame.kind === "ask-awareness") return tellAll(live, peer, readers);
    const [first] = frame.entries;
    if (first && first.state !== null) settle(live, peer, first.clientId);
    hear(live, peer, frame.entries);
    tellSoon(live);
  };

  /**
   * The first Yjs client a line names is the one it speaks for. A writer's is claimed at once, before the others learn
   * its number: a number that is known and not claimed could be taken by somebody else.
   */
  const settle = (live: LiveRoom, peer: Peer, clientId: number) => {
    if (peer.clientId !== null || !mayBe(live, peer, clientId)) return;
    peer.clientId = clientId;
    peer.clients.add(clientId);
    if (peer.mode === "read" || live.owners.has(clientId) || committer.isDown()) return;
    live.owners.set(clientId, peer.viewer.userId);
    const claims = [clientId];
    committer.add(live, { peer, bytes: null, at: clock(), arrived: performance.now(), claims, counts: false });
  };

  const onUpdate = (live: LiveRoom, peer: Peer, bytes: Uint8Array) => {
    if (!peer.open) return;
    if (committer.isDown()) {
      // Left aside, not refused: it stays with its author, who is asked for it again when the disk takes it.
      peer.owes = true;
      return;
    }
    if (peer.early.length > 0) {
      if (peer.early.push(bytes) > MOST_EARLY) refuse(live, peer, "slowDown", "too-fast");
      return;
    }
    const arrived = performance.now();
    const at = clock();
    const verdict = accept(live, peer, bytes, store);
    if (verdict.ok) {
      const { claims, to } = verdict;
      for (const id of claims) live.owners.set(id, peer.viewer.userId);
      for (const [client, end] of to) {
        live.vector.set(client, end);
        peer.clients.add(client);
      }
      return committer.add(live, { peer, bytes: verdict.bytes, news: verdict.news, at, arrived, claims, counts: true });
    }
    if (verdict.dirty) forgetDoc(live);
    // Somebody who types while connecting again: what went before is on its way, in the answer to our question.
    if (verdict.close === "resync" && !peer.answered) {
      peer.early.push(bytes);
      return;
    }
    peer.allowance.faults.take(at);
    refuse(live, peer, verdict.close, verdict.why);
  };

  return { onFrame, settle, refuse };
}
