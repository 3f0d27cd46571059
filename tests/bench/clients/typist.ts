import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { MESSAGE } from "../../../shared/wire.ts";
import { until } from "../measure.ts";
import type { Server } from "../servers/server.ts";
import { socketFor } from "./socket.ts";

/** A real y-websocket provider with a document: what a browser runs. */
export interface Typist {
  doc: Y.Doc;
  provider: WebsocketProvider;
  synced(): Promise<void>;
  leave(): void;
}

export function openTypist(server: Server, room: string, doc = new Y.Doc()): Typist {
  const provider = new WebsocketProvider(server.address, room, doc, {
    WebSocketPolyfill: socketFor(server, room) as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  // Accord's own messages, which a browser of Accord reads and a stock client does not know.
  for (const type of [MESSAGE.ack, MESSAGE.changed]) provider.messageHandlers[type] = () => {};
  return {
    doc,
    provider,
    synced: () => until(() => provider.synced, `sync with ${room}`, 60_000),
    leave: () => provider.destroy(),
  };
}
