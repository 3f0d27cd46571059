import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { CaseHead } from "#app/officers/case-head.tsx";
import { RemovalRows } from "#app/officers/removal-rows.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { type RemovalsPage, removalsPage } from "#server/pages/removal.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import "../interview/interview.css";
import "../officers/officers.css";
import "../officers/evaluation-fixed.css";

export function loader({ request, context, params: { assignmentId = "" } }: LoaderFunctionArgs) {
  const page = removalsPage(requireViewer(context, request), assignmentId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Removal reviews, ${data.head.officer}` : "Not found"} · Accord` },
];

/** Where either lead asks for a review, in writing; the reviews there are stand above it. */
export default function RemovalsRoute() {
  const { head, zone, reviews, may } = useLoaderData<typeof loader>() as RemovalsPage;
  return (
    <main id="main" className="page removal">
      <CaseHead
        head={head}
        title="Removal reviews"
        lede="A concern is settled at the lowest level first. What is left is asked for in writing, answered, heard at a meeting, and decided by both executives."
        trail={[{ to: casePaths.file(head.id), label: head.officer }]}
      />
      {reviews.length > 0 ? (
        <LedgerSection title="Reviews" note="Of this assignment.">
          <RemovalRows reviews={reviews} zone={zone} />
        </LedgerSection>
      ) : null}
      {may ? (
        <LedgerSection
          className="fixed-part"
          title="Ask for a review"
          note="It is a review, and not yet a decision. Nothing about the assignment changes."
        >
          <Act
            to={`${casePaths.removals(head.id)}/request`}
            label="Ask for the review"
            variant="solid"
            hint="The clock starts. The reasons no longer change; the officer and the other side read them."
          >
            <Field
              as="textarea"
              name="reasons"
              label="Reasons"
              hint="What happened, when, and what it meant for the school. Leave out student names."
              rows={8}
              maxLength={8000}
              required
            />
            <Field
              as="textarea"
              name="tried"
              label="What was tried before"
              hint="At the lowest level first: talks, a plan, a change of duties."
              rows={5}
              maxLength={8000}
              required
            />
          </Act>
        </LedgerSection>
      ) : null}
    </main>
  );
}
