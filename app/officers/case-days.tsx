import { Link } from "@remix-run/react";
import { DataTable } from "#app/ui/data-table.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import type { OfficerPage } from "#server/pages/officer.ts";
import { daysBetween } from "#shared/service.ts";
import { dayInWords, zoneName } from "#shared/time.ts";

type Line = OfficerPage["days"]["open"][number];

/** What runs by itself in this case: each day, and what happens when it passes. Done ones are folded. */
export function CaseDaysPart({ days, today, zone }: { days: OfficerPage["days"]; today: string; zone: string }) {
  const { open, done } = days;
  if (open.length === 0 && done.length === 0) return null;
  return (
    <LedgerSection
      title="Days"
      note={`They pass by themselves, at midnight by the clocks of ${zoneName(zone)}. Who is waited for is reminded two working days before.`}
      wide
    >
      {open.length === 0 ? (
        <p>No day is set now.</p>
      ) : (
        <DataTable
          caption="Days to come"
          captionHidden
          columns={[{ label: "What" }, { label: "Day" }, { label: "When the day passes" }]}
          rows={open.map((line) => ({
            key: line.key,
            cells: [
              <Link key="what" to={line.to}>
                {line.what}
              </Link>,
              <>
                <Day line={line} zone={zone} />
                <span className="sub">
                  {line.overdue ? <b className="attention">Overdue</b> : away(line.on, today)}
                </span>
              </>,
              <>
                {line.passes}
                {line.clause ? (
                  <span className="sub">
                    <Link to={line.clause.to}>
                      {line.clause.title}, agreement version {line.clause.version}
                    </Link>
                  </span>
                ) : null}
              </>,
            ],
          }))}
        />
      )}
      {done.length > 0 ? (
        <details>
          <summary>Done ({done.length})</summary>
          <ul className="history">
            {done.map((line) => (
              <li key={line.key}>
                <Link to={line.to}>{line.what}</Link>
                <span className="sub">
                  {line.done}. The day: <Day line={line} zone={zone} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </LedgerSection>
  );
}

function Day({ line: { at, on }, zone }: { line: Line; zone: string }) {
  return at === null ? <span className="nowrap">{dayInWords(on)}</span> : <Time at={at} zone={zone} />;
}

function away(on: string, today: string): string {
  const days = daysBetween(today, on);
  return days === 0 ? "Today" : days === 1 ? "Tomorrow" : `In ${days} days`;
}
