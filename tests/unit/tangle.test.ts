import { expect, test } from "vitest";
import * as Y from "yjs";
import { tangled } from "../../server/room/tangle.ts";
import { CONTENT, handmade, item, type Place } from "../support/raw-line.ts";

/** What one page sends in one piece when it comes back, after this work without a network. */
function offline(work: (doc: Y.Doc, text: Y.XmlText) => void): Uint8Array {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText("What was there before. ".repeat(200));
  paragraph.insert(0, [text]);
  doc.getXmlFragment("notes").push([paragraph]);
  const page = new Y.Doc();
  Y.applyUpdate(page, Y.encodeStateAsUpdate(doc));
  const known = Y.encodeStateVector(page);
  const line = page.getXmlFragment("notes").get(0) as Y.XmlElement;
  work(page, line.get(0) as Y.XmlText);
  const bytes = Y.encodeStateAsUpdate(page, known);
  Y.applyUpdate(doc, bytes);
  expect(doc.getXmlFragment("notes").toString()).toBe(page.getXmlFragment("notes").toString());
  return bytes;
}

const HONEST: [string, (doc: Y.Doc, text: Y.XmlText) => void][] = [
  [
    "ten thousand letters, one by one",
    (_, text) => {
      for (let i = 0; i < 10_000; i++) text.insert(text.length, "a");
    },
  ],
  ["a page of text in one piece", (_, text) => text.insert(100, "Pasted words. ".repeat(3_000))],
  [
    "a document of two thousand lines in one piece",
    (doc) =>
      doc.getXmlFragment("notes").push(
        Array.from({ length: 2_000 }, () => {
          const line = new Y.XmlElement("paragraph");
          line.insert(0, [new Y.XmlText("One line of what was pasted.")]);
          return line;
        }),
      ),
  ],
  [
    "hours of corrections offline: a word put in here, another taken out there",
    (_, text) => {
      for (let i = 0; i < 400; i++) {
        const at = (i * 7_919) % (text.length - 10);
        if (i % 3 === 0) text.delete(at, 4);
        else for (const [k, letter] of [..."often"].entries()) text.insert(at + k, letter);
      }
    },
  ],
  [
    "a text written, and taken out letter by letter",
    (_, text) => {
      for (let i = 0; i < 3_000; i++) text.insert(50 + i, "x");
      for (let i = 3_000; i > 0; i--) text.delete(49 + i, 1);
    },
  ],
  [
    "a long text made bold, word by word",
    (_, text) => {
      for (let at = 0; at < 4_000; at += 20) text.format(at, 8, { bold: {} });
    },
  ],
];

test.each(HONEST)("[ROOM-74] what people do is not tangled: %s", (_, work) => {
  const bytes = offline(work);
  expect(tangled(bytes)).toBe(false);
});

const FAR: Place = { client: 7, clock: 0 };
const OTHER: Place = { client: 7, clock: 1 };
const run = (length: number, at: (i: number) => Parameters<typeof item>[0]) =>
  handmade([{ client: 9, clock: 0, structs: Array.from({ length }, (_, i) => item(at(i), CONTENT.words("x"))) }]);

const ATTACKS: [string, Uint8Array][] = [
  ["all pieces name the same two far neighbours", run(10_000, () => ({ origin: FAR, right: OTHER }))],
  ["all pieces stand before the same one", run(10_000, () => ({ right: OTHER }))],
  ["all pieces stand after the same one", run(10_000, () => ({ origin: FAR }))],
  ["all pieces come first in the text", run(10_000, () => ({ parent: "notes" }))],
  ["places named in turns", run(10_000, (i) => ({ origin: i % 2 ? FAR : OTHER }))],
  ["the same place deleted again and again", handmade([], [[7, Array.from({ length: 3_000 }, () => [0, 1])]])],
  ["deletions of nothing", handmade([], [[7, Array.from({ length: 3_000 }, (_, i) => [i, 0])]])],
];

test.each(ATTACKS)("[ROOM-74] a change whose merging would hold everybody up is tangled: %s", (_, bytes) => {
  expect(tangled(bytes)).toBe(true);
});

test("[ROOM-74] a small change is never tangled, and bytes that are no change are not judged at all", () => {
  expect(tangled(run(100, () => ({ origin: FAR, right: OTHER })))).toBe(false);
  expect(() => tangled(new Uint8Array(4_096).fill(255))).toThrow();
});
