import { expect, test } from "vitest";
import * as Y from "yjs";
import { type Anchor, anchorAt, between, resolveAnchor, textBlocks } from "../../shared/comment-anchor.ts";
import { randomness } from "../support/campaign-random.ts";

function text(...lines: string[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment("notes");
  fragment.push(lines.map((words) => lineOf(words)));
  return fragment;
}

function lineOf(words: string): Y.XmlElement {
  const line = new Y.XmlElement("paragraph");
  if (words) line.insert(0, [new Y.XmlText(words)]);
  return line;
}

const words = (fragment: Y.XmlFragment, line: number) => (fragment.get(line) as Y.XmlElement).get(0) as Y.XmlText;
const on = (fragment: Y.XmlFragment, quote: string): Anchor => {
  const blocks = textBlocks(fragment);
  const block = blocks.findIndex((each) => each.text.includes(quote));
  const offset = blocks[block]?.text.indexOf(quote) ?? -1;
  return anchorAt(blocks, { block, offset }, { block, offset: offset + quote.length });
};
const at = (fragment: Y.XmlFragment, anchor: Anchor) => {
  const blocks = textBlocks(fragment);
  const found = resolveAnchor(blocks, anchor);
  return found && between(blocks, found.from, found.to);
};

test("[SUGG-3] an anchor keeps its words while others write before, in, after and around them", () => {
  const fragment = text("She wrote reports on time.", "Parents called her calm.");
  const anchor = on(fragment, "reports on");
  words(fragment, 0).insert(0, "All year ");
  words(fragment, 0).insert(words(fragment, 0).length, " Always.");
  expect(at(fragment, anchor)).toBe("reports on");
  fragment.insert(0, [lineOf("A new first line.")]);
  expect(at(fragment, anchor)).toBe("reports on");
  const line = words(fragment, 1);
  line.insert(line.toString().indexOf("reports") + 8, "and logs ");
  expect(at(fragment, anchor)).toBe("reports and logs on");
  expect(resolveAnchor(textBlocks(fragment), anchor)?.exact).toBe(false);
});

test("[SUGG-3] words put in right beside an anchor are not taken into it", () => {
  const fragment = text("She wrote reports on time.");
  const anchor = on(fragment, "reports");
  const line = words(fragment, 0);
  line.insert(10, "long ");
  line.insert(line.toString().indexOf("reports") + 7, "!");
  expect(at(fragment, anchor)).toBe("reports");
});

test("[SUGG-3] deleted words are said to be deleted; put back, or written again by whoever broke the line, they are found", () => {
  const fragment = text("She wrote reports on time.", "Parents called her calm.");
  const anchor = on(fragment, "reports on");
  words(fragment, 0).delete(10, 11);
  expect(at(fragment, anchor)).toBeNull();
  // Broken in two, a line's second half is written anew.
  words(fragment, 0).delete(4, words(fragment, 0).length - 4);
  fragment.insert(1, [lineOf("wrote reports on time.")]);
  expect(at(fragment, anchor)).toBe("reports on");
  fragment.insert(0, [lineOf("reports on")]);
  // Now twice: nobody can tell which.
  expect(at(fragment, anchor)).toBeNull();
  fragment.delete(0, fragment.length);
  expect(at(fragment, anchor)).toBeNull();
});

test("[SUGG-3] a place without words, in an empty line or between two letters, is found again", () => {
  const fragment = text("", "One two three four.");
  const blocks = () => textBlocks(fragment);
  const empty = anchorAt(blocks(), { block: 0, offset: 0 }, { block: 0, offset: 0 });
  const middle = anchorAt(blocks(), { block: 1, offset: 8 }, { block: 1, offset: 8 });
  words(fragment, 1).insert(0, "Zero ");
  expect(resolveAnchor(blocks(), middle)?.from).toEqual({ block: 1, offset: 13 });
  expect(resolveAnchor(blocks(), empty)?.from).toEqual({ block: 0, offset: 0 });
  // Broken in two before it: found by the words beside it.
  words(fragment, 1).delete(5, words(fragment, 1).length - 5);
  fragment.insert(2, [lineOf("One two three four.")]);
  expect(resolveAnchor(blocks(), middle)?.from).toEqual({ block: 2, offset: 8 });
});

test("[SUGG-3] nonsense instead of a position is a deleted text, and a position nobody sent yet is none", () => {
  const fragment = text("Some words.");
  const anchor = on(fragment, "words");
  for (const start of ["", "%%%", "AAAA", "AP////8PAA=="])
    expect(resolveAnchor(textBlocks(fragment), { ...anchor, start, quote: "gone" })).toBeNull();
});

test("[SUGG-3] two replicas that wrote at the same time find every anchor at the same place", () => {
  const seed = Date.now() % 1_000_000;
  console.log(`comment-anchor: seed ${seed}`);
  const random = randomness(seed);
  const below = (n: number) => Math.floor(random() * n);
  for (let round = 0; round < 200; round++) {
    const one = text("alpha beta gamma delta", "epsilon zeta eta theta", "iota kappa lambda mu");
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc as Y.Doc));
    const replicas = [one, other.getXmlFragment("notes")];
    const anchors = ["beta gamma", "zeta", "kappa lambda mu", "alpha"].map((quote) => on(one, quote));
    for (let act = 0; act < 12; act++) {
      const fragment = replicas[below(2)] as Y.XmlFragment;
      const line = fragment.get(below(fragment.length)) as Y.XmlElement | undefined;
      const run = line?.get(0);
      if (!(run instanceof Y.XmlText)) continue;
      const from = below(run.length + 1);
      const kind = below(4);
      if (kind === 0) run.insert(from, "new ");
      if (kind === 1) run.delete(from, below(run.length - from + 1));
      if (kind === 2) run.format(from, below(run.length - from + 1), { bold: {} });
      if (kind === 3) {
        const tail = run
          .toString()
          .replace(/<\/?bold>/g, "")
          .slice(from);
        run.delete(from, run.length - from);
        fragment.insert(fragment.toArray().indexOf(line as Y.XmlElement) + 1, [lineOf(tail)]);
      }
    }
    for (const [a, b] of [replicas, [...replicas].reverse()] as [Y.XmlFragment, Y.XmlFragment][])
      Y.applyUpdate(b.doc as Y.Doc, Y.encodeStateAsUpdate(a.doc as Y.Doc));
    const [mine, theirs] = replicas.map(textBlocks) as [ReturnType<typeof textBlocks>, ReturnType<typeof textBlocks>];
    const whole = mine.map((block) => block.text).join("\n");
    for (const anchor of anchors) {
      const found = resolveAnchor(mine, anchor);
      expect(resolveAnchor(theirs, anchor), `seed ${seed} round ${round}`).toEqual(found);
      const first = whole.indexOf(anchor.quote);
      if (first >= 0 && whole.indexOf(anchor.quote, first + 1) < 0)
        expect(found && between(mine, found.from, found.to)).toBe(anchor.quote);
      if (found) expect(between(mine, found.from, found.to).trim()).not.toBe("");
    }
  }
});
