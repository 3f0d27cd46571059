import { once } from "node:events";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type WebSocket from "ws";
import { MESSAGE } from "../../../shared/wire.ts";
import type { Server } from "../servers/server.ts";
import { socketFor } from "./socket.ts";

/** A bare socket that keeps no document: it answers the server's first question with nothing, and sends what it is given. */
export interface Light {
  socket: WebSocket;
  send(frame: Uint8Array): void;
  leave(): void;
}

interface Hears {
  /** Changes that came, as Yjs updates. */
  onUpdate?: (update: Uint8Array) => void;
  /** How many of the update frames sent here, counted from the first, are durable. Accord alone says so. */
  onAck?: (accepted: number) => void;
  onClose?: (code: number) => void;
}

const NOTHING = new Uint8Array([0, 0]);

/** Opens one, when the server has taken it. @param knows the state vector it asks with. */
export async function openLight(
  server: Server,
  room: string,
  hears: Hears = {},
  knows: Uint8Array = new Uint8Array([0]),
): Promise<Light> {
  const Socket = socketFor(server, room);
  const socket = new Socket(`${server.address}/${room}`);
  const { onUpdate, onAck, onClose } = hears;
  socket.on("message", (data: Uint8Array) => {
    if (data[0] === MESSAGE.ack) onAck?.(readAck(data));
    if (data[0] !== MESSAGE.sync) return;
    if (data[1] === 0) socket.send(syncFrame(1, NOTHING));
    else if (onUpdate) {
      const decoder = decoding.createDecoder(data);
      decoder.pos = 2;
      onUpdate(decoding.readVarUint8Array(decoder));
    }
  });
  socket.on("close", (code) => onClose?.(code));
  await once(socket, "open");
  socket.on("error", () => {});
  socket.send(syncFrame(0, knows));
  return { socket, send: (frame) => socket.send(frame), leave: () => socket.terminate() };
}

/** A sync frame: step 0 asks, 1 answers, 2 brings a change. */
export function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

function readAck(data: Uint8Array): number {
  const decoder = decoding.createDecoder(data);
  decoder.pos = 1;
  decoding.readVarUint(decoder);
  return decoding.readVarUint(decoder);
}
