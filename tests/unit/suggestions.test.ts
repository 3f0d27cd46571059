import { describe, expect, test } from "vitest";
import type * as Y from "yjs";
import { judge } from "../../server/room/judge.ts";
import { textBlocks } from "../../shared/comment-anchor.ts";
import { NOTES_FRAGMENT, notesShape } from "../../shared/documents/notes.ts";
import {
  DECIDED,
  decide,
  decisionOn,
  lateWords,
  openSuggestions,
  readSuggestions,
  withdrawSuggestion,
} from "../../shared/suggestions.ts";
import { judged, OWN, put, room, run, THEIRS, uuid, wordsOf } from "../support/suggestions/room.ts";

describe("the judge of whoever writes", () => {
  test("[SUGG-2] they write the text, decide in their own name, and take that back", () => {
    const doc = room();
    const write = (change: (copy: Y.Doc) => void) => judged(doc, "usr_a", "write", change);
    expect(write((copy) => run(copy).insert(0, "All year ")).reason).toBeNull();
    const both = write((copy) => {
      run(copy).delete(0, 4);
      decide(copy, { id: OWN, text: "sent" }, "accepted", "usr_a");
    });
    expect(both).toEqual({ reason: null, news: { made: [], withdrawn: [], decided: [{ id: OWN, how: "accepted" }] } });
    const undone = write((copy) => copy.getMap(DECIDED).delete(OWN));
    expect(undone).toEqual({ reason: null, news: { made: [], withdrawn: [], decided: [{ id: OWN, how: null }] } });
    expect(write((copy) => run(copy).insert(0, "x")).news).toBeNull();
    expect(write((copy) => put(copy, `usr_a.${uuid(7)}`, 0, 2, "x")).news?.made).toEqual([`usr_a.${uuid(7)}`]);
  });

  test.each([
    ["another's words", (doc: Y.Doc) => wordsOf(doc, OWN).insert(0, "not ")],
    ["another's suggestion withdrawn", (doc: Y.Doc) => withdrawSuggestion(doc, OWN)],
    ["a suggestion in another's name", (doc: Y.Doc) => put(doc, `usr_b.${uuid(9)}`, 0, 2, "x")],
    ["a decision in another's name", (doc: Y.Doc) => decide(doc, { id: OWN, text: "" }, "accepted", "usr_c")],
    ["a decision about nothing", (doc: Y.Doc) => decide(doc, { id: "all", text: "" }, "accepted", "usr_a")],
    ["a suggestion's mark in the text", (doc: Y.Doc) => run(doc).format(0, 4, { insertion: { id: OWN } })],
  ])("[SUGG-2] they do not make %s", (_, change) => {
    expect(judged(room(), "usr_a", "write", change).reason).not.toBeNull();
  });

  test("[SUGG-2] whoever only reads a text without suggestions gets no way around by asking for them", () => {
    const doc = room();
    const plain = notesShape([]);
    let reason: string | null = null;
    doc.on("afterTransaction", (transaction) => {
      reason ??= judge(transaction, plain, "usr_b", "suggest");
    });
    put(doc, `usr_b.${uuid(9)}`, 0, 2, "x");
    expect(reason).toBe("another-root");
  });
});

test("[SUGG-4] a decided suggestion is no longer open; what its author wrote into it meanwhile is told apart", () => {
  const doc = room();
  const blocks = () => textBlocks(doc.getXmlFragment(NOTES_FRAGMENT));
  expect(openSuggestions(doc, blocks()).map(({ id }) => id)).toEqual([THEIRS, OWN]);
  decide(doc, { id: OWN, text: "sent" }, "accepted", "usr_a");
  wordsOf(doc, OWN).insert(4, " in");
  expect(openSuggestions(doc, blocks()).map(({ id }) => id)).toEqual([THEIRS]);
  const own = readSuggestions(doc).find(({ id }) => id === OWN);
  expect(own && lateWords(own)).toBe(" in");
  withdrawSuggestion(doc, OWN);
  expect(decisionOn(doc, OWN)?.how).toBe("accepted");
});
