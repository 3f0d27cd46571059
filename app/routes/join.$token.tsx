import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { joinByCode, openJoinCode } from "#server/commands/joining.ts";
import { maskedName } from "#server/pages/join.ts";

export const meta: MetaFunction = () => [
  { title: "Join an interview · Accord" },
  { name: "robots", content: "noindex" },
];

/** Looking uses nothing up: chat programs and scanners fetch addresses before people do. */
export function loader({ context, params: { token = "" } }: LoaderFunctionArgs) {
  const { signedIn } = context;
  if (signedIn && signedIn.viewer.only === undefined) return { signedIn: true as const };
  const found = openJoinCode(context.app, { typed: token, address: context.address });
  if (!found.ok) return data({ refused: found.sentence }, found.reason === "too-many" ? 429 : 404);
  return { who: maskedName(found.name), guest: found.guest };
}

export async function action({ context, params: { token = "" } }: ActionFunctionArgs) {
  const { signedIn } = context;
  if (signedIn && signedIn.viewer.only === undefined)
    return data({ refused: "This browser is signed in already. Sign out first, or use the other device." }, 409);
  const joined = joinByCode(context.app, {
    typed: token,
    address: context.address,
    leaving: signedIn?.sessionId ?? null,
  });
  if (!joined.ok) return data({ refused: joined.sentence }, joined.reason === "too-many" ? 429 : 409);
  throw redirect(`/interviews/${joined.interviewId}`, {
    headers: { "Set-Cookie": context.auth.cookie(joined.session.token, null) },
  });
}

export default function Join() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === "submitting";
  if ("signedIn" in page)
    return (
      <main id="main" className="page">
        <PageHead
          title="This browser is signed in already"
          lede="The address is for another device: a tablet at the table, say. Open it there. Nothing was used up."
        >
          <p className="mt-5">
            <Link to="/desk">Go to your desk</Link>
          </p>
        </PageHead>
      </main>
    );
  if ("refused" in page)
    return (
      <main id="main" className="page">
        <PageHead title="This address cannot be used" lede={page.refused} />
      </main>
    );
  return (
    <main id="main" className="page">
      <PageHead
        title={`Join as ${page.who}`}
        lede="This device will show one interview and nothing else, until its result is sealed or the day is over."
      >
        {answer ? (
          <Alert tone="err" title="This device has not joined">
            {answer.refused}
          </Alert>
        ) : null}
      </PageHead>
      <LedgerSection
        title="This device"
        aside={
          <p>
            Somebody else’s initials? Do not join. Close this page and tell whoever gave you the address: what is
            written here stands under that person’s name.
          </p>
        }
      >
        <Form method="post" reloadDocument>
          <div className="actions">
            <Button variant="solid" disabled={busy}>
              Join on this device
            </Button>
            <span className="hint">The address works once.</span>
          </div>
        </Form>
        {page.guest ? (
          <p className="mt-5">As a guest you are on one device at a time. Joining here ends the device before it.</p>
        ) : null}
      </LedgerSection>
    </main>
  );
}
