import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { editText, readText, type Scalar, seedDocument, setValue } from "../../shared/documents/form.ts";
import { type History, historyReader, type LogRow } from "../../shared/history.ts";
import { blocks, treeAt } from "../../shared/history-blocks.ts";
import { momentsOf } from "../../shared/history-moments.ts";
import { nodesOf, restore } from "../../shared/history-restore.ts";
import { formText, pieces, settings } from "../../shared/history-text.ts";
import { randomness } from "../support/campaign.ts";

const SEED = Number(process.env.HISTORY_SEED ?? Date.now() % 1_000_000);

/** A room as the server keeps it, and people at desks that hear of each other late. */
function room() {
  const log: LogRow[] = [];
  const server = new Y.Doc({ gc: false });
  let clock = 1_700_000_000_000;
  const append = (userId: string | null, bytes: Uint8Array) => {
    clock += 1000;
    const row = { seq: log.length + 1, userId, at: clock, bytes };
    log.push(row);
    Y.applyUpdate(server, bytes);
    return row;
  };
  const desk = (userId: string, client?: number) => {
    const doc = new Y.Doc();
    if (client !== undefined) doc.clientID = client;
    const hear = () => Y.applyUpdate(doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(doc)));
    hear();
    return {
      userId,
      doc,
      hear,
      say: () => {
        const news = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server));
        return news.length > 2 ? append(userId, news) : null;
      },
    };
  };
  return { log, server, append, desk };
}

function read(log: readonly LogRow[]): History {
  const reader = historyReader();
  for (const row of log) reader.add(row);
  return reader.done();
}

describe("who wrote each character", () => {
  it(`[HIST-1] equals a plain model at every moment, concurrent and late edits included (seed ${SEED})`, () => {
    const random = randomness(SEED);
    const below = (n: number) => Math.floor(random() * n);
    const { log, server, append, desk } = room();
    const first = new Y.Doc();
    seedDocument(first, { kind: "form", values: {}, texts: { words: { max: 9999, initial: "" } } });
    append(null, Y.encodeStateAsUpdate(first));

    // The model knows nothing of Yjs: every character is written once in the world, so a text before and a text after
    // a row say which characters came and which went.
    const model = new Map<
      string,
      { by: string | null; at: number; seq: number; goneBy?: string | null; gone?: number }
    >();
    const texts = [""];
    let next = 0x4e00;
    const desks = ["dana", "ruth", "marcus"].map((name) => desk(name));
    for (let step = 0; step < 600; step++) {
      const who = desks[below(desks.length)] as (typeof desks)[number];
      const now = readText(who.doc, "words");
      const at = below(now.length + 1);
      const gone = random() < 0.35 ? below(Math.min(6, now.length - at + 1)) : 0;
      const fresh = random() < 0.7 ? String.fromCharCode(...Array.from({ length: 1 + below(4) }, () => next++)) : "";
      editText(who.doc, "words", now.slice(0, at) + fresh + now.slice(at + gone));
      if (random() < 0.3) who.hear();
      const row = random() < 0.6 ? who.say() : null;
      if (!row) continue;
      const before = texts.at(-1) ?? "";
      const after = readText(server, "words");
      texts.push(after);
      for (const c of after) if (!before.includes(c)) model.set(c, { by: row.userId, at: row.at, seq: row.seq });
      for (const c of before)
        if (!after.includes(c)) Object.assign(model.get(c) ?? {}, { goneBy: row.userId, gone: row.seq });
    }

    const history = read(log);
    const text = formText(history, "words");
    expect(log.length).toBeGreaterThan(200);
    if (!text) throw new Error("no text");
    texts.forEach((expected, i) => {
      const seq = i + 1;
      const found = pieces(history, text, seq, seq);
      expect(found.map((piece) => piece.text).join("")).toBe(expected);
      const told = found.flatMap(({ text, seq, gone }) =>
        [...text].map((c) => [c, history.rows[seq - 1]?.userId, history.rows[seq - 1]?.at, gone]),
      );
      expect(told).toEqual(
        [...expected].map((c) => [c, model.get(c)?.by, model.get(c)?.at, model.get(c)?.gone ?? null]),
      );
    });
    // Between any two moments: what came and what went, by whom.
    for (let n = 0; n < 60; n++) {
      const [from, to] = [1 + below(texts.length), 1 + below(texts.length)].sort((a, b) => a - b) as [number, number];
      const found = pieces(history, text, from, to);
      const of = (change: string) =>
        found
          .filter((p) => p.change === change)
          .map((p) => p.text)
          .join("");
      const [before, after] = [texts[from - 1] ?? "", texts[to - 1] ?? ""];
      expect([...of("in")].sort()).toEqual([...after].filter((c) => !before.includes(c)).sort());
      expect([...of("out")].sort()).toEqual([...before].filter((c) => !after.includes(c)).sort());
      for (const piece of found.filter((p) => p.change === "out"))
        for (const c of piece.text) expect(history.rows[(piece.gone ?? 0) - 1]?.userId).toBe(model.get(c)?.goneBy);
    }
  });

  it("[HIST-1] a name, a mark or an attribute inside a document is never taken for its author", () => {
    const { log, server, desk, append } = room();
    append(null, Y.encodeStateAsUpdate(notes(["Question 1"])));
    const ruth = desk("ruth");
    ruth.doc.transact(() => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("author", "dana");
      paragraph.setAttribute("userId", "dana");
      const text = new Y.XmlText();
      text.insert(0, "forged", { author: "dana", bold: {} });
      paragraph.insert(0, [text]);
      ruth.doc.getXmlFragment("notes").push([paragraph]);
    });
    const row = ruth.say();
    const history = read(log);
    const block = [...blocks(history, "notes", history.head, history.head)].at(-1);
    expect(server.getXmlFragment("notes").toString()).toContain("dana");
    expect(block?.pieces.map(({ seq }) => history.rows[seq - 1]?.userId)).toEqual(["ruth"]);
    expect(block?.seq).toBe(row?.seq);
  });
});

