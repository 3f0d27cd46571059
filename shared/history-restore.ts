import * as Y from "yjs";
import { editText, readText, readValue, type Scalar, setValue } from "./documents/form.ts";
import { difference } from "./documents/text-edit.ts";

/**
 * Bringing an earlier text back as an ordinary edit: the smallest one that leads from what stands to what stood, so
 * that everything equal in both keeps its authors. The log is never touched.
 */

/** Words with their marks, or an element. */
export type RichNode =
  | { parts: { text: string; marks: Record<string, unknown> }[] }
  | { name: string; attributes: Record<string, string>; children: RichNode[] };

/** What stood at the moment to restore: only what its reader may write. */
export type Target =
  | {
      kind: "form";
      texts: { key: string; label: string; text: string }[];
      values: { key: string; label: string; value: Scalar; words: string; now: { value: Scalar; words: string } }[];
    }
  | { kind: "rich"; fragment: string; nodes: RichNode[] };

/** One line of what a restore would change. */
export interface Difference {
  label: string | null;
  before: string;
  after: string;
}

/** What restoring would change in this document now. */
export function differences(doc: Y.Doc, target: Target): Difference[] {
  if (target.kind === "rich") {
    const now = nodesOf(doc.getXmlFragment(target.fragment));
    return plan(now, target.nodes).flatMap((step) =>
      "keep" in step
        ? []
        : [{ label: null, before: step.from ? plain(step.from) : "", after: step.to ? plain(step.to) : "" }],
    );
  }
  const values = target.values
    .filter(({ key, value }) => (readValue(doc, key) ?? null) !== value)
    .map(({ key, label, words, now }) => {
      const value = readValue(doc, key) ?? null;
      return { label, before: value === now.value ? now.words : String(value ?? "none"), after: words };
    });
  const texts = target.texts
    .filter(({ key, text }) => readText(doc, key) !== text)
    .map(({ key, label, text }) => ({ label, before: readText(doc, key), after: text }));
  return [...values, ...texts];
}

/** Restores, as one local edit of the person whose document this is. */
export function restore(doc: Y.Doc, target: Target): void {
  doc.transact(() => {
    if (target.kind === "rich") return write(doc.getXmlFragment(target.fragment), target.nodes);
    for (const { key, text } of target.texts) editText(doc, key, text);
    for (const { key, value } of target.values) if ((readValue(doc, key) ?? null) !== value) setValue(doc, key, value);
  });
}

function write(parent: Y.XmlFragment, target: readonly RichNode[]): void {
  let index = 0;
  for (const step of plan(nodesOf(parent), target)) {
    if ("keep" in step) index++;
    else if (step.from && step.to) rewrite(parent.get(index++) as Y.XmlElement | Y.XmlText, step.to);
    else if (step.from) parent.delete(index, 1);
    else if (step.to) parent.insert(index++, [make(step.to)]);
  }
}

function rewrite(child: Y.XmlElement | Y.XmlText, to: RichNode): void {
  if ("parts" in to) {
    rewriteText(child as Y.XmlText, to.parts);
    return;
  }
  const element = child as Y.XmlElement;
  for (const name of Object.keys(element.getAttributes()))
    if (!Object.hasOwn(to.attributes, name)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(to.attributes))
    if (String(element.getAttribute(name)) !== value) element.setAttribute(name, value);
  write(element, to.children);
}

type Parts = Extract<RichNode, { parts: unknown }>["parts"];

function rewriteText(text: Y.XmlText, parts: Parts): void {
  const change = difference(wordsOf(partsOf(text)), wordsOf(parts));
  if (change?.remove) text.delete(change.at, change.remove);
  if (change?.insert) text.insert(change.at, change.insert, {});
  let at = 0;
  for (const { text: words, marks } of parts) {
    // Character by character as they are marked now: what fits already keeps whoever marked it.
    let seen = 0;
    for (const part of partsOf(text)) {
      const start = Math.max(at, seen);
      const end = Math.min(at + words.length, seen + part.text.length);
      if (start < end && !same(part.marks, marks)) {
        const off = Object.fromEntries(Object.keys(part.marks).map((key) => [key, null]));
        text.format(start, end - start, { ...off, ...marks });
      }
      seen += part.text.length;
    }
    at += words.length;
  }
}

