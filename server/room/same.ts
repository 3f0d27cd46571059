import * as Y from "yjs";

/** How far two documents were compared: clients up to `client` (in the order of `clients`), and in it up to `clock`. */
export interface Compared {
  clients: number[];
  client: number;
  clock: number;
}

type Struct = Y.Item | Y.GC;

/** Have both seen exactly the same edits? Cheap: looks at one number for each client. */
export function sameEdits(a: Y.Doc, b: Y.Doc): boolean {
  const clients = new Set([...a.store.clients.keys(), ...b.store.clients.keys()]);
  return [...clients].every((client) => Y.getState(a.store, client) === Y.getState(b.store, client));
}

/**
 * Compares two documents that have seen the same edits, character by character: what each edit brought, where it was
 * put, and whether it is deleted. Yjs may cut equal content into different pieces; that is no difference.
 * @param from where the comparison before stopped; `null` at the beginning.
 * @param enough asked from time to time: true stops here.
 * @returns "same", "different", or where to go on.
 */
export function compare(
  a: Y.Doc,
  b: Y.Doc,
  from: Compared | null,
  enough: () => boolean,
): "same" | "different" | Compared {
  const clients = from?.clients ?? [...a.store.clients.keys()];
  for (let c = from?.client ?? 0; c < clients.length; c++) {
    const client = clients[c] as number;
    const left = a.store.clients.get(client) ?? [];
    const right = b.store.clients.get(client) ?? [];
    const end = Math.min(Y.getState(a.store, client), Y.getState(b.store, client));
    let clock = c === from?.client ? from.clock : 0;
    if (clock >= end) continue;
    let i = Y.findIndexSS(left, clock);
    let j = Y.findIndexSS(right, clock);
    for (let steps = 1; clock < end; steps++) {
      const x = left[i] as Struct;
      const y = right[j] as Struct;
      const until = Math.min(x.id.clock + x.length, y.id.clock + y.length);
      if (!equal(x, y, clock, until)) return "different";
      clock = until;
      if (x.id.clock + x.length === until) i++;
      if (y.id.clock + y.length === until) j++;
      if (steps % 64 === 0 && clock < end && enough()) return { clients, client: c, clock };
    }
  }
  return "same";
}

function equal(x: Struct, y: Struct, from: number, until: number): boolean {
  if (x.constructor !== y.constructor) return false;
  if (!(x instanceof Y.Item) || !(y instanceof Y.Item)) return true;
  // Yjs takes away, by itself and in its own order, the ends of bold or italic that mark nothing any more.
  if (x.deleted !== y.deleted && !(x.content instanceof Y.ContentFormat)) return false;
  return (
    x.parentSub === y.parentSub &&
    sameId(originAt(x, from), originAt(y, from)) &&
    sameId(x.rightOrigin, y.rightOrigin) &&
    sameParent(x.parent, y.parent) &&
    sameContent(x, y, from, until)
  );
}

/** Inside a run, each character follows the one before it. */
function originAt({ id, origin }: Y.Item, clock: number): Y.ID | null {
  return clock === id.clock ? origin : Y.createID(id.client, clock - 1);
}

/** A type is known by the edit that made it, a root by its name. */
function sameParent(a: Y.Item["parent"], b: Y.Item["parent"]): boolean {
  if (!(a instanceof Y.AbstractType) || !(b instanceof Y.AbstractType)) return a === b;
  if (a._item === null || b._item === null) return a._item === b._item && Y.findRootTypeKey(a) === Y.findRootTypeKey(b);
  return sameId(a._item.id, b._item.id);
}

const sameId = (a: Y.ID | null, b: Y.ID | null) => a === b || Y.compareIDs(a, b);

function sameContent(x: Y.Item, y: Y.Item, from: number, until: number): boolean {
  const one = x.content;
  const other = y.content;
  if (one.constructor !== other.constructor) return false;
  const [k, l] = [from - x.id.clock, from - y.id.clock];
  const length = until - from;
  if (one instanceof Y.ContentString && other instanceof Y.ContentString)
    return one.str.slice(k, k + length) === other.str.slice(l, l + length);
  if (one instanceof Y.ContentDeleted) return true;
  if (one instanceof Y.ContentType && other instanceof Y.ContentType)
    return one.type.constructor === other.type.constructor && nameOf(one.type) === nameOf(other.type);
  if (one instanceof Y.ContentFormat && other instanceof Y.ContentFormat)
    return one.key === other.key && JSON.stringify(one.value) === JSON.stringify(other.value);
  return (
    JSON.stringify(one.getContent().slice(k, k + length)) === JSON.stringify(other.getContent().slice(l, l + length))
  );
}

const nameOf = (type: unknown) => (type instanceof Y.XmlElement ? type.nodeName : "");