describe("values", () => {
  // Yjs lets the greater client win: once the one that came second, once the one that came first.
  it.each([
    [1, 2],
    [2, 1],
  ])("[HIST-2] every value that was overwritten is listed, and both of two set at once (clients %i and %i)", (a, b) => {
    const { log, server, desk, append } = room();
    const first = new Y.Doc();
    const rule = { allows: () => true, initial: 3 };
    seedDocument(first, { kind: "form", values: { years: rule }, texts: {} });
    append(null, Y.encodeStateAsUpdate(first));
    const [dana, ruth] = [desk("dana", a), desk("ruth", b)];
    setValue(dana.doc, "years", 4);
    dana.say();
    ruth.hear();
    // Neither knows of the other's.
    setValue(dana.doc, "years", 5);
    setValue(ruth.doc, "years", 6);
    dana.say();
    ruth.say();
    const history = read(log);
    const { all, stands } = settings(history, "years", history.head);
    expect(all.map(({ value, seq }) => [value, history.rows[seq - 1]?.userId])).toEqual([
      [3, null],
      [4, "dana"],
      [5, "dana"],
      [6, "ruth"],
    ]);
    expect(stands?.value).toBe(server.getMap("values").get("years"));
    const lesser = all.find(({ value }) => [5, 6].includes(value as number) && value !== stands?.value);
    expect(lesser?.gone).toBe(4);
    expect(stands?.value).toBe(b > a ? 6 : 5);
  });

  it(`[HIST-2] the value of every moment is the one a reader saw then (seed ${SEED})`, () => {
    const random = randomness(SEED + 1);
    const { log, server, desk } = room();
    const desks = ["dana", "ruth", "marcus"].map((name) => desk(name));
    const seen: (Scalar | undefined)[] = [];
    for (let step = 0; step < 300; step++) {
      const who = desks[Math.floor(random() * 3)] as (typeof desks)[number];
      setValue(who.doc, "score", step);
      if (random() < 0.3) who.hear();
      if (random() < 0.6 && who.say()) seen.push(server.getMap("values").get("score") as Scalar);
    }
    const history = read(log);
    seen.forEach((value, i) => {
      expect(settings(history, "score", i + 1).stands?.value, `row ${i + 1}`).toBe(value);
    });
  });
});

