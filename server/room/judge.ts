import * as Y from "yjs";
import type { DocumentShape, FormShape, RichShape, Scalar } from "#shared/documents/form.ts";
import { inside, SERVER_ELEMENT, WORDS } from "#shared/documents/notes.ts";
import { DECIDED, SUGGESTIONS } from "#shared/suggestions.ts";
import { suggestCheck } from "./suggest-judge.ts";

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
  if (shape.kind === "rich" && shape.suggestions) {
    doc.getMap(SUGGESTIONS);
    doc.getMap(DECIDED);
  }
  return doc;
}

/**
 * Does what this transaction did fit the document's shape, and may this person do it? Looks at every new struct and
 * every deletion, also at those that lost against a concurrent edit: they travel to everybody all the same.
 * Call it on `afterTransaction`, before Yjs merges structs.
 * @returns a short reason, or `null` when all of it stands.
 */
export function judge(
  transaction: Y.Transaction,
  shape: DocumentShape,
  userId: string,
  mode: "write" | "suggest" = "write",
): string | null {
  if (shape.kind === "empty") return "no-content-here";
  // Reading a change is enough to make a root, even when nothing of the change is new.
  if (transaction.doc.share.size > rootsOf(shape)) return "another-root";
  const check = checkOf(transaction.doc, shape, userId, mode);
  for (const struct of newStructs(transaction)) {
    if (struct.length > LONGEST_RUN) return "too-long";
    // A GC struct is what is left of text its author deleted before sending it: it carries nothing.
    if (struct.constructor !== Y.Item) continue;
    const reason = check.added(struct as Y.Item) ?? (between(transaction.doc, struct as Y.Item) ? null : "misplaced");
    if (reason) return reason;
  }
  let reason: string | null = null;
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct: Y.Item | Y.GC) => {
    if (struct.constructor === Y.Item) reason ??= check.deleted(struct as Y.Item);
  });
  return reason ?? check.after();
}

function rootsOf(shape: DocumentShape): number {
  if (shape.kind === "form") return 2;
  return shape.kind === "rich" && shape.suggestions ? 3 : 1;
}

function checkOf(doc: Y.Doc, shape: FormShape | RichShape, userId: string, mode: "write" | "suggest"): Check {
  if (shape.kind === "form") return mode === "write" ? formCheck(doc, shape, userId) : NOTHING;
  const text = mode === "write" ? richCheck(doc, shape) : NOTHING;
  return shape.suggestions ? suggestCheck(doc, text, userId, mode) : text;
}

function* newStructs({ doc, beforeState, afterState }: Y.Transaction): Generator<Y.Item | Y.GC> {
  for (const [client, clock] of afterState) {
    const before = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client);
    if (clock === before || !structs) continue;
    for (let i = Y.findIndexSS(structs, before); i < structs.length; i++) yield structs[i] as Y.Item | Y.GC;
  }
}

/** Yjs trusts a change to name neighbours from one list; with others, two replicas could order the same text differently. */
function between({ store }: Y.Doc, { rightOrigin, parent, parentSub }: Y.Item): boolean {
  if (rightOrigin === null) return true;
  const right = Y.getItem(store, rightOrigin) as Y.Item | Y.GC;
  return (
    right.constructor !== Y.Item || ((right as Y.Item).parent === parent && (right as Y.Item).parentSub === parentSub)
  );
}

export interface Check {
  added(item: Y.Item): string | null;
  deleted(item: Y.Item): string | null;
  after(): string | null;
}

/** Whoever suggests leaves the text as it is. */
const NOTHING: Check = { added: () => "suggest-only", deleted: () => "suggest-only", after: () => null };

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
    const rules: Record<string, { ownerId?: string }> = text ? shape.texts : shape.values;
    const rule = key != null && Object.hasOwn(rules, key) ? rules[key] : undefined;
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
      if (at.text && item.parentSub !== null) return "not-plain-text";
      if (content instanceof Y.ContentDeleted) return null;
      if (at.text) return content instanceof Y.ContentString ? null : "not-plain-text";
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
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return value === null || typeof value === "string" || typeof value === "boolean";
}

