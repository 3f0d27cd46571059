import type { Logger } from "pino";
import { appendAudit } from "#db/audit.ts";
import type { Db } from "#db/open.ts";
import type { RoomLog } from "#db/rooms.ts";
import type { CloseReason } from "#shared/wire.ts";
import { accept } from "./accept.ts";
import type { Committer } from "./commit.ts";
import { answerFrame, type Frame, readFrame } from "./frames.ts";
import { closePeer, type LiveRoom, type Peer, rebuild, sendTo } from "./live-room.ts";
import { hear, mayBe, tellAll } from "./presence.ts";

/** What the server does with what a socket says. */
export interface Conversation {
  onFrame(live: LiveRoom, peer: Peer, data: Uint8Array): void;
  /** Fixes the Yjs client a socket speaks for. */
  settle(live: LiveRoom, peer: Peer, clientId: number): void;
}

/** One frame of a person who types is far below this. */
const LARGEST_FRAME = 256 * 1024;
const LARGEST_AWARENESS = 4 * 1024;

type PresenceFrame = Extract<Frame, { kind: "awareness" | "ask-awareness" }>;

export function createConversation(deps: {
  db: Db;
  clock: () => number;
  log: Logger;
  roomLog: RoomLog;
  committer: Committer;
  tellSoon: (live: LiveRoom) => void;
}): Conversation {
  const { db, clock, roomLog, committer, tellSoon } = deps;

  const refuse = (live: LiveRoom, peer: Peer, close: CloseReason, why: string) => {
    closePeer(peer, close);
    try {
      db.transaction(() =>
        appendAudit(db, clock(), {
          type: "room.refused",
          programId: live.room.programId,
          actorId: peer.viewer.userId,
          subjectId: live.room.recordId,
          payload: { part: live.room.part, why },
        }),
      );
    } catch (error) {
      deps.log.error({ code: (error as { code?: string }).code }, "a refusal could not be written to the audit log");
    }
  };

  const onFrame = (live: LiveRoom, peer: Peer, data: Uint8Array) => {
    if (!peer.open) return;
    if (data.length > LARGEST_FRAME) return refuse(live, peer, "tooBig", "frame-too-big");
    let frame: Frame;
    try {
      frame = readFrame(data);
    } catch {
      return refuse(live, peer, "refused", "not-a-frame");
    }
    if (frame.kind === "awareness" || frame.kind === "ask-awareness") return onPresence(live, peer, frame, data.length);
    if (frame.kind === "other") return;
    if (!peer.budget.take(clock())) return refuse(live, peer, "slowDown", "too-fast");
    if (frame.kind === "ask") {
      // What is not durable yet is not told to anybody.
      committer.flush();
      try {
        sendTo(peer, answerFrame(live.doc, frame.stateVector));
      } catch {
        refuse(live, peer, "refused", "not-a-state-vector");
      }
      return;
    }
    if (!frame.answer) return onUpdate(live, peer, frame.bytes);
    const { early } = peer;
    peer.early = [];
    peer.answered = true;
    for (const bytes of [frame.bytes, ...early]) onUpdate(live, peer, bytes);
  };

  /** Who is where: never stored, and too much of it is dropped without a word. */
  const onPresence = (live: LiveRoom, peer: Peer, frame: PresenceFrame, size: number) => {
    if (size > LARGEST_AWARENESS || !peer.chatter.take(clock())) return;
    if (frame.kind === "ask-awareness") return tellAll(live, peer);
    const [first] = frame.entries;
    if (first && first.state !== null) settle(live, peer, first.clientId);
    hear(live, peer, frame.entries);
    tellSoon(live);
  };

  /**
   * The first Yjs client a socket names is the one it speaks for. A writer's is claimed at once, before the others
   * learn its number: a number that is known and not claimed could be taken by somebody else.
   */
  const settle = (live: LiveRoom, peer: Peer, clientId: number) => {
    if (peer.clientId !== null || !mayBe(live, peer, clientId)) return;
    peer.clientId = clientId;
    if (peer.mode !== "write" || live.owners.has(clientId)) return;
    live.owners.set(clientId, peer.viewer.userId);
    committer.add(live, { peer, bytes: null, at: clock(), claims: [clientId], counts: false });
  };

  const onUpdate = (live: LiveRoom, peer: Peer, bytes: Uint8Array) => {
    if (!peer.open) return;
    if (peer.early.length > 0) {
      peer.early.push(bytes);
      return;
    }
    const at = clock();
    const verdict = accept(live, peer, bytes);
    if (verdict.ok) {
      for (const id of verdict.claims) live.owners.set(id, peer.viewer.userId);
      committer.add(live, { peer, bytes: verdict.bytes, at, claims: verdict.claims, counts: true });
      return;
    }
    if (verdict.dirty) rebuild(live, roomLog);
    // Somebody who types while connecting again: what went before is on its way, in the answer to our question.
    if (verdict.close === "resync" && !peer.answered) peer.early.push(bytes);
    else refuse(live, peer, verdict.close, verdict.why);
  };

  return { onFrame, settle };
}