describe("restoring", () => {
  it(`[HIST-3] gives the exact text of any moment by a new edit, and equal blocks keep their authors (seed ${SEED})`, () => {
    const random = randomness(SEED + 2);
    const below = (n: number) => Math.floor(random() * n);
    const { log, server, desk, append } = room();
    append(null, Y.encodeStateAsUpdate(notes(["Question 1", "Question 2", "Question 3"])));
    const desks = ["dana", "ruth"].map((name) => desk(name));
    const states = [plainTree(server)];
    for (let step = 0; step < 120; step++) {
      const who = desks[below(2)] as (typeof desks)[number];
      who.hear();
      scribble(who.doc, below, step);
      if (who.say()) states.push(plainTree(server));
    }
    for (let n = 0; n < 25; n++) {
      const history = read(log);
      const at = 1 + below(states.length);
      expect(JSON.stringify(plainNodes(treeAt(history, "notes", at)))).toBe(states[at - 1]);
      const marcus = desk("marcus");
      const before = new Map([...blocks(history, "notes", history.head, history.head)].map((b) => [textOf(b), b.seq]));
      restore(marcus.doc, { kind: "rich", fragment: "notes", nodes: treeAt(history, "notes", at) });
      const row = marcus.say();
      expect(plainTree(server)).toBe(states[at - 1]);
      states.push(states[at - 1] as string);
      if (!row) states.pop();
      const after = read(log);
      expect(after.rows.slice(0, history.head)).toEqual(history.rows);
      if (!row) continue;
      // The headings were never touched: Accord wrote them, before and after.
      for (const block of blocks(after, "notes", after.head, after.head))
        if (block.kind === "heading") expect(before.get(textOf(block))).toBe(block.seq);
    }
  });

  it("[HIST-3] a block that reads the same keeps who wrote it", () => {
    const { log, desk, append } = room();
    append(null, Y.encodeStateAsUpdate(notes(["Question 1"])));
    const [dana, ruth] = [desk("dana"), desk("ruth")];
    const push = (who: typeof dana, words: string) => {
      who.hear();
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(words)]);
      who.doc.getXmlFragment("notes").push([paragraph]);
      return who.say()?.seq ?? 0;
    };
    push(dana, "said by Dana");
    const then = push(ruth, "said by Ruth");
    dana.hear();
    dana.doc.getXmlFragment("notes").delete(2, 1);
    dana.say();
    ruth.hear();
    restore(ruth.doc, { kind: "rich", fragment: "notes", nodes: treeAt(read(log), "notes", then) });
    ruth.say();
    const history = read(log);
    const by = Object.fromEntries(
      [...blocks(history, "notes", history.head, history.head)].map((b) => [
        textOf(b),
        b.pieces.map(({ seq }) => history.rows[seq - 1]?.userId),
      ]),
    );
    // Dana's words came back as a new edit of Ruth's; Ruth's own were not touched.
    expect(by["said by Dana"]).toEqual(["ruth"]);
    expect(by["Question 1"]).toEqual([null]);
    expect(history.rows.at(-1)).toMatchObject({ userId: "ruth", added: "said by Dana".length, removed: 0 });
  });
});

