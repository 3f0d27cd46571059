import * as Y from "yjs";
import { applyChange, difference } from "./text-edit.ts";

/**
 * The shape of a form document (process agreement, card, joint scorecard): two fixed-key maps, nothing else.
 * `values` holds scalars, last writer wins and the log keeps both. `texts` holds one Y.Text per key; the server makes
 * them all in the room's first update, so no client ever creates a type and two first visitors cannot make two.
 */

export type Scalar = string | number | boolean | null;

export interface ValueRule {
  /** Is this a legal value? */
  allows: (value: Scalar) => boolean;
  initial?: Scalar;
  /** Only this person may set the key. */
  ownerId?: string;
}

export interface TextRule {
  max: number;
  initial?: string;
  ownerId?: string;
}

export interface FormShape {
  kind: "form";
  values: Record<string, ValueRule>;
  texts: Record<string, TextRule>;
}

/** Rich text: one XmlFragment with a closed set of elements and marks. */
export interface RichShape {
  kind: "rich";
  fragment: string;
  /** Element name → attribute names it may carry. */
  elements: Record<string, readonly string[]>;
  marks: readonly string[];
  maxBytes: number;
  /** Suggestions stand beside the text (`shared/suggestions.ts`). */
  suggestions?: true;
  /** Section headings the server writes into the first update, each followed by an empty paragraph. */
  headings: readonly string[];
}

/** A room without content: presence and signals only. */
export interface EmptyShape {
  kind: "empty";
}

export type DocumentShape = FormShape | RichShape | EmptyShape;

export const oneOf =
  (...allowed: readonly Scalar[]) =>
  (value: Scalar) =>
    allowed.includes(value);

export const values = (doc: Y.Doc): Y.Map<Scalar> => doc.getMap("values");
export const texts = (doc: Y.Doc): Y.Map<Y.Text> => doc.getMap("texts");

/** Reads one value; `undefined` when never set. */
export function readValue(doc: Y.Doc, key: string): Scalar | undefined {
  return values(doc).get(key);
}

/** Sets one value as a local edit. */
export function setValue(doc: Y.Doc, key: string, value: Scalar): void {
  if (values(doc).get(key) !== value) values(doc).set(key, value);
}

/** Reads one text as a plain string; empty when the key does not exist. */
export function readText(doc: Y.Doc, key: string): string {
  return texts(doc).get(key)?.toString() ?? "";
}

/** Turns a text into `next` by the smallest single replacement, so that two people's edits both survive. */
export function editText(doc: Y.Doc, key: string, next: string): void {
  const text = texts(doc).get(key);
  const change = text && difference(text.toString(), next);
  if (change) applyChange(text, change);
}

/** Writes one form document's content over another's: a reopened text starts from the one before it. Server only. */
export function copyForm(from: Y.Doc, to: Y.Doc): void {
  for (const key of texts(from).keys()) editText(to, key, readText(from, key));
  for (const [key, value] of values(from).entries()) setValue(to, key, value);
}

/** Writes a shape's first content into an empty document. Server only: the room's first update. */
export function seedDocument(doc: Y.Doc, shape: DocumentShape): void {
  if (shape.kind === "form") {
    for (const [key, rule] of Object.entries(shape.texts)) texts(doc).set(key, new Y.Text(rule.initial ?? ""));
    for (const [key, rule] of Object.entries(shape.values))
      if (rule.initial !== undefined) values(doc).set(key, rule.initial);
  }
  if (shape.kind === "rich") {
    const fragment = doc.getXmlFragment(shape.fragment);
    for (const words of shape.headings) {
      const heading = new Y.XmlElement("heading");
      heading.setAttribute("level", "3");
      heading.insert(0, [new Y.XmlText(words)]);
      fragment.push([heading, new Y.XmlElement("paragraph")]);
    }
    if (shape.headings.length === 0) fragment.push([new Y.XmlElement("paragraph")]);
  }
}
