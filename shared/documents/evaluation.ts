import type * as Y from "yjs";
import { EVALUATION_ITEMS, EVALUATION_ROLES, FEEDBACK, SELF_ASSESSMENT } from "../content/evaluation-form.ts";
import { editText, type FormShape, oneOf, type RichShape, readText, readValue, setValue } from "./form.ts";
import type { NoteBlock } from "./notes.ts";
import { readSections, textShape, writeSection } from "./rich.ts";

/*
 * The rooms of an annual evaluation. `goals` both leads; `self` the officer; `draft` (supervisor) and `feedback`
 * (administrator) each alone; then together `ratings` (supervisor), `text` (supervisor writes, administrator suggests)
 * and still `feedback`; `response` the officer's.
 */

export type EvaluationRating = 1 | 2 | 3 | 4 | 5 | "not-observed";
export type EvaluationOutcome = "stay" | "stay-with-plan" | "removal-review";
const OUTCOMES: readonly EvaluationOutcome[] = ["stay", "stay-with-plan", "removal-review"];

/** Places for goals in each role; an empty one is no goal. */
export const GOALS_PER_ROLE = 2;

export const evaluationKeys = {
  goal: (role: string, n: number) => `goal.${role}.${n}`,
  measure: (role: string, n: number) => `measure.${role}.${n}`,
  rating: (itemId: string) => `rating.${itemId}`,
  evidence: (itemId: string) => `evidence.${itemId}`,
  /** What came of a goal, by the goal's id. */
  result: (goalId: string) => `result.${goalId}`,
  /** The supervisor's draft text for one section. */
  draft: (section: string) => `draft.${section}`,
  outcome: "outcome",
  outcomeReason: "outcomeReason",
  answer: (questionId: string) => `answer.${questionId}`,
  example: (questionId: string) => `example.${questionId}`,
  open: FEEDBACK.openQuestion.id,
  response: "response",
} as const;

/** The sections of the text, each under its heading. */
export const TEXT_SECTIONS = [
  ...EVALUATION_ROLES.map(({ id, title }) => ({ id, title })),
  { id: "next-year", title: "The year as a whole, and the next one" },
] as const;

const LONG = 8000;
const SHORT = 2000;

const slots = EVALUATION_ROLES.flatMap(({ id }) =>
  Array.from({ length: GOALS_PER_ROLE }, (_, i) => [id, i + 1] as const),
);

export function goalsShape(): FormShape {
  const texts: FormShape["texts"] = {};
  for (const [role, n] of slots) {
    texts[evaluationKeys.goal(role, n)] = { max: SHORT };
    texts[evaluationKeys.measure(role, n)] = { max: SHORT };
  }
  return { kind: "form", values: {}, texts };
}

export interface GoalContent {
  role: string;
  words: string;
  measure: string;
}

/** The goals as they are written, empty places left out. */
export function readGoals(doc: Y.Doc): GoalContent[] {
  return slots.flatMap(([role, n]) => {
    const words = readText(doc, evaluationKeys.goal(role, n)).trim();
    return words ? [{ role, words, measure: readText(doc, evaluationKeys.measure(role, n)).trim() }] : [];
  });
}

/** What still keeps the goals from being signed: one for each of the three TRIAD roles, and a measure for each. */
export function missingInGoals(goals: readonly GoalContent[]): string[] {
  const triad = EVALUATION_ROLES.slice(0, 3).filter(({ id }) => !goals.some(({ role }) => role === id));
  return [
    ...triad.map(({ title }) => `${title}: write at least one goal.`),
    ...goals.filter(({ measure }) => !measure).map(({ words }) => `“${words}”: write how both sides will see it.`),
  ];
}

export function selfAssessmentShape(): FormShape {
  return { kind: "form", values: {}, texts: Object.fromEntries(SELF_ASSESSMENT.map(({ id }) => [id, { max: LONG }])) };
}

export function readSelfAssessment(doc: Y.Doc): { id: string; question: string; answer: string }[] {
  return SELF_ASSESSMENT.map(({ id, text }) => ({ id, question: text, answer: readText(doc, id).trim() }));
}

/** The supervisor's draft: ratings, and the text by section. At the exchange it becomes `ratings` and `text`. */
export function draftShape(goalIds: readonly string[]): FormShape {
  const shape = evaluationRatingsShape(goalIds);
  for (const { id } of TEXT_SECTIONS) shape.texts[evaluationKeys.draft(id)] = { max: LONG };
  return shape;
}

