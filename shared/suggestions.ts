/**
 * Suggestions for a rich text, kept beside it in the same document: `suggestions` holds what is proposed, `decided` what
 * became of it. Whoever suggests never touches the text. A suggestion says which words it would take out and what it
 * would put in their place; its id is `<its author>.<uuid>`, so ids never collide and the author is never in doubt.
 * It holds no time: when it was first seen is the server's to say.
 */
import * as Y from "yjs";
import {
  type Anchor,
  anchorAt,
  compare,
  type Found,
  type Place,
  resolveAnchor,
  samePlace,
  type TextBlock,
} from "./comment-anchor.ts";
import { applyChange, difference } from "./documents/text-edit.ts";

export const SUGGESTIONS = "suggestions";
export const DECIDED = "decided";
/** Most characters one suggestion puts in. */
export const LONGEST_SUGGESTION = 20_000;

const ID = /^([a-z0-9_-]{1,64})\.([0-9a-f-]{36})$/;

export type How = "accepted" | "rejected";

export interface Decision {
  how: How;
  by: string;
  /** What it would have put in when it was decided. */
  text: string;
}

export interface Suggestion {
  id: string;
  author: string;
  anchor: Anchor;
  /** What it puts in; a line break begins a new line. */
  text: string;
  decision: Decision | null;
}

/** An open suggestion and its place in the text as it is now; `null`: the text it was about was deleted. */
export interface Placed extends Suggestion {
  found: Found | null;
}

/** What a suggestion would do: words out, words in, both, two lines joined into one. */
export type Kind = "insert" | "delete" | "replace" | "join";

export const suggestionId = (userId: string, uuid: string): string => `${userId}.${uuid}`;
/** Whose suggestion has this id; `null` when it is no id of a suggestion. */
export const authorOf = (id: string): string | null => ID.exec(id)?.[1] ?? null;

const entries = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap(SUGGESTIONS);
const decisions = (doc: Y.Doc): Y.Map<Uint8Array> => doc.getMap(DECIDED);

/** Everything suggested and not withdrawn, decided or not; what cannot be read is left out. */
export function readSuggestions(doc: Y.Doc): Suggestion[] {
  const found: Suggestion[] = [];
  for (const [id, entry] of entries(doc)) {
    const author = authorOf(id);
    const at = entry instanceof Y.Map ? readAnchor(entry.get("at")) : null;
    const text = entry instanceof Y.Map ? entry.get("text") : null;
    if (author === null || !at || !(text instanceof Y.Text)) continue;
    found.push({ id, author, anchor: at, text: text.toString(), decision: decisionOn(doc, id) });
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What was decided about a suggestion, also about one withdrawn since. */
export function decisionOn(doc: Y.Doc, id: string): Decision | null {
  return readDecision(decisions(doc).get(id));
}

/** The open suggestions in the order of the text; those whose text was deleted come last. */
export function openSuggestions(doc: Y.Doc, blocks: readonly TextBlock[]): Placed[] {
  return readSuggestions(doc)
    .filter(({ decision }) => decision === null)
    .map((each) => ({ ...each, found: resolveAnchor(blocks, each.anchor) }))
    .sort((a, b) => {
      if (!a.found || !b.found) return (a.found ? 0 : 1) - (b.found ? 0 : 1);
      return compare(a.found.from, b.found.from) || compare(a.found.to, b.found.to) || (a.id < b.id ? -1 : 1);
    });
}

export function kindOf({ anchor, text }: Pick<Suggestion, "anchor" | "text">): Kind {
  if (anchor.quote === "\n" && text === "") return "join";
  if (anchor.quote === "") return "insert";
  return text === "" ? "delete" : "replace";
}

/** What its author wrote into it after, or just when, it was decided: kept, and not part of the text. */
export function lateWords({ text, decision }: Suggestion): string {
  const change = decision && difference(decision.text, text);
  return change ? change.insert : "";
}

/** Writes down what is suggested: a new one, or the new words or place of one's own. */
export function putSuggestion(
  doc: Y.Doc,
  blocks: readonly TextBlock[],
  { id, from, to, text }: { id: string; from: Place; to: Place; text: string },
): void {
  const entry = entries(doc).get(id);
  if (!entry) {
    const made = new Y.Map<unknown>();
    made.set("at", pack(anchorAt(blocks, from, to)));
    made.set("text", new Y.Text(text));
    entries(doc).set(id, made);
    return;
  }
  const now = readAnchor(entry.get("at"));
  const place = now && resolveAnchor(blocks, now);
  if (!place || !samePlace(place.from, from) || !samePlace(place.to, to))
    entry.set("at", pack(anchorAt(blocks, from, to)));
  const words = entry.get("text");
  const change = words instanceof Y.Text ? difference(words.toString(), text) : null;
  if (change) applyChange(words as Y.Text, change);
}

export function withdrawSuggestion(doc: Y.Doc, id: string): void {
  entries(doc).delete(id);
}

/** Says what became of a suggestion. The text is changed by whoever accepts, in the same transaction. */
export function decide(doc: Y.Doc, { id, text }: Pick<Suggestion, "id" | "text">, how: How, by: string): void {
  decisions(doc).set(id, pack({ how, by, text } satisfies Decision));
}

/** Bytes and not a value: what is lost offline is handed back as words, and an anchor is none. */
function pack(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** An anchor from its bytes; `null` when they are none. */
export function readAnchor(bytes: unknown): Anchor | null {
  const value = unpack(bytes);
  const { start, end, quote, before, after } = value ?? {};
  if (typeof start !== "string" || typeof end !== "string" || typeof quote !== "string") return null;
  if (![before, after].every((each) => each === undefined || typeof each === "string")) return null;
  return value as unknown as Anchor;
}

/** A decision from its bytes; `null` when they are none. */
export function readDecision(bytes: unknown): Decision | null {
  const value = unpack(bytes);
  const { how, by, text } = value ?? {};
  if ((how !== "accepted" && how !== "rejected") || typeof by !== "string" || typeof text !== "string") return null;
  return value as unknown as Decision;
}

function unpack(bytes: unknown): Record<string, unknown> | null {
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
