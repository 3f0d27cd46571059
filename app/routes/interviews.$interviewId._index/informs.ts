import type { Page } from "./route.tsx";

/** Which questions and exercises give evidence for a criterion, in words: "Question 4 informs this", "Questions 2 and 5". */
export function informs(
  page: Pick<Page, "state" | "question" | "questions" | "exercises">,
  criterionId: string,
): string {
  const numbers = page.questions.flatMap((q, i) => (q.criterionId === criterionId ? [i + 1] : []));
  if (informsNow(page, criterionId)) return `Question ${page.question + 1} informs this`;
  const exercises = page.exercises.filter((e) => e.criterionId === criterionId).map((e) => e.title);
  const asked = numbers.length === 0 ? [] : [`${numbers.length === 1 ? "Question" : "Questions"} ${list(numbers)}`];
  return [...asked, ...exercises].join(", ");
}

/** The question asked now gives evidence for this criterion. */
export function informsNow(page: Pick<Page, "state" | "question" | "questions">, criterionId: string): boolean {
  return page.state === "live" && page.questions[page.question]?.criterionId === criterionId;
}

function list(numbers: readonly number[]): string {
  return numbers.length < 2 ? numbers.join("") : `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}
