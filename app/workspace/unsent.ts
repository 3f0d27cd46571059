/** Remembers what was edited here since the last full acknowledgement, so that it can be handed back as text. */
import * as Y from "yjs";
import { readText, readValue, texts, values } from "#shared/documents/form.ts";

export interface UnsentText {
  label: string;
  text: string;
}

/** @returns `texts()` what waits, `clear()` after everything arrived, `label()` to name a field, `fieldOf()` what one edit touched */
export function trackUnsent(doc: Y.Doc) {
  const labels = new Map<string, string>();
  const keys = new Set<string>();
  const rich = new Set<Y.Text>();
  const richLabel = () => labels.get(RICH_LABEL) ?? "Notes";
  /** The form's keys that a transaction changed; none for rich text. */
  const keysOf = (transaction: Y.Transaction): string[] => {
    const found: string[] = [];
    for (const [type, changed] of transaction.changed) {
      const item = type._item;
      if ((type as object) === values(doc)) found.push(...[...changed].map(String));
      else if (item?.parent === texts(doc) && item.parentSub) found.push(item.parentSub);
    }
    return found;
  };
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    if (!transaction.local) return;
    for (const key of keysOf(transaction)) keys.add(key);
    for (const type of transaction.changed.keys()) {
      if (type._item?.parent === texts(doc)) continue;
      if (type instanceof Y.Text) rich.add(type);
      else if (type instanceof Y.XmlElement)
        for (const child of type.toArray()) if (child instanceof Y.XmlText) rich.add(child);
    }
  });
  return {
    label: (key: string, words: string) => void labels.set(key, words),
    /** The words on the field that this edit touched. */
    fieldOf: (transaction: Y.Transaction): string => {
      const [key] = keysOf(transaction);
      return key === undefined ? richLabel() : (labels.get(key) ?? key);
    },
    clear: () => {
      keys.clear();
      rich.clear();
    },
    texts: (): UnsentText[] => {
      const found: UnsentText[] = [...keys].map((key) => ({
        label: labels.get(key) ?? key,
        text: texts(doc).has(key) ? readText(doc, key) : String(readValue(doc, key) ?? ""),
      }));
      const lines = [...rich].map(plain).filter(Boolean);
      if (lines.length > 0) found.push({ label: richLabel(), text: lines.join("\n") });
      return found.filter(({ text }) => text !== "");
    },
  };
}

/** The key under which rich text names itself. */
export const RICH_LABEL = "rich";

function plain(text: Y.Text): string {
  return text
    .toDelta()
    .map((part: { insert: unknown }) => (typeof part.insert === "string" ? part.insert : ""))
    .join("");
}
