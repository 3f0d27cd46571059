import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useHref, useLoaderData, useNavigation } from "@remix-run/react";
import { ImportResult } from "#app/candidates/import-result.tsx";
import { IntakeClosed } from "#app/candidates/intake-closed.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { previewOrImport } from "#server/candidate-import.ts";
import { roundForIntake } from "#server/pages/candidate.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

export const meta: MetaFunction = () => [{ title: "Import candidates · Accord" }];

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  return roundForIntake(requireViewer(context, request), params.processId ?? "");
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const processId = params.processId ?? "";
  if (!roundForIntake(ctx, processId).open) throw notFound();
  const answer = await previewOrImport(ctx, processId, request);
  if (answer.done) return redirect(`/selection/${processId}`);
  // What was too large is not read to its end: the connection closes after this answer.
  return data(answer, answer.tooLarge ? { status: 413, headers: { Connection: "close" } } : undefined);
}

export default function ImportCandidates() {
  const { round, rule, open, closed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const template = useHref(`/selection/${round.id}/candidates/template`);
  const busy = useNavigation().state !== "idle";
  const preview = answer && "preview" in answer ? answer.preview : null;
  const sentence = answer && "sentence" in answer ? answer.sentence : (preview?.fileProblem ?? null);
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={`/selection/${round.id}`}>{round.title}</Link>}
        title="Import candidates"
        lede="Nothing is written until you have seen what the file would do. One error stops the whole file, so that nothing is half imported."
      />
      {open && rule ? (
        <>
          <LedgerSection
            title="The file"
            note="CSV, at most 1 MiB and 500 candidates"
            aside={
              <>
                <h3>The columns</h3>
                <p>
                  <code>name</code> must be there; <code>email</code> and <code>post</code> if you have them. Up to four
                  times: <code>agency_1</code>, <code>post_1</code>, <code>from_1</code>, <code>to_1</code> for service,
                  and <code>what_1</code>, <code>when_1</code>, <code>verifier_1</code> for work with young people.
                </p>
                <p>
                  Dates as 2022-09-06; an empty <code>to_1</code> means still serving.
                </p>
              </>
            }
          >
            <div className="stack">
              <p>
                <a href={template} download>
                  Download the template
                </a>{" "}
                and fill in one row for each candidate, in any spreadsheet. Save it as “CSV UTF-8”.
              </p>
              <Form method="post" encType="multipart/form-data" className="stack" noValidate>
                <Field name="file" label="Your file" type="file" accept=".csv,text/csv" error={sentence} required />
                <div className="actions">
                  <Button variant={preview?.base64 ? "line" : "solid"} disabled={busy}>
                    {busy ? "Reading the file" : preview ? "Check the file again" : "Check the file"}
                  </Button>
                </div>
              </Form>
            </div>
          </LedgerSection>
          {preview && !preview.fileProblem ? <ImportResult preview={preview} busy={busy} /> : null}
        </>
      ) : (
        <IntakeClosed roundId={round.id} closed={closed} />
      )}
    </main>
  );
}
