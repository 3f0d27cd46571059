import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

/** Rows that are sentences with a verb. */
export function TaskList({ children }: { children: ReactNode }) {
  return <ul className="tasks">{children}</ul>;
}

/** One row; all of it is the link. Without `to` it cannot be opened yet, and `hint` says why. */
export function TaskRow({
  to,
  title,
  hint,
  state,
  tone,
  mark,
  when,
  done = false,
  first = false,
}: {
  to?: string;
  title: ReactNode;
  hint?: ReactNode;
  /** The state or the date, in words. */
  state?: ReactNode;
  tone?: "now" | "late";
  /** A Mark or a Pair: whose turn it is. */
  mark?: ReactNode;
  /** A date in front of the row, for lists of what comes. */
  when?: ReactNode;
  done?: boolean;
  /** The one row that is set larger: what waits first. */
  first?: boolean;
}) {
  return (
    <li className={["task", done && "done", first && "first-up"].filter(Boolean).join(" ")}>
      {when ? <span className="when">{when}</span> : null}
      {to ? <Link to={to}>{title}</Link> : <span className="t muted">{title}</span>}
      {state || mark ? (
        <span className={tone ? `state ${tone}` : "state"}>
          {mark}
          {state}
        </span>
      ) : null}
      {hint ? <span className="hint">{hint}</span> : null}
    </li>
  );
}
