import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";

/** A password with a switch to see it, instead of typing it twice. Paste is welcome. */
export function PasswordField({
  name,
  label,
  hint,
  error,
  autoComplete,
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string | null;
  autoComplete: "new-password" | "current-password";
}) {
  const [shown, setShown] = useState(false);
  // The switch needs scripts; without them the field is an ordinary password field.
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <div className="password">
      <Field
        name={name}
        label={label}
        hint={hint}
        error={error}
        type={shown ? "text" : "password"}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      {ready ? (
        <Button
          type="button"
          variant="plain"
          small
          aria-pressed={shown}
          aria-controls={name}
          onClick={() => setShown(!shown)}
        >
          {shown ? "Hide the password" : "Show the password"}
        </Button>
      ) : null}
    </div>
  );
}
