import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Documents } from "#app/candidates/documents.tsx";
import { Screening } from "#app/candidates/screening.tsx";
import { ServiceSection } from "#app/candidates/service-section.tsx";
import { useFreshOnReturn } from "#app/candidates/use-fresh.ts";
import { YouthEvidence } from "#app/candidates/youth-evidence.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Email } from "#app/ui/email.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { PageHead } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { actOnCandidate } from "#server/acts/candidate.ts";
import { candidatePage } from "#server/pages/candidate.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.candidate.name ?? "Candidate"} · Accord` },
];

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const page = candidatePage(requireViewer(context, request), params.processId ?? "", params.candidateId ?? "");
  if (!page) throw notFound();
  return page;
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const { processId = "", candidateId = "" } = params;
  if (!candidatePage(ctx, processId, candidateId)) throw notFound();
  const refused = await actOnCandidate(ctx, candidateId, request);
  if (!refused) return redirect(`/selection/${processId}/candidates/${candidateId}`);
  // What was too large is not read to its end: the connection closes after this answer.
  if (refused.tooLarge) return data(refused, { status: 413, headers: { Connection: "close" } });
  return data(refused);
}

export default function CandidateFile() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>() ?? null;
  const { round, candidate, service, youth, documents, zone, may } = page;
  useFreshOnReturn();
  const edit = `/selection/${round.id}/candidates/${candidate.id}/edit`;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={`/selection/${round.id}`}>{round.title}</Link>}
        title={candidate.name}
        lede={candidate.post ?? undefined}
        aside={
          <Facts
            facts={[
              ["State", candidate.stateLabel],
              ...(candidate.email ? ([["E-mail", <Email key="email" address={candidate.email} />]] as const) : []),
              [
                "Added",
                <>
                  <Time at={candidate.addedAt} zone={zone} as="date" />
                  {candidate.addedBy ? `, ${candidate.addedBy}` : ""}
                </>,
              ],
            ]}
          />
        }
      >
        {page.masked ? (
          <p className="gap-above">
            The agreement hides names, addresses, agencies and documents until this file is screened. The program
            coordinator sees them.
          </p>
        ) : null}
        {may.write ? (
          <p className="gap-above">
            <LinkButton small to={edit}>
              Change the file
            </LinkButton>
          </p>
        ) : null}
      </PageHead>
      <Screening facts={page} result={result && result.intent !== "upload" ? result : null} />
      <ServiceSection service={service} />
      <YouthEvidence
        youth={youth}
        zone={zone}
        attest={may.attest}
        sentence={result && (result.intent === "verify" || result.intent === "unverify") ? result.sentence : null}
      />
      {page.masked ? null : (
        <Documents
          documents={documents}
          zone={zone}
          write={may.write}
          error={
            result?.intent === "upload" ? { kind: result.values.kind ?? "resume", sentence: result.sentence } : null
          }
        />
      )}
    </main>
  );
}
