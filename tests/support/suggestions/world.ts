/**
 * Runs in the browser: two documents and a server's between them, with delay and spells without network. Whoever writes
 * and whoever suggests each have their real editor; every update passes the judge of the real server.
 */
import * as Y from "yjs";
import { declareRoots, judge } from "../../../server/room/judge.ts";
import { suggestionNews } from "../../../server/room/suggest-judge.ts";
import { textBlocks } from "../../../shared/comment-anchor.ts";
import { seedDocument } from "../../../shared/documents/form.ts";
import { TEXT_FRAGMENT, textShape } from "../../../shared/documents/rich.ts";
import { unassisted } from "../../../shared/documents/unassisted.ts";
import { authorOf, DECIDED, putSuggestion, SUGGESTIONS } from "../../../shared/suggestions.ts";

export type Random = () => number;
export const SHAPE = { ...textShape([]), suggestions: true as const };

export interface Client {
  name: string;
  userId: string;
  mode: "write" | "suggest";
  doc: Y.Doc;
  fragment: Y.XmlFragment;
  up: Uint8Array[];
  down: Uint8Array[];
  offline: boolean;
}

export interface Trouble {
  refused: string[];
  errors: string[];
  /** Somebody who suggests changed the text, or an id was not its author's. */
  broken: string[];
}

export function makeWorld(
  lines: readonly string[],
  trouble: Trouble,
  others: readonly (readonly [from: number, to: number, text: string])[] = [],
) {
  const server = declareRoots(unassisted(new Y.Doc()), SHAPE);
  seedDocument(server, { ...SHAPE, headings: [] });
  const root = server.getXmlFragment(TEXT_FRAGMENT);
  root.delete(0, root.length);
  root.insert(
    0,
    lines.map((words) => {
      const heading = words.startsWith("# ");
      const line = new Y.XmlElement(heading ? "heading" : "paragraph");
      if (heading) line.setAttribute("level", "3");
      line.insert(0, [new Y.XmlText(words.replace(/^# /, ""))]);
      return line;
    }),
  );
  // Somebody else's, which are nobody's here to change.
  const said = textBlocks(root);
  for (const [n, [from, to, text]] of others.entries())
    putSuggestion(server, said, {
      id: `usr_c.00000000-0000-4000-8000-00000000000${n}`,
      from: { block: 1, offset: from },
      to: { block: 1, offset: to },
      text,
    });
  const clients: Client[] = [];
  const ids = new Map<string, string>();

  const join = (name: string, userId: string, mode: "write" | "suggest"): Client => {
    const doc = declareRoots(unassisted(new Y.Doc()), SHAPE);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server), "server");
    const client: Client = {
      name,
      userId,
      mode,
      doc,
      fragment: doc.getXmlFragment(TEXT_FRAGMENT),
      up: [],
      down: [],
      offline: false,
    };
    doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (origin !== "server") client.up.push(bytes);
    });
    clients.push(client);
    return client;
  };

  /** What the server does with one update. */
  const take = (from: Client, bytes: Uint8Array) => {
    const before = [root.toString(), JSON.stringify(server.getMap(DECIDED).toJSON())];
    let reason: string | null = null;
    const onTransaction = (transaction: Y.Transaction) => {
      reason ??= judge(transaction, SHAPE, from.userId, from.mode);
      for (const id of suggestionNews(transaction)?.made ?? []) {
        const first = ids.get(id) ?? from.userId;
        ids.set(id, first);
        if (authorOf(id) !== from.userId || first !== from.userId) trouble.broken.push(`id ${id} by ${from.name}`);
      }
    };
    server.on("afterTransaction", onTransaction);
    Y.applyUpdate(server, bytes, "client");
    server.off("afterTransaction", onTransaction);
    if (reason) trouble.refused.push(`${from.name}: ${reason}`);
    const after = [root.toString(), JSON.stringify(server.getMap(DECIDED).toJSON())];
    if (from.mode === "suggest" && after.join() !== before.join()) trouble.broken.push(`${from.name} changed the text`);
    for (const other of clients) if (other !== from) other.down.push(bytes);
  };
  const deliver = (client: Client, most: number) => {
    if (client.offline) return;
    for (const bytes of client.up.splice(0, most)) take(client, bytes);
    for (const bytes of client.down.splice(0, most)) Y.applyUpdate(client.doc, bytes, "server");
  };
  const flush = () => {
    for (const client of clients) client.offline = false;
    while (clients.some(({ up, down }) => up.length + down.length > 0))
      for (const client of clients) deliver(client, Number.POSITIVE_INFINITY);
  };
  const reading = (doc: Y.Doc) =>
    JSON.stringify([
      doc.getXmlFragment(TEXT_FRAGMENT).toString(),
      sorted(doc.getMap(SUGGESTIONS).toJSON()),
      sorted(doc.getMap(DECIDED).toJSON()),
    ]);
  return { server, clients, ids, join, deliver, flush, reading, blocks: (c: Client) => textBlocks(c.fragment) };
}

const sorted = (all: Record<string, unknown>) => Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
