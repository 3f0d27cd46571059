import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icon.tsx";

interface Own {
  /** Also the id, so that an error summary can link to `#name`. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
}
type Control =
  | ({ as?: "input" } & Omit<ComponentProps<"input">, "name">)
  | ({ as: "textarea" } & Omit<ComponentProps<"textarea">, "name">)
  | ({ as: "select" } & Omit<ComponentProps<"select">, "name">);

/** Label, hint, error, then the control. Everything else is passed to the input, textarea or select. */
export function Field({ name, label, hint, error, as = "input", id = name, ...rest }: Own & Control) {
  const attributes = {
    ...rest,
    id,
    name,
    className: "input",
    "aria-invalid": error ? true : undefined,
    "aria-describedby": describedBy(id, hint, error),
  };
  return (
    <div className={error ? "field has-error" : "field"}>
      <label htmlFor={id}>{label}</label>
      <Hint id={id} hint={hint} />
      <ErrorText id={id} error={error} />
      {as === "textarea" ? (
        <textarea {...(attributes as ComponentProps<"textarea">)} />
      ) : as === "select" ? (
        <select {...(attributes as ComponentProps<"select">)} />
      ) : (
        <input {...(attributes as ComponentProps<"input">)} />
      )}
    </div>
  );
}

/** One box to tick. */
export function Check({ name, label, hint, error, id = name, ...rest }: Own & Omit<ComponentProps<"input">, "name">) {
  return (
    <div className={error ? "field has-error" : "field"}>
      <ErrorText id={id} error={error} />
      <label className="check" htmlFor={id}>
        <input
          {...rest}
          type="checkbox"
          id={id}
          name={name}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
        />
        <span>{label}</span>
      </label>
      <Hint id={id} hint={hint} />
    </div>
  );
}

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
}

/** One of several, all of them visible. The first choice carries the field's id, for the error summary. */
export function Choices({
  name,
  label,
  hint,
  error,
  id = name,
  options,
  defaultValue,
  required,
}: Own & { id?: string; options: readonly Choice[]; defaultValue?: string | null; required?: boolean }) {
  return (
    <fieldset
      className={error ? "field has-error" : "field"}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error ? true : undefined}
    >
      <legend className="label">{label}</legend>
      <Hint id={id} hint={hint} />
      <ErrorText id={id} error={error} />
      {options.map((option, index) => (
        <label className="check" key={option.value}>
          <input
            type="radio"
            name={name}
            id={index === 0 ? id : undefined}
            value={option.value}
            defaultChecked={option.value === defaultValue}
            required={required}
          />
          <span>
            {option.label}
            {option.hint ? <span className="hint sub">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function describedBy(id: string, hint: ReactNode, error?: string | null): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
}

function Hint({ id, hint }: { id: string; hint: ReactNode }) {
  return hint ? (
    <p className="hint" id={`${id}-hint`}>
      {hint}
    </p>
  ) : null;
}

export function ErrorText({ id, error }: { id: string; error?: string | null }) {
  return error ? (
    <p className="error-msg" id={`${id}-error`}>
      <Icon name="alert" />
      <span>{error}</span>
    </p>
  ) : null;
}
