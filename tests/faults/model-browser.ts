/**
 * One browser with one room open: a Yjs document, the exchange of y-protocols as the stock provider does it, and a
 * list of its own edits that no acknowledgement has covered. Only what a page would know is known here.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { NOTES_FRAGMENT } from "../../shared/documents/notes.ts";
import { MESSAGE } from "../../shared/wire.ts";
import type { Wire } from "./model-net.ts";
import type { Place, Written } from "./model-plain.ts";

/** One thing a person did. */
export type Deed =
  | { kind: "token"; token: string }
  | { kind: "removal"; token: string }
  | ({ kind: "value" } & Written);

export interface Browser {
  userId: string;
  at: Place;
  doc: Y.Doc;
  /** What the page was told when it loaded. */
  mode: "write" | "read";
  /** Keeps its document and comes back with it, whatever the server says. No browser of ours does. */
  stubborn: boolean;
  wire: Wire | null;
  open: boolean;
  everSynced: boolean;
  synced: boolean;
  /** Has no network until it comes back; typing goes on. */
  offline: boolean;
  /** The page is gone. */
  dropped: boolean;
  waiting: Set<Deed>;
  /** Deeds by the change-bearing frame of this connection that carried them. */
  carried: Deed[][];
  do(deeds: Deed[], change: () => void): void;
  /** The line stands: begins the exchange. */
  opened(): void;
  /** @returns the deeds which an acknowledgement covers, when the frame was one. */
  hear(frame: Uint8Array): Deed[];
  lost(): void;
}

const frame = (step: number, bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });

export function openBrowser(of: Pick<Browser, "userId" | "at" | "mode" | "stubborn">, clientId: number): Browser {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  let deeds: Deed[] = [];
  const say = (bytes: Uint8Array) => browser.wire?.up.push(bytes);
  doc.on("update", (bytes: Uint8Array, origin: unknown) => {
    if (origin === "server" || !browser.open) return;
    browser.carried.push(deeds);
    say(frame(2, bytes));
  });
  const browser: Browser = {
    ...of,
    doc,
    wire: null,
    open: false,
    everSynced: false,
    synced: false,
    offline: false,
    dropped: false,
    waiting: new Set(),
    carried: [],
    do(done, change) {
      deeds = done;
      for (const deed of done) browser.waiting.add(deed);
      doc.transact(change);
    },
    opened() {
      browser.open = true;
      browser.carried = [];
      say(frame(0, Y.encodeStateVector(doc)));
    },
    hear(said) {
      const decoder = decoding.createDecoder(said);
      const type = decoding.readVarUint(decoder);
      if (type === MESSAGE.ack) {
        decoding.readVarUint(decoder);
        const covered = browser.carried.slice(0, decoding.readVarUint(decoder)).flat();
        return covered.filter((deed) => browser.waiting.delete(deed));
      }
      if (type !== MESSAGE.sync) return [];
      const step = decoding.readVarUint(decoder);
      const bytes = decoding.readVarUint8Array(decoder);
      if (step === 0) {
        browser.carried.push([...browser.waiting]);
        say(frame(1, Y.encodeStateAsUpdate(doc, bytes)));
        return [];
      }
      Y.applyUpdate(doc, bytes, "server");
      if (step === 1) {
        browser.synced = true;
        browser.everSynced = true;
      }
      return [];
    },
    lost() {
      browser.wire = null;
      browser.open = false;
      browser.synced = false;
      browser.carried = [];
    },
  };
  return browser;
}

const TOKEN = /\[\w+\]/g;

export const tokensIn = (words: string): string[] => words.match(TOKEN) ?? [];

/** Every text of a room's document that people write, by name. Headings of the notes stand as they are. */
export function textsOf(doc: Y.Doc, at: Place): Map<string, Y.Text> {
  const found = new Map<string, Y.Text>();
  if (at.part !== "notes") {
    const texts = doc.getMap<Y.Text>("texts");
    for (const key of [...texts.keys()].sort()) found.set(key, texts.get(key) as Y.Text);
    return found;
  }
  doc
    .getXmlFragment(NOTES_FRAGMENT)
    .toArray()
    .forEach((block, i) => {
      if ((block as Y.XmlElement).nodeName !== "paragraph") return;
      for (const child of (block as Y.XmlElement).toArray()) if (child instanceof Y.XmlText) found.set(`${i}`, child);
    });
  return found;
}

export const plainText = (text: Y.Text): string =>
  text
    .toDelta()
    .map(({ insert }: { insert: unknown }) => (typeof insert === "string" ? insert : ""))
    .join("");

/** Everything a person could read in a room, in one comparable piece. */
export function readingOf(doc: Y.Doc, at: Place): string {
  if (at.part === "notes") return doc.getXmlFragment(NOTES_FRAGMENT).toString();
  const values = doc.getMap("values");
  return JSON.stringify([
    [...textsOf(doc, at)].map(([key, text]) => [key, text.toString()]),
    [...values.keys()].sort().map((key) => [key, values.get(key)]),
  ]);
}
