import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { CandidateForm } from "#app/candidates/candidate-form.tsx";
import { EMPTY_FORM, withRow } from "#app/candidates/form-values.ts";
import { readCandidateForm } from "#app/candidates/read-form.ts";
import { PageHead } from "#app/ui/ledger.tsx";
import { postedForm } from "#server/acts/form.ts";
import { changeCandidate } from "#server/commands/candidates.ts";
import { candidatePage } from "#server/pages/candidate.ts";
import { todayOf } from "#server/today.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

export const meta: MetaFunction = () => [{ title: "Change a candidate’s file · Accord" }];

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const page = candidatePage(requireViewer(context, request), params.processId ?? "", params.candidateId ?? "");
  if (!page?.may.write) throw notFound();
  const { round, candidate, service, youth } = page;
  return {
    round,
    rule: { cutoffDate: service.cutoffDate, minimumYears: service.minimumYears },
    candidateId: candidate.id,
    screened: candidate.state !== "submitted",
    values: {
      name: candidate.name,
      email: candidate.email ?? "",
      post: candidate.post ?? "",
      spans: orEmpty(
        service.spans.map((s, key) => ({ key, agency: s.agency, post: s.post ?? "", from: s.from, to: s.to ?? "" })),
        EMPTY_FORM.spans,
      ),
      youth: orEmpty(
        youth.map((y, key) => ({ key, what: y.what, when: y.when, verifier: y.verifier ?? "" })),
        EMPTY_FORM.youth,
      ),
    },
  };
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const candidateId = params.candidateId ?? "";
  const form = await postedForm(request);
  const { values, candidate, errors } = readCandidateForm(form, todayOf(ctx));
  const intent = form.get("intent");
  if (intent === "add-span") return { values: withRow(values, "spans"), errors: [] };
  if (intent === "add-youth") return { values: withRow(values, "youth"), errors: [] };
  if (!candidate) return { values, errors };
  const changed = changeCandidate(ctx, { candidateId, candidate });
  if (!changed.ok) {
    if (changed.reason === "not-found") throw notFound();
    const field = changed.reason === "duplicate" ? "name" : "";
    return { values, errors: [{ field, sentence: changed.sentence }] };
  }
  return redirect(`/selection/${params.processId}/candidates/${candidateId}`);
}

function orEmpty<T>(rows: T[], empty: T[]): T[] {
  return rows.length > 0 ? rows : empty;
}

export default function ChangeCandidate() {
  const { round, rule, candidateId, screened, values } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const back = `/selection/${round.id}/candidates/${candidateId}`;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={back}>{values.name}</Link>}
        title="Change the file"
        lede={
          screened
            ? "Eligibility was checked on these dates. Other dates are taken only as far as the finding stands."
            : "The leads and the program coordinator see this file; the panel sees it once the candidate is eligible."
        }
      />
      <CandidateForm
        initial={result?.values ?? values}
        errors={result?.errors ?? []}
        rule={rule}
        submit="Save the file"
        submitting="Saving the file"
        back={back}
      />
    </main>
  );
}
