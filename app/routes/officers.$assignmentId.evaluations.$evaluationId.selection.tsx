import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CaseHead } from "#app/officers/case-head.tsx";
import { CriterionThread } from "#app/officers/criterion-thread.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { type CriterionThreadPage, criterionThreadPage } from "#server/pages/criterion-thread.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { dayInWords } from "#shared/time.ts";
import "../officers/officers.css";
import "../officers/criterion-thread.css";

/** From a sealed evaluation back to the selection: what was asked, noted and scored, and what the year showed. */
export function loader({ request, context, params }: LoaderFunctionArgs) {
  const { assignmentId = "", evaluationId = "" } = params;
  const page = criterionThreadPage(requireViewer(context, request), assignmentId, evaluationId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `From the interview to the evaluation: ${data.head.officer}` : "Officer"} · Accord` },
];

export default function SelectionThread() {
  const { head, zone, evaluation, selection, threads } = useLoaderData<typeof loader>() as CriterionThreadPage;
  return (
    <main id="main" className="page">
      <CaseHead
        head={head}
        trail={[{ to: casePaths.file(head.id), label: head.officer }]}
        title="From the interview to the evaluation"
        lede="Criterion by criterion: what was asked, what the panel noted and scored, and what the evaluation says of the same thing. One officer shows nothing about a question; the report looks at all of them."
      />
      <LedgerSection title="Two sealed records" note="Neither is changed by this page.">
        <ul className="rules">
          <li>
            <Link to={`/records/${selection.recordId}`}>Panel result</Link>, {selection.title}, sealed{" "}
            <Time at={selection.sealedAt} zone={zone} as="date" />.
          </li>
          <li>
            <Link to={`/records/${evaluation.recordId}`}>Annual evaluation</Link>, {evaluation.title} (
            {dayInWords(evaluation.fromDate)} to {dayInWords(evaluation.toDate)}), rated by {evaluation.supervisor},
            sealed <Time at={evaluation.sealedAt} zone={zone} as="date" />.
          </li>
        </ul>
        <p>
          They use two scales. A 4 of the panel, “Strong”, is about a candidate; a 4 of the evaluation, “Exceeds
          expectations”, is about a year of work. They are set beside each other and never added up.
        </p>
      </LedgerSection>
      {threads.map((thread) => (
        <CriterionThread thread={thread} key={thread.id} />
      ))}
    </main>
  );
}
