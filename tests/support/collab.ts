import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { MESSAGE } from "../../shared/wire.ts";

export interface Client {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** Close codes seen, in order. */
  closes: number[];
  /** Signals of MESSAGE.changed received. */
  changes: () => number;
  /** Payloads of MESSAGE.notice received, in order: 1 when the server cannot save, 0 when it can again. */
  notices: () => readonly number[];
  /** Update-bearing frames sent on, and acknowledged for, the present connection. */
  sent: () => number;
  acked: () => number;
  synced(): Promise<void>;
  /** Waits until everything sent so far is acknowledged. */
  saved(): Promise<void>;
  closed(): Promise<number>;
  destroy(): void;
}

interface Options {
  url: string;
  room: string;
  cookie?: string | null;
  /** Header to send; null sends none, as the bare provider in Node does. */
  origin?: string | null;
  doc?: Y.Doc;
  /** What the server had announced when the page behind this client was loaded. */
  seen?: string;
  reconnect?: boolean;
  /** Tells of each update-bearing frame as it goes, counted from 1 on each connection. */
  onFrame?: (index: number) => void;
  /** Tells of each acknowledgement as it comes. */
  onAck?: (seq: number, accepted: number) => void;
}

/** A stock y-websocket provider in Node, with a cookie and an Origin, counting what it sends and what is acknowledged. */
export function openClient(options: Options): Client {
  const { url, room, cookie = null, reconnect = false } = options;
  const origin = options.origin === undefined ? url : options.origin;
  const doc = options.doc ?? new Y.Doc();
  let sent = 0;
  let acked = 0;
  let changes = 0;
  const closes: number[] = [];

  class SignedSocket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      const headers: Record<string, string> = {};
      if (cookie !== null) headers.cookie = cookie;
      if (origin !== null) headers.origin = origin;
      super(address, protocols, { headers });
      sent = 0;
      acked = 0;
      this.on("close", (code) => closes.push(code));
      this.on("unexpected-response", (_req, res) => {
        closes.push(res.statusCode ?? 0);
        this.terminate();
      });
      this.on("error", () => {});
    }
    override send(data: Uint8Array): void {
      // y-protocols: a sync frame (0) of step 1 or 2 brings changes.
      if (data[0] === 0 && (data[1] === 1 || data[1] === 2)) {
        sent++;
        options.onFrame?.(sent);
      }
      super.send(data);
    }
  }

  const provider = new WebsocketProvider(`${url.replace(/^http/, "ws")}/collab`, room, doc, {
    WebSocketPolyfill: SignedSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    connect: false,
    params: options.seen === undefined ? {} : { seen: options.seen },
    maxBackoffTime: 200,
  });
  if (!reconnect) provider.shouldReconnect = () => false;
  provider.messageHandlers[MESSAGE.ack] = (_encoder, decoder) => {
    const seq = decoding.readVarUint(decoder);
    acked = decoding.readVarUint(decoder);
    options.onAck?.(seq, acked);
  };
  provider.messageHandlers[MESSAGE.changed] = () => {
    changes++;
  };
  const notices: number[] = [];
  provider.messageHandlers[MESSAGE.notice] = (_encoder, decoder) => {
    notices.push(decoding.readVarUint(decoder));
  };
  provider.connect();

  return {
    doc,
    provider,
    closes,
    changes: () => changes,
    notices: () => notices,
    sent: () => sent,
    acked: () => acked,
    synced: () => until(() => provider.synced, "sync"),
    saved: () => until(() => provider.synced && sent > 0 && acked === sent, "acknowledgement"),
    closed: async () => {
      await until(() => closes.length > 0, "close");
      return closes[0] as number;
    },
    destroy: () => provider.destroy(),
  };
}

/** Waits for a condition. @throws after `ms`, naming what did not come. */
export async function until(holds: () => boolean, what: string, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Adds a paragraph of notes as one edit. */
export function write(doc: Y.Doc, words: string, fragment = "notes"): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    doc.getXmlFragment(fragment).push([paragraph]);
  });
}

export const read = (doc: Y.Doc, fragment = "notes"): string => doc.getXmlFragment(fragment).toString();
