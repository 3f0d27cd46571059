import type { FormEvent, ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useAct } from "../ui/refusals.tsx";

/**
 * A form for one act. A refusal stands above the button in words and is read aloud; what was typed stays. The page's
 * data loads again by itself.
 */
export function Act({
  to,
  label,
  values = {},
  variant,
  small,
  hint,
  before,
  children,
}: {
  to: string;
  /** Verb and object. */
  label: ReactNode;
  values?: Record<string, string | number>;
  variant?: "solid" | "line" | "plain" | "danger";
  small?: boolean;
  /** What happens next, beside the button. */
  hint?: ReactNode;
  /** Return false to hold the form back. */
  before?: () => boolean;
  children?: ReactNode;
}) {
  const fetcher = useAct();
  const busy = fetcher.state !== "idle";
  const refusal = !busy && fetcher.data && !fetcher.data.ok ? fetcher.data.sentence : null;
  const onSubmit = (event: FormEvent) => fetcher.guard(event, () => before?.() === false);
  return (
    <fetcher.Form method="post" action={to} className="act" onSubmit={onSubmit}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div role="alert">
        {refusal ? (
          <p className="error-msg">
            <Icon name="alert" />
            <span>{refusal}</span>
          </p>
        ) : null}
      </div>
      <div className="actions">
        <Button variant={variant} small={small} aria-disabled={busy || undefined}>
          {label}
        </Button>
        {hint ? <span className="small muted">{hint}</span> : null}
      </div>
    </fetcher.Form>
  );
}
