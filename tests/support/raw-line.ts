import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { viewerOf } from "../../db/programs.ts";
import type { Line, Seat } from "../../server/room/line.ts";
import type { LiveRooms } from "../../server/room/rooms.ts";
import type { Viewer } from "../../shared/roles.ts";
import type { Room } from "../../shared/rooms.ts";
import { MESSAGE } from "../../shared/wire.ts";
import { type DemoRooms, PROGRAM } from "./demo-rooms.ts";

/** A person's line to a room, in this process: the door that sockets use, without the network, and no manners. */
export interface RawLine {
  /** What this end knows; local edits are sent at once. */
  doc: Y.Doc;
  /** The close code; 0 while the line is open. */
  code: () => number;
  /** Update frames sent, and those the server says are durable. */
  sent: () => number;
  acked: () => number;
  /** The presence of others as it was delivered, each state as its JSON. */
  told: string[];
  /** Gives the server these bytes as one frame. @throws whatever the server lets out */
  say(frame: Uint8Array): void;
  update(bytes: Uint8Array): void;
  leave(): void;
}

export function rawLine(
  demo: DemoRooms,
  room: Room,
  slug: string,
  options: { doc?: Y.Doc; clientId?: number; viewer?: Viewer; sessionId?: string; deaf?: boolean } = {},
): RawLine {
  const viewer = options.viewer ?? viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  const doc = options.doc ?? (options.deaf ? EMPTY : new Y.Doc({ gc: false }));
  const told: string[] = [];
  let code = 0;
  let sent = 0;
  let acked = 0;
  let seat: Seat | null = null;
  const early: Uint8Array[] = [];

  const say = (frame: Uint8Array) => {
    if (frame[0] === 0 && (frame[1] === 1 || frame[1] === 2)) sent++;
    seat?.hear(frame);
  };
  const hear = (frame: Uint8Array) => {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.ack) {
      decoding.readVarUint(decoder);
      acked = decoding.readVarUint(decoder);
    }
    if (type === MESSAGE.awareness) told.push(Buffer.from(decoding.readVarUint8Array(decoder)).toString("latin1"));
    if (type !== MESSAGE.sync) return;
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      say(syncFrame(1, Y.encodeStateAsUpdate(doc, bytes)));
      say(syncFrame(0, Y.encodeStateVector(doc)));
    } else Y.applyUpdate(doc, bytes, "server");
  };
  const end = (with_: number) => {
    if (code !== 0) return;
    code = with_;
    doc.off("update", onUpdate);
    // As a socket does it: the goodbye first, the end a moment later.
    queueMicrotask(() => seat?.gone());
  };
  const line: Line = {
    kind: "socket",
    send: (frame) => {
      if (options.deaf) return;
      if (seat) hear(frame);
      else early.push(frame);
    },
    buffered: 0,
    cork: () => {},
    uncork: () => {},
    close: (closed) => end(closed),
    terminate: () => end(1006),
  };
  const onUpdate = (bytes: Uint8Array, origin: unknown) => {
    if (origin !== "server") say(syncFrame(2, bytes));
  };
  if (doc !== EMPTY) doc.on("update", onUpdate);
  const sessionId = options.sessionId ?? demo.sessionOf(slug).sessionId;
  const clientId = options.clientId ?? (options.deaf ? null : doc.clientID);
  seat = (demo.rooms as LiveRooms).join(line, room, { viewer, sessionId, clientId });
  if (options.deaf) seat.hear(syncFrame(1, NOTHING));
  for (const frame of early) hear(frame);
  return {
    doc,
    code: () => code,
    sent: () => sent,
    acked: () => acked,
    told,
    say,
    update: (bytes) => say(syncFrame(2, bytes)),
    leave: () => end(1001),
  };
}

/** What somebody knows who never listens. */
const EMPTY = new Y.Doc();

/** An update that brings nothing. */
export const NOTHING = new Uint8Array([0, 0]);

/** Until what the server put off to the end of this turn is done. */
export async function turn(): Promise<void> {
  for (let i = 0; i < 8; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}

export function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

export function presenceFrame(entries: readonly { client: number; clock: number; state: unknown }[]): Uint8Array {
  const body = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, body);
  });
}

/** What a change to a copy of the document looks like on the wire. @param clientID under whose name */
export function changeTo(doc: Y.Doc, change: (copy: Y.Doc) => void, clientID?: number): Uint8Array {
  const copy = new Y.Doc({ gc: false });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  if (clientID !== undefined) copy.clientID = clientID;
  const before = Y.encodeStateVector(copy);
  change(copy);
  const bytes = Y.encodeStateAsUpdate(copy, before);
  copy.destroy();
  return bytes;
}

/** One run of structs as bytes, whoever they say they are from. */
export interface Block {
  client: number;
  clock: number;
  structs: ((encoder: encoding.Encoder) => void)[];
}

/** An update put together by hand: what no Yjs would write. */
export function handmade(
  blocks: readonly Block[],
  deletions: readonly [number, [number, number][]][] = [],
): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, blocks.length);
    for (const { client, clock, structs } of blocks) {
      encoding.writeVarUint(encoder, structs.length);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      for (const struct of structs) struct(encoder);
    }
    encoding.writeVarUint(encoder, deletions.length);
    for (const [client, ranges] of deletions) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const [clock, length] of ranges) {
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarUint(encoder, length);
      }
    }
  });
}

export type Place = { client: number; clock: number };

/** A struct by hand. `content`: its number in the Yjs encoding and its bytes. */
export function item(
  at: { origin?: Place | null; right?: Place | null; parent?: Place | string; key?: string | null },
  content: [number, (encoder: encoding.Encoder) => void],
): (encoder: encoding.Encoder) => void {
  const { origin = null, right = null, parent = "notes", key = null } = at;
  return (encoder) => {
    const bare = origin === null && right === null;
    const [ref, write] = content;
    encoding.writeUint8(encoder, ref | (origin ? 128 : 0) | (right ? 64 : 0) | (bare && key !== null ? 32 : 0));
    for (const place of [origin, right]) if (place) writePlace(encoder, place);
    if (bare) {
      encoding.writeVarUint(encoder, typeof parent === "string" ? 1 : 0);
      if (typeof parent === "string") encoding.writeVarString(encoder, parent);
      else writePlace(encoder, parent);
      if (key !== null) encoding.writeVarString(encoder, key);
    }
    write(encoder);
  };
}

function writePlace(encoder: encoding.Encoder, { client, clock }: Place): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}

export const CONTENT = {
  deleted: (length: number): [number, (e: encoding.Encoder) => void] => [1, (e) => encoding.writeVarUint(e, length)],
  binary: (bytes: Uint8Array): [number, (e: encoding.Encoder) => void] => [
    3,
    (e) => encoding.writeVarUint8Array(e, bytes),
  ],
  words: (words: string): [number, (e: encoding.Encoder) => void] => [4, (e) => encoding.writeVarString(e, words)],
  any: (...values: unknown[]): [number, (e: encoding.Encoder) => void] => [
    8,
    (e) => {
      encoding.writeVarUint(e, values.length);
      for (const value of values) encoding.writeAny(e, value as never);
    },
  ],
};

export const gone = (length: number) => (encoder: encoding.Encoder) => {
  encoding.writeUint8(encoder, 0);
  encoding.writeVarUint(encoder, length);
};

export const skipped = (length: number) => (encoder: encoding.Encoder) => {
  encoding.writeUint8(encoder, 10);
  encoding.writeVarUint(encoder, length);
};
