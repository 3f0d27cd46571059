import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import type { CloseReason } from "#shared/wire.ts";
import { isNothing } from "./frames.ts";
import { judge } from "./judge.ts";
import { docOf, isClosed, type LiveRoom, type Peer, type Store } from "./live-room.ts";
import { type SuggestionNews, suggestionNews } from "./suggest-judge.ts";
import { SMALL, tangled } from "./tangle.ts";

/** What became of an update frame. */
export type Verdict =
  /** `to`: how far the room's Yjs clients reach with it. */
  | {
      ok: true;
      bytes: Uint8Array | null;
      claims: readonly number[];
      to: ReadonlyMap<number, number>;
      news: SuggestionNews | null;
    }
  /** `why` goes to the audit log, `dirty` says that the document was touched and must be made again. */
  | { ok: false; close: CloseReason; why: string; dirty: boolean };

/** A browser opened again and again within one loss of the network brings a few; more are no person's. */
const MOST_NEW_CLIENTS = 64;
/** Merging one change takes microseconds. One that takes so long would take it again at each opening. */
const LONGEST_MS = 250;

const NONE: readonly number[] = [];
const NOWHERE: ReadonlyMap<number, number> = new Map();
const NOTHING: Verdict = { ok: true, bytes: null, claims: NONE, to: NOWHERE, news: null };

/**
 * The accept path of one update, strictly in this order: permission now → decode → every new struct belongs to this
 * person → no gap → apply → nothing left pending → the document keeps its shape. What it returns is accepted, not yet
 * durable. The size of the frame and the pace of the session were judged before. `peer.mode` is the verdict of the one
 * permission function: every change of rights judges it again in the same tick, and the commit looks once more.
 */
export function accept(live: LiveRoom, peer: Peer, bytes: Uint8Array, store: Store): Verdict {
  if (isNothing(bytes)) return NOTHING;
  const { mode } = peer;
  const closed = isClosed(live);
  // What a proposal inside a text may be is not judged yet: until it is, who may only propose only reads.
  const writes = mode !== "read";
  if (!writes || closed || live.distrusted) {
    if (attempt(() => bringsAnything(live, bytes, store)) === false) return NOTHING;
    if (closed) return refusal("sealed", "closed");
    return writes ? refusal("readOnlyStore", "distrusted") : refusal("noAccess", "read-only");
  }

  const meta = attempt(() => Y.parseUpdateMeta(bytes));
  if (!meta) return refusal("refused", "not-an-update");
  const { claims, to, overlaps, why } = ownership(live, peer, meta);
  if (why) return refusal(why === "gap" ? "resync" : "refused", why);
  if (attempt(() => tangled(bytes)) !== false) return refusal("refused", "tangled");

  const doc = docOf(live, store);
  const pen = { userId: peer.viewer.userId, mode };
  const done = applyWatched(live, doc, bytes, pen, { overlaps, moves: to.size > 0 });
  if (done.failed) return refusal("refused", "not-an-update", true);
  if (done.took > LONGEST_MS) return refusal("slowDown", "too-costly", true);
  if (doc.store.pendingStructs || doc.store.pendingDs || !reached(doc, to)) return refusal("resync", "gap", true);
  if (done.reason) return refusal("refused", done.reason, true);
  if (!done.fresh) return NOTHING;
  if (!fits(live, doc, done.fresh.length)) return refusal("tooBig", "document-full", true);
  return { ok: true, bytes: done.fresh, claims, to, news: done.news };
}

