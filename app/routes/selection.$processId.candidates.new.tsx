import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { CandidateForm } from "#app/candidates/candidate-form.tsx";
import { EMPTY_FORM, withRow } from "#app/candidates/form-values.ts";
import { IntakeClosed } from "#app/candidates/intake-closed.tsx";
import { readCandidateForm } from "#app/candidates/read-form.ts";
import { PageHead } from "#app/ui/ledger.tsx";
import { postedForm } from "#server/acts/form.ts";
import { addCandidate } from "#server/commands/candidates.ts";
import { roundForIntake } from "#server/pages/candidate.ts";
import { todayOf } from "#server/today.ts";
import { requireViewer } from "#server/viewer.ts";

export const meta: MetaFunction = () => [{ title: "Add a candidate · Accord" }];

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  return roundForIntake(requireViewer(context, request), params.processId ?? "");
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const processId = params.processId ?? "";
  const form = await postedForm(request);
  const { values, candidate, errors } = readCandidateForm(form, todayOf(ctx));
  const intent = form.get("intent");
  if (intent === "add-span") return { values: withRow(values, "spans"), errors: [] };
  if (intent === "add-youth") return { values: withRow(values, "youth"), errors: [] };
  if (!candidate) return { values, errors };
  const added = addCandidate(ctx, { processId, candidate });
  if (!added.ok) {
    const field = added.reason === "duplicate" ? "name" : "";
    return { values, errors: [{ field, sentence: added.sentence }] };
  }
  return redirect(`/selection/${processId}/candidates/${added.candidateId}`);
}

export default function AddCandidate() {
  const { round, rule, open, closed } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const back = `/selection/${round.id}`;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={back}>{round.title}</Link>}
        title="Add a candidate"
        lede="The leads and the program coordinator see this file; the panel sees it once the candidate is eligible."
      />
      {open && rule ? (
        <CandidateForm
          initial={result?.values ?? EMPTY_FORM}
          errors={result?.errors ?? []}
          rule={rule}
          submit="Add the candidate"
          submitting="Adding the candidate"
          back={back}
        />
      ) : (
        <IntakeClosed roundId={round.id} closed={closed} />
      )}
    </main>
  );
}
