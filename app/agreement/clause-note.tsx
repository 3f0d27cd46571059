import { Link } from "@remix-run/react";
import type { Scalar } from "#shared/documents/form.ts";
import { clauseOf, parameterOf, valueInWords } from "#shared/mou.ts";

/** A value of the agreement in force, as a page's loader hands it over. */
export interface RestsOn {
  version: number;
  value: Scalar;
}

/**
 * Names and links the clause that steers a rule, and says when the rule departs from it. Nothing while no agreement is
 * in force.
 */
export function ClauseNote({ parameter, on, departs }: { parameter: string; on: RestsOn | null; departs?: boolean }) {
  if (!on) return null;
  const clause = clauseOf(parameter);
  return (
    <p className="hint clause-note">
      Rests on:{" "}
      <Link to={`/agreement/${on.version}#clause-${clause.id}`}>
        {clause.title}, agreement version {on.version}
      </Link>
      {` (${parameterOf(parameter).label.toLowerCase()}: ${valueInWords(parameterOf(parameter), on.value).toLowerCase()})`}
      {departs ? <b>{" This text departs from it. Both leads sign that."}</b> : null}
    </p>
  );
}
