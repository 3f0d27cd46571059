import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { schoolsOf } from "#db/programs.ts";
import { postedForm, textOf } from "#server/acts/form.ts";
import { createProcess, mayOpenRound } from "#server/commands/processes.ts";
import { restsOn } from "#server/pages/mou.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { isDay } from "#shared/service.ts";

export const meta: MetaFunction = () => [{ title: "Open a selection round · Accord" }];

/** Chosen, and not only left as it was: a round is on both desks at once. */
const NO_SCHOOL = "none";

const input = z.object({
  title: z
    .string()
    .trim()
    .min(1, "Name the position this round fills, for example “School Resource Officer, Larkfield Middle School”.")
    .max(200, "Use at most 200 characters for the position."),
  schoolId: z
    .string()
    .min(1, "Choose the school, or “No single school”.")
    .transform((id) => (id === NO_SCHOOL ? null : id)),
  cutoffDate: z.string().refine(isDay, "Choose the date up to which service counts."),
});

export async function loader({ context, request }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  if (!mayOpenRound(ctx.viewer)) throw notFound();
  return {
    schools: schoolsOf(ctx.db, ctx.viewer.programId).map(({ id, name }) => ({ id, name })),
    restsOn: {
      years: restsOn(ctx, "selection.minimum_experience_years"),
      scoring: restsOn(ctx, "selection.scoring_mode"),
    },
    today: new Date(ctx.clock()).toISOString().slice(0, 10),
  };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const form = await postedForm(request);
  const values = {
    title: textOf(form, "title"),
    schoolId: textOf(form, "schoolId"),
    cutoffDate: textOf(form, "cutoffDate"),
  };
  const parsed = input.safeParse(values);
  if (!parsed.success)
    return {
      values,
      errors: parsed.error.issues.map((issue) => ({ field: String(issue.path[0] ?? ""), sentence: issue.message })),
    };
  const made = createProcess(ctx, parsed.data);
  if (!made.ok)
    return { values, errors: [{ field: made.reason === "school" ? "schoolId" : "title", sentence: made.sentence }] };
  return redirect(`/selection/${made.processId}/agreement`);
}

export default function OpenRound() {
  const { schools, today, restsOn } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? [];
  const busy = useNavigation().state !== "idle";
  const errorOf = (field: string) => errors.find((e) => e.field === field)?.sentence;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to="/selection">Selection</Link>}
        title="Open a selection round"
        lede="This opens the process agreement. Both leads then write it together; nothing here is final."
      />
      <LedgerSection
        title="The position"
        aside={
          <>
            <h3>What happens next</h3>
            <p>
              The agreement starts from the standard criteria, questions and exercises. Both leads, and nobody else, can
              change it. Candidates can be added once both have signed.
            </p>
            <ClauseNote parameter="selection.minimum_experience_years" on={restsOn.years} />
            <ClauseNote parameter="selection.scoring_mode" on={restsOn.scoring} />
          </>
        }
      >
        <Form method="post" className="stack" noValidate>
          <ErrorSummary errors={errors} attempt={answer} />
          <Field
            name="title"
            label="Position"
            hint="As it will stand in the agreement and on the result."
            error={errorOf("title")}
            maxLength={200}
            defaultValue={answer?.values.title ?? "School Resource Officer"}
            required
          />
          <Field
            as="select"
            name="schoolId"
            label="School"
            error={errorOf("schoolId")}
            defaultValue={answer?.values.schoolId ?? ""}
          >
            <option value="">Choose</option>
            <option value={NO_SCHOOL}>No single school</option>
            {schools.map((school) => (
              <option key={school.id} value={school.id}>
                {school.name}
              </option>
            ))}
          </Field>
          <Field
            type="date"
            name="cutoffDate"
            label="Service counts up to"
            hint="Years of service are worked out up to this date, for every candidate alike. You can change it in the agreement."
            error={errorOf("cutoffDate")}
            defaultValue={answer?.values.cutoffDate ?? today}
            required
          />
          <div className="actions">
            <Button variant="solid" disabled={busy}>
              {busy ? "Opening the round" : "Open the round"}
            </Button>
          </div>
        </Form>
      </LedgerSection>
    </main>
  );
}
