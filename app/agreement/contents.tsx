import { Link } from "@remix-run/react";
import { Pair } from "#app/ui/marks.tsx";
import type { MouClause } from "#shared/documents/mou.ts";
import type { Ticks } from "./use-mou.ts";

/** The clauses in order, each with where it stands. @param hrefOf where a line leads */
export function Contents({
  clauses,
  ticks,
  open,
  current,
  hrefOf,
}: {
  clauses: readonly MouClause[];
  ticks: Ticks | null;
  /** How many proposals are open, by clause. */
  open: Record<string, number>;
  current: string | null;
  hrefOf: (clauseId: string) => string;
}) {
  return (
    <ol className="toc mou-toc">
      {clauses.map((clause, index) => (
        <li key={clause.id}>
          <Link to={hrefOf(clause.id)} aria-current={clause.id === current ? "true" : undefined}>
            <span className="num">{index + 1}</span>
            <b>{clause.title}</b>
            <ClauseState clause={clause} tick={ticks?.[clause.id]} open={open[clause.id] ?? 0} />
          </Link>
        </li>
      ))}
    </ol>
  );
}

function ClauseState({ clause, tick, open }: { clause: MouClause; tick?: Ticks[string]; open: number }) {
  if (open > 0) return <small className="attention">{open === 1 ? "One proposal" : `${open} proposals`}</small>;
  if (!clause.addressed) return <small>Left out</small>;
  if (!tick) return null;
  const [agency, district] = [tick.agency === "agreed", tick.district === "agreed"];
  const lapsed = tick.agency === "lapsed" || tick.district === "lapsed";
  return (
    <small className={lapsed ? "attention" : undefined}>
      <span>{tickWords(agency, district, lapsed)}</span>
      <Pair agency={agency} district={district} />
    </small>
  );
}

function tickWords(agency: boolean, district: boolean, lapsed: boolean): string {
  if (agency && district) return "Agreed";
  if (lapsed) return "Changed since";
  if (agency) return "Agency agrees";
  return district ? "District agrees" : "Open";
}
