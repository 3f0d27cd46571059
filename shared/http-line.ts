import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/**
 * Rooms over HTTP, for networks that let no WebSocket pass. `GET <base>/collab-http` is one event stream down for a
 * whole page and tells the link's id; `POST <base>/collab-http/<id>` carries what goes up. On one link travel several
 * channels, one per room; what a channel carries is what a WebSocket would carry.
 */
export const HTTP_LINE_PATH = "/collab-http";

/** Names of the stream's events; what has no name is a `Down` in base64. */
export const LINK_EVENT = {
  /** The first one: the link's id. */
  link: "link",
  /** Every ten seconds; the browser answers with a post, an empty one when it has nothing to say. */
  beat: "beat",
  /** There is no link any more, or none was opened, for the reason in its data. */
  over: "over",
} as const;

/**
 * Why there is no link. `signIn`: nobody is signed in. `elsewhere`: the same person opened more pages than a browser has
 * connections for; this one waits until it is looked at.
 */
export type LinkOver = "signIn" | "elsewhere";

/** Limits of one post and one link. */
export const HTTP_LINE_LIMITS = { bodyBytes: 4 * 1024 * 1024, records: 4096, channels: 64 } as const;

/**
 * What a browser says on a channel. `clientId`, `person` and `seen` are what a socket says with `?client=`,
 * `?person=` and `?seen=`.
 */
export type Up =
  | { op: "open"; channel: number; room: string; clientId: number | null; person: string | null; seen: string | null }
  | { op: "frame"; channel: number; frame: Uint8Array }
  | { op: "close"; channel: number };

/** What the server says on a channel. */
export type Down =
  | { op: "opened"; channel: number }
  | { op: "frame"; channel: number; frame: Uint8Array }
  | { op: "closed"; channel: number; code: number; reason: string };

const OP = { open: 0, frame: 1, close: 2 } as const;
const LONGEST_NAME = 512;
const LARGEST_CLIENT = 2 ** 32 - 1;

/** One record of a post. */
export function writeUp(up: Up): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, up.channel);
    encoding.writeUint8(encoder, OP[up.op]);
    if (up.op === "frame") encoding.writeVarUint8Array(encoder, up.frame);
    if (up.op !== "open") return;
    encoding.writeVarString(encoder, up.room);
    encoding.writeVarString(encoder, up.person ?? "");
    encoding.writeVarString(encoder, up.seen ?? "");
    // 0 is a client like any other.
    encoding.writeVarUint(encoder, up.clientId === null ? 0 : up.clientId + 1);
  });
}

/** A whole post. @param serial counts the posts of a link from 1, so that a lost or doubled one is noticed. */
export function writePost(serial: number, records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, serial);
  for (const record of records) encoding.writeUint8Array(encoder, record);
  return encoding.toUint8Array(encoder);
}

/** Reads a post. @throws when the bytes are no post, or say more than a post may. */
export function readPost(bytes: Uint8Array): { serial: number; says: Up[] } {
  const decoder = decoding.createDecoder(bytes);
  const serial = decoding.readVarUint(decoder);
  const says: Up[] = [];
  while (decoding.hasContent(decoder)) {
    if (says.length === HTTP_LINE_LIMITS.records) throw new Error("too many records");
    says.push(readUp(decoder));
  }
  return { serial, says };
}

function readUp(decoder: decoding.Decoder): Up {
  const channel = decoding.readVarUint(decoder);
  const op = decoding.readUint8(decoder);
  if (op === OP.close) return { op: "close", channel };
  if (op === OP.frame) return { op: "frame", channel, frame: decoding.readVarUint8Array(decoder) };
  if (op !== OP.open) throw new Error("unknown op");
  const room = readName(decoder);
  const person = readName(decoder) || null;
  const seen = readName(decoder) || null;
  const client = decoding.readVarUint(decoder);
  if (client > LARGEST_CLIENT + 1) throw new Error("not a client");
  return { op: "open", channel, room, person, seen, clientId: client === 0 ? null : client - 1 };
}

function readName(decoder: decoding.Decoder): string {
  const bytes = decoding.readVarUint8Array(decoder);
  if (bytes.length > LONGEST_NAME) throw new Error("nothing has such a name");
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** One event of the stream, before base64. */
export function writeDown(down: Down): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, down.channel);
    encoding.writeUint8(encoder, down.op === "opened" ? OP.open : down.op === "frame" ? OP.frame : OP.close);
    if (down.op === "frame") encoding.writeVarUint8Array(encoder, down.frame);
    if (down.op !== "closed") return;
    encoding.writeVarUint(encoder, down.code);
    encoding.writeVarString(encoder, down.reason);
  });
}

/** Reads one event. @throws when the bytes are none. */
export function readDown(bytes: Uint8Array): Down {
  const decoder = decoding.createDecoder(bytes);
  const channel = decoding.readVarUint(decoder);
  const op = decoding.readUint8(decoder);
  if (op === OP.open) return { op: "opened", channel };
  if (op === OP.frame) return { op: "frame", channel, frame: decoding.readVarUint8Array(decoder) };
  if (op !== OP.close) throw new Error("unknown op");
  return { op: "closed", channel, code: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) };
}
