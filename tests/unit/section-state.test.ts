import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { canonicalJson } from "../../shared/canonical.ts";
import { evaluationTextShape, readEvaluationText } from "../../shared/documents/evaluation.ts";
import { seedDocument } from "../../shared/documents/form.ts";
import type { NoteBlock } from "../../shared/documents/notes.ts";
import { readSections, TEXT_FRAGMENT, textShape, writeSection } from "../../shared/documents/rich.ts";
import { sectionHash, sectionState, type Tick } from "../../shared/section-state.ts";

const line = (text: string): NoteBlock => ({ type: "paragraph", text });
const WORDS = [line("Taught twelve lessons."), line("Reports were on time.")];
const tick = (side: Tick["side"], blocks: readonly NoteBlock[]): Tick => ({
  userId: side,
  side,
  hash: sectionHash(blocks),
});

test("[SECT-1] a section goes from not opened to started, ready and agreed by both", () => {
  const [one, other] = [tick("agency", WORDS), tick("district", WORDS)];
  expect(sectionState([], []).state).toBe("notOpened");
  expect(sectionState(WORDS, []).state).toBe("started");
  expect(sectionState(WORDS, [other]).state).toBe("ready");
  expect(sectionState(WORDS, [one, other]).state).toBe("agreed");
  expect(sectionState(WORDS, [one, { ...one, userId: "second" }]).state).toBe("ready");
  expect(sectionState([], [tick("agency", []), tick("district", [])]).state).toBe("notOpened");
});

test("[SECT-1] an edit ends every tick of its section and says which; the old words bring them back", () => {
  const both = [tick("agency", WORDS), tick("district", WORDS)];
  for (const changed of [
    [line("Taught eleven lessons."), WORDS[1] as NoteBlock],
    [...WORDS].reverse(),
    WORDS.slice(0, 1),
    [...WORDS, line("And more.")],
    [{ type: "item", text: "Taught twelve lessons." } as NoteBlock, WORDS[1] as NoteBlock],
    [line("Taught twelve lessons.Reports were on time.")],
  ]) {
    const after = sectionState(changed, both);
    expect(after.state).toBe("started");
    expect(after.ended).toEqual(both);
  }
  expect(sectionState(WORDS, both)).toMatchObject({ state: "agreed", standing: both, ended: [] });
});

test("[SECT-1] the hash is the one any program computes, and other sections do not enter into it", () => {
  const words = canonicalJson(WORDS.map(({ type, text }) => [type, text]));
  expect(sectionHash(WORDS)).toBe(createHash("sha256").update(words, "utf8").digest("hex"));
  const doc = new Y.Doc();
  seedDocument(doc, textShape(["Presence", "Teaching"]));
  writeSection(doc, "Presence", "In the halls each morning.");
  const before = readSections(doc);
  expect(before.map(({ heading }) => heading)).toEqual(["Presence", "Teaching"]);
  writeSection(doc, "Teaching", "Twelve lessons.");
  const after = readSections(doc);
  expect(sectionHash(after[0]?.blocks ?? [])).toBe(sectionHash(before[0]?.blocks ?? []));
  expect(sectionHash(after[1]?.blocks ?? [])).not.toBe(sectionHash(before[1]?.blocks ?? []));
});

test("[EVAL-24] words above the first heading of an evaluation open its first section, and are never left out", () => {
  const doc = new Y.Doc();
  seedDocument(doc, evaluationTextShape());
  const above = new Y.XmlElement("paragraph");
  above.insert(0, [new Y.XmlText("Written above everything.")]);
  doc.getXmlFragment(TEXT_FRAGMENT).insert(0, [above]);
  writeSection(doc, readEvaluationText(doc)[0]?.title ?? "", "And under it.");
  expect(readEvaluationText(doc)[0]?.blocks.map(({ text }) => text)).toEqual([
    "Written above everything.",
    "And under it.",
  ]);
});
