import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import type { Server } from "../servers/server.ts";

/**
 * The class of socket that enters one room of one server: with its headers, and, where the server wants the document's
 * name in each frame, putting it on and taking it off. Above it, all clients speak plain y-protocols, so that every
 * server gets the same client.
 */
export function socketFor(server: Server, room: string): typeof WebSocket {
  const { headers } = server;
  if (server.dialect === "plain")
    return class extends WebSocket {
      constructor(address: string | URL) {
        super(address, { headers, perMessageDeflate: false });
      }
    } as typeof WebSocket;

  const name = encoding.encode((encoder) => encoding.writeVarString(encoder, room));
  const hello = encoding.encode((encoder) => {
    encoding.writeUint8Array(encoder, name);
    encoding.writeVarUint(encoder, AUTH);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, "a token; nobody reads it");
  });
  return class extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers, perMessageDeflate: false });
      this.on("open", () => super.send(hello));
    }
    override send(data: Uint8Array): void {
      super.send(Buffer.concat([name, data]));
    }
    override emit(event: string | symbol, ...args: unknown[]): boolean {
      if (event !== "message") return super.emit(event, ...args);
      const frame = new Uint8Array(args[0] as ArrayBuffer).subarray(name.length);
      if (frame[0] === AUTH || frame[0] === SYNC_STATUS) return true;
      if (frame[0] === SYNC_REPLY) frame[0] = 0;
      return super.emit("message", frame, true);
    }
  } as typeof WebSocket;
}

/** hocuspocus' own message types; the others are those of y-protocols. */
const AUTH = 2;
const SYNC_REPLY = 4;
const SYNC_STATUS = 8;
