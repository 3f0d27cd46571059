import { EXERCISES } from "./content/exercises.ts";
import type { Anchors, Criterion, Exercise, ProcessTerms } from "./documents/process.ts";

/** What gives evidence for one criterion: questions by their index in the list, exercises by id. */
export interface Coverage {
  criterion: Pick<Criterion, "id" | "title">;
  questions: number[];
  exercises: string[];
  /** The service record measures it, whatever is asked. */
  record: boolean;
}

type Plan = Pick<ProcessTerms, "criteria" | "questions" | "exercises">;

/** Criterion by criterion: which question, which exercise, which record measures it. */
export function coverageOf({ criteria, questions, exercises }: Plan): Coverage[] {
  return criteria.map((criterion) => ({
    criterion,
    questions: questions.flatMap((q, i) => (q.criterionId === criterion.id ? [i] : [])),
    exercises: exercises.filter((e) => e.criterionId === criterion.id).map(({ id }) => id),
    record: criterion.id === "law-enforcement-experience",
  }));
}

/** The criteria no question measures, named, and what measures each instead: one sentence for each kind. */
export function coverageSentence(plan: Plan): string {
  const open = coverageOf(plan).filter(({ questions }) => questions.length === 0);
  if (plan.criteria.length === 0) return "No criterion is chosen yet.";
  if (open.length === 0) return "Every criterion is measured by at least one question.";
  const title = (id: string) => plan.exercises.find((e) => e.id === id)?.title.toLowerCase() ?? id;
  return `No question measures ${list(
    open.map(({ criterion, exercises, record }) => {
      const by = [...exercises.map(title), ...(record ? ["the service record"] : [])];
      return `${criterion.title.toLowerCase()} (${by.length > 0 ? `${list(by)} ${by.length > 1 ? "do" : "does"}` : "nothing does"})`;
    }),
  )}.`;
}

/** The exercise's own anchors: as signed, or the bank's for agreements signed before they were part of the text. */
export function exerciseAnchors(exercise: Pick<Exercise, "id" | "anchors">): Anchors | null {
  return exercise.anchors ?? EXERCISES.find(({ id }) => id === exercise.id)?.anchors ?? null;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
