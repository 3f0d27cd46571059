import { useEffect, useRef } from "react";

export interface FieldError {
  /** The id of the control the sentence is about; empty when it is about the whole form. */
  field: string;
  sentence: string;
}

/** All errors of a form, above it. Takes focus when it appears; each line leads to its field. */
export function ErrorSummary({
  errors,
  attempt,
}: {
  errors: readonly FieldError[];
  /** The answer itself, or a count of attempts. Nothing else moves the focus: who is mending an error is not thrown back. */
  attempt: unknown;
}) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the attempt says when, not the list
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [attempt]);
  if (errors.length === 0) return null;
  return (
    <div className="alert err" role="alert" tabIndex={-1} ref={box}>
      <h2>{errors.length === 1 ? "One thing to fix before you go on" : "Some things to fix before you go on"}</h2>
      <ul>
        {errors.map(({ field, sentence }) => (
          <li key={field + sentence}>{field ? <a href={`#${field}`}>{sentence}</a> : sentence}</li>
        ))}
      </ul>
    </div>
  );
}
