import * as Y from "yjs";
import { unassisted } from "./documents/unassisted.ts";

/**
 * What a room's log alone knows: in which row every character, value and block came in, and in which row it went.
 * Who and when are facts of the row; nothing inside a document is ever asked for them.
 */

/** One row of a room's log. `userId` is null when the server wrote it. */
export interface LogRow {
  seq: number;
  userId: string | null;
  /** Milliseconds since 1970. */
  at: number;
  bytes: Uint8Array;
}

/** A row without its bytes, and how much it did. */
export interface RowFacts {
  seq: number;
  userId: string | null;
  at: number;
  /** Characters it brought and took away. */
  added: number;
  removed: number;
  /** Values it set. */
  set: number;
}

/** Everything ever written in a room: nothing is forgotten in `doc`, and each thing in it has its rows. */
export interface History {
  doc: Y.Doc;
  /** In order; the first carries number 1. */
  rows: readonly RowFacts[];
  /** Number of the last row; 0 for an empty log. */
  head: number;
  /** The stretch of an item from `clock` on that one row brought and one row, or none, took away. */
  stretch(client: number, clock: number): Stretch;
}

/** `seq` brought it, `gone` took it away; it ends before the clock `end`. */
export interface Stretch {
  seq: number;
  gone: number | null;
  end: number;
}

/** Reads a log row by row, so that a long one can be read with pauses. */
export interface HistoryReader {
  /** @throws when a row's number does not follow on the one before. */
  add(row: LogRow): void;
  done(): History;
}

export function historyReader(): HistoryReader {
  const doc = unassisted(new Y.Doc({ gc: false }));
  const rows: RowFacts[] = [];
  const brought = new Map<number, Spans>();
  const taken = new Map<number, Spans>();
  let row: RowFacts = { seq: 0, userId: null, at: 0, added: 0, removed: 0, set: 0 };

  // Called before Yjs joins neighbors into one item: what is new still stands by itself.
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    const { beforeState, afterState, deleteSet } = transaction;
    for (const [client, end] of afterState) {
      const start = beforeState.get(client) ?? 0;
      if (end === start) continue;
      spansOf(brought, client).push({ clock: start, end, seq: row.seq });
      const structs = doc.store.clients.get(client) ?? [];
      for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) count(row, structs[i] as Y.Item | Y.GC);
    }
    for (const [client, ranges] of deleteSet.clients)
      for (const { clock, len } of ranges) spansOf(taken, client).push({ clock, end: clock + len, seq: row.seq });
    Y.iterateDeletedStructs(transaction, deleteSet, (struct: Y.Item | Y.GC) => {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) row.removed += struct.length;
    });
  });

  return {
    add({ seq, userId, at, bytes }) {
      if (seq !== row.seq + 1) throw new Error(`row ${seq} does not follow on ${row.seq}`);
      row = { seq, userId, at, added: 0, removed: 0, set: 0 };
      rows.push(row);
      Y.applyUpdate(doc, bytes, "log");
    },
    done() {
      for (const spans of taken.values()) spans.sort((a, b) => a.clock - b.clock);
      return {
        doc,
        rows,
        head: row.seq,
        stretch(client, clock) {
          const came = spanAt(brought.get(client), clock);
          const went = spanAt(taken.get(client), clock);
          const inside = went !== undefined && went.clock <= clock;
          const end = Math.min(
            came?.end ?? clock + 1,
            went ? (inside ? went.end : went.clock) : Number.POSITIVE_INFINITY,
          );
          return { seq: came?.seq ?? 0, gone: inside ? went.seq : null, end };
        },
      };
    },
  };
}

/** Parts of one client's clock, in order and apart from each other. */
type Spans = { clock: number; end: number; seq: number }[];

function spansOf(all: Map<number, Spans>, client: number): Spans {
  const spans = all.get(client) ?? [];
  all.set(client, spans);
  return spans;
}

/** The span that holds this clock, or the next one after it. */
function spanAt(spans: Spans | undefined, clock: number): Spans[number] | undefined {
  if (!spans) return undefined;
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Spans[number]).end > clock) high = middle;
    else low = middle + 1;
  }
  return spans[low];
}

function count(row: RowFacts, struct: Y.Item | Y.GC): void {
  if (!(struct instanceof Y.Item)) return;
  if (struct.content instanceof Y.ContentString) row.added += struct.length;
  // A value hangs on a root map; what hangs on a block is the block's own affair.
  const root = (struct.parent as Y.AbstractType<unknown> | null)?._item === null;
  if (root && struct.parentSub !== null && struct.content instanceof Y.ContentAny) row.set += 1;
}

/** The part of a thing's life that counts when the text of row `to` is set beside the text of row `from`. */
export type Change = "kept" | "in" | "out";

/** @returns `null` for what stood at neither of the two. With `from` = `to`: "kept" for what stood then. */
export function changeOf({ seq, gone }: Pick<Stretch, "seq" | "gone">, from: number, to: number): Change | null {
  const stood = (at: number) => seq <= at && (gone === null || gone > at);
  if (stood(to)) return stood(from) ? "kept" : "in";
  return stood(from) ? "out" : null;
}
