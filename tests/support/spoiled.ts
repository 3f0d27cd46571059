import * as Y from "yjs";
import { changeTo, presenceFrame, syncFrame } from "./raw-line.ts";

/** Bytes spoiled in one of the ways in which bytes are spoiled, or forged. */
export function spoiled(frame: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  const below = (n: number) => Math.floor(random() * n);
  const bytes = Buffer.from(frame);
  const at = below(bytes.length);
  const kinds: (() => Uint8Array)[] = [
    () => {
      for (let i = 0; i <= below(4); i++)
        bytes[below(bytes.length)] = (bytes[below(bytes.length)] ?? 0) ^ (1 << below(8));
      return bytes;
    },
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes, bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), other.subarray(below(other.length))]),
    // A number of seven bits becomes one of seventy.
    () =>
      Buffer.concat([
        bytes.subarray(0, at),
        Buffer.alloc(1 + below(10), 0xff),
        Buffer.from([below(128)]),
        bytes.subarray(at),
      ]),
    () => {
      bytes[Math.min(at, 2 + below(6))] = below(256);
      return bytes;
    },
    () => Buffer.concat([Buffer.from([below(256), below(256)]), bytes.subarray(Math.min(2, bytes.length))]),
    () => Buffer.from(Array.from({ length: below(200) }, () => below(256))),
    () =>
      Buffer.concat([
        Buffer.from([0, below(4), below(128)]),
        Buffer.from(Array.from({ length: below(128) }, () => below(256))),
      ]),
  ];
  return (kinds[below(kinds.length)] as () => Uint8Array)();
}

/** The first words there are: a spoiled frame may have put an empty line before them. */
function firstWords(notes: Y.XmlFragment): Y.XmlText {
  const words = notes.toArray().flatMap((line) => (line instanceof Y.XmlElement ? line.toArray() : []));
  return words.find((each) => each instanceof Y.XmlText) as Y.XmlText;
}

/** One frame of each sort that a browser with this text may send. */
export function frames(doc: Y.Doc, random: () => number): Uint8Array[] {
  const notes = doc.share.has("notes");
  const edits: ((copy: Y.Doc) => void)[] = notes
    ? [
        (copy) => {
          const made = new Y.XmlElement("paragraph");
          made.insert(0, [new Y.XmlText("a line of notes")]);
          copy.getXmlFragment("notes").push([made]);
        },
        (copy) => firstWords(copy.getXmlFragment("notes")).format(0, 3, { bold: {} }),
        (copy) => copy.getXmlFragment("notes").delete(1, 1),
      ]
    : [
        (copy) =>
          copy.getMap("values").set([...copy.getMap("texts").keys()][0]?.replace("evidence", "rating") ?? "", 3),
        (copy) => ([...copy.getMap("texts").values()][0] as Y.Text).insert(0, "evidence"),
      ];
  const client = Math.floor(random() * 2 ** 32);
  return [
    ...edits.map((edit) => syncFrame(2, changeTo(doc, edit))),
    ...edits.map((edit) => syncFrame(1, changeTo(doc, edit))),
    syncFrame(2, Y.encodeStateAsUpdate(doc)),
    syncFrame(0, Y.encodeStateVector(doc)),
    presenceFrame([
      { client, clock: 1, state: { field: "notes", cursor: { anchor: { tname: "notes" }, head: { tname: "notes" } } } },
    ]),
    Uint8Array.from([3]),
  ];
}
