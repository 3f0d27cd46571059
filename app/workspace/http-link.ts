/**
 * One event stream for all rooms of this page, with posts going up: what stands behind `HttpSocket` (http-socket.ts).
 * `linkTo(base)` gives the page's link under a base path and opens one when there is none. A link lives until something
 * is lost on it; then every channel hears `closed` and each room connects again on a new link and compares both sides.
 */
import * as buffer from "lib0/buffer";
import {
  type Down,
  HTTP_LINE_LIMITS,
  HTTP_LINE_PATH,
  LINK_EVENT,
  type LinkOver,
  readDown,
  type Up,
  writePost,
  writeUp,
} from "#shared/http-line.ts";
import { CLOSE } from "#shared/wire.ts";

/** What a room's own address says. */
export type RoomAddress = Omit<Extract<Up, { op: "open" }>, "op" | "channel">;

export interface Link {
  /** Takes a channel. @returns its number. */
  open(room: RoomAddress, hear: (down: Down) => void): number;
  send(channel: number, frame: Uint8Array): void;
  leave(channel: number): void;
}

/** Nothing heard for this long (two beats and a half): the line is dead, whatever the browser thinks. */
const SILENT_MS = 25_000;
const OPEN_MS = 10_000;
const POST_MS = 20_000;
/** A link without rooms waits this long for the next page's. */
const LINGER_MS = 2_000;
/** A post stops growing here; what is left goes with the next one. */
const POST_BYTES = 1024 * 1024;
/** What a closed tab may still send, by the Fetch standard. */
const KEEPALIVE_BYTES = 32 * 1024;
/** After another page took this one's place, while both are looked at. */
const DISPLACED_MS = 5_000;

interface Loss {
  code: number;
  reason: string;
}
/** As a socket that lost its network. */
const LOST: Loss = { code: 1006, reason: "" };

const links = new Map<string, Link>();
/** Base paths under which another page of the same person took the place of this one. */
const displaced = new Set<string>();

export function linkTo(base: string): Link {
  const link = links.get(base) ?? openLink(base);
  links.set(base, link);
  return link;
}

function openLink(base: string): Link {
  const channels = new Map<number, (down: Down) => void>();
  const waiting: Uint8Array[] = [];
  const stop = new AbortController();
  let source: EventSource | null = null;
  let id: string | null = null;
  let serial = 0;
  let last = 0;
  let posting = false;
  let heardAt = Date.now();
  let over = false;
  let linger: ReturnType<typeof setTimeout> | undefined;

  const end = ({ code, reason }: Loss = LOST) => {
    if (over) return;
    over = true;
    if (links.get(base) === link) links.delete(base);
    clearInterval(watch);
    clearTimeout(linger);
    source?.close();
    stop.abort();
    for (const [channel, hear] of [...channels]) hear({ op: "closed", channel, code, reason });
    channels.clear();
  };

  const pump = async () => {
    if (posting || over || id === null || waiting.length === 0) return;
    posting = true;
    try {
      while (waiting.length > 0 && !over) await post(id, take(waiting));
    } catch {
      // It may have arrived and may not. Only connecting again tells.
      end();
    }
    posting = false;
  };

  const post = async (to: string, records: Uint8Array[]) => {
    const body = writePost(++serial, records);
    const timeout = setTimeout(() => end(), POST_MS);
    const answer = await fetch(`${base}${HTTP_LINE_PATH}/${to}`, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/octet-stream" },
      keepalive: body.length <= KEEPALIVE_BYTES,
      signal: stop.signal,
    });
    clearTimeout(timeout);
    if (!answer.ok) throw new Error(`post refused: ${answer.status}`);
  };

  const say = (up: Up) => {
    waiting.push(writeUp(up));
    // What is said in one turn travels in one post.
    queueMicrotask(pump);
  };

  const onDown = ({ data }: MessageEvent<string>) => {
    const down = readDown(buffer.fromBase64(data));
    const hear = channels.get(down.channel);
    if (down.op === "closed") {
      channels.delete(down.channel);
      rest();
    }
    hear?.(down);
  };

  const rest = () => {
    clearTimeout(linger);
    if (channels.size === 0) linger = setTimeout(() => end(), LINGER_MS);
  };

  const connect = () => {
    if (over) return;
    heardAt = Date.now();
    source = new EventSource(`${base}${HTTP_LINE_PATH}`);
    source.addEventListener(LINK_EVENT.link, ({ data }) => {
      id = data;
      void pump();
    });
    source.addEventListener(LINK_EVENT.beat, () => {
      // Nothing to say is an answer too.
      if (!posting && waiting.length === 0) waiting.push(new Uint8Array());
      void pump();
    });
    source.addEventListener(LINK_EVENT.over, ({ data }: { data: LinkOver }) => {
      if (data === "elsewhere") displaced.add(base);
      end(data === "signIn" ? { code: CLOSE.signIn.code, reason: data } : LOST);
    });
    source.onmessage = onDown;
    for (const event of ["message", ...Object.values(LINK_EVENT)])
      source.addEventListener(event, () => {
        heardAt = Date.now();
      });
    // A browser would open the stream again by itself; but a new stream is a new link.
    source.onerror = () => end();
  };

  const watch = setInterval(() => {
    if (source && Date.now() - heardAt > (id === null ? OPEN_MS : SILENT_MS)) end();
  }, 2_500);

  const link: Link = {
    open(room, hear) {
      clearTimeout(linger);
      const channel = ++last;
      channels.set(channel, hear);
      say({ op: "open", channel, ...room });
      return channel;
    },
    send(channel, frame) {
      if (channels.has(channel)) say({ op: "frame", channel, frame });
    },
    leave(channel) {
      if (!channels.delete(channel)) return;
      say({ op: "close", channel });
      rest();
    },
  };
  whenSeen(base, connect);
  return link;
}

/** The first records that fit into one post. */
function take(waiting: Uint8Array[]): Uint8Array[] {
  let bytes = 0;
  let count = 0;
  while (count < waiting.length && count < HTTP_LINE_LIMITS.records) {
    bytes += waiting[count]?.length ?? 0;
    if (count > 0 && bytes > POST_BYTES) break;
    count++;
  }
  return waiting.splice(0, count);
}

/** Somebody has more pages open than the browser has connections: the ones that are looked at come first. */
function whenSeen(base: string, then: () => void): void {
  if (!displaced.delete(base)) then();
  else if (document.visibilityState === "visible") setTimeout(then, DISPLACED_MS);
  else document.addEventListener("visibilitychange", then, { once: true });
}
