/**
 * The browser's WebSocket, counting what it sends, and the reading of the server's answer.
 * `countingSocket(onFrame)` is handed to y-websocket as its `WebSocketPolyfill`; `readAck(decoder)` reads MESSAGE.ack.
 */
import type { Decoder } from "lib0/decoding";
import * as decoding from "lib0/decoding";
import { MESSAGE } from "#shared/wire.ts";

/** `state`: all of our document the server lacked (y-protocols' sync step 2). `update`: one change. */
export type FrameKind = "state" | "update";

type Frame = Parameters<WebSocket["send"]>[0];

/** Which kind of change a frame carries; `null` for one that carries none (sync step 1, awareness). */
export function frameKind(frame: Frame): FrameKind | null {
  const bytes =
    frame instanceof ArrayBuffer
      ? new Uint8Array(frame)
      : ArrayBuffer.isView(frame)
        ? new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength)
        : null;
  if (!bytes || bytes[0] !== MESSAGE.sync) return null;
  return bytes[1] === 1 ? "state" : bytes[1] === 2 ? "update" : null;
}

/** A WebSocket class that tells `onFrame` of every frame which carries a change, after it was handed to the network. */
export function countingSocket(onFrame: (kind: FrameKind) => void, Base: typeof WebSocket = WebSocket) {
  return class CountingSocket extends Base {
    override send(data: Frame): void {
      // A line that is closing takes nothing more: the change stays here, uncounted, and goes with the next one.
      if (this.readyState > 1) return;
      super.send(data);
      const kind = frameKind(data);
      if (kind) onFrame(kind);
    }
  };
}

export interface Ack {
  /** The room's log position after the last of our changes. */
  seq: number;
  /** How many change-bearing frames of this connection are durable. */
  accepted: number;
}

/** Reads the payload of MESSAGE.ack; the state vector behind the two numbers is not needed here. */
export function readAck(decoder: Decoder): Ack {
  return { seq: decoding.readVarUint(decoder), accepted: decoding.readVarUint(decoder) };
}

/** Reads the payload of MESSAGE.notice. @returns `true`: the server cannot save now */
export function readNotice(decoder: Decoder): boolean {
  return decoding.readVarUint(decoder) === 1;
}