describe("moments", () => {
  const row = (seq: number, userId: string, at: number) => ({ seq, userId, at, added: 1, removed: 0, set: 0 });

  it("[HIST-4] are one person's work without a pause, also while others write", () => {
    const minute = 60_000;
    const rows = [row(1, "dana", 0), row(2, "ruth", 1000), row(3, "dana", minute), row(4, "dana", 10 * minute)];
    expect(momentsOf(rows, 100).map(({ seq, userId, added }) => [seq, userId, added])).toEqual([
      [2, "ruth", 1],
      [3, "dana", 2],
      [4, "dana", 1],
    ]);
  });

  it("[HIST-4] what takes out much at once, as a restore does, stands alone: the text before it stays in reach", () => {
    const typed = [row(1, "dana", 0), row(2, "dana", 1_000)];
    const restored = { ...row(3, "dana", 2_000), added: 300, removed: 300 };
    const rows = [...typed, restored, row(4, "dana", 3_000), row(5, "dana", 4_000)];
    expect(momentsOf(rows, 100).map(({ seq, removed }) => [seq, removed])).toEqual([
      [2, 0],
      [3, 300],
      [5, 0],
    ]);
    const all = Array.from({ length: 2_000 }, (_, i) => ({ ...row(i + 1, "dana", i * 1_000), removed: 100 }));
    expect(momentsOf(all, 300).length).toBeLessThanOrEqual(300);
  });

  it("[HIST-4] a very long history has no more of them than a page can show, and loses none of its rows", () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => row(i + 1, i % 3 ? "dana" : "ruth", i * 600_000));
    const moments = momentsOf(rows, 300);
    expect(moments.length).toBeLessThanOrEqual(300);
    expect(moments.reduce((sum, { added }) => sum + added, 0)).toBe(50_000);
  });
});

/** Notes as the server first writes them. */
function notes(headings: string[]): Y.Doc {
  const doc = new Y.Doc();
  seedDocument(doc, { kind: "rich", fragment: "notes", elements: {}, marks: [], maxBytes: 1e6, headings });
  return doc;
}

/** Some edit of a paragraph: words, a mark, a new one, one less. */
function scribble(doc: Y.Doc, below: (n: number) => number, step: number): void {
  const fragment = doc.getXmlFragment("notes");
  const places = fragment
    .toArray()
    .flatMap((child, i) => ((child as Y.XmlElement).nodeName === "paragraph" ? [i] : []));
  const place = places[below(places.length)] ?? fragment.length;
  doc.transact(() => {
    const kind = below(10);
    if (kind === 0 && places.length > 2) return fragment.delete(place, 1);
    if (kind < 3 || places.length === 0) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(`line ${step}`)]);
      return fragment.insert(place, [paragraph]);
    }
    const paragraph = fragment.get(place) as Y.XmlElement;
    if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText("begun")]);
    const text = paragraph.get(0) as Y.XmlText;
    if (kind < 5 && text.length > 3) return text.format(below(text.length - 2), 2, { bold: below(2) ? {} : null });
    if (kind === 5 && text.length > 2) return text.delete(below(text.length - 1), 1);
    text.insert(below(text.length + 1), `w${step} `);
  });
}

const plainTree = (doc: Y.Doc): string => JSON.stringify(plainNodes(nodesOf(doc.getXmlFragment("notes"))));

/** As it reads: neighbors with the same marks joined, empty words left out. */
function plainNodes(nodes: ReturnType<typeof nodesOf>): unknown[] {
  return nodes.flatMap((node): unknown[] => {
    if (!("parts" in node)) return [[node.name, node.attributes, plainNodes(node.children)]];
    const joined: { text: string; marks: string }[] = [];
    for (const { text, marks } of node.parts) {
      const last = joined.at(-1);
      if (last?.marks === JSON.stringify(marks)) last.text += text;
      else if (text) joined.push({ text, marks: JSON.stringify(marks) });
    }
    return joined.length > 0 ? [joined] : [];
  });
}

const textOf = (block: { pieces: { text: string }[] }): string => block.pieces.map(({ text }) => text).join("");