function make(node: RichNode): Y.XmlElement | Y.XmlText {
  if ("parts" in node) {
    const text = new Y.XmlText();
    let at = 0;
    for (const part of node.parts) {
      text.insert(at, part.text, part.marks);
      at += part.text.length;
    }
    return text;
  }
  const element = new Y.XmlElement(node.name);
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, value);
  element.insert(0, node.children.map(make));
  return element;
}

/** A fragment's or an element's content, as plain nodes. */
export function nodesOf(parent: Y.XmlFragment): RichNode[] {
  return parent.toArray().map((child): RichNode => {
    if (child instanceof Y.XmlText) return { parts: partsOf(child) };
    const element = child as Y.XmlElement;
    const attributes = Object.fromEntries(Object.entries(element.getAttributes()).map(([k, v]) => [k, String(v)]));
    return { name: element.nodeName, attributes, children: nodesOf(element) };
  });
}

function partsOf(text: Y.XmlText): Parts {
  return text.toDelta().map(({ insert, attributes }: { insert: unknown; attributes?: Record<string, unknown> }) => ({
    text: String(insert),
    marks: attributes ?? {},
  }));
}

type Step = { keep: true } | { from: RichNode | null; to: RichNode | null };

/** Equal nodes stay where they are; between them nodes of one kind are changed in place, and the rest go or come. */
function plan(current: readonly RichNode[], target: readonly RichNode[]): Step[] {
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  for (const [keptFrom, keptTo] of [...commonOf(current.map(keyOf), target.map(keyOf)), END]) {
    const from = current.slice(i, keptFrom);
    const to = target.slice(j, keptTo);
    while (from.length > 0 || to.length > 0) {
      const [a = null, b = null] = [from[0], to[0]];
      const pair = a && b && kindOf(a) === kindOf(b);
      if (pair || a) from.shift();
      if (pair || !a) to.shift();
      steps.push({ from: a, to: pair || !a ? b : null });
    }
    if (keptFrom !== undefined) steps.push({ keep: true });
    [i, j] = [(keptFrom ?? 0) + 1, (keptTo ?? 0) + 1];
  }
  return steps;
}

const END: [from: undefined, to: undefined] = [undefined, undefined];

/** Places of the longest common subsequence. */
function commonOf(a: readonly string[], b: readonly string[]): [number, number][] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [n, m] = [a.length - start - end, b.length - start - end];
  const longest = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      (longest[i] as Uint16Array)[j] =
        a[start + i] === b[start + j]
          ? at(longest, i + 1, j + 1) + 1
          : Math.max(at(longest, i + 1, j), at(longest, i, j + 1));
  const pairs: [number, number][] = Array.from({ length: start }, (_, k) => [k, k]);
  for (let [i, j] = [0, 0]; i < n && j < m; ) {
    if (a[start + i] === b[start + j]) pairs.push([start + i++, start + j++]);
    else if (at(longest, i + 1, j) >= at(longest, i, j + 1)) i++;
    else j++;
  }
  for (let k = end; k > 0; k--) pairs.push([a.length - k, b.length - k]);
  return pairs;
}

const at = (table: readonly Uint16Array[], i: number, j: number): number => table[i]?.[j] ?? 0;

const kindOf = (node: RichNode): string => ("parts" in node ? "" : node.name);

/** Equal for nodes that read the same: empty words are none, and neighbors with the same marks are one. */
function keyOf(node: RichNode): string {
  return JSON.stringify(simple(node));
}

function simple(node: RichNode): unknown {
  if (!("parts" in node))
    return [node.name, sorted(node.attributes), node.children.filter((n) => !isEmpty(n)).map(simple)];
  const joined: [string, string][] = [];
  for (const { text, marks } of node.parts) {
    const last = joined.at(-1);
    const marked = JSON.stringify(sorted(marks));
    if (last && last[1] === marked) last[0] += text;
    else joined.push([text, marked]);
  }
  return joined;
}

const isEmpty = (node: RichNode): boolean => "parts" in node && wordsOf(node.parts) === "";
const same = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (record: Record<string, unknown>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
const wordsOf = (parts: Parts): string => parts.map(({ text }) => text).join("");

function plain(node: RichNode): string {
  if ("parts" in node) return wordsOf(node.parts);
  if (node.name === "hardBreak") return "\n";
  return node.children.map(plain).join(node.name === "bulletList" ? "\n" : "");
}
