import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Check } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { Time } from "#app/ui/time.tsx";
import { OwnDevice } from "#app/workspace/own-device.tsx";
import { personById } from "#db/people.ts";
import { programOf, programsOf } from "#db/programs.ts";
import { postedForm, textOf } from "#server/acts/form.ts";
import { PASSWORD_RULE, passwordProblem } from "#server/auth/password-policy.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { openSessionsOf } from "#server/auth/sessions.ts";
import { changePassword, setSingleKeys } from "#server/commands/people.ts";
import { endOtherSessions, passwordOf, switchProgram } from "#server/commands/sessions.ts";
import { requireViewer } from "#server/viewer.ts";
import { ROLES } from "#shared/roles.ts";

export const meta: MetaFunction = () => [{ title: "Your account · Accord" }];

export function loader({ request, context }: LoaderFunctionArgs) {
  const { db, viewer, clock } = requireViewer(context, request);
  const person = personById(db, viewer.userId);
  const program = programOf(db, viewer.programId);
  const here = context.signedIn?.sessionId;
  return {
    name: viewer.name,
    role: viewer.role,
    party: viewer.party,
    email: person?.email ?? "",
    singleKeys: person?.singleKeys ?? true,
    hasPassword: person?.passwordHash !== null,
    passwordRule: PASSWORD_RULE,
    zone: program?.timeZone ?? "UTC",
    programId: viewer.programId,
    programs: programsOf(db, viewer.userId).map(({ id, name, role }) => ({ id, name, role })),
    sessions: openSessionsOf(db, viewer.userId, clock()).map(({ id, createdAt, interviewId }) => ({
      createdAt,
      interviewId,
      current: id === here,
    })),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const signedIn = context.signedIn;
  if (!signedIn) throw redirect("/sign-in");
  const { sessionId, demo } = signedIn;
  const form = await postedForm(request);
  switch (form.get("intent")) {
    case "keys": {
      setSingleKeys(ctx, form.get("singleKeys") !== null);
      return { done: "Your choice is kept.", errors: [] };
    }
    case "end-others": {
      const { ended } = endOtherSessions(ctx, sessionId);
      return { done: ended === 1 ? "One other session has ended." : `${ended} other sessions have ended.`, errors: [] };
    }
    case "switch": {
      const outcome = switchProgram(ctx, { programId: textOf(form, "program"), sessionId, demo });
      if (!outcome.ok) return { done: null, errors: [{ field: "", sentence: outcome.sentence }] };
      throw redirect("/desk", {
        headers: { "Set-Cookie": context.auth.cookie(outcome.session.token, context.window) },
      });
    }
    case "password": {
      const email = personById(ctx.db, ctx.viewer.userId)?.email ?? "";
      const program = programOf(ctx.db, ctx.viewer.programId);
      const next = String(form.get("next") ?? "");
      const about = [email, ctx.viewer.name, program?.agencyName ?? "", program?.districtName ?? ""].filter(Boolean);
      const problem = passwordProblem(next, about);
      if (problem) return { done: null, errors: [{ field: "next", sentence: problem }] };
      const password = String(form.get("password") ?? "");
      const check = await passwordOf(ctx, { email, password, address: context.address });
      if (!check.ok) {
        const sentence =
          check.reason === "wrong" ? "This is not your present password. Type it again." : check.sentence;
        return { done: null, errors: [{ field: "password", sentence }] };
      }
      changePassword(ctx, await hashPassword(next), sessionId);
      return { done: "The password is changed. Every other session has ended.", errors: [] };
    }
    default:
      return { done: null, errors: [{ field: "", sentence: "Nothing was changed. Load the page again and retry." }] };
  }
}

export default function Account() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? [];
  const about = (field: string) => errors.find((error) => error.field === field)?.sentence;
  const others = page.sessions.filter(({ current }) => !current);
  return (
    <main id="main" className="page">
      <PageHead title="Your account">
        {answer?.done ? (
          <div className="mt-5">
            <Alert tone="ok" title={answer.done} live />
          </div>
        ) : null}
        <ErrorSummary errors={errors} attempt={answer} />
      </PageHead>
      <LedgerSection
        title="You"
        aside={<p>To change a role, the coordinator ends the membership and invites again.</p>}
      >
        <Facts
          facts={[
            ["Name", page.name],
            ["E-mail", page.email],
            ["Role", ROLES[page.role].label],
            ["Party", <PartyName key="party" party={page.party} />],
          ]}
        />
      </LedgerSection>
      {page.programs.length > 1 ? (
        <LedgerSection title="Programs" note="You work in one at a time.">
          <ul className="tasks">
            {page.programs.map(({ id, name, role }) => (
              <li className="task" key={id}>
                <div className="t">
                  {name} <span className="sub small muted">{ROLES[role].label}</span>
                </div>
                {id === page.programId ? (
                  <span className="small">You are here</span>
                ) : (
                  <Form method="post">
                    <input type="hidden" name="intent" value="switch" />
                    <input type="hidden" name="program" value={id} />
                    <Button small>
                      <span>
                        Go on here<span className="vh"> in {name}</span>
                      </span>
                    </Button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </LedgerSection>
      ) : null}
      <LedgerSection title="Keyboard">
        <Form method="post">
          <input type="hidden" name="intent" value="keys" />
          <Check
            name="singleKeys"
            label="Single-key shortcuts on my card"
            hint="1 to 5 rate, J and K move. Never while you write text."
            defaultChecked={page.singleKeys}
          />
          <Button small className="mt-2">
            Keep this choice
          </Button>
        </Form>
      </LedgerSection>
      <OwnDevice />
      <LedgerSection
        title="Signed in"
        aside={<p>A session ends after 12 hours without use, and after seven days in any case.</p>}
      >
        <ul className="stack-s">
          {page.sessions.map(({ createdAt, current, interviewId }) => (
            <li key={`${createdAt}${current}`}>
              Since <Time at={createdAt} zone={page.zone} />
              {current ? <b> (this one)</b> : null}
              {interviewId ? (
                <>
                  {" "}
                  on a device that joined one interview.{" "}
                  <Link to={`/interviews/${interviewId}/join`}>See or end it</Link>
                </>
              ) : null}
            </li>
          ))}
        </ul>
        {others.length > 0 ? (
          <Form method="post" className="mt-4">
            <Button name="intent" value="end-others" small>
              End the other sessions
            </Button>
          </Form>
        ) : null}
      </LedgerSection>
      {page.hasPassword ? (
        <LedgerSection title="Password">
          <Form method="post" noValidate>
            <input type="hidden" name="intent" value="password" />
            <PasswordField
              name="password"
              label="Present password"
              error={about("password")}
              autoComplete="current-password"
            />
            <PasswordField
              name="next"
              label="New password"
              hint={page.passwordRule}
              error={about("next")}
              autoComplete="new-password"
            />
            <Button className="mt-5">Change the password</Button>
          </Form>
        </LedgerSection>
      ) : null}
    </main>
  );
}
