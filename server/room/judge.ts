import * as Y from "yjs";
import type { DocumentShape, FormShape, RichShape, Scalar } from "#shared/documents/form.ts";

/** Longest run of characters one change may bring, deepest nesting of rich text: far above what a person does. */
const LONGEST_RUN = 1_000_000;
const DEEPEST = 12;

/** Makes a document's root types known, so that nothing a client sends decides what they are. */
export function declareRoots(doc: Y.Doc, shape: DocumentShape): Y.Doc {
  if (shape.kind === "form") {
    doc.getMap("values");
    doc.getMap("texts");
  }
  if (shape.kind === "rich") doc.getXmlFragment(shape.fragment);
  return doc;
}

/**
 * Does what this transaction did fit the document's shape, and may this person do it? Looks at every new struct and
 * every deletion, also at those that lost against a concurrent edit: they travel to everybody all the same.
 * Call it on `afterTransaction`, before Yjs merges structs.
 * @returns a short reason, or `null` when all of it stands.
 */
export function judge(transaction: Y.Transaction, shape: DocumentShape, userId: string): string | null {
  if (shape.kind === "empty") return "no-content-here";
  const check = shape.kind === "form" ? formCheck(transaction.doc, shape, userId) : richCheck(transaction.doc, shape);
  for (const struct of newStructs(transaction)) {
    if (struct.length > LONGEST_RUN) return "too-long";
    // A GC struct is what is left of text its author deleted before sending it: it carries nothing.
    if (struct.constructor !== Y.Item) continue;
    const reason = check.added(struct as Y.Item);
    if (reason) return reason;
  }
  let reason: string | null = null;
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct: Y.Item | Y.GC) => {
    if (struct.constructor === Y.Item) reason ??= check.deleted(struct as Y.Item);
  });
  return reason ?? check.after();
}

function* newStructs({ doc, beforeState, afterState }: Y.Transaction): Generator<Y.Item | Y.GC> {
  for (const [client, clock] of afterState) {
    const before = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client);
    if (clock === before || !structs) continue;
    for (let i = Y.findIndexSS(structs, before); i < structs.length; i++) yield structs[i] as Y.Item | Y.GC;
  }
}

interface Check {
  added(item: Y.Item): string | null;
  deleted(item: Y.Item): string | null;
  after(): string | null;
}

/** Two maps with fixed keys. Texts are made by the server; a client only writes into them. */
function formCheck(doc: Y.Doc, shape: FormShape, userId: string): Check {
  const values = doc.getMap<Scalar>("values");
  const texts = doc.getMap<Y.Text>("texts");
  const touchedValues = new Set<string>();
  const touchedTexts = new Set<string>();

  const place = (item: Y.Item): { key: string; text: boolean } | string => {
    const parent = item.parent as Y.AbstractType<unknown>;
    const text = parent !== (values as unknown);
    const key = text ? parent?._item?.parentSub : item.parentSub;
    if (text && parent?._item?.parent !== (texts as unknown)) return "outside-the-form";
    const rule = key == null ? undefined : text ? shape.texts[key] : shape.values[key];
    if (key == null || !rule) return "unknown-key";
    if (rule.ownerId !== undefined && rule.ownerId !== userId) return "not-yours";
    (text ? touchedTexts : touchedValues).add(key);
    return { key, text };
  };

  return {
    added(item) {
      const at = place(item);
      if (typeof at === "string") return at;
      const { content } = item;
      if (content instanceof Y.ContentDeleted) return null;
      if (at.text) return content instanceof Y.ContentString && item.parentSub === null ? null : "not-plain-text";
      if (!(content instanceof Y.ContentAny) || content.arr.length !== 1) return "not-a-value";
      return isScalar(content.arr[0]) && shape.values[at.key]?.allows(content.arr[0]) ? null : "value-not-allowed";
    },
    deleted(item) {
      const at = place(item);
      return typeof at === "string" ? at : null;
    },
    after() {
      for (const key of touchedValues)
        if (!values.has(key) && shape.values[key]?.initial !== undefined) return "value-removed";
      for (const key of touchedTexts)
        if ((texts.get(key)?.length ?? 0) > (shape.texts[key]?.max ?? 0)) return "text-too-long";
      return null;
    },
  };
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** One fragment with a closed set of elements, attributes and marks. */
function richCheck(doc: Y.Doc, shape: RichShape): Check {
  const root = doc.getXmlFragment(shape.fragment);
  return {
    added(item) {
      const parent = item.parent as Y.AbstractType<unknown>;
      const depth = depthUnder(root, parent);
      if (depth === null) return "outside-the-text";
      const { content } = item;
      if (content instanceof Y.ContentDeleted) return null;
      if (item.parentSub !== null) return attributeFits(shape, parent, item) ? null : "attribute-not-allowed";
      if (content instanceof Y.ContentType) {
        if (depth >= DEEPEST) return "too-deep";
        if (parent instanceof Y.XmlText) return "element-not-allowed";
        if (content.type instanceof Y.XmlText) return parent === root ? "element-not-allowed" : null;
        const known = content.type instanceof Y.XmlElement && Object.hasOwn(shape.elements, content.type.nodeName);
        return known ? null : "element-not-allowed";
      }
      if (!(parent instanceof Y.XmlText)) return "content-not-allowed";
      if (content instanceof Y.ContentString) return null;
      if (!(content instanceof Y.ContentFormat) || !shape.marks.includes(content.key)) return "mark-not-allowed";
      return JSON.stringify(content.value).length <= 64 ? null : "mark-not-allowed";
    },
    deleted: () => null,
    after: () => null,
  };
}

function attributeFits(shape: RichShape, parent: Y.AbstractType<unknown>, { parentSub, content }: Y.Item): boolean {
  if (!(parent instanceof Y.XmlElement) || !(content instanceof Y.ContentAny) || content.arr.length !== 1) return false;
  const value = content.arr[0];
  const short = isScalar(value) && String(value).length <= 32;
  return short && (shape.elements[parent.nodeName]?.includes(parentSub as string) ?? false);
}

/** How deep below the root a type lies; `null` when it lies elsewhere. */
function depthUnder(root: Y.XmlFragment, type: Y.AbstractType<unknown> | null): number | null {
  let depth = 0;
  let at: unknown = type;
  while (at !== root) {
    const item = (at as Y.AbstractType<unknown> | null)?._item;
    if (!item || ++depth > DEEPEST * 2) return null;
    at = item.parent;
  }
  return depth;
}
