import { describe, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { actionOf } from "../../app/workspace/keys.tsx";
import { peopleIn } from "../../app/workspace/people.ts";
import { facesOf } from "../../app/workspace/presence.tsx";
import { RICH_LABEL, trackUnsent } from "../../app/workspace/unsent.ts";
import { seedDocument, setValue, texts } from "../../shared/documents/form.ts";
import { NOTES_FRAGMENT, notesShape } from "../../shared/documents/notes.ts";
import { applyChange } from "../../shared/documents/text-edit.ts";

const ortiz = {
  userId: "u1",
  name: "Lt. Dana Ortiz",
  shortName: "Ortiz",
  initials: "DO",
  party: "agency",
  role: "supervisor",
} as const;
const bell = {
  userId: "u2",
  name: "Principal Ruth Bell",
  shortName: "Bell",
  initials: "RB",
  party: "district",
  role: "administrator",
} as const;

describe("words that were never sent", () => {
  test("[SAVE-9] are handed back field by field, with their labels, and only what was edited here", () => {
    const doc = new Y.Doc();
    const server = new Y.Doc();
    seedDocument(server, {
      kind: "form",
      values: {},
      texts: { reason: { max: 100 }, other: { max: 100, initial: "theirs" } },
    });
    const unsent = trackUnsent(doc);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
    expect(unsent.texts()).toEqual([]);
    unsent.label("reason", "Reason for this score");
    applyChange(texts(doc).get("reason") as Y.Text, { at: 0, remove: 0, insert: "Kept the decision." });
    setValue(doc, "agreed", 4);
    expect(unsent.texts()).toEqual([
      { label: "Reason for this score", text: "Kept the decision." },
      { label: "agreed", text: "4" },
    ]);
    unsent.clear();
    expect(unsent.texts()).toEqual([]);
  });

  test("[SAVE-9] rich text is handed back line by line", () => {
    const doc = new Y.Doc();
    const server = new Y.Doc();
    seedDocument(server, notesShape(["Question 1"]));
    const unsent = trackUnsent(doc);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
    unsent.label(RICH_LABEL, "Shared notes");
    const paragraph = doc.getXmlFragment(NOTES_FRAGMENT).get(1) as Y.XmlElement;
    paragraph.insert(0, [new Y.XmlText("Cited the agreement.")]);
    expect(unsent.texts()).toEqual([{ label: "Shared notes", text: "Cited the agreement." }]);
  });
});

describe("who is here", () => {
  test("only people the server describes are shown, and nothing new is said while nothing changed", () => {
    const awareness = new Awareness(new Y.Doc());
    awareness.setLocalState({ field: null });
    expect(peopleIn(awareness, [])).toEqual([]);
    awareness.states.set(11, { user: bell, field: "tieRule" });
    const people = peopleIn(awareness, []);
    expect(people).toEqual([{ ...bell, client: 11, field: "tieRule", self: false }]);
    expect(peopleIn(awareness, people)).toBe(people);
    awareness.destroy();
  });

  test("the expected stay in their order; whoever else is here comes after them", () => {
    const faces = facesOf([{ ...bell, submitted: true }], [ortiz]);
    expect(
      faces.map(({ initials, connected, submitted }) => [initials, connected ?? true, submitted ?? false]),
    ).toEqual([
      ["RB", false, true],
      ["DO", true, false],
    ]);
  });
});

test("single keys: 1 to 5, 0 and N, J and K, the question mark, and nothing else", () => {
  expect(["1", "5", "0", "n", "N", "j", "K", "?"].map(actionOf)).toEqual([
    1,
    5,
    "none",
    "none",
    "none",
    "next",
    "previous",
    "help",
  ]);
  expect(["6", "a", "Enter", "", "10"].map(actionOf)).toEqual([null, null, null, null, null]);
});
