import type * as Y from "yjs";
import { type FormShape, oneOf, type RichShape, readText, readValue } from "./form.ts";
import type { NoteBlock } from "./notes.ts";
import { readBlocks, textShape } from "./rich.ts";

/*
 * The rooms of a removal review. `request`: written reasons; `side-<agency, district, officer>`: each side's own words;
 * `minutes` of the meeting, by both leads; `decision`: the executives' decision and why.
 */

export type RemovalDecision = "stays" | "reassigned";

export const removalKeys = {
  reasons: "reasons",
  tried: "tried",
  words: "words",
  decision: "decision",
  why: "why",
} as const;

const LONG = 8000;

/** What is asked and why, and what was tried before it. */
export function requestShape(): FormShape {
  return {
    kind: "form",
    values: {},
    texts: { [removalKeys.reasons]: { max: LONG }, [removalKeys.tried]: { max: LONG } },
  };
}

export const readRequest = (doc: Y.Doc): { reasons: string; tried: string } => ({
  reasons: readText(doc, removalKeys.reasons).trim(),
  tried: readText(doc, removalKeys.tried).trim(),
});

export function sideShape(): FormShape {
  return { kind: "form", values: {}, texts: { [removalKeys.words]: { max: LONG } } };
}

export const readSide = (doc: Y.Doc): string => readText(doc, removalKeys.words).trim();

export function minutesShape(): RichShape {
  return textShape(["Who was there", "What was said", "What was agreed"]);
}

export const readMinutes = (doc: Y.Doc): NoteBlock[] => readBlocks(doc);

export function removalDecisionShape(): FormShape {
  return {
    kind: "form",
    values: { [removalKeys.decision]: { allows: oneOf("stays", "reassigned", null) } },
    texts: { [removalKeys.why]: { max: LONG } },
  };
}

export const readRemovalDecision = (doc: Y.Doc): { decision: RemovalDecision | null; why: string } => ({
  decision: (readValue(doc, removalKeys.decision) ?? null) as RemovalDecision | null,
  why: readText(doc, removalKeys.why).trim(),
});
