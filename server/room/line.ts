import type { Duplex } from "node:stream";
import * as ws from "ws";
import { WebSocket } from "ws";

/** One open line to one browser, whatever carries it: a WebSocket, or HTTP where WebSockets do not pass. */
export interface Line {
  kind: "socket" | "http";
  send(frame: Uint8Array): void;
  /** Bytes handed over that the network has not taken yet. */
  readonly buffered: number;
  /** Frames sent between the two travel together. */
  cork(): void;
  uncork(): void;
  close(code: number, reason: string): void;
  /** Ends it at once, without a goodbye. */
  terminate(): void;
}

/** A person's place in a room: what their line tells it. */
export interface Seat {
  /** A frame came in. */
  hear(frame: Uint8Array): void;
  /** The line is gone. */
  gone(): void;
}

/** The seat of somebody who was not let in. */
export const noSeat: Seat = { hear: () => {}, gone: () => {} };

/** A frame above this is not copied behind its envelope. */
const LARGE = 16 * 1024;

/**
 * Makes lines of WebSockets. Most frames go to several people of a room: each is put into its WebSocket envelope once, by
 * `ws` itself, and written to every connection as it is. Nothing is compressed, so order is the order of writing.
 * @returns a function from a WebSocket and the connection under it to a line
 */
export function socketLines(): (webSocket: WebSocket, socket: Duplex) => Line {
  let last: { frame: Uint8Array; parts: Buffer[] } | null = null;
  const enveloped = (frame: Uint8Array): Buffer[] => {
    if (last?.frame === frame) return last.parts;
    const parts = Sender.frame(frame, ENVELOPE);
    if (frame.length > LARGE) return parts;
    last = { frame, parts: [Buffer.concat(parts)] };
    return last.parts;
  };
  return (webSocket, socket) => ({
    kind: "socket",
    send(frame) {
      if (webSocket.readyState === WebSocket.OPEN) for (const part of enveloped(frame)) socket.write(part);
    },
    get buffered() {
      return webSocket.bufferedAmount;
    },
    cork: () => socket.cork(),
    uncork: () => socket.uncork(),
    close: (code, reason) => webSocket.close(code, reason),
    terminate: () => webSocket.terminate(),
  });
}

/** Part of ws, and not yet of its types. */
const { Sender } = ws as unknown as {
  Sender: { frame(data: Uint8Array, options: typeof ENVELOPE): Buffer[] };
};

/** One whole binary message of a server: not masked, not compressed (RFC 6455, section 5.2). */
const ENVELOPE = { fin: true, opcode: 2, mask: false, rsv1: false, readOnly: true } as const;
