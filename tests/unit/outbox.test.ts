import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { wordsOf } from "../../app/workspace/kept-words.ts";
import type { KeptChange } from "../../app/workspace/outbox.ts";
import { trackUnsent } from "../../app/workspace/unsent.ts";
import { editText, readText, seedDocument, setValue } from "../../shared/documents/form.ts";
import { NOTES_FRAGMENT, notesShape } from "../../shared/documents/notes.ts";

/** A person's page: a document that heard the server's state, and the changes typed on it as the outbox takes them. */
function page(server: Y.Doc) {
  const doc = new Y.Doc();
  const unsent = trackUnsent(doc);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
  const changes: KeptChange[] = [];
  doc.on("update", (bytes: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local) changes.push({ bytes, label: unsent.fieldOf(transaction), at: changes.length });
  });
  return { doc, unsent, changes };
}

function form(): Y.Doc {
  const server = new Y.Doc();
  seedDocument(server, {
    kind: "form",
    values: {},
    texts: { reason: { max: 500 }, tie: { max: 500, initial: "Theirs, and only theirs." } },
  });
  return server;
}

describe("what the outbox holds", () => {
  test("[SAVE-14] holds what was typed here, and nobody else's words", () => {
    const server = form();
    const { doc, changes } = page(server);
    editText(doc, "tie", "Theirs, and mine, and only theirs.");
    const held = changes.map(({ bytes }) => Buffer.from(bytes).toString("latin1")).join("");
    expect(held).toContain("mine");
    expect(held).not.toContain("Theirs");
    expect(held).not.toContain("only");
  });

  test("[SAVE-14] every beginning of what was typed joins the server's text, once, and leaves nothing pending", () => {
    const server = form();
    const { doc, changes } = page(server);
    const typed = "Kept two limits; then left.";
    for (let n = 1; n <= typed.length; n++) editText(doc, "reason", typed.slice(0, n));
    editText(doc, "reason", typed.replace("two", "three"));
    for (let n = 0; n <= changes.length; n++) {
      const later = new Y.Doc();
      Y.applyUpdate(later, Y.encodeStateAsUpdate(server));
      const found = changes.slice(0, n).map(({ bytes }) => bytes);
      if (n > 0) Y.applyUpdate(later, Y.mergeUpdates(found));
      if (n > 0) Y.applyUpdate(later, Y.mergeUpdates(found));
      expect(later.store.pendingStructs).toBeNull();
      expect(later.store.pendingDs).toBeNull();
      expect(readText(later, "reason")).toBe(n <= typed.length ? typed.slice(0, n) : typed.replace("two", "three"));
    }
  });
});

describe("words for copying, read from the changes alone", () => {
  test("[SAVE-16] are in the order on the page, without what was deleted again, under their field's words", () => {
    const { doc, unsent, changes } = page(form());
    unsent.label("reason", "Reason for this score");
    for (const text of ["She", "She waited.", "She waitd.", "She waited.", "First, She waited."])
      editText(doc, "reason", text);
    editText(doc, "tie", "A. Theirs, and only theirs.");
    editText(doc, "tie", "A. Theirs, and only theirs. B.");
    setValue(doc, "agreed", 3);
    setValue(doc, "agreed", 4);
    expect(wordsOf(changes)).toEqual([
      { label: "Reason for this score", text: "First, She waited." },
      { label: "tie", text: "A. \n B." },
      { label: "agreed", text: "4" },
    ]);
  });

  test("[SAVE-16] whole characters stay whole", () => {
    const { doc, changes } = page(form());
    for (const text of ["Ja 👮", "Ja 👮🏽!", "Ja 👮🏽 né!"]) editText(doc, "reason", text);
    expect(wordsOf(changes)).toEqual([{ label: "reason", text: "Ja 👮🏽 né!" }]);
  });

  test("[SAVE-16] rich text comes paragraph by paragraph", () => {
    const server = new Y.Doc();
    seedDocument(server, notesShape(["Question 1"]));
    const { doc, changes } = page(server);
    const fragment = doc.getXmlFragment(NOTES_FRAGMENT);
    const add = (words: string) => {
      const paragraph = new Y.XmlElement("paragraph");
      const text = new Y.XmlText();
      doc.transact(() => {
        fragment.push([paragraph]);
        paragraph.insert(0, [text]);
      });
      for (const [at, letter] of [...words].entries()) text.insert(at, letter);
    };
    add("He came early.");
    add("He left late.");
    expect(wordsOf(changes)).toEqual([{ label: "Notes", text: "He came early.\nHe left late." }]);
  });
});
