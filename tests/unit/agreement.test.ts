import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { QUESTIONS } from "../../shared/content/questions.ts";
import { copyForm, editText, readText, seedDocument, setValue } from "../../shared/documents/form.ts";
import {
  choose,
  missingInTerms,
  type ProcessTerms,
  processKeys,
  processShape,
  readTerms,
  setOrder,
} from "../../shared/documents/process.ts";
import { nextFor, roundStep } from "../../shared/round.ts";

const MEMBERS = ["ortiz", "bell", "hale"];

function agreement(): Y.Doc {
  const doc = new Y.Doc();
  const start = { position: "School Resource Officer", schoolId: null, cutoffDate: "2026-10-30", panel: MEMBERS };
  seedDocument(doc, processShape(MEMBERS, start));
  return doc;
}
const terms = (doc: Y.Doc): ProcessTerms => readTerms(doc, MEMBERS);
const gaps = (doc: Y.Doc) => missingInTerms(terms(doc));
const ids = (list: { id: string }[]) => list.map((entry) => entry.id);

describe("what keeps the agreement from being signed", () => {
  it("[PROC-1] the default agreement has everything: it can be signed as it stands", () => {
    expect(gaps(agreement())).toEqual([]);
  });

  it("[MOU-8] a round does not ask for less service than the agreement between the parties", () => {
    const doc = agreement();
    expect(missingInTerms(terms(doc), 3)).toEqual([]);
    setValue(doc, "minimumYears", 2.5);
    expect(missingInTerms(terms(doc), 3)).toEqual([
      { part: "position", sentence: expect.stringMatching(/at least 3/) },
    ]);
    expect(missingInTerms(terms(doc), null)).toEqual([]);
    setValue(doc, "minimumYears", 4);
    expect(missingInTerms(terms(doc), 3)).toEqual([]);
  });

  it("[PROC-2] unequal weights need a written reason", () => {
    const doc = agreement();
    setValue(doc, processKeys.criterion("youth-engagement", "weight"), 2);
    expect(gaps(doc)).toEqual([{ part: "criteria", sentence: expect.stringMatching(/Weights are unequal/) }]);
    editText(doc, "weightReason", "The school asked for it after the job analysis.");
    expect(gaps(doc)).toEqual([]);
    setValue(doc, processKeys.criterion("youth-engagement", "weight"), 1);
    editText(doc, "weightReason", "");
    expect(gaps(doc)).toEqual([]);
  });

  it.each([
    ["a position", "position", (doc: Y.Doc) => editText(doc, "position", "  ")],
    ["a tie rule", "rules", (doc: Y.Doc) => editText(doc, "tieRule", "")],
    [
      "an anchor for 3",
      "criteria",
      (doc: Y.Doc) => editText(doc, processKeys.criterion("judgment-discretion", "anchor3"), ""),
    ],
    [
      "words in every question",
      "questions",
      (doc: Y.Doc) => editText(doc, processKeys.question("pressed-to-arrest", "lead"), ""),
    ],
    [
      "a criterion of the agreement for every question",
      "questions",
      (doc: Y.Doc) => setValue(doc, processKeys.question("pressed-to-arrest", "criterion"), "triad-understanding"),
    ],
    [
      "evidence for every criterion",
      "questions",
      (doc: Y.Doc) => setValue(doc, processKeys.exercise("writing-sample"), false),
    ],
    [
      "two people on the panel",
      "panel",
      (doc: Y.Doc) => {
        setValue(doc, processKeys.panel("bell"), false);
        setValue(doc, processKeys.panel("hale"), false);
      },
    ],
  ])("[PROC-1] the agreement needs %s", (_what, part, spoil) => {
    const doc = agreement();
    spoil(doc);
    expect(gaps(doc)).toEqual([{ part, sentence: expect.stringMatching(/\.$/) }]);
  });
});

describe("choosing and ordering", () => {
  it("adds at the end, leaves out, and keeps the order both sides see", () => {
    const doc = agreement();
    const before = ids(terms(doc).questions);
    const added = QUESTIONS.find((question) => !before.includes(question.id))?.id ?? "";
    choose(doc, "question", added, true, before);
    expect(ids(terms(doc).questions)).toEqual([...before, added]);
    setOrder(doc, "question", [...before].reverse());
    expect(ids(terms(doc).questions).slice(0, before.length)).toEqual([...before].reverse());
    choose(doc, "question", before[0] as string, false, before);
    expect(ids(terms(doc).questions)).not.toContain(before[0]);
  });

  it("two leads who move different lines at once end with the same order", () => {
    const [one, two] = [agreement(), new Y.Doc()];
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    const list = ids(terms(one).criteria);
    setOrder(one, "criterion", [...list].reverse());
    setOrder(two, "criterion", [...list.slice(1), list[0] as string]);
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    expect(terms(one)).toEqual(terms(two));
  });

  it("[PROC-5] a reopened text starts from every value and word of the one before it", () => {
    const before = agreement();
    editText(before, "position", "School Resource Officer, Larkfield Middle School");
    setValue(before, "scoringMode", "open");
    const after = agreement();
    copyForm(before, after);
    expect(terms(after)).toEqual(terms(before));
    expect(readText(after, "position")).toBe("School Resource Officer, Larkfield Middle School");
  });
});

describe("where a round stands", () => {
  const entry = (candidate: Parameters<typeof roundStep>[1][number]["candidate"], interview = null as never) => ({
    candidate,
    interview,
  });

  it("follows the agreement first, then the slowest candidate", () => {
    expect(roundStep("draft", [])).toBe(0);
    expect(roundStep("frozen", [])).toBe(0);
    expect(roundStep("active", [])).toBe(1);
    expect(roundStep("active", [entry("eligible")])).toBe(1);
    expect(roundStep("active", [{ candidate: "scheduled", interview: "briefed" }, entry("eligible")])).toBe(2);
    expect(roundStep("active", [{ candidate: "scheduled", interview: "consensus" }])).toBe(3);
    expect(roundStep("active", [{ candidate: "decided", interview: "sealed" }, entry("ineligible")])).toBe(4);
    expect(roundStep("closed", [])).toBe(5);
  });

  it("says what comes next from a count of cards, nothing else", () => {
    expect(nextFor({ candidate: "scheduled", interview: "scoring" }, { in: 3, of: 5 })).toBe("Await 2 of 5 cards");
    expect(nextFor({ candidate: "scheduled", interview: "scoring" }, { in: 5, of: 5 })).toBe("Open the cards");
    expect(nextFor({ candidate: "waiver", interview: null }, { in: 0, of: 0 })).toBe("Sign or deny the waiver");
  });
});
