/** One room over HTTP, with the part of WebSocket's interface that y-websocket uses: `new HttpSocket(url)`. */
import { HTTP_LINE_LIMITS } from "#shared/http-line.ts";
import { COLLAB_PATH } from "#shared/rooms.ts";
import { CLOSE } from "#shared/wire.ts";
import { type Link, linkTo } from "./http-link.ts";

interface Closed {
  code: number;
  reason: string;
}

/** What y-websocket asks of a socket, whatever is behind it. */
export abstract class RoomSocket {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  binaryType = "arraybuffer";
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: Closed) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;

  abstract send(frame: Uint8Array<ArrayBuffer>): void;
  abstract close(): void;

  protected opened(): void {
    if (this.readyState !== this.CONNECTING) return;
    this.readyState = this.OPEN;
    this.onopen?.();
  }

  protected closed(code: number, reason: string): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSED;
    this.onclose?.({ code, reason });
  }
}

/** A frame must fit into one post with its header. */
const LARGEST_FRAME = HTTP_LINE_LIMITS.bodyBytes - 64;

export class HttpSocket extends RoomSocket {
  readonly #link: Link;
  readonly #channel: number;

  /** @param url what a WebSocket of this room would be opened with. */
  constructor(url: string) {
    super();
    const { base, ...room } = addressOf(url);
    this.#link = linkTo(base);
    this.#channel = this.#link.open(room, (down) => {
      if (down.op === "opened") this.opened();
      else if (down.op === "closed") this.closed(down.code, down.reason);
      else if (this.readyState === this.OPEN) this.onmessage?.({ data: new Uint8Array(down.frame).buffer });
    });
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== this.OPEN) return;
    if (frame.length <= LARGEST_FRAME) this.#link.send(this.#channel, frame);
    else {
      // No post may carry it: the answer is known.
      this.#link.leave(this.#channel);
      setTimeout(() => this.closed(CLOSE.tooBig.code, "tooBig"));
    }
  }

  close(): void {
    if (this.readyState >= this.CLOSING) return;
    this.readyState = this.CLOSING;
    this.#link.leave(this.#channel);
    setTimeout(() => this.closed(1005, ""));
  }
}

/** Takes a room's address apart: what stands before the rooms' path is the program's, or a demo window's, base. */
function addressOf(url: string) {
  const { pathname, searchParams } = new URL(url);
  const at = pathname.indexOf(COLLAB_PATH);
  const client = searchParams.get("client");
  return {
    base: pathname.slice(0, at),
    room: decodeURIComponent(pathname.slice(at + COLLAB_PATH.length)),
    clientId: client === null ? null : Number(client),
    person: searchParams.get("person"),
    seen: searchParams.get("seen"),
  };
}
