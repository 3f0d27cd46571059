import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

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

/** A WebSocket as a line. @param socket the connection under it: several frames leave in one piece. */
export function socketLine(ws: WebSocket, socket: Duplex): Line {
  return {
    kind: "socket",
    send: (frame) => ws.send(frame, BINARY),
    get buffered() {
      return ws.bufferedAmount;
    },
    cork: () => socket.cork(),
    uncork: () => socket.uncork(),
    close: (code, reason) => ws.close(code, reason),
    terminate: () => ws.terminate(),
  };
}

const BINARY = { binary: true } as const;
