import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { type Down, HTTP_LINE_LIMITS, LINK_EVENT, type LinkOver, type Up, writeDown } from "#shared/http-line.ts";
import { CLOSE } from "#shared/wire.ts";
import type { Line, Seat } from "../room/line.ts";

/** One page's event stream with the channels of its rooms. */
export interface Link {
  /** Unguessable; only the session that opened the stream may post to it. */
  readonly id: string;
  readonly owner: { userId: string; sessionId: string };
  /** The number of the last post that counted. */
  serial: number;
  /** When it last posted, in milliseconds of the process's own clock. */
  heardAt: number;
  /** Beats since it last posted. */
  unanswered: number;
  /** Takes one record. @returns false for nonsense: the link is to be ended. */
  take(up: Up, seat: (line: Line) => Seat): boolean;
  beat(): void;
  /** Closes every channel and the stream. */
  close(reason: "signIn" | "restart"): void;
  /** Ends it without closing its channels one by one. @param because tells the browser why. */
  end(because?: LinkOver): void;
}

interface Channel {
  seat: Seat | null;
}

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  // `no-transform`: a stream that somebody compresses on the way waits in somebody's buffer.
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/**
 * Opens the stream and tells its id.
 * @param now milliseconds of the process's own clock.
 * @param onEnd called once, in the same tick in which nothing may come in any more.
 */
export function openLink(res: ServerResponse, owner: Link["owner"], now: number, onEnd: (link: Link) => void): Link {
  const channels = new Map<number, Channel>();
  let over = false;

  const write = (event: string) => {
    if (!over) res.write(event);
  };
  const tell = (down: Down) => write(`data: ${Buffer.from(writeDown(down)).toString("base64")}\n\n`);

  const leave = (number: number) => {
    const channel = channels.get(number);
    channels.delete(number);
    // Not now: the room may be in the middle of a walk over everybody in it.
    if (channel) setImmediate(() => channel.seat?.gone());
  };

  const finish = () => {
    if (over) return;
    over = true;
    onEnd(link);
    for (const number of [...channels.keys()]) leave(number);
  };

  const closeAll = (code: number, reason: string) => {
    for (const channel of channels.keys()) tell({ op: "closed", channel, code, reason });
    finish();
    res.end();
  };

  const lineOf = (channel: number, held: Channel): Line => {
    const open = () => channels.get(channel) === held;
    return {
      kind: "http",
      send: (frame) => {
        if (open()) tell({ op: "frame", channel, frame });
      },
      get buffered() {
        return res.writableLength;
      },
      cork: () => res.cork(),
      uncork: () => res.uncork(),
      close(code, reason) {
        if (!open()) return;
        // The session is over, and with it everything that was opened with it.
        if (code === CLOSE.signIn.code) return closeAll(code, reason);
        tell({ op: "closed", channel, code, reason });
        leave(channel);
      },
      // A line that is not read is the whole stream.
      terminate: () => link.end(),
    };
  };

  const link: Link = {
    id: randomBytes(24).toString("base64url"),
    owner,
    serial: 0,
    heardAt: now,
    unanswered: 0,
    take(up, seat) {
      const channel = channels.get(up.channel);
      if (up.op === "open") {
        if (channel || channels.size >= HTTP_LINE_LIMITS.channels) return false;
        const opened: Channel = { seat: null };
        channels.set(up.channel, opened);
        tell({ op: "opened", channel: up.channel });
        opened.seat = seat(lineOf(up.channel, opened));
      } else if (up.op === "close") leave(up.channel);
      // A frame for a channel that was closed a moment ago is not nonsense, only late.
      else channel?.seat?.hear(up.frame);
      return true;
    },
    beat: () => write(`event: ${LINK_EVENT.beat}\ndata:\n\n`),
    close: (reason) => closeAll(CLOSE[reason].code, reason),
    end(because) {
      if (because) write(overEvent(because));
      finish();
      if (because) res.end();
      else res.destroy();
    },
  };

  startStream(res);
  write(`event: ${LINK_EVENT.link}\ndata: ${link.id}\n\n`);
  res.on("close", finish);
  res.on("error", finish);
  return link;
}

/** Browsers hide a refusal's status from the page: a stream that is refused opens, says why, and ends. */
export function refuseLink(res: ServerResponse, because: LinkOver): void {
  startStream(res);
  res.end(overEvent(because));
}

function startStream(res: ServerResponse): void {
  res.writeHead(200, HEADERS);
}

function overEvent(because: LinkOver): string {
  return `event: ${LINK_EVENT.over}\ndata: ${because}\n\n`;
}
