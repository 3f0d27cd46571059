/** One room with suggestions, small enough to see through, and its judge. */
import * as Y from "yjs";
import { declareRoots, judge } from "../../../server/room/judge.ts";
import { suggestionNews } from "../../../server/room/suggest-judge.ts";
import { textBlocks } from "../../../shared/comment-anchor.ts";
import { NOTES_FRAGMENT, notesShape } from "../../../shared/documents/notes.ts";
import { unassisted } from "../../../shared/documents/unassisted.ts";
import { decide, putSuggestion, SUGGESTIONS } from "../../../shared/suggestions.ts";

export const SHAPE = { ...notesShape([]), suggestions: true as const };
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const OWN = `usr_b.${uuid(1)}`;
export const THEIRS = `usr_c.${uuid(2)}`;
export const SETTLED = `usr_c.${uuid(3)}`;

export const entry = (doc: Y.Doc, id: string) => doc.getMap<Y.Map<unknown>>(SUGGESTIONS).get(id) as Y.Map<unknown>;
export const wordsOf = (doc: Y.Doc, id: string) => entry(doc, id).get("text") as Y.Text;
export const line = (doc: Y.Doc, at = 0) => doc.getXmlFragment(NOTES_FRAGMENT).get(at) as Y.XmlElement;
export const run = (doc: Y.Doc, at = 0) => line(doc, at).get(0) as Y.XmlText;
export const put = (doc: Y.Doc, id: string, from: number, to: number, text: string, block = 0) =>
  putSuggestion(doc, textBlocks(doc.getXmlFragment(NOTES_FRAGMENT)), {
    id,
    from: { block, offset: from },
    to: { block, offset: to },
    text,
  });

export function room(
  lines: readonly string[] = ["She wrote reports on time.", "Parents called her calm and fair."],
): Y.Doc {
  const doc = declareRoots(unassisted(new Y.Doc()), SHAPE);
  doc.getXmlFragment(NOTES_FRAGMENT).push(
    lines.map((words) => {
      const made = new Y.XmlElement("paragraph");
      made.insert(0, [new Y.XmlText(words)]);
      return made;
    }),
  );
  put(doc, OWN, 4, 9, "sent");
  put(doc, THEIRS, 0, 3, "Officer Patel");
  put(doc, SETTLED, 10, 10, "all ");
  decide(doc, { id: SETTLED, text: "all " }, "rejected", "usr_a");
  return doc;
}

export function copyOf(doc: Y.Doc): Y.Doc {
  const copy = declareRoots(unassisted(new Y.Doc({ gc: false })), SHAPE);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** Does this to a copy, as one update, and lets the server judge it. */
export function judged(
  doc: Y.Doc,
  userId: string,
  mode: "write" | "suggest",
  change: (copy: Y.Doc) => void,
  view = doc,
) {
  const copy = copyOf(view);
  const before = Y.encodeStateVector(copy);
  copy.transact(() => change(copy));
  const bytes = Y.encodeStateAsUpdate(copy, before);
  let reason: string | null = null;
  let news: ReturnType<typeof suggestionNews> = null;
  const onTransaction = (transaction: Y.Transaction) => {
    reason ??= judge(transaction, SHAPE, userId, mode);
    news ??= suggestionNews(transaction);
  };
  doc.on("afterTransaction", onTransaction);
  Y.applyUpdate(doc, bytes);
  doc.off("afterTransaction", onTransaction);
  return { reason: reason as string | null, news: news as ReturnType<typeof suggestionNews> };
}
