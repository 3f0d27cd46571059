import * as Y from "yjs";
import { syncFrame } from "./clients/light.ts";
import { lastText } from "./document.ts";
import { seeded } from "./measure.ts";

/** How a text came to be: its edits one by one as frames to send, and what it must be in the end. */
export interface Trace {
  frames: Uint8Array[];
  text: string;
  /** The document in the end, as one change. */
  whole: Uint8Array;
  /** The author's Yjs client, and its clock after each edit. */
  client: number;
  clocks: number[];
}

/**
 * Types a document as people do: forward at a caret, seven edits of ten insert and three delete backwards, in runs;
 * now and then the caret jumps. @param size characters each edit inserts or deletes, so that traces of different
 * lengths end with texts of the same size. @param from a document whose last paragraph is written into.
 */
export function typeTrace(
  from: Y.Doc,
  fragment: string,
  { edits, size, seed }: { edits: number; size: number; seed: number },
): Trace {
  const random = seeded(seed);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  const text = lastText(doc, fragment);
  const frames: Uint8Array[] = [];
  const clocks: number[] = [];
  doc.on("update", (update: Uint8Array) => {
    frames.push(syncFrame(2, update));
    clocks.push(Y.getState(doc.store, doc.clientID));
  });
  let caret = text.length;
  let length = text.length;
  for (let run = 0, deleting = false, i = 0; i < edits; i++, run--) {
    if (run <= 0) {
      deleting = !deleting && length > 200;
      run = 1 + Math.floor(random() * (deleting ? 6 : 14.6));
      if (!deleting && random() < 0.1) caret = Math.floor(random() * length);
    }
    // The last edit brings a character, so that its arrival can be seen.
    if (deleting && caret >= size && i < edits - 1) {
      caret -= size;
      length -= size;
      text.delete(caret, size);
    } else {
      const letters = Array.from({ length: size }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join("");
      text.insert(caret, letters);
      caret += size;
      length += size;
    }
  }
  return { frames, clocks, client: doc.clientID, text: text.toString(), whole: Y.encodeStateAsUpdate(doc) };
}

const LETTERS = "eeeeettttaaaooiinnsshhrdlcumwfgypbvk      ";
