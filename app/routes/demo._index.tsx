import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { castOf, installationKind } from "#db/programs.ts";
import { buildDemo } from "#server/commands/demo.ts";
import { CAST_LINES } from "#shared/content/cast.ts";
import { PARTIES, ROLES } from "#shared/roles.ts";

export const meta: MetaFunction = () => [{ title: "Demo program · Accord" }];

export function loader({ context }: LoaderFunctionArgs) {
  const { db } = context.app;
  const kind = installationKind(db);
  const cast = castOf(db).map(({ slug, name, role, party }) => ({ slug, name, role, party }));
  return { kind, cast };
}

/** Builds the demo in an empty database, then shows whom to continue as. */
export async function action({ context }: ActionFunctionArgs) {
  const outcome = await buildDemo(context.app);
  return outcome.ok ? redirect("/demo") : data({ sentence: outcome.sentence }, 409);
}

export default function Demo() {
  const { kind, cast } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const [first] = cast;
  return (
    <main id="main" className="page">
      <PageHead
        title="Explore the demo program"
        lede="Larkfield, its police department, its schools and everyone in them are fictional. Whatever you do here, nobody is affected."
      />
      <LedgerSection
        title="The cast"
        note="Everyone sees what their role may see, no more."
        aside={<p>Open two people in two windows and put them side by side: what one writes, the other sees.</p>}
      >
        {refused ? (
          <Alert tone="err" title="The demo was not built" live>
            {refused.sentence}
          </Alert>
        ) : null}
        {kind === null ? <Build /> : null}
        {kind === "live" ? (
          <p>This is a real program. It has no demo, and nobody can sign in to it without a password.</p>
        ) : null}
        {first ? (
          <>
            <Enter slug={first.slug} where="here" solid label={`Continue as ${first.name}`} />
            <ul className="tasks mt-6">
              {cast.map(({ slug, name, role, party }) => (
                <li className="task" key={slug}>
                  <div className="t">
                    <Mark party={party} /> <b>{name}</b>, {ROLES[role].label}
                    <span className="vh">, {PARTIES[party].label}</span>
                    <p className="small muted">{CAST_LINES[slug] ?? ROLES[role].meaning}</p>
                  </div>
                  <div className="actions">
                    <Enter slug={slug} where="here" label="Continue" name={name} />
                    <Enter slug={slug} where="window" label="In a new window" name={name} />
                  </div>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </LedgerSection>
    </main>
  );
}

function Build() {
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" className="stack-s">
      <p>
        The program is written into the empty database: a record in every state there is. This data folder then holds
        the demo and nothing else; a real program is set up in a folder of its own.
      </p>
      <Button variant="solid" disabled={busy}>
        {busy ? "Building the demo program" : "Build the demo program"}
      </Button>
      <p role="status" className="hint">
        {busy ? "This takes a few seconds. The cast appears here." : ""}
      </p>
    </Form>
  );
}

/** A plain form to the plain address: entering may lead to another base path, which only a whole document can follow. */
function Enter({
  slug,
  where,
  label,
  name,
  solid,
}: {
  slug: string;
  where: "here" | "window";
  label: string;
  name?: string;
  solid?: boolean;
}) {
  return (
    <form method="post" action="/demo/enter" {...(where === "window" ? { target: "_blank", rel: "noopener" } : {})}>
      <input type="hidden" name="person" value={slug} />
      <input type="hidden" name="where" value={where} />
      <Button variant={solid ? "solid" : "plain"} small={!solid}>
        <span>
          {label}
          {name ? <span className="vh"> as {name}</span> : null}
        </span>
      </Button>
    </form>
  );
}
