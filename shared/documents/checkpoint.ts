import type * as Y from "yjs";
import { CHECKPOINT_SCALE } from "../content/probation-forms.ts";
import type { CheckpointForm } from "../probation.ts";
import { type FormShape, oneOf, type RichShape, readText, readValue } from "./form.ts";
import type { NoteBlock } from "./notes.ts";
import { readBlocks, textShape } from "./rich.ts";

/*
 * The rooms of one checkpoint. `self`: the officer's answers. `input-<user>`: one lead's words, alone. The joint review
 * is three rooms with one pen each: `ratings` the supervisor's, `section` the administrator's, `narrative` of both.
 */

/** How an item stands. "not-observed" never counts against the officer. */
export type CheckpointRating = (typeof CHECKPOINT_SCALE)[number]["value"];
const RATINGS = CHECKPOINT_SCALE.map(({ value }) => value);

export const checkpointKeys = {
  /** The officer's answer to a prompt, by its place from 0. */
  prompt: (i: number) => `prompt.${i}`,
  /** What a lead writes beyond the prompts. */
  words: "words",
  rating: (itemId: string) => `rating.${itemId}`,
  evidence: (itemId: string) => `evidence.${itemId}`,
  /** "In all": how it stands, where the form asks for it. */
  overall: "overall",
} as const;

const LONG = 6000;
const SHORT = 2000;

/** The officer's self-assessment: one answer to each prompt. */
export function selfShape(form: CheckpointForm): FormShape {
  return { kind: "form", values: {}, texts: promptTexts(form.selfPrompts) };
}

/** What one lead writes alone: the administrator's prompts, and a free text. */
export function inputShape(form: CheckpointForm, role: "supervisor" | "administrator"): FormShape {
  const prompts = role === "administrator" ? promptTexts(form.administratorPrompts) : {};
  return { kind: "form", values: {}, texts: { ...prompts, [checkpointKeys.words]: { max: LONG } } };
}

/** What the supervisor rates, with its evidence. */
export function ratingsShape(form: CheckpointForm): FormShape {
  const shape: FormShape = { kind: "form", values: {}, texts: {} };
  for (const { id } of form.items) {
    shape.values[checkpointKeys.rating(id)] = { allows: oneOf(...RATINGS, null) };
    shape.texts[checkpointKeys.evidence(id)] = { max: SHORT };
  }
  if (form.overallRating) shape.values[checkpointKeys.overall] = { allows: oneOf(...RATINGS, null) };
  return shape;
}

/** The administrator's own section. */
export function sectionShape(): FormShape {
  return { kind: "form", values: {}, texts: { [checkpointKeys.words]: { max: LONG } } };
}

/** What both leads write for the officer. */
export function narrativeShape(): RichShape {
  return textShape([]);
}

/** Answers to prompts, each beside its question, and a free text. */
export interface PromptContent {
  answers: { prompt: string; answer: string }[];
  words: string;
}

export function readSelf(doc: Y.Doc, form: CheckpointForm): PromptContent {
  return readPrompts(doc, form.selfPrompts);
}

export function readInput(doc: Y.Doc, form: CheckpointForm, role: "supervisor" | "administrator"): PromptContent {
  return readPrompts(doc, role === "administrator" ? form.administratorPrompts : []);
}

/** Is there a word in it? */
export function saysSomething({ answers, words }: PromptContent): boolean {
  return words !== "" || answers.some(({ answer }) => answer !== "");
}

export interface RatingsContent {
  items: { id: string; text: string; rating: CheckpointRating | null; evidence: string }[];
  /** Null where the form asks for none, or none was chosen. */
  overall: CheckpointRating | null;
}

export function readRatings(doc: Y.Doc, form: CheckpointForm): RatingsContent {
  const rating = (key: string) => (readValue(doc, key) ?? null) as CheckpointRating | null;
  return {
    items: form.items.map(({ id, text }) => ({
      id,
      text,
      rating: rating(checkpointKeys.rating(id)),
      evidence: readText(doc, checkpointKeys.evidence(id)).trim(),
    })),
    overall: form.overallRating ? rating(checkpointKeys.overall) : null,
  };
}

export const readSection = (doc: Y.Doc): string => readText(doc, checkpointKeys.words).trim();
export const readNarrative = (doc: Y.Doc): NoteBlock[] => readBlocks(doc);

/** What still keeps the joint review from being presented, a sentence for each gap. */
export function missingInReview(
  { ratings, narrative }: { ratings: RatingsContent; narrative: readonly NoteBlock[] },
  form: CheckpointForm,
): string[] {
  const gaps = ratings.items.flatMap(({ text, rating, evidence }) => {
    if (rating === null) return [`“${text}”: choose how it stands, or “Not observed”.`];
    return rating === "concern" && !evidence ? [`“${text}”: a concern needs its evidence in writing.`] : [];
  });
  if (form.overallRating && ratings.overall === null) gaps.push("“In all”: choose how it stands.");
  if (ratings.overall === "concern" && !ratings.items.some(({ rating }) => rating === "concern"))
    gaps.push("“In all” is a concern: rate the item that is one, with its evidence.");
  if (narrative.length === 0) gaps.push("Write the review that the officer will read.");
  return gaps;
}

function promptTexts(prompts: readonly string[]): FormShape["texts"] {
  return Object.fromEntries(prompts.map((_, i) => [checkpointKeys.prompt(i), { max: LONG }]));
}

function readPrompts(doc: Y.Doc, prompts: readonly string[]): PromptContent {
  return {
    answers: prompts.map((prompt, i) => ({ prompt, answer: readText(doc, checkpointKeys.prompt(i)).trim() })),
    words: readText(doc, checkpointKeys.words).trim(),
  };
}
