import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { SignInForm } from "#app/ui/sign-in-form.tsx";
import { castOf, installationKind } from "#db/programs.ts";
import { localPath, postedForm, textOf } from "#server/acts/form.ts";
import { signIn } from "#server/commands/sessions.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Accord" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const back = localPath(new URL(request.url).searchParams.get("back"));
  if (context.signedIn) throw redirect(back);
  if (await context.auth.visitOver(request.headers.get("Cookie"), context.window)) throw redirect("/join/over");
  const kind = installationKind(context.app.db);
  if (kind === null) throw redirect("/");
  const again = castOf(context.app.db).find(({ slug }) => slug === context.window);
  return {
    back,
    demo: kind === "demo",
    window: context.window !== null,
    left: await context.auth.hasLeft(request.headers.get("Cookie"), context.window),
    again: again ? { slug: again.slug, name: again.name } : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await postedForm(request);
  const [email, back] = [textOf(form, "email"), localPath(textOf(form, "back"))];
  const password = form.get("password");
  if (!email || typeof password !== "string" || !password || context.window)
    return data({ email, sentence: "Type your e-mail address and your password." }, 400);
  const outcome = await signIn(context.app, { email, password, address: context.address });
  if (!outcome.ok) return data({ email, sentence: outcome.sentence }, outcome.reason === "too-many" ? 429 : 400);
  throw redirect(back, { headers: { "Set-Cookie": context.auth.cookie(outcome.session.token, null) } });
}

export default function SignIn() {
  const { back, demo, window, left, again } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <main id="main" className="page">
      <PageHead
        title="Sign in"
        lede={demo ? "The people of the demo program need no password." : "One account for every program you work in."}
      >
        {left ? (
          <div className="gap-above">
            <Alert tone="warn" title="Your place in this program has ended" live>
              Its pages are closed to you. What was saved stays in its records, with your name and signatures. If this
              is a mistake, ask the program coordinator for a new invitation.
            </Alert>
          </div>
        ) : null}
      </PageHead>
      {demo ? (
        <LedgerSection title="Demo program" note="Everyone in it is fictional.">
          {again ? (
            <>
              <p>This window is signed out. Nothing that was saved is lost.</p>
              {/* Plain form and link: both lead out of this window's base path. */}
              <form method="post" action="/demo/enter" className="actions mt-5">
                <input type="hidden" name="person" value={again.slug} />
                <input type="hidden" name="where" value="window" />
                <Button variant="solid">Continue as {again.name}</Button>
                <a className="btn btn-plain" href="/demo">
                  Choose someone else
                </a>
              </form>
            </>
          ) : (
            <p>
              <a className="btn" href="/demo">
                Choose someone to continue as
              </a>
            </p>
          )}
        </LedgerSection>
      ) : null}
      {window ? null : (
        <LedgerSection
          title="Your account"
          aside={<p>On a shared computer, sign out when you leave. Nothing stays behind.</p>}
        >
          <ErrorSummary errors={refused ? [{ field: "email", sentence: refused.sentence }] : []} attempt={refused} />
          <SignInForm back={back} email={refused?.email} solid={!demo} />
          <p className="hint mt-5">
            Not invited yet? Ask your program coordinator for an invitation. Lost your password? They make you a link
            for a new one; it works once. On a tablet that joined an interview: ask for a new code there.
          </p>
        </LedgerSection>
      )}
    </main>
  );
}
