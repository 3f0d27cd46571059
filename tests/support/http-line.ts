import * as decoding from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import {
  type Down,
  HTTP_LINE_PATH,
  LINK_EVENT,
  readDown,
  type Up,
  writePost,
  writeUp,
} from "../../shared/http-line.ts";
import { COLLAB_PATH } from "../../shared/rooms.ts";
import { MESSAGE } from "../../shared/wire.ts";
import { type Client, until } from "./collab.ts";

/** One event stream with its posts, as plain HTTP: nothing of the browser's side is used here. */
export interface HttpLink {
  status: number;
  headers: Headers;
  id: string;
  /** Everything the stream said, in order. */
  downs: Down[];
  /** Why the server said there is no link. */
  over: string[];
  beats: () => number;
  /** Has the stream ended? */
  ended: () => boolean;
  /** Sends one post and waits for its answer. @returns the status. */
  post(ups: readonly Up[], as?: Partial<Posting>): Promise<number>;
  /** Puts a record into the next post; posts follow one another. */
  say(up: Up): void;
  listen(channel: number, hear: (down: Down) => void): void;
  close(): void;
}

interface Posting {
  id: string;
  serial: number;
  cookie: string | null;
  origin: string | null;
  body: Uint8Array<ArrayBuffer> | ReadableStream;
}

export async function openHttpLink(url: string, cookie: string | null, more: Record<string, string> = {}) {
  const gone = new AbortController();
  const signed = (as: string | null): Record<string, string> => (as === null ? {} : { cookie: as });
  const stream = await fetch(url + HTTP_LINE_PATH, { headers: { ...signed(cookie), ...more }, signal: gone.signal });
  const listeners = new Map<number, (down: Down) => void>();
  const waiting: Uint8Array[] = [];
  let serial = 0;
  let beats = 0;
  let ended = false;
  let posting = false;

  const link: HttpLink = {
    status: stream.status,
    headers: stream.headers,
    id: "",
    downs: [],
    over: [],
    beats: () => beats,
    ended: () => ended,
    async post(ups, as = {}) {
      const body = as.body ?? writePost(as.serial ?? ++serial, ups.map(writeUp));
      const origin = as.origin === undefined ? new URL(url).origin : as.origin;
      const headers = { ...signed(as.cookie === undefined ? cookie : as.cookie), ...(origin ? { origin } : {}) };
      const address = `${url}${HTTP_LINE_PATH}/${as.id ?? link.id}`;
      const answer = await fetch(address, { method: "POST", headers, body, duplex: "half" } as RequestInit);
      await answer.arrayBuffer();
      return answer.status;
    },
    say(up) {
      waiting.push(writeUp(up));
      queueMicrotask(pump);
    },
    listen: (channel, hear) => listeners.set(channel, hear),
    close: () => gone.abort(),
  };

  const pump = async () => {
    if (posting || ended) return;
    posting = true;
    while (waiting.length > 0 && !ended) await link.post([], { body: writePost(++serial, waiting.splice(0)) });
    posting = false;
  };

  const onEvent = (name: string, data: string) => {
    if (name === LINK_EVENT.link) link.id = data;
    else if (name === LINK_EVENT.over) link.over.push(data);
    else if (name === LINK_EVENT.beat) beats++;
    else {
      const down = readDown(Buffer.from(data, "base64"));
      link.downs.push(down);
      listeners.get(down.channel)?.(down);
    }
  };

  const read = async () => {
    let rest = "";
    try {
      const decoder = new TextDecoder();
      const body = stream.body as unknown as AsyncIterable<Uint8Array>;
      for await (const piece of body) {
        const events = (rest + decoder.decode(piece, { stream: true })).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events)
          onEvent(/^event: (.*)$/m.exec(event)?.[1] ?? "", /^data: ?(.*)$/m.exec(event)?.[1] ?? "");
      }
    } catch {
      // Cut off: that is an end too.
    }
    ended = true;
    for (const [channel, hear] of listeners) hear({ op: "closed", channel, code: 1006, reason: "" });
  };
  void read();
  if (stream.status === 200)
    await until(() => link.id !== "" || link.over.length > 0 || ended, "the link's first word");
  return link;
}

/** A stock y-websocket provider that speaks over a channel of a link instead of a socket. */
export function clientOn(link: HttpLink, room: string, doc = new Y.Doc(), seen: string | null = null): Client {
  const closes: number[] = [];
  let sent = 0;
  let acked = 0;
  let changes = 0;

  class Channel {
    readonly OPEN = 1;
    binaryType = "arraybuffer";
    readyState = 0;
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: Uint8Array }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    onerror: (() => void) | null = null;
    readonly number = nextChannel(link);

    constructor(address: string) {
      sent = 0;
      acked = 0;
      link.listen(this.number, (down) => {
        if (down.op === "frame") return this.onmessage?.({ data: down.frame });
        this.readyState = down.op === "opened" ? 1 : 3;
        if (down.op === "opened") return this.onopen?.();
        closes.push(down.code);
        this.onclose?.(down);
      });
      const { pathname, searchParams } = new URL(address);
      const name = pathname.slice(pathname.indexOf(COLLAB_PATH) + COLLAB_PATH.length);
      const client = searchParams.get("client");
      link.say({
        op: "open",
        channel: this.number,
        room: name,
        clientId: client === null ? null : Number(client),
        person: null,
        seen,
      });
    }
    send(frame: Uint8Array) {
      if (frame[0] === MESSAGE.sync && (frame[1] === 1 || frame[1] === 2)) sent++;
      link.say({ op: "frame", channel: this.number, frame });
    }
    close() {
      if (this.readyState === 3) return;
      this.readyState = 3;
      link.say({ op: "close", channel: this.number });
    }
  }

  const provider = new WebsocketProvider("ws://over-http/collab", room, doc, {
    WebSocketPolyfill: Channel as unknown as typeof WebSocket,
    disableBc: true,
    connect: false,
    params: { client: String(doc.clientID) },
  });
  provider.shouldReconnect = () => false;
  provider.messageHandlers[MESSAGE.ack] = (_encoder, decoder) => {
    decoding.readVarUint(decoder);
    acked = decoding.readVarUint(decoder);
  };
  provider.messageHandlers[MESSAGE.changed] = () => {
    changes++;
  };
  provider.connect();
  return {
    doc,
    provider,
    closes,
    changes: () => changes,
    notices: () => [],
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

const channels = new WeakMap<HttpLink, number>();

function nextChannel(link: HttpLink): number {
  const next = (channels.get(link) ?? 0) + 1;
  channels.set(link, next);
  return next;
}
