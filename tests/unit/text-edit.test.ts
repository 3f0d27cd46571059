import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { editText, texts } from "../../shared/documents/form.ts";
import { applyChange, type Delta, difference, mapIndex, rebase } from "../../shared/documents/text-edit.ts";

const WORDS = ["", "a", "ab", "aab", "abab", "school", "scholar", "😀", "😁", "a😀b", "a😁b", "😀😀", "line\nline"];

/** Half of a character that takes two UTF-16 units. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function document(content: string) {
  const doc = new Y.Doc();
  texts(doc).set("t", new Y.Text(content));
  return { doc, text: texts(doc).get("t") as Y.Text };
}

describe("a text field against a shared text", () => {
  test("[SAVE-6] one replacement turns any text into any other, and cuts no character in two", () => {
    for (const before of WORDS)
      for (const after of WORDS) {
        const { doc, text } = document(before);
        editText(doc, "t", after);
        expect(text.toString()).toBe(after);
        const change = difference(before, after);
        if (change) expect(change.insert).not.toMatch(HALF);
      }
  });

  test("[SAVE-6] two people's edits of one text both survive", () => {
    const { doc, text } = document("The panel asks.");
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    editText(doc, "t", "The whole panel asks.");
    editText(other, "t", "The panel asks everyone.");
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(text.toString()).toBe("The whole panel asks everyone.");
  });

  test("[SAVE-7] a caret stays with its letter while others edit", () => {
    const cases: [caret: number, delta: Delta, expected: number][] = [
      [5, [{ insert: "abc" }], 8],
      [5, [{ retain: 9 }, { insert: "abc" }], 5],
      [5, [{ retain: 5 }, { insert: "abc" }], 5],
      [5, [{ delete: 3 }], 2],
      [5, [{ retain: 3 }, { delete: 9 }], 3],
      [5, [{ retain: 2 }, { delete: 1 }, { insert: "xy" }, { retain: 1 }, { insert: "z" }], 7],
      [0, [{ delete: 4 }, { insert: "new" }], 0],
    ];
    for (const [caret, delta, expected] of cases) expect(mapIndex(caret, delta)).toBe(expected);
  });

  test("[SAVE-7] the caret agrees with Yjs's own relative positions over random edits", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 500; round++) {
      const { doc, text } = document("abcdefghijklmnop");
      const caret = random(text.length + 1);
      const position = Y.createRelativePositionFromTypeIndex(text, caret, -1);
      let delta: Delta = [];
      text.observe((event) => {
        delta = event.delta as Delta;
      });
      const at = random(text.length + 1);
      const remove = random(text.length - at + 1);
      applyChange(text, { at, remove, insert: "#".repeat(random(4)) });
      const expected = Y.createAbsolutePositionFromRelativePosition(position, doc)?.index;
      expect(mapIndex(caret, delta), `round ${round}`).toBe(expected);
    }
  });

  test("[SAVE-7] what an input method composed lands where it was typed, though others edited meanwhile", () => {
    const { text } = document("Hello world");
    const deltas: Delta[] = [];
    text.observe((event) => deltas.push(event.delta as Delta));
    text.insert(0, ">> ");
    text.delete(text.length - 1, 1);
    const held = deltas.slice();
    const typed = difference("Hello world", "Hello 日本 world");
    if (typed) applyChange(text, rebase(typed, held));
    expect(text.toString()).toBe(">> Hello 日本 worl");
  });
});
