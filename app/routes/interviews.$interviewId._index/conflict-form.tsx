import { Act } from "#app/interview/act.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import type { Page } from "./route.tsx";

const OPTIONS = [
  {
    value: "none",
    label: "I have no tie to this candidate",
    hint: "Nothing that could affect my rating, or look as if it could.",
  },
  {
    value: "disclosed",
    label: "I know the candidate, and can rate fairly",
    hint: "Through work, for example. I say how below; both leads decide whether I rate.",
  },
  {
    value: "recused",
    label: "I step back from this candidate",
    hint: "We are related, close, in business or in dispute, or I gave a reference.",
  },
];

/** Declared before a card opens: is there a tie to the candidate? */
export function ConflictForm({ page }: { page: Page }) {
  return (
    <Act
      to={`/interviews/${page.id}/conflict`}
      label="Declare"
      variant="solid"
      hint="With no tie, your card opens at once. If something comes up later, say so at once."
    >
      <p className="mb-4">
        Your card opens when you have declared. Count family, friendship, business, a dispute, a reference you gave, and
        work as this person’s superior.
      </p>
      <Choices
        name="choice"
        label={`Is there a tie between you and ${page.candidate.name}?`}
        options={OPTIONS}
        required
      />
      <Field
        as="textarea"
        name="text"
        label="What is the tie?"
        hint="Only for the second answer. The leads read it, and it stands in the sealed record."
        rows={2}
        maxLength={2000}
      />
    </Act>
  );
}

/** A tie that comes up after the declaration. */
export function StepBack({ page }: { page: Page }) {
  if (!page.mine?.mayStepBack) return null;
  return (
    <details className="step-back">
      <summary>A tie to the candidate came up</summary>
      <p className="small muted">
        Stepping back closes your card for good. Your ratings count nowhere and the panel goes on without you.
      </p>
      <Act
        to={`/interviews/${page.id}/conflict`}
        label="Step back from this candidate"
        variant="danger"
        small
        values={{ choice: "recused" }}
      >
        <Field as="textarea" id="step-back-text" name="text" label="What is the tie?" rows={2} maxLength={2000} />
      </Act>
    </details>
  );
}