export function evaluationRatingsShape(goalIds: readonly string[]): FormShape {
  const shape: FormShape = { kind: "form", values: {}, texts: {} };
  for (const { id } of EVALUATION_ITEMS) {
    shape.values[evaluationKeys.rating(id)] = { allows: oneOf(1, 2, 3, 4, 5, "not-observed", null) };
    shape.texts[evaluationKeys.evidence(id)] = { max: SHORT };
  }
  for (const id of goalIds) shape.texts[evaluationKeys.result(id)] = { max: SHORT };
  shape.values[evaluationKeys.outcome] = { allows: oneOf(...OUTCOMES, null) };
  shape.texts[evaluationKeys.outcomeReason] = { max: SHORT };
  return shape;
}

/** Writes a draft's ratings into the room in which both see them. Server only: the exchange. */
export function copyRatings(draft: Y.Doc, ratings: Y.Doc, goalIds: readonly string[]): void {
  const shape = evaluationRatingsShape(goalIds);
  for (const key of Object.keys(shape.texts)) editText(ratings, key, readText(draft, key));
  for (const key of Object.keys(shape.values)) {
    const value = readValue(draft, key);
    if (value !== undefined) setValue(ratings, key, value);
  }
}

/** Writes a draft's text into the text that both work on. Server only: the exchange. */
export function copyDraftText(draft: Y.Doc, text: Y.Doc): void {
  for (const { id, title } of TEXT_SECTIONS) writeSection(text, title, readText(draft, evaluationKeys.draft(id)));
}

export interface EvaluationRatings {
  items: { id: string; role: string; title: string; rating: EvaluationRating | null; evidence: string }[];
  results: { goalId: string; words: string }[];
  outcome: EvaluationOutcome | null;
  outcomeReason: string;
}

export function readEvaluationRatings(doc: Y.Doc, goalIds: readonly string[]): EvaluationRatings {
  return {
    items: EVALUATION_ITEMS.map(({ id, role, title }) => ({
      id,
      role,
      title,
      rating: (readValue(doc, evaluationKeys.rating(id)) ?? null) as EvaluationRating | null,
      evidence: readText(doc, evaluationKeys.evidence(id)).trim(),
    })),
    results: goalIds.map((goalId) => ({ goalId, words: readText(doc, evaluationKeys.result(goalId)).trim() })),
    outcome: (readValue(doc, evaluationKeys.outcome) ?? null) as EvaluationOutcome | null,
    outcomeReason: readText(doc, evaluationKeys.outcomeReason).trim(),
  };
}

/** The supervisor's draft text by section id, empty ones left out. */
export function readDraftText(doc: Y.Doc): { section: string; words: string }[] {
  return TEXT_SECTIONS.map(({ id }) => ({ section: id, words: readText(doc, evaluationKeys.draft(id)).trim() })).filter(
    ({ words }) => words,
  );
}

/** The administrator's own section: an open view, and questions with a choice and an example. */
export function feedbackShape(): FormShape {
  const shape: FormShape = { kind: "form", values: {}, texts: { [evaluationKeys.open]: { max: LONG } } };
  for (const { id, answer } of FEEDBACK.structured) {
    shape.values[evaluationKeys.answer(id)] = { allows: oneOf(...answer, null) };
    shape.texts[evaluationKeys.example(id)] = { max: SHORT };
  }
  return shape;
}

export interface FeedbackContent {
  open: string;
  answers: { id: string; question: string; answer: string | null; example: string }[];
}

export function readFeedback(doc: Y.Doc): FeedbackContent {
  return {
    open: readText(doc, evaluationKeys.open).trim(),
    answers: FEEDBACK.structured.map(({ id, text }) => ({
      id,
      question: text,
      answer: (readValue(doc, evaluationKeys.answer(id)) ?? null) as string | null,
      example: readText(doc, evaluationKeys.example(id)).trim(),
    })),
  };
}

/** The text of the evaluation. Marks of proposed changes are added where they are judged. */
export function evaluationTextShape(): RichShape {
  return { ...textShape(TEXT_SECTIONS.map(({ title }) => title)), suggestions: true };
}

/** The text by section, in order; a section without a word has no blocks. */
export function readEvaluationText(doc: Y.Doc): { section: string; title: string; blocks: NoteBlock[] }[] {
  const written = readSections(doc);
  const under = (title: string) => written.find(({ heading }) => heading === title)?.blocks ?? [];
  // Words before the first heading are words too: they open the first section.
  return TEXT_SECTIONS.map(({ id, title }, i) => ({
    section: id,
    title,
    blocks: i === 0 ? [...under(""), ...under(title)] : under(title),
  }));
}

export function responseShape(): FormShape {
  return { kind: "form", values: {}, texts: { [evaluationKeys.response]: { max: LONG } } };
}

export const readResponse = (doc: Y.Doc): string => readText(doc, evaluationKeys.response).trim();
