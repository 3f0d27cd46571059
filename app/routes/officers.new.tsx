import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { postedForm, readForm } from "#server/acts/form.ts";
import { openAssignment } from "#server/commands/assignments.ts";
import { type CaseOpeningPage, caseOpeningPage } from "#server/pages/case-opening.ts";
import { readableCase } from "#server/pages/case-reach.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { isDay } from "#shared/service.ts";
import "../officers/officers.css";

export const meta: MetaFunction = () => [{ title: "Open an officer’s file · Accord" }];

const input = z.object({
  officerId: z.string().min(1, "Choose the officer."),
  schoolId: z.string().min(1, "Choose the school."),
  post: z.string().trim().max(80, "Use at most 80 characters for the post.").default(""),
  fromDate: z.string().refine(isDay, "Enter the first day of the assignment."),
  began: z.enum(["selected", "transferred", "before-accord"], "Choose how the assignment began."),
  supervisorId: z.string().min(1, "Choose the supervisor who leads this case."),
  administratorId: z.string().min(1, "Choose the school administrator who leads this case."),
});

export function loader({ request, context }: LoaderFunctionArgs) {
  const page = caseOpeningPage(requireViewer(context, request), roundOf(request));
  if (page === null) throw notFound();
  return page;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const page = caseOpeningPage(ctx, roundOf(request));
  if (page === null) throw notFound();
  const form = await postedForm(request);
  const values = Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  const read = readForm(input, page.round ? { ...values, began: "selected" } : values);
  if (!read.ok) return { values, errors: read.errors };
  const made = openAssignment(ctx, { ...read.data, processId: page.round?.id });
  if (!made.ok) return { values, errors: [{ field: FIELD[made.reason] ?? made.reason, sentence: made.sentence }] };
  // Whoever opened it and does not lead it has no further part in it.
  return redirect(readableCase(ctx, made.assignmentId) ? casePaths.file(made.assignmentId) : casePaths.all);
}

const FIELD: Record<string, string> = { open: "schoolId", round: "officerId" };

const roundOf = (request: Request) => new URL(request.url).searchParams.get("round");

export default function OpenCase() {
  const page = useLoaderData<typeof loader>() as CaseOpeningPage;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? [];
  const values: Record<string, string> = answer?.values ?? {};
  const busy = useNavigation().state !== "idle";
  const of = (name: string, first = "") => ({
    name,
    error: errors.find((e) => e.field === name)?.sentence,
    defaultValue: values[name] ?? first,
  });
  const { round } = page;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={casePaths.all}>Officers</Link>}
        title="Open an officer’s file"
        lede={
          round
            ? `${round.candidate} was appointed in “${round.title}”. The file says where the officer serves and who leads the case.`
            : "One file for each officer at a school. It says where the officer serves and who leads the case."
        }
      />
      <LedgerSection title="The post" aside={<WhoSeesIt />}>
        <Form method="post" className="stack" noValidate>
          <ErrorSummary errors={errors} attempt={answer} />
          {page.officers.length === 0 || (round && !round.officerId) ? (
            <Alert
              tone="warn"
              title={round ? `${round.candidate} has no account by this name` : "No officer has an account"}
            >
              <p>
                An officer reads and answers in their own account, with the role “School Resource Officer”. Invite them
                under <Link to="/people">People</Link> first, or choose the account if it carries another name.
              </p>
            </Alert>
          ) : null}
          <Field as="select" label="Officer" {...of("officerId", round?.officerId ?? "")}>
            <People of={page.officers} />
          </Field>
          <Field as="select" label="School" {...of("schoolId", round?.schoolId ?? "")}>
            <option value="">Choose</option>
            {page.schools.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Field>
          <Field
            label="Post at this school"
            hint="Only when the school has more than one, for example “annex”."
            maxLength={80}
            {...of("post")}
          />
          <Field type="date" label="First day" required {...of("fromDate", page.today)} />
          {round ? null : (
            <Choices
              label="How it began"
              required
              {...of("began")}
              options={[
                { value: "selected", label: "Chosen in a selection", hint: "A probation is planned next." },
                { value: "transferred", label: "Transferred from another post", hint: "A probation is planned next." },
                {
                  value: "before-accord",
                  label: "Serves here already",
                  hint: "From before this file was opened. No probation is planned.",
                },
              ]}
            />
          )}
          <Field
            as="select"
            label="Supervisor of this case"
            hint="Responsible for the officer and for the evaluation."
            {...of("supervisorId", page.me ?? "")}
          >
            <People of={page.supervisors} />
          </Field>
          <Field
            as="select"
            label="School administrator of this case"
            hint="Takes part in the probation as agreed, and gives feedback."
            {...of("administratorId")}
          >
            <People of={page.administrators} />
          </Field>
          <div className="actions">
            <Button variant="solid" disabled={busy}>
              {busy ? "Opening the file" : "Open the file"}
            </Button>
          </div>
        </Form>
      </LedgerSection>
    </main>
  );
}

function People({ of }: { of: readonly { userId: string; name: string }[] }) {
  return (
    <>
      <option value="">Choose</option>
      {of.map(({ userId, name }) => (
        <option key={userId} value={userId}>
          {name}
        </option>
      ))}
    </>
  );
}

function WhoSeesIt() {
  return (
    <div className="stack">
      <div>
        <h3>Who will see it</h3>
        <p>
          The officer, the two leads you name, the program coordinator, and the heads of both organizations. They find
          it under Officers at once. For everybody else, other supervisors and other schools too, it does not exist.
        </p>
      </div>
      <div>
        <h3>What happens next</h3>
        <p>
          The leads plan the probation or agree the goals of the year. A lead can be followed by another one later; the
          file keeps from when to when each led it.
        </p>
      </div>
    </div>
  );
}
