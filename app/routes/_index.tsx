import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { SignInForm } from "#app/ui/sign-in-form.tsx";
import { castOf, installationKind } from "#db/programs.ts";
import { type Party, ROLES, type Role } from "#shared/roles.ts";

export const meta: MetaFunction = () => [
  { title: "Accord: select School Resource Officers together" },
  {
    name: "description",
    content:
      "A law-enforcement supervisor and a school administrator select School Resource Officers together, score blind, reveal together, and sign what they both wrote.",
  },
];

export function loader({ context }: LoaderFunctionArgs) {
  if (context.signedIn) throw redirect("/desk");
  const { db } = context.app;
  const cast = castOf(db).map(({ slug, name, role, party }) => ({ slug, name, role, party }));
  return { kind: installationKind(db), cast };
}

export default function Welcome() {
  const { kind, cast } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="page">
      <div className="ledger flush welcome">
        <div className="mm">
          <h1 className="title">One officer, two employers, one agreed record.</h1>
          <p className="muted mt-4">
            A law-enforcement supervisor and a school administrator select School Resource Officers together, score
            blind, reveal together, and sign what they both wrote.
          </p>
        </div>
        <div className="mr">
          <div className="aside">
            <h2>Invited already?</h2>
            <p>
              Open the link in your invitation
              {kind === "live" ? (
                <>
                  , or <a href="#signin">sign in</a>
                </>
              ) : null}
              .
            </p>
          </div>
        </div>
      </div>
      {kind === "live" ? null : (
        <div className="first">
          {kind === null ? <SetUp /> : <HowItGoes />}
          <section aria-labelledby="explore">
            <h2 id="explore">Explore the demo program</h2>
            <p className="muted mt-1">Larkfield is fictional. Look around as one of these people.</p>
            {kind === null ? <Preview /> : <Cast cast={cast} />}
          </section>
        </div>
      )}
      {kind === "live" ? (
        <section className="ledger flush signin-band" id="signin" aria-labelledby="signin-title">
          <div className="mm">
            <h2 id="signin-title">Sign in</h2>
            <SignInForm back="/desk" />
          </div>
          <div className="mr">
            <div className="aside">
              <p>On a shared computer, sign out when you leave. Nothing stays behind.</p>
            </div>
          </div>
        </section>
      ) : null}
    </main>
  );
}

function SetUp() {
  return (
    <section aria-labelledby="setup">
      <h2 id="setup">Set up your program</h2>
      <p className="muted mt-1">About five minutes.</p>
      <ol className="plainsteps">
        <li>
          <span>Name the agency, the district and the schools.</span>
        </li>
        <li>
          <span>Invite both leads and the panel. Neither party owns the program.</span>
        </li>
        <li>
          <span>The leads write the process agreement together, live. Every default can be changed.</span>
        </li>
      </ol>
      <LinkButton variant="solid" to="/setup">
        Set up your program
      </LinkButton>
    </section>
  );
}

function HowItGoes() {
  return (
    <section aria-labelledby="how">
      <h2 id="how">What you can try</h2>
      <p className="muted mt-1">A record in every state there is.</p>
      <ol className="plainsteps">
        <li>
          <span>Write the process agreement with the other lead, live, and sign it together.</span>
        </li>
        <li>
          <span>Score a candidate on a card that nobody else sees.</span>
        </li>
        <li>
          <span>Open all cards at one moment, agree on the scores, seal the result.</span>
        </li>
      </ol>
      <p>
        <Link to="/sign-in">Sign in with a password</Link>
      </p>
    </section>
  );
}

function Cast({ cast }: { cast: readonly Shown[] }) {
  const [first] = cast;
  return (
    <>
      <ul className="roles">
        {cast.map(({ slug, ...person }) => (
          <li key={slug}>
            <Enter slug={slug} className="role-row">
              <Row {...person} />
            </Enter>
          </li>
        ))}
      </ul>
      <div className="actions">
        {first ? (
          <Enter slug={first.slug} className="btn btn-solid">
            Continue as {first.name}
          </Enter>
        ) : null}
        <LinkButton variant="plain" to="/demo">
          Read about them
        </LinkButton>
      </div>
    </>
  );
}

/** A plain form: the answer signs in and opens the desk as a whole document. */
function Enter({ slug, className, children }: { slug: string; className: string; children: ReactNode }) {
  return (
    <form method="post" action="/demo/enter">
      <input type="hidden" name="person" value={slug} />
      <input type="hidden" name="where" value="here" />
      <button type="submit" className={className}>
        {children}
      </button>
    </form>
  );
}

function Row({ name, role, party }: Omit<Shown, "slug">) {
  return (
    <>
      <Mark party={party} />
      <b>{name}</b>
      <span className="small muted">{ROLES[role].label}</span>
    </>
  );
}

function Preview() {
  const busy = useNavigation().formAction?.startsWith("/demo") ?? false;
  return (
    <>
      <ul className="roles">
        {PREVIEW.map((person) => (
          <li key={person.name} className="role-row">
            <Row {...person} />
          </li>
        ))}
      </ul>
      <Form method="post" action="/demo">
        <Button disabled={busy}>{busy ? "Building the demo program" : "Explore the demo program"}</Button>
        <p role="status" className="hint mt-2">
          {busy
            ? "This takes a few seconds. The people appear next."
            : "It fills this empty data folder. A real program is set up in a folder of its own."}
        </p>
      </Form>
    </>
  );
}

interface Shown {
  slug: string;
  name: string;
  role: Role;
  party: Party;
}

/** A few of the people, before the demo is built. */
const PREVIEW: readonly Omit<Shown, "slug">[] = [
  { name: "Lt. Dana Ortiz", role: "supervisor", party: "agency" },
  { name: "Principal Ruth Bell", role: "administrator", party: "district" },
  { name: "Ji-woo Kim", role: "panelist", party: "community" },
  { name: "Amara Osei", role: "coordinator", party: "district" },
];
