import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { installationKind } from "#db/programs.ts";
import { postedForm, readForm, textOf } from "#server/acts/form.ts";
import { email, line, personName } from "#server/auth/account-form.ts";
import { PASSWORD_RULE, passwordProblem } from "#server/auth/password-policy.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { setUpProgram } from "#server/commands/setup.ts";
import { US_TIME_ZONES } from "#shared/time-zones.ts";

export const meta: MetaFunction = () => [{ title: "Set up your program · Accord" }];

const schema = z.object({
  program: line("Name the program. Both organizations will see this name."),
  agency: line("Name the law-enforcement agency."),
  district: line("Name the school district."),
  timeZone: z
    .string()
    .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone), "Choose the zone your schools are in."),
  schools: z
    .array(z.object({ name: z.string().trim().max(120), grades: z.string().trim().max(40) }))
    .transform((rows) => rows.filter(({ name }) => name !== ""))
    .pipe(z.array(z.object({ name: z.string(), grades: z.string() })).min(1, "Name at least one school."))
    .refine(
      (rows) => new Set(rows.map(({ name }) => name.toLowerCase())).size === rows.length,
      "Two schools have the same name. Name each school once.",
    ),
  name: personName,
  email,
  party: z.enum(["agency", "district"], { error: "Choose which of the two you work for." }),
});

export function loader({ context }: LoaderFunctionArgs) {
  if (installationKind(context.app.db) !== null) throw redirect(context.signedIn ? "/desk" : "/sign-in");
  const us = new Set<string>(US_TIME_ZONES.map(({ value }) => value));
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => !us.has(zone));
  return { zones, passwordRule: PASSWORD_RULE };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await postedForm(request);
  const values = {
    program: textOf(form, "program"),
    agency: textOf(form, "agency"),
    district: textOf(form, "district"),
    timeZone: textOf(form, "timeZone"),
    schools: schoolRows(form),
    name: textOf(form, "name"),
    email: textOf(form, "email"),
    party: textOf(form, "party"),
  };
  if (form.get("intent") === "add-school")
    return { values: { ...values, schools: [...values.schools, { name: "", grades: "" }] }, errors: [] };

  const read = readForm(schema, values);
  const password = String(form.get("password") ?? "");
  const about = [values.email, values.name, values.agency, values.district, values.program].filter(Boolean);
  const problem = passwordProblem(password, about);
  if (!read.ok || problem) {
    const errors = [...(read.ok ? [] : read.errors), ...(problem ? [{ field: "password", sentence: problem }] : [])];
    return { values, errors };
  }
  const { name, email: address, party, schools, ...program } = read.data;
  const passwordHash = await hashPassword(password);
  const outcome = setUpProgram(context.app, {
    ...program,
    schools: schools.map((school) => ({ name: school.name, grades: school.grades || null })),
    person: { name, email: address, party, passwordHash },
  });
  if (!outcome.ok) return { values, errors: [{ field: "", sentence: outcome.sentence }] };
  throw redirect("/people", { headers: { "Set-Cookie": context.auth.cookie(outcome.session.token, null) } });
}

/** The rows of schools as posted: a name and its grades in the same order. */
function schoolRows(form: FormData): { name: string; grades: string }[] {
  const names = form.getAll("school").map(String);
  const grades = form.getAll("grades").map(String);
  return names.slice(0, 200).map((name, i) => ({ name: name.trim(), grades: (grades[i] ?? "").trim() }));
}

const NO_SCHOOLS = [
  { name: "", grades: "" },
  { name: "", grades: "" },
];

export default function Setup() {
  const { zones, passwordRule } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === "submitting";
  const values = answer?.values;
  const errors = answer?.errors ?? [];
  const about = (field: string) => errors.find((error) => error.field === field)?.sentence;
  const field = (name: "program" | "agency" | "district" | "name" | "email") => ({
    name,
    defaultValue: values?.[name],
    error: about(name),
  });
  return (
    <main id="main" className="page">
      {/* The browser's own checks are off: the page says in sentences what is missing. */}
      <Form method="post" noValidate>
        <PageHead
          title="Set up your program"
          lede="A program is one law-enforcement agency and one school district. You become its first coordinator; the coordinator schedules and never rates."
        />
        <LedgerSection title="The program">
          <ErrorSummary
            errors={errors.map((error) => ({ ...error, field: controlOf(error.field) }))}
            attempt={answer}
          />
          <Field
            {...field("program")}
            label="Name of the program"
            hint="For example: Larkfield School Resource Officer Program."
          />
          <Field {...field("agency")} label="Law-enforcement agency" autoComplete="off" />
          <Field {...field("district")} label="School district" autoComplete="off" />
          <Field
            as="select"
            name="timeZone"
            label="Time zone"
            hint="Every time in records is printed in this zone."
            defaultValue={values?.timeZone}
            error={about("timeZone")}
          >
            <option value="">Choose a zone</option>
            <optgroup label="United States">
              {US_TIME_ZONES.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </optgroup>
            <optgroup label="Other zones">
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </optgroup>
          </Field>
        </LedgerSection>

        <LedgerSection title="Schools" note="At least one. Rows left empty are ignored.">
          {(values?.schools ?? NO_SCHOOLS).map((school, i) => (
            // Rows are only ever added at the end.
            // biome-ignore lint/suspicious/noArrayIndexKey: the position is the row's identity
            <div className="pair-of-fields" key={i}>
              <Field
                name="school"
                id={`school-${i}`}
                label={`School ${i + 1}`}
                defaultValue={school.name}
                error={i === 0 ? about("schools") : null}
                autoComplete="off"
              />
              <Field
                name="grades"
                id={`grades-${i}`}
                label={`Grades of school ${i + 1}`}
                defaultValue={school.grades}
                placeholder="6–8"
                autoComplete="off"
              />
            </div>
          ))}
          <Button name="intent" value="add-school" small className="mt-4">
            Add another school
          </Button>
        </LedgerSection>

        <LedgerSection
          title="Your account"
          note="You can invite a second coordinator from the other party."
          aside={<p>Your name stands in records as you write it here.</p>}
        >
          <Field {...field("name")} label="Your name" hint="With rank or title: Lt. Dana Ortiz." autoComplete="name" />
          <Choices
            name="party"
            label="You work for"
            options={[
              { value: "agency", label: "The agency" },
              { value: "district", label: "The district" },
            ]}
            defaultValue={values?.party}
            error={about("party")}
          />
          <Field
            {...field("email")}
            label="Work e-mail"
            hint="You sign in with it."
            type="email"
            autoComplete="username"
          />
          <PasswordField
            name="password"
            label="Password"
            hint={passwordRule}
            error={about("password")}
            autoComplete="new-password"
          />
          <div className="actions mt-6">
            <Button variant="solid" disabled={busy}>
              {busy ? "Setting up" : "Set up the program"}
            </Button>
            <p className="hint">Next: invite the two leads and the panel.</p>
          </div>
        </LedgerSection>
      </Form>
    </main>
  );
}

/** The control an error leads to. */
function controlOf(field: string): string {
  return field.startsWith("schools") ? "school-0" : field;
}
