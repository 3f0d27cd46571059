import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { turnOfEvaluation } from "#app/officers/evaluation-turn.tsx";
import { turnOf } from "#app/officers/turn.tsx";
import { useCaseNews } from "#app/officers/use-case-news.ts";
import { DataTable } from "#app/ui/data-table.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { type OfficersPage, officersPage } from "#server/pages/officers.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { dayInWords } from "#shared/time.ts";
import "../officers/officers.css";

export const meta: MetaFunction = () => [{ title: "Officers · Accord" }];

export function loader({ request, context }: LoaderFunctionArgs) {
  const page = officersPage(requireViewer(context, request));
  if (page === null) throw notFound();
  return page;
}

export default function Officers() {
  useCaseNews(null);
  const { own, cases, mayOpen } = useLoaderData<typeof loader>() as OfficersPage;
  return (
    <main id="main" className="page">
      <PageHead
        title="Officers"
        lede={
          own
            ? "Your own file: where you serve, what is agreed, what was written, and what waits for you."
            : "The officers whose cases you take part in. Nobody else finds them here."
        }
      >
        <p className="no-print">
          {mayOpen ? (
            <>
              <Link to={casePaths.opening()}>Open an officer’s file</Link>
              {" · "}
            </>
          ) : null}
          <Link to={casePaths.holidays}>Days without work</Link>
        </p>
      </PageHead>
      {cases.length === 0 ? (
        <LedgerSection title="Cases">
          <Empty title="You take part in no officer’s case">A case appears here when you are named to lead it.</Empty>
        </LedgerSection>
      ) : (
        <Cases own={own} cases={cases} />
      )}
    </main>
  );
}

function Cases({ own, cases }: Pick<OfficersPage, "own" | "cases">) {
  return (
    <LedgerSection title={own ? "Your posts" : "Cases"} note="Present posts first." wide>
      <DataTable
        caption="Officers and where their year stands"
        captionHidden
        columns={[
          { label: "Officer" },
          { label: "School" },
          { label: "Leads", wideOnly: true },
          { label: "Stands at" },
          { label: "Next", wideOnly: true },
        ]}
        rows={cases.map((one) => ({
          key: one.id,
          cells: [
            <Link key="officer" to={casePaths.file(one.id)}>
              {one.officer}
            </Link>,
            <>
              {one.school}
              <span className="sub">
                {one.post ? `${one.post}. ` : ""}
                {one.toDate ? `Until ${dayInWords(one.toDate)}` : `Since ${dayInWords(one.fromDate)}`}
              </span>
            </>,
            one.leads.map((lead) => (
              <span className="lead" key={lead.userId}>
                <PartyName party={lead.party} name={lead.name} />
              </span>
            )),
            one.state,
            one.next ? (
              <>
                {turnOf(one.next)}
                <span className="sub">
                  {one.next.yours ? "Your turn: " : ""}checkpoint {one.next.n}, {one.next.title.toLowerCase()}
                </span>
              </>
            ) : one.year ? (
              <>
                {turnOfEvaluation(one.year)}
                <span className="sub">
                  {one.year.yours ? "Your turn: " : ""}annual evaluation, {one.year.title.toLowerCase()}
                </span>
              </>
            ) : (
              <span key="next" className="muted">
                Nothing waits
              </span>
            ),
          ],
        }))}
      />
    </LedgerSection>
  );
}
