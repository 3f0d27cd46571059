import type { Habits } from "#shared/agreement-of-raters.ts";
import { DataTable } from "../ui/data-table.tsx";

interface Told {
  /** Raters who have not seen the own figures yet. */
  waiting: number;
  /** Too few raters to stay unnamed. */
  few: boolean;
  rows: readonly Habits[];
}

/** How the raters of a round use the scale: no names, and nothing before each has seen the own figures. */
export function RaterHabits({ habits, title }: { habits: Told; title: string }) {
  if (habits.few)
    return <p className="small muted">How raters use the scale: too few raters to show it without names.</p>;
  if (habits.waiting > 0)
    return (
      <p className="small muted">
        How raters use the scale stands here once each of them has seen their own figures on the calibration page.{" "}
        {habits.waiting === 1 ? "One rater has" : `${habits.waiting} raters have`} not looked yet.
      </p>
    );
  return (
    <>
      <p className="small muted">
        How raters use the scale, without names, the most severe first. It describes and does not judge: a whole panel
        can be wrong together.
      </p>
      <DataTable
        caption={`${title}: how raters use the scale`}
        captionHidden
        columns={[{ label: "Rater" }, { label: "Severity" }, { label: "Halo" }, { label: "Order" }]}
        rows={habits.rows.map((one, i) => ({ key: String(i), cells: [`${i + 1}`, ...words(one)] }))}
      />
    </>
  );
}

function words({ severity, halo, order }: Habits): string[] {
  const candidates = (n: number) => (n === 1 ? "1 candidate" : `${n} candidates`);
  const few = (n: number) => `Too few to say (${candidates(n)})`;
  return [
    severity.kind === "estimate"
      ? `${Math.abs(severity.difference).toFixed(2)} points ${severity.difference < 0 ? "below" : "above"} the others (${severity.cells === 1 ? "1 rating" : `${severity.cells} ratings`})`
      : few(severity.candidates),
    halo.kind === "estimate"
      ? `Spread within a card ${halo.own.toFixed(2)}, the others’ ${halo.panel.toFixed(2)} (${candidates(halo.candidates)})`
      : few(halo.candidates),
    order.kind === "estimate"
      ? `Rank correlation ${order.rho.toFixed(2)} (${candidates(order.candidates)})`
      : few(order.candidates),
  ];
}
