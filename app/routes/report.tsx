import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AgreementChart } from "#app/report/agreement-chart.tsx";
import { ImpactTables } from "#app/report/impact-tables.tsx";
import { PredictionPart } from "#app/report/prediction.tsx";
import { RaterHabits } from "#app/report/rater-habits.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { type ReportPage, reportPage } from "#server/pages/report.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { DEVIATION_KINDS } from "#shared/course.ts";
import "../report/report.css";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = await reportPage(requireViewer(context, request));
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction = () => [{ title: "Report · Accord" }];

export default function Report() {
  const page = useLoaderData<typeof loader>() as ReportPage;
  const told = page.rounds.filter((round) => round.agreement !== null);
  return (
    <main id="main" className="page">
      <PageHead
        kicker={
          <>
            {page.program} · <Time at={page.madeAt} zone={page.zone} as="date" />
          </>
        }
        title="Report"
        lede="For both organizations: the rounds, how long each step took, how far raters agree, and where interviews left the agreed course."
      />
      <LedgerSection title="Rounds" wide>
        {page.rounds.length === 0 ? <Empty title="No round yet">Rounds appear here from their first day.</Empty> : null}
        {page.rounds.length > 0 ? (
          <DataTable
            caption="Rounds"
            captionHidden
            columns={[
              { label: "Round" },
              { label: "State" },
              { label: "Candidates", right: true },
              { label: "Sealed results", right: true },
              { label: "Decision" },
            ]}
            rows={page.rounds.map((round) => ({
              key: round.id,
              cells: [
                round.title,
                round.state,
                round.candidates,
                `${round.sealed} of ${round.interviews}`,
                round.decided ? "Sealed" : "Not sealed",
              ],
            }))}
          />
        ) : null}
      </LedgerSection>
      <LedgerSection title="Days per step" note="From calendar to calendar day." wide>
        <Days page={page} />
      </LedgerSection>
      <LedgerSection
        title="Agreement between raters"
        note="First cards, before anybody talked."
        aside="ICC(2,1) and ICC(2,k): Shrout and Fleiss 1979, intervals of McGraw and Wong 1996. Alpha: Krippendorff 2011, intervals by drawing again."
      >
        {told.length === 0 ? (
          <p>Too few to say: in no round are the cards of all interviews open.</p>
        ) : (
          <div className="rounds">
            {told.map((round) => (
              <section key={round.id} className="stack" aria-label={round.title}>
                <h3>{round.title}</h3>
                {round.agreement ? <AgreementChart agreement={round.agreement} title={round.title} /> : null}
                {round.habits ? <RaterHabits habits={round.habits} title={round.title} /> : null}
                {round.dropped > 0 ? (
                  <p className="small muted">
                    {round.dropped === 1 ? "One question was" : `${round.dropped} questions were`} not counted.
                  </p>
                ) : null}
              </section>
            ))}
          </div>
        )}
      </LedgerSection>
      <LedgerSection title="Deviations" note="Where interviews left the agreed course." wide>
        <Deviations page={page} />
      </LedgerSection>
      <LedgerSection
        title="Did our interviews predict anything?"
        note="The panel’s joint score beside the officer’s first year."
        aside="Spearman’s rho; the interval is drawn again from whole pairs, with a seed. On seeing only those who were chosen: Thorndike 1949; Sackett and Lievens 2008."
      >
        <PredictionPart prediction={page.prediction} />
      </LedgerSection>
      {page.impact ? (
        <LedgerSection title="Selection rates" note="From the voluntary forms. Sums only." wide>
          <ImpactTables impact={page.impact} />
        </LedgerSection>
      ) : null}
    </main>
  );
}

/** Each step's length as a bar and as a number. */
function Days({ page }: { page: ReportPage }) {
  const rows = page.rounds.filter((round) => round.days.some((n) => n !== null));
  if (rows.length === 0) return <p>No step of any round is over yet.</p>;
  const means = page.steps.map((step, i) => {
    const known = rows.flatMap((round) => round.days[i] ?? []);
    return { step, n: known.length, mean: known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : null };
  });
  const most = Math.max(1, ...means.map((one) => one.mean ?? 0));
  const longest = [...means].sort((a, b) => (b.mean ?? -1) - (a.mean ?? -1))[0];
  return (
    <div className="stack">
      <p>
        {longest?.mean === null || longest === undefined
          ? ""
          : `The longest step is “${longest.step}”: ${longest.mean.toFixed(0)} days on average over ${longest.n} ${longest.n === 1 ? "round" : "rounds"}.`}
      </p>
      <svg
        className="day-bars"
        viewBox={`0 0 320 ${means.length * 24}`}
        role="img"
        aria-label="Mean days per step; the numbers are in the table below"
      >
        {means.map((one, i) => (
          <g key={one.step}>
            <text x="0" y={i * 24 + 16}>
              {one.step}
            </text>
            <rect
              x="90"
              y={i * 24 + 6}
              width={one.mean === null ? 0 : Math.max(1, (one.mean / most) * 180)}
              height="12"
            />
            <text x={one.mean === null ? 90 : 96 + Math.max(1, (one.mean / most) * 180)} y={i * 24 + 16}>
              {one.mean === null ? "no figure" : one.mean.toFixed(0)}
            </text>
          </g>
        ))}
      </svg>
      <DataTable
        caption="Days per step"
        captionHidden
        columns={[{ label: "Round" }, ...page.steps.map((label) => ({ label, right: true }))]}
        rows={rows.map((round) => ({
          key: round.id,
          cells: [round.title, ...round.days.map((n) => (n === null ? "–" : n))],
        }))}
      />
    </div>
  );
}

function Deviations({ page }: { page: ReportPage }) {
  const total = page.deviations.reduce((sum, one) => sum + one.n, 0);
  if (total === 0) return <p>No deviation is on record.</p>;
  const title = (id: string) => page.rounds.find((round) => round.id === id)?.title ?? id;
  return (
    <>
      <p>{total === 1 ? "One deviation is" : `${total} deviations are`} on record.</p>
      <DataTable
        caption="Deviations by round and kind"
        captionHidden
        columns={[{ label: "Round" }, { label: "Kind" }, { label: "Times", right: true }]}
        rows={page.deviations.map((one) => ({
          key: `${one.processId}.${one.kind}`,
          cells: [title(one.processId), DEVIATION_KINDS[one.kind], one.n],
        }))}
      />
    </>
  );
}
