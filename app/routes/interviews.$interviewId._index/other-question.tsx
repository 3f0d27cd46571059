import { Act } from "#app/interview/act.tsx";
import { Choices } from "#app/ui/field.tsx";
import type { Page } from "./route.tsx";

/** For who leads: another question than the next one. Out of its turn it goes on record by itself. */
export function OtherQuestion({ page }: { page: Page }) {
  const asked = new Set(page.turn?.asked ?? []);
  const options = page.questions.flatMap(({ lead }, index) =>
    index === page.question
      ? []
      : [
          {
            value: String(index),
            label: `Question ${index + 1}${asked.has(index) ? ", asked before" : ""}`,
            hint: lead,
          },
        ],
  );
  if (options.length === 0) return null;
  return (
    <details>
      <summary>Go to another question</summary>
      <Act
        to={`/interviews/${page.id}/question`}
        label="Go to this question"
        small
        hint="A question asked before its turn goes on record by itself. You can add why."
      >
        <Choices name="index" label="Which question?" options={options} required />
      </Act>
    </details>
  );
}