function refusal(close: CloseReason, why: string, dirty = false): Verdict {
  return { ok: false, close, why, dirty };
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

type Meta = ReturnType<typeof Y.parseUpdateMeta>;

/** Whose structs are these, and do they follow on what is here? */
function ownership({ vector, owners }: LiveRoom, { viewer }: Peer, { from, to }: Meta) {
  const claims: number[] = [];
  const moves = new Map<number, number>();
  let overlaps = false;
  const answer = (why: "foreign-client" | "too-many-clients" | "gap" | null) => ({ claims, to: moves, overlaps, why });
  for (const [client, end] of to) {
    const known = vector.get(client) ?? 0;
    const start = from.get(client) ?? 0;
    if (start < known) overlaps = true;
    if (end <= known) continue;
    const owner = owners.get(client);
    // A client that wrote here before anybody could claim it belongs to the server: nobody continues it.
    if (owner === undefined && !vector.has(client)) claims.push(client);
    else if (owner !== viewer.userId) return answer("foreign-client");
    if (start > known) return answer("gap");
    moves.set(client, end);
  }
  if (claims.length > MOST_NEW_CLIENTS) return answer("too-many-clients");
  return answer(null);
}

interface Applied {
  /** What was really new: that, and not what the client repeated, goes to the log and to the others. */
  fresh: Uint8Array | null;
  reason: string | null;
  news: SuggestionNews | null;
  failed: boolean;
  /** Milliseconds of work, whatever else the machine does meanwhile; not measured for a small change. */
  took: number;
}

function applyWatched(
  { backing }: LiveRoom,
  doc: Y.Doc,
  bytes: Uint8Array,
  { userId, mode }: { userId: string; mode: "write" | "suggest" },
  { overlaps, moves }: { overlaps: boolean; moves: boolean },
): Applied {
  const emitted: Uint8Array[] = [];
  let reason: string | null = null;
  let news: SuggestionNews | null = null;
  let brings = false;
  const before = bytes.length > SMALL ? process.cpuUsage() : null;
  const onTransaction = (transaction: Y.Transaction) => {
    brings ||= transaction.deleteSet.clients.size > 0 || moves;
    const judged = attempt(() => ({ reason: judge(transaction, backing.shape, userId, mode) }));
    reason ??= judged ? judged.reason : "not-readable";
    if (reason === null) news ??= suggestionNews(transaction);
  };
  const onUpdate = (update: Uint8Array) => emitted.push(update);
  doc.on("afterTransaction", onTransaction);
  // An update that brings nothing twice is passed on as it came; of any other, Yjs says what was new.
  if (overlaps) doc.on("update", onUpdate);
  const decoder = decoding.createDecoder(bytes);
  try {
    Y.readUpdate(decoder, doc, "client");
  } catch {
    return { fresh: null, reason, news: null, failed: true, took: 0 };
  } finally {
    doc.off("afterTransaction", onTransaction);
    if (overlaps) doc.off("update", onUpdate);
  }
  const fresh = !brings ? null : overlaps ? Y.mergeUpdates(emitted) : bytes;
  return { fresh, reason, news, failed: decoding.hasContent(decoder), took: before ? worked(before) : 0 };
}

function worked(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** A hole in an update moves nothing: what it claims to bring has to be there. */
function reached({ store }: Y.Doc, to: ReadonlyMap<number, number>): boolean {
  for (const [client, end] of to) if (Y.getState(store, client) < end) return false;
  return true;
}

/** Would this update change anything? Somebody who may only read still answers the server's question, with nothing new. */
function bringsAnything(live: LiveRoom, bytes: Uint8Array, store: Store): boolean {
  if (tangled(bytes)) return true;
  const { structs, ds } = Y.decodeUpdate(bytes);
  for (const { id, length } of structs) if (id.clock + length > (live.vector.get(id.client) ?? 0)) return true;
  if (ds.clients.size === 0) return false;
  const doc = docOf(live, store);
  for (const [client, ranges] of ds.clients) {
    const known = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      if (clock + len > Y.getState(doc.store, client)) return true;
      for (let i = Y.findIndexSS(known, clock); i < known.length; i++) {
        const struct = known[i] as Y.Item | Y.GC;
        if (struct.id.clock >= clock + len) break;
        if (!struct.deleted) return true;
      }
    }
  }
  return false;
}

/** Forms are bounded key by key; rich text as a whole. Counted up, and measured only when the count says it is full. */
function fits(live: LiveRoom, doc: Y.Doc, added: number): boolean {
  const { shape } = live.backing;
  live.size += added;
  if (shape.kind !== "rich" || live.size <= shape.maxBytes) return true;
  live.size = Y.encodeStateAsUpdate(doc).length;
  return live.size <= shape.maxBytes;
}
