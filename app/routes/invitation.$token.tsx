import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { NewPassword } from "#app/people/new-password.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { personByEmail } from "#db/people.ts";
import { postedForm, textOf } from "#server/acts/form.ts";
import { personName } from "#server/auth/account-form.ts";
import { PASSWORD_RULE, passwordProblem } from "#server/auth/password-policy.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { acceptInvitation, openInvitation } from "#server/commands/invitations.ts";
import { setPasswordByLink } from "#server/commands/password-links.ts";
import { passwordOf } from "#server/commands/sessions.ts";
import { ROLES } from "#shared/roles.ts";

export const meta: MetaFunction = () => [{ title: "Invitation · Accord" }];

export function loader({ params, context }: LoaderFunctionArgs) {
  const found = openInvitation(context.app, params.token ?? "");
  if (!found.ok) return { open: false as const, reason: found.reason, sentence: found.sentence };
  const { invitation, program, inviter } = found;
  const { name, email, role, party } = invitation;
  return {
    open: true as const,
    purpose: invitation.purpose,
    known: personByEmail(context.app.db, email) !== null,
    passwordRule: PASSWORD_RULE,
    signedInAs: context.signedIn?.viewer.name ?? null,
    invitation: { name, email, role, party, inviter },
    program: { name: program.name, agency: program.agencyName, district: program.districtName },
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const form = await postedForm(request);
  const name = textOf(form, "name");
  const password = String(form.get("password") ?? "");
  const found = openInvitation(context.app, token);
  if (!found.ok) return { name, errors: [{ field: "", sentence: found.sentence }] };

  const { program, invitation } = found;
  const about = [invitation.email, program.agencyName, program.districtName];
  if (invitation.purpose === "password") {
    const problem = passwordProblem(password, [...about, invitation.name]);
    if (problem) return { name, errors: [{ field: "password", sentence: problem }] };
    return accepted(setPasswordByLink(context.app, { token, passwordHash: await hashPassword(password) }));
  }
  const known = personByEmail(context.app.db, invitation.email);
  if (known) {
    const check = await passwordOf(context.app, { email: invitation.email, password, address: context.address });
    if (!check.ok) return { name, errors: [{ field: "password", sentence: check.sentence }] };
    return accepted(acceptInvitation(context.app, { token, account: { userId: known.id } }));
  }
  const parsed = personName.safeParse(name);
  const problem = passwordProblem(password, [...about, name]);
  if (!parsed.success || problem) {
    const nameProblem = parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
    const errors = [
      ...(nameProblem ? [{ field: "name", sentence: nameProblem }] : []),
      ...(problem ? [{ field: "password", sentence: problem }] : []),
    ];
    return { name, errors };
  }
  const account = { name: parsed.data, passwordHash: await hashPassword(password) };
  return accepted(acceptInvitation(context.app, { token, account }));

  function accepted(outcome: ReturnType<typeof acceptInvitation | typeof setPasswordByLink>) {
    if (!outcome.ok) return { name, errors: [{ field: "", sentence: outcome.sentence }] };
    return redirect("/desk", { headers: { "Set-Cookie": context.auth.cookie(outcome.session.token, null) } });
  }
}

export default function AcceptInvitation() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === "submitting";
  if (!page.open)
    return (
      <main id="main" className="page">
        <PageHead
          title={page.reason.startsWith("password") ? "This link cannot be used" : "This invitation cannot be used"}
          lede={page.sentence}
        >
          {page.reason.endsWith("accepted") ? (
            <p className="mt-5">
              <Link className="btn" to="/sign-in">
                Go to sign-in
              </Link>
            </p>
          ) : null}
        </PageHead>
      </main>
    );
  const { invitation, program, known, signedInAs, passwordRule } = page;
  const errors = answer?.errors ?? [];
  if (page.purpose === "password")
    return <NewPassword name={invitation.name} email={invitation.email} rule={passwordRule} errors={errors} />;
  const about = (field: string) => errors.find((error) => error.field === field)?.sentence;
  return (
    <main id="main" className="page">
      <Form method="post" noValidate>
        <PageHead
          title={`Join ${program.name}`}
          lede={`${invitation.inviter} invites you as ${ROLES[invitation.role].label}. ${ROLES[invitation.role].meaning}.`}
        />
        <LedgerSection title="The program">
          <Facts
            facts={[
              ["Agency", <PartyName key="agency" party="agency" name={program.agency} />],
              ["District", <PartyName key="district" party="district" name={program.district} />],
              ["Your party", <PartyName key="party" party={invitation.party} />],
            ]}
          />
        </LedgerSection>
        <LedgerSection
          title="Your account"
          aside={signedInAs ? <p>This browser is signed in as {signedInAs}. Joining signs you in instead.</p> : null}
        >
          <ErrorSummary errors={errors} attempt={answer} />
          {known ? (
            <PasswordField
              name="password"
              label="Your password"
              hint="You already have an account here. Type its password to join this program too."
              error={about("password")}
              autoComplete="current-password"
            />
          ) : (
            <>
              <Field
                name="name"
                label="Your name"
                hint="As it should stand in records, with rank or title."
                defaultValue={answer?.name ?? invitation.name}
                error={about("name")}
                autoComplete="name"
              />
              <Field
                name="email"
                label="Your e-mail"
                hint="You sign in with it."
                value={invitation.email}
                autoComplete="username"
                readOnly
              />
              <PasswordField
                name="password"
                label="Choose a password"
                hint={passwordRule}
                error={about("password")}
                autoComplete="new-password"
              />
            </>
          )}
          <div className="actions mt-6">
            <Button variant="solid" disabled={busy}>
              {busy ? "Joining" : "Join the program"}
            </Button>
            <p className="hint">Next: your desk, with what waits for you.</p>
          </div>
        </LedgerSection>
      </Form>
    </main>
  );
}
