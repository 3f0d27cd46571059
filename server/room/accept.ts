import * as Y from "yjs";
import { roomMode } from "#shared/machine.ts";
import type { CloseReason } from "#shared/wire.ts";
import { judge } from "./judge.ts";
import type { LiveRoom, Peer } from "./live-room.ts";

/** What became of an update frame. */
export type Verdict =
  | { ok: true; bytes: Uint8Array | null; claims: number[] }
  /** `why` goes to the audit log, `dirty` says that the document was touched and must be rebuilt. */
  | { ok: false; close: CloseReason; why: string; dirty: boolean };

/**
 * The accept path of one update, strictly in this order: permission now → decode → every new struct belongs to this
 * person → apply → nothing left pending → the document keeps its shape. What it returns is accepted, not yet durable.
 * The size of the frame and the pace of the socket were judged before.
 */
export function accept(live: LiveRoom, peer: Peer, bytes: Uint8Array): Verdict {
  const { doc } = live;
  const mode = roomMode(peer.viewer, live.room, live.backing);
  if (mode === null) return refusal("noAccess", "no-access");
  const closed = live.frozen || live.room.revision !== live.backing.revision;
  if (mode === "read" || closed) {
    const brings = attempt(() => bringsAnything(doc, bytes));
    if (brings === false) return { ok: true, bytes: null, claims: [] };
    return closed ? refusal("sealed", "closed") : refusal("noAccess", "read-only");
  }

  const meta = attempt(() => Y.parseUpdateMeta(bytes));
  if (!meta) return refusal("refused", "not-an-update");
  const claims: number[] = [];
  for (const [client, end] of meta.to) {
    const known = Y.getState(doc.store, client);
    if (end <= known) continue;
    const owner = live.owners.get(client);
    // A client that wrote here before anybody could claim it belongs to the server: nobody continues it.
    if (owner === undefined && !doc.store.clients.has(client)) claims.push(client);
    else if (owner !== peer.viewer.userId) return refusal("refused", "foreign-client");
    if ((meta.from.get(client) ?? 0) > known) return refusal("resync", "gap");
  }

  const { emitted, reason, failed } = applyWatched(live, bytes, peer.viewer.userId);
  if (failed) return refusal("refused", "not-an-update", true);
  if (doc.store.pendingStructs || doc.store.pendingDs) return refusal("resync", "gap", true);
  if (reason) return refusal("refused", reason, true);
  if (emitted.length === 0) return { ok: true, bytes: null, claims: [] };
  // Yjs says what was really new; that, and not what the client repeated, goes to the log and to the others.
  const fresh = emitted.length === 1 ? (emitted[0] as Uint8Array) : Y.mergeUpdates(emitted);
  if (!fits(live, fresh.length)) return refusal("tooBig", "document-full", true);
  return { ok: true, bytes: fresh, claims };
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

function applyWatched({ doc, backing }: LiveRoom, bytes: Uint8Array, userId: string) {
  const emitted: Uint8Array[] = [];
  let reason: string | null = null;
  let failed = false;
  const onUpdate = (update: Uint8Array) => emitted.push(update);
  const onTransaction = (transaction: Y.Transaction) => {
    const judged = attempt(() => ({ reason: judge(transaction, backing.shape, userId) }));
    reason ??= judged ? judged.reason : "not-readable";
  };
  doc.on("update", onUpdate);
  doc.on("afterTransaction", onTransaction);
  try {
    Y.applyUpdate(doc, bytes, "client");
  } catch {
    failed = true;
  } finally {
    doc.off("update", onUpdate);
    doc.off("afterTransaction", onTransaction);
  }
  return { emitted, reason: reason as string | null, failed };
}

/** Would this update change anything? A client that may only read still answers the server's question, with nothing new. */
function bringsAnything(doc: Y.Doc, bytes: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(bytes);
  for (const { id, length } of structs) if (id.clock + length > Y.getState(doc.store, id.client)) return true;
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
function fits(live: LiveRoom, added: number): boolean {
  const { shape } = live.backing;
  live.size += added;
  if (shape.kind !== "rich" || live.size <= shape.maxBytes) return true;
  live.size = Y.encodeStateAsUpdate(live.doc).length;
  return live.size <= shape.maxBytes;
}
