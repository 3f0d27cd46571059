import * as Y from "yjs";
import {
  authorOf,
  DECIDED,
  decisionOn,
  type How,
  LONGEST_SUGGESTION,
  readAnchor,
  readDecision,
  SUGGESTIONS,
} from "#shared/suggestions.ts";
import type { Check } from "./judge.ts";

/** An anchor, with its quotation. */
const LONGEST_ANCHOR = 4_096;

/**
 * May this person do this to the suggestions beside a text? A suggestion is its author's alone, by the id it stands
 * under; that it was decided, and how, is said by whoever writes the text, under their own name. What belongs to neither
 * is `text`'s to judge: in the mode "suggest" that is nothing. So what the text says after an update of somebody who
 * only suggests is what it said before, however late the update comes: nothing they send has a place in it.
 * The cost is that of the update, not of the text.
 */
export function suggestCheck(doc: Y.Doc, text: Check, userId: string, mode: "write" | "suggest"): Check {
  const suggestions = doc.getMap(SUGGESTIONS);
  const decided = doc.getMap(DECIDED);
  const written = new Set<Y.Text>();

  const place = (item: Y.Item): Place => placeOf(item, suggestions, decided);
  const mayTouch = (at: Place): string | null => {
    if (at.kind === "text" || at.kind === "elsewhere") return "not-yours";
    if (at.kind === "decision") return mode === "write" ? null : "suggest-only";
    return authorOf(at.id) === userId ? null : "not-yours";
  };
  return {
    added(item) {
      const at = place(item);
      if (at.kind === "text") return text.added(item);
      const foreign = mayTouch(at);
      if (foreign) return foreign;
      if (item.content instanceof Y.ContentDeleted) return null;
      if (at.kind === "words") written.add(at.words);
      return contentFits(at, item, userId) ? null : "not-a-suggestion";
    },
    deleted(item) {
      const at = place(item);
      return at.kind === "text" ? text.deleted(item) : mayTouch(at);
    },
    after() {
      for (const words of written) if (words.length > LONGEST_SUGGESTION) return "suggestion-too-long";
      return text.after();
    },
  };
}

/** What an update did to suggestions, for the server's own record of them. */
export interface SuggestionNews {
  /** Ids that hold a suggestion, new or changed, and ids that hold none any more. */
  made: string[];
  withdrawn: string[];
  /** Decided, or, with `how: null`, not any more. */
  decided: { id: string; how: How | null }[];
}

/** Reads it off the transaction; `null` when suggestions were not touched. */
export function suggestionNews({ doc, changed }: Y.Transaction): SuggestionNews | null {
  const touched = (name: string) => {
    const root = doc.share.get(name);
    const keys = root && changed.get(root as never);
    return [...(keys ?? [])].filter((id): id is string => typeof id === "string" && authorOf(id) !== null);
  };
  const [entries, decisions] = [touched(SUGGESTIONS), touched(DECIDED)];
  if (entries.length + decisions.length === 0) return null;
  const suggestions = doc.getMap(SUGGESTIONS);
  return {
    made: entries.filter((id) => suggestions.has(id)),
    withdrawn: entries.filter((id) => !suggestions.has(id)),
    decided: decisions.map((id) => ({ id, how: decisionOn(doc, id)?.how ?? null })),
  };
}

type Place =
  | { kind: "text" }
  | { kind: "elsewhere" }
  | { kind: "decision"; id: string }
  | { kind: "entry"; id: string }
  | { kind: "part"; id: string; key: string }
  | { kind: "words"; id: string; words: Y.Text };

const ELSEWHERE: Place = { kind: "elsewhere" };

/** What an item is a part of: a suggestion as a whole, one of its two parts, its words, a decision, or the text. */
function placeOf(item: Y.Item, suggestions: unknown, decided: unknown): Place {
  const parent = item.parent as Y.AbstractType<unknown>;
  const key = item.parentSub;
  if (parent === decided) return key === null ? ELSEWHERE : { kind: "decision", id: key };
  if (parent === suggestions) return key === null ? ELSEWHERE : { kind: "entry", id: key };
  const above: Y.Item | null = parent?._item ?? null;
  if (above && above.parent === suggestions)
    return key === null || above.parentSub === null ? ELSEWHERE : { kind: "part", id: above.parentSub, key };
  const top: Y.Item | null = above?.parent instanceof Y.AbstractType ? above.parent._item : null;
  if (above && top && top.parent === suggestions) {
    if (key !== null || above.parentSub !== "text" || top.parentSub === null) return ELSEWHERE;
    const words = parent as unknown;
    return words instanceof Y.Text && parent.constructor === Y.Text
      ? { kind: "words", id: top.parentSub, words }
      : ELSEWHERE;
  }
  // Deeper, or in a decision: never in the text, which has a root of its own.
  return isUnder(parent, suggestions) || isUnder(parent, decided) ? ELSEWHERE : { kind: "text" };
}

function isUnder(type: Y.AbstractType<unknown> | null, root: unknown): boolean {
  let at = type;
  for (let i = 0; i < 64 && at; i++) {
    if (at === root) return true;
    at = (at._item?.parent ?? null) as Y.AbstractType<unknown> | null;
  }
  return false;
}

function contentFits(at: Place, { content }: Y.Item, userId: string): boolean {
  if (at.kind === "entry") return content instanceof Y.ContentType && content.type.constructor === Y.Map;
  if (at.kind === "words") return content instanceof Y.ContentString;
  if (at.kind === "decision")
    return (
      content instanceof Y.ContentBinary && authorOf(at.id) !== null && readDecision(content.content)?.by === userId
    );
  if (at.kind !== "part") return false;
  if (at.key === "text") return content instanceof Y.ContentType && content.type.constructor === Y.Text;
  if (at.key !== "at" || !(content instanceof Y.ContentBinary)) return false;
  return content.content.length <= LONGEST_ANCHOR && readAnchor(content.content) !== null;
}
