import { CRITERION_ITEMS } from "./content/criterion-items.ts";
import type { EvaluationRating } from "./documents/evaluation.ts";
import type { EvaluationContent } from "./documents/evaluation-record.ts";
import type { AgreedScore } from "./documents/joint.ts";
import { type NoteBlock, notesHeadings } from "./documents/notes.ts";
import type { PanelResult } from "./documents/result.ts";
import { countedCriteria } from "./dropped.ts";

/** What a year showed of one criterion. */
export interface LaterResult {
  items: { id: string; title: string; rating: EvaluationRating | null; evidence: string }[];
  /** Of the rated items, unrounded; `null` without one. "Not observed" is never a number. */
  mean: number | null;
  /** The agreed goals of the roles those items belong to, with what came of them. */
  goals: { id: string; role: string; words: string; result: string }[];
}

/** One criterion from the question to the year that followed: asked, noted, scored, seen again. */
export interface CriterionThread {
  id: string;
  title: string;
  /** Questions and exercises that measured it, with what the panel noted under each question. */
  asked: { words: string; kind: "question" | "exercise"; notes: string[]; counted: boolean }[];
  /** The panel's reason for its joint score, and who saw it otherwise. */
  reason: string | null;
  dissent: { name: string; text: string }[];
  score: AgreedScore | null;
  /** False where its questions were not counted, so that the score entered no total. */
  counted: boolean;
  later: LaterResult;
}

/** What the sealed evaluation says of the items that rest on this criterion. */
export function laterResult(
  criterionId: string,
  { ratings, goals }: Pick<EvaluationContent, "ratings" | "goals">,
): LaterResult {
  const rests = CRITERION_ITEMS[criterionId] ?? [];
  const items = ratings.filter(({ id }) => rests.includes(id));
  const numbers = items.flatMap(({ rating }) => (typeof rating === "number" ? [rating as number] : []));
  const roles = new Set(items.map(({ role }) => role));
  return {
    items: items.map(({ id, title, rating, evidence }) => ({ id, title, rating, evidence })),
    mean: numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0) / numbers.length,
    goals: goals
      .filter(({ role }) => roles.has(role))
      .map(({ id, role, words, result }) => ({ id, role, words, result })),
  };
}

/**
 * Every criterion of the round with what the sealed result and the sealed evaluation say of it, in the agreed order.
 * @param dropped ids of the round's questions that count for nobody; the result may be older than that decision
 */
export function criterionThreads(
  result: PanelResult,
  evaluation: Pick<EvaluationContent, "ratings" | "goals">,
  dropped: readonly string[],
): CriterionThread[] {
  const noted = notesByQuestion(result);
  const left = countedCriteria(result, dropped);
  const nameOf = (userId: string) => result.panel.find((seat) => seat.userId === userId)?.name ?? "A panel member";
  return result.criteria.map(({ id, title, agreed, reason, dissent }) => ({
    id,
    title,
    asked: [
      ...result.questions.flatMap((question, i) =>
        question.criterionId === id
          ? [
              {
                words: question.lead,
                kind: "question" as const,
                notes: noted[i] ?? [],
                counted: !dropped.includes(question.id),
              },
            ]
          : [],
      ),
      ...result.exercises
        .filter(({ criterionId }) => criterionId === id)
        .map((exercise) => ({ words: exercise.title, kind: "exercise" as const, notes: [], counted: true })),
    ],
    reason,
    dissent: dissent.map(({ userId, text }) => ({ name: nameOf(userId), text })),
    score: agreed,
    counted: left.has(id),
    later: laterResult(id, evaluation),
  }));
}

/** What was noted under the heading of each question, by the question's place. */
function notesByQuestion({ notes, questions }: Pick<PanelResult, "notes" | "questions">): string[][] {
  const headings = notesHeadings(questions);
  const found: string[][] = headings.map(() => []);
  let at = -1;
  for (const { type, text } of notes as NoteBlock[]) {
    if (type === "heading") at = headings.indexOf(text);
    else found[at]?.push(text);
  }
  return found;
}
