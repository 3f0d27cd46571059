import { exerciseAnchors } from "#shared/coverage.ts";
import type { Page } from "./route.tsx";

/** Under a criterion that an exercise measures: what a 1, a 3 and a 5 look like in that exercise. */
export function ExerciseAnchors({ page, criterionId }: { page: Page; criterionId: string }) {
  return page.exercises
    .filter((exercise) => exercise.criterionId === criterionId)
    .map((exercise) => {
      const anchors = exerciseAnchors(exercise);
      return anchors ? (
        <details key={exercise.id} className="anchors-fold">
          <summary>{exercise.title}: what 1, 3 and 5 look like</summary>
          <dl className="vanchors">
            {([1, 3, 5] as const).map((level) => (
              <div key={level}>
                <dt>{level}</dt>
                <dd>{anchors[level]}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null;
    });
}