/**
 * One fragment with a closed set of elements, attributes and marks, nested as the editor nests them: what an editor
 * cannot show it takes out of the document, under the name of whoever looks.
 * The headings are the server's. Marks on them change no word, and an editor sets them with a whole selection.
 */
function richCheck(doc: Y.Doc, shape: RichShape): Check {
  const root = doc.getXmlFragment(shape.fragment);
  const lists = new Set<Y.XmlElement>();
  const touch = ({ parent, content }: Y.Item) => {
    if (content instanceof Y.ContentType && parent instanceof Y.XmlElement && parent.nodeName === "listItem")
      lists.add(parent);
  };
  return {
    added(item) {
      const parent = item.parent as Y.AbstractType<unknown>;
      const place = placeUnder(root, parent);
      if (place === null) return "outside-the-text";
      const { content } = item;
      const isMark = content instanceof Y.ContentFormat;
      if (place.headed && !isMark) return "heading-locked";
      if (item.parentSub !== null) return attributeFits(shape, parent, item) ? null : "attribute-not-allowed";
      if (content instanceof Y.ContentDeleted) return null;
      if (content instanceof Y.ContentType) {
        touch(item);
        if (place.depth >= DEEPEST) return "too-deep";
        const name = nameOf(content.type);
        if (name === SERVER_ELEMENT) return "heading-locked";
        return name !== null && inside(parent === root ? "" : nameOf(parent)).includes(name)
          ? null
          : "element-not-allowed";
      }
      if (!(parent instanceof Y.XmlText)) return "content-not-allowed";
      if (content instanceof Y.ContentString) return null;
      return isMark && shape.marks.includes(content.key) && isOnOrOff(content.value) ? null : "mark-not-allowed";
    },
    deleted(item) {
      if (item.content instanceof Y.ContentFormat) return null;
      if (item.content instanceof Y.ContentType) {
        touch(item);
        if (nameOf(item.content.type) === SERVER_ELEMENT) return "heading-locked";
      }
      return placeUnder(root, item.parent as Y.AbstractType<unknown>)?.headed ? "heading-locked" : null;
    },
    after() {
      for (const list of lists) {
        const first = list._item?.deleted ? null : (list.firstChild as Y.AbstractType<unknown> | null);
        if (first && nameOf(first) !== "paragraph") return "element-not-allowed";
      }
      return null;
    },
  };
}

/** An element's name, `WORDS` for a run of text, `null` for any other type. */
function nameOf(type: Y.AbstractType<unknown>): string | null {
  if (type instanceof Y.XmlElement) return type.nodeName;
  return type instanceof Y.XmlText ? WORDS : null;
}

function attributeFits(shape: RichShape, parent: Y.AbstractType<unknown>, { parentSub, content }: Y.Item): boolean {
  if (!(parent instanceof Y.XmlElement) || !Object.hasOwn(shape.elements, parent.nodeName)) return false;
  if (!shape.elements[parent.nodeName]?.includes(parentSub as string)) return false;
  if (content instanceof Y.ContentDeleted) return true;
  if (!(content instanceof Y.ContentAny) || content.arr.length !== 1) return false;
  return isScalar(content.arr[0]) && String(content.arr[0]).length <= 32;
}

/** Marks carry nothing but themselves. */
function isOnOrOff(value: unknown): boolean {
  if (value === null || value === true) return true;
  return typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** How deep below the root a type lies, and whether in a heading; `null` when it lies elsewhere. */
function placeUnder(root: Y.XmlFragment, type: Y.AbstractType<unknown>): { depth: number; headed: boolean } | null {
  let depth = 0;
  let headed = false;
  let at: Y.AbstractType<unknown> | null = type;
  while (at !== root) {
    const item: Y.Item | null | undefined = at?._item;
    if (!item || ++depth > DEEPEST * 2) return null;
    headed ||= at instanceof Y.XmlElement && at.nodeName === SERVER_ELEMENT;
    at = item.parent as Y.AbstractType<unknown> | null;
  }
  return { depth, headed };
}
