import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { AgreementChart } from "#app/report/agreement-chart.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { type CalibrationPage, calibrationPage } from "#server/pages/calibration.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import "../report/report.css";

export async function loader({ request, context, params: { processId = "" } }: LoaderFunctionArgs) {
  const page = await calibrationPage(requireViewer(context, request), processId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Calibration, ${data?.process.title ?? "not found"} · Accord` },
];

export default function Calibration() {
  const page = useLoaderData<typeof loader>() as CalibrationPage;
  const apart = page.rows.filter((row) => (row.points ?? 0) > 1).length;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={`/selection/${page.process.id}`}>{page.process.title}</Link>}
        title="Calibration"
        lede="Where the panel differed most, and how each rater uses the scale. It changes no score."
      />
      {page.mine ? (
        <LedgerSection
          title="Your habits"
          note="Yours alone, and you see them first."
          aside="These describe, they do not judge: a whole panel can be wrong together. Nobody sees them under your name. Once every rater has looked at their own figures, the report shows all of them without names."
        >
          <dl className="facts">
            {habits(page.mine).map(([name, words]) => (
              <div className="contents" key={name}>
                <dt>{name}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </LedgerSection>
      ) : null}
      {page.panel ? (
        <LedgerSection title="The panel as a whole" note="Only the leads see this." wide>
          <AgreementChart agreement={page.panel} title="The panel" />
        </LedgerSection>
      ) : null}
      <LedgerSection title="Widest difference first" note={`${page.candidates} candidates.`} wide>
        <p>
          {apart === 0
            ? "On no criterion were first scores more than one point apart."
            : `${apart === 1 ? "One row is" : `${apart} rows are`} more than one point apart. Start there, with the notes and the anchors beside you.`}
        </p>
        <DataTable
          caption="First scores by candidate and criterion, widest difference first"
          captionHidden
          columns={[
            { label: "Candidate" },
            { label: "Criterion" },
            { label: "First scores" },
            { label: "Apart", right: true },
          ]}
          rows={page.rows.map((row) => ({
            key: row.key,
            cells: [
              <Link key="to" to={`/interviews/${row.interviewId}/debrief`}>
                {row.candidate}
              </Link>,
              row.criterion,
              row.ratings.join(", "),
              row.points,
            ],
          }))}
        />
      </LedgerSection>
    </main>
  );
}

function habits({ severity, halo, order }: NonNullable<CalibrationPage["mine"]>): [string, string][] {
  const few = (candidates: number) =>
    `Too few to say (${candidates} ${candidates === 1 ? "candidate" : "candidates"}).`;
  return [
    [
      "Severity",
      severity.kind === "estimate"
        ? `On average ${Math.abs(severity.difference).toFixed(2)} points ${severity.difference < 0 ? "below" : "above"} the others on the same ${severity.cells} ratings (${severity.candidates} candidates).`
        : few(severity.candidates),
    ],
    [
      "Halo",
      halo.kind === "estimate"
        ? `The variance of your ratings within a card is ${halo.own.toFixed(2)}, of the others’ ${halo.panel.toFixed(2)} (${halo.candidates} candidates). ${halo.own < halo.panel / 2 ? "Far less than theirs: one impression may color every criterion." : "Not far less than theirs."}`
        : few(halo.candidates),
    ],
    [
      "Order",
      order.kind === "estimate"
        ? `Rank correlation with the order of the interviews ${order.rho.toFixed(2)} (${order.candidates} candidates). ${Math.abs(order.rho) < 0.5 ? "No clear drift." : order.rho > 0 ? "Later candidates were rated higher." : "Later candidates were rated lower."}`
        : few(order.candidates),
    ],
  ];
}
