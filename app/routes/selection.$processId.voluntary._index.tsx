import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { voluntaryPage } from "#server/pages/voluntary.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { SMALLEST_GROUP, VOLUNTARY, VOLUNTARY_CATEGORIES } from "#shared/voluntary.ts";

export function loader({ request, context, params: { processId = "" } }: LoaderFunctionArgs) {
  const page = voluntaryPage(requireViewer(context, request), processId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Voluntary forms, ${data?.process.title ?? "not found"} · Accord` },
];

export default function VoluntaryForms() {
  const { process, closed, candidates } = useLoaderData<typeof loader>();
  const kept = candidates.filter((one) => one.kept).length;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={`/selection/${process.id}`}>{process.title}</Link>}
        title="Voluntary forms"
        lede="What a candidate chose to say about themselves goes into a compartment of its own. Once kept, nobody can read one person’s answers, you included."
      />
      {closed ? (
        <LedgerSection title="Closed">
          <p>The decision of this round is sealed. Its sums no longer change.</p>
        </LedgerSection>
      ) : (
        <LedgerSection
          title="Keep a form"
          note="From the candidate’s own form."
          aside={`The leads and the panel never see it. Sums are shown after the decision, and only when no group has fewer than ${SMALLEST_GROUP} people.`}
        >
          <Act
            key={kept}
            to={`/selection/${process.id}/voluntary/keeping`}
            label="Keep the form"
            variant="solid"
            hint="A later form of the same candidate replaces this one."
          >
            <Field as="select" name="candidateId" label="Candidate" required defaultValue="">
              <option value="">Choose a candidate</option>
              {candidates.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Field>
            {VOLUNTARY_CATEGORIES.map((category) => (
              <Field as="select" key={category} name={category} label={VOLUNTARY[category].label} defaultValue="">
                <option value="">Left out</option>
                {Object.entries(VOLUNTARY[category].groups).map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Field>
            ))}
          </Act>
        </LedgerSection>
      )}
      <LedgerSection title="Forms" note={`${kept} of ${candidates.length} kept.`}>
        <DataTable
          caption="Voluntary forms by candidate"
          captionHidden
          columns={[{ label: "Candidate" }, { label: "Form" }]}
          rows={candidates.map((one) => ({ key: one.id, cells: [one.name, one.kept ? "Kept" : "None"] }))}
        />
      </LedgerSection>
    </main>
  );
}
