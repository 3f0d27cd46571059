import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { MESSAGE } from "#shared/wire.ts";

/** What a client can say on a room's socket. */
export type Frame =
  | { kind: "ask"; stateVector: Uint8Array }
  /** `answer`: all that the server lacked, as it asked at the beginning; otherwise one edit. */
  | { kind: "update"; bytes: Uint8Array; answer: boolean }
  | { kind: "awareness"; entries: AwarenessEntry[] }
  | { kind: "ask-awareness" }
  | { kind: "other" };

export interface AwarenessEntry {
  clientId: number;
  clock: number;
  state: unknown;
}

/** One person holds one place in one room; more entries than this in a frame are nonsense. */
const MOST_ENTRIES = 256;

/** Reads one frame. @throws when the bytes are no frame of the protocol. */
export function readFrame(data: Uint8Array): Frame {
  const decoder = decoding.createDecoder(data);
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE.queryAwareness) return { kind: "ask-awareness" };
  if (type === MESSAGE.awareness)
    return { kind: "awareness", entries: readAwareness(decoding.readVarUint8Array(decoder)) };
  if (type !== MESSAGE.sync) return { kind: "other" };
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  // y-protocols: 0 asks for what is missing; 1 answers such a question; 2 is an edit. Both of the latter bring changes.
  if (step === 0) return { kind: "ask", stateVector: bytes };
  if (step === 1 || step === 2) return { kind: "update", bytes, answer: step === 1 };
  throw new Error("unknown sync step");
}

function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > MOST_ENTRIES) throw new Error("too many awareness entries");
  const entries: AwarenessEntry[] = [];
  for (let i = 0; i < count; i++) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientId, clock, state: JSON.parse(decoding.readVarString(decoder)) });
  }
  return entries;
}

function sync(step: number, bytes: Uint8Array): Uint8Array {
  const head = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint(encoder, bytes.length);
  });
  // An answer may be a whole document: it is copied once, not as often as a growing buffer would.
  const frame = new Uint8Array(head.length + bytes.length);
  frame.set(head);
  frame.set(bytes, head.length);
  return frame;
}

/** "What do you have that I have not?" */
export const askFrame = (vector: Map<number, number>) => sync(0, Y.encodeStateVector(vector));

/** Everything the asker lacks. */
export const answerFrame = (doc: Y.Doc, stateVector: Uint8Array) => sync(1, Y.encodeStateAsUpdate(doc, stateVector));

/** Everything, for an asker who has nothing: stored pieces as they are, and last what says that this was all. */
export function answerFrames(pieces: readonly Uint8Array[]): Uint8Array[] {
  const last = pieces.at(-1);
  if (!last) return [sync(1, NOTHING)];
  return pieces.length === 1 ? [sync(1, last)] : [...pieces.map(updateFrame), sync(1, NOTHING)];
}

/** An update without structs and deletions. */
const NOTHING = new Uint8Array([0, 0]);

/** Does an update bring nothing at all? The usual answer of somebody who has just come. */
export const isNothing = (bytes: Uint8Array) => bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0;

export const updateFrame = (bytes: Uint8Array) => sync(2, bytes);

/**
 * Tells an author how many of the update frames of this connection are durable, up to which row of the log, and how far
 * its own Yjs clients reach there.
 */
export function ackFrame(seq: number, accepted: number, vector: ReadonlyMap<number, number>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.ack);
    encoding.writeVarUint(encoder, seq);
    encoding.writeVarUint(encoder, accepted);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((body) => writeVector(body, vector)),
    );
  });
}

/** A state vector as Yjs writes it. */
function writeVector(encoder: encoding.Encoder, vector: ReadonlyMap<number, number>): void {
  encoding.writeVarUint(encoder, vector.size);
  for (const [client, clock] of vector) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
}

/** "The server cannot save now", or that it can again. */
export function noticeFrame(trouble: boolean): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.notice);
    encoding.writeVarUint(encoder, trouble ? 1 : 0);
  });
}

/** "The record behind this room changed." */
export function changedFrame(): Uint8Array {
  return encoding.encode((encoder) => encoding.writeVarUint(encoder, MESSAGE.changed));
}

export function awarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  const body = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { clientId, clock, state } of entries) {
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, body);
  });
}
