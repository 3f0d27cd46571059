import { useEffect, useRef } from "react";

export interface FieldError {
  /** The id of the control the sentence is about; empty when it is about the whole form. */
  field: string;
  sentence: string;
}

/** All errors of a form, above it. Takes focus when it appears; each line leads to its field. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
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
