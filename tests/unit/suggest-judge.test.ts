import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { judge } from "../../server/room/judge.ts";
import { NOTES_FRAGMENT } from "../../shared/documents/notes.ts";
import {
  authorOf,
  DECIDED,
  decide,
  decisionOn,
  LONGEST_SUGGESTION,
  SUGGESTIONS,
  withdrawSuggestion,
} from "../../shared/suggestions.ts";
import { randomness } from "../support/campaign-random.ts";
import {
  copyOf,
  entry,
  judged,
  line,
  OWN,
  put,
  room,
  run,
  SETTLED,
  SHAPE,
  THEIRS,
  uuid,
  wordsOf,
} from "../support/suggestions/room.ts";

/** Everything that is not this person's: the text, what others suggest, what was decided. */
function withoutOwn(doc: Y.Doc, userId: string): string {
  const others = [...doc.getMap<Y.Map<unknown>>(SUGGESTIONS)].filter(([id]) => authorOf(id) !== userId);
  const said = others.map(([id, each]) => [id, each instanceof Y.Map ? each.toJSON() : each]).sort();
  const decided = [...doc.getMap(DECIDED)].map(([id]) => [id, decisionOn(doc, id)]).sort();
  return JSON.stringify([doc.getXmlFragment(NOTES_FRAGMENT).toString(), said, decided, doc.share.size]);
}

const map = (from: object) => new Y.Map(Object.entries(from));
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const AT = bytes({ start: "AAAA", end: "AAAA", quote: "x" });

/** What somebody who only suggests might try; each of them changes something. */
const FORGED: [string, (doc: Y.Doc) => void][] = [
  ["words in the text", (doc) => run(doc).insert(3, "!")],
  ["words in the text, marked as an insertion", (doc) => run(doc).insert(3, "!", { insertion: { id: OWN } })],
  ["a deletion in the text", (doc) => run(doc).delete(0, 4)],
  ["bold in the text", (doc) => run(doc).format(0, 4, { bold: {} })],
  ["a mark of a suggestion in the text", (doc) => run(doc).format(0, 4, { deletion: { id: OWN } })],
  ["a new line", (doc) => doc.getXmlFragment(NOTES_FRAGMENT).push([new Y.XmlElement("paragraph")])],
  ["a line taken out", (doc) => doc.getXmlFragment(NOTES_FRAGMENT).delete(0, 1)],
  ["an attribute", (doc) => line(doc).setAttribute("level", "3")],
  ["a suggestion in another's name", (doc) => put(doc, `usr_c.${uuid(9)}`, 0, 2, "x")],
  ["a suggestion in a name that only begins alike", (doc) => put(doc, `usr_bx.${uuid(9)}`, 0, 2, "x")],
  ["a suggestion whose name ends alike", (doc) => put(doc, `x.usr_b.${uuid(9)}`, 0, 2, "x")],
  ["a suggestion without an author", (doc) => put(doc, uuid(9), 0, 2, "x")],
  ["another's suggestion withdrawn", (doc) => withdrawSuggestion(doc, THEIRS)],
  ["another's words", (doc) => wordsOf(doc, THEIRS).insert(0, "not ")],
  ["another's words taken out", (doc) => wordsOf(doc, THEIRS).delete(0, 4)],
  ["another's place", (doc) => entry(doc, THEIRS).set("at", AT)],
  ["another's suggestion replaced", (doc) => doc.getMap(SUGGESTIONS).set(THEIRS, map({ at: AT, text: new Y.Text() }))],
  ["the own one accepted", (doc) => decide(doc, { id: OWN, text: "sent" }, "accepted", "usr_b")],
  ["another's rejected, as if by the writer", (doc) => decide(doc, { id: THEIRS, text: "" }, "rejected", "usr_a")],
  ["a decision taken back", (doc) => doc.getMap(DECIDED).delete(SETTLED)],
  ["a root of its own", (doc) => doc.getMap("mine").set("a", 1)],
  ["no suggestion at all", (doc) => doc.getMap(SUGGESTIONS).set(`usr_b.${uuid(9)}`, "words")],
  ["a text in place of a suggestion", (doc) => doc.getMap(SUGGESTIONS).set(`usr_b.${uuid(9)}`, new Y.Text("x"))],
  ["something more in a suggestion", (doc) => entry(doc, OWN).set("decided", "accepted")],
  ["a place that is none", (doc) => entry(doc, OWN).set("at", bytes({ start: 1 }))],
  ["a place in plain words", (doc) => entry(doc, OWN).set("at", "here")],
  ["a place without end", (doc) => entry(doc, OWN).set("at", bytes({ start: "", end: "", quote: "x".repeat(9_000) }))],
  ["rich words", (doc) => entry(doc, OWN).set("text", new Y.XmlText("x"))],
  ["a picture among the words", (doc) => wordsOf(doc, OWN).insertEmbed(0, { src: "x" })],
  ["bold words", (doc) => wordsOf(doc, OWN).format(0, 2, { bold: {} })],
  ["words without end", (doc) => wordsOf(doc, OWN).insert(0, "x".repeat(LONGEST_SUGGESTION + 1))],
  ["an attribute of the words", (doc) => wordsOf(doc, OWN).setAttribute("a", "b")],
];

/** What the editor of somebody who suggests does. */
const HONEST: [string, (doc: Y.Doc, n: number) => void][] = [
  ["a new suggestion", (doc, n) => put(doc, `usr_b.${uuid(100 + n)}`, 5, 12, "words")],
  ["an insertion", (doc, n) => put(doc, `usr_b.${uuid(100 + n)}`, 7, 7, "a\nb", 1)],
  ["typing on", (doc) => wordsOf(doc, OWN).insert(2, "é😀")],
  ["taking back letters", (doc) => wordsOf(doc, OWN).delete(0, 1)],
  ["a wider place", (doc) => put(doc, OWN, 2, 12, "sent")],
  ["withdrawn", (doc) => withdrawSuggestion(doc, OWN)],
];

describe("the judge of somebody who suggests", () => {
  test.each(FORGED)("[SUGG-1] refuses %s", (_, change) => {
    expect(judged(room(), "usr_b", "suggest", change).reason).not.toBeNull();
  });

  test.each(HONEST)("[SUGG-1] lets through %s", (_, change) => {
    const doc = room();
    const before = withoutOwn(doc, "usr_b");
    expect(judged(doc, "usr_b", "suggest", (copy) => change(copy, 1)).reason).toBeNull();
    expect(withoutOwn(doc, "usr_b")).toBe(before);
  });

  test("[SUGG-1] whatever mixture of the two, at whatever moment: what is let through changes nothing but their own", () => {
    const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
    console.log(`suggest-judge: FAULTS_SEED=${seed}`);
    const random = randomness(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    let [allowed, refused] = [0, 0];
    for (let round = 0; round < 1_000; round++) {
      const doc = room();
      // What the sender saw may be older than what the server has by now.
      const view = copyOf(doc);
      if (random() < 0.5) run(doc).insert(0, "All year ");
      if (random() < 0.3) decide(doc, { id: OWN, text: "sent" }, "accepted", "usr_a");
      if (random() < 0.2) doc.getXmlFragment(NOTES_FRAGMENT).delete(1, 1);
      const before = withoutOwn(doc, "usr_b");
      const forged = random() < 0.5;
      const acts = [pick(HONEST), ...(random() < 0.5 ? [HONEST[0], HONEST[1]] : [])].slice(0, 3) as typeof HONEST;
      const trick = pick(FORGED);
      const { reason } = judged(
        doc,
        "usr_b",
        "suggest",
        (copy) => {
          for (const [i, [, act]] of acts.entries()) if (!forged || i > 0) act(copy, i);
          if (forged) trick[1](copy);
        },
        view,
      );
      const told = `seed ${seed} round ${round}: ${forged ? trick[0] : acts.map(([name]) => name)}`;
      if (forged) expect(reason, told).not.toBeNull();
      else expect(reason, told).toBeNull();
      if (reason === null) expect(withoutOwn(doc, "usr_b"), told).toBe(before);
      if (reason === null) allowed++;
      else refused++;
    }
    expect(Math.min(allowed, refused)).toBeGreaterThan(300);
  });

  test("[SUGG-1] in fifty pages a keystroke is judged in less than 5 ms", () => {
    const page = "Officer Patel taught lessons and was seen in the halls each morning. ".repeat(45);
    const doc = room(Array.from({ length: 50 }, () => page));
    const took: number[] = [];
    for (let i = 0; i < 50; i++) {
      const copy = copyOf(doc);
      const before = Y.encodeStateVector(copy);
      wordsOf(copy, OWN).insert(i, "x");
      const update = Y.encodeStateAsUpdate(copy, before);
      const onTransaction = (transaction: Y.Transaction) => {
        const start = performance.now();
        expect(judge(transaction, SHAPE, "usr_b", "suggest")).toBeNull();
        took.push(performance.now() - start);
      };
      doc.on("afterTransaction", onTransaction);
      Y.applyUpdate(doc, update);
      doc.off("afterTransaction", onTransaction);
    }
    took.sort((a, b) => a - b);
    console.log(`judge of one keystroke: median ${took[25]?.toFixed(3)} ms, worst ${took.at(-1)?.toFixed(3)} ms`);
    expect(took[25]).toBeLessThan(5);
  });
});
