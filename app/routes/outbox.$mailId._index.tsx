import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useHref, useLoaderData, useNavigation } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { Email } from "#app/ui/email.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { postedForm } from "#server/acts/form.ts";
import { actOnLetter, letterPage } from "#server/pages/outbox.ts";
import { requireViewer } from "#server/viewer.ts";

export const meta: MetaFunction = () => [{ title: "Letter · Accord" }];

export function loader({ context, request, params }: LoaderFunctionArgs) {
  return letterPage(requireViewer(context, request), params.mailId ?? "");
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const intent = String((await postedForm(request)).get("intent"));
  const outcome = actOnLetter(requireViewer(context, request), params.mailId ?? "", intent);
  return outcome.ok ? redirect("/outbox") : { sentence: outcome.sentence };
}

export default function Letter() {
  const { letter, sends, zone } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  const here = useHref(`/outbox/${letter.id}`);
  const settled = letter.state === "sent" || letter.state === "withdrawn";
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to="/outbox">Outbox</Link>}
        title={letter.subject}
        aside={
          <Facts
            facts={[
              ["Letter", letter.kind],
              ["To", letter.to],
              [
                "Address",
                letter.email ? <Email key="address" address={letter.email} /> : "None known: print the letter",
              ],
              ["Written", <Time key="at" at={letter.at} zone={zone} />],
              ...(letter.sentAt ? ([["Sent", <Time key="sent" at={letter.sentAt} zone={zone} />]] as const) : []),
              ...(letter.state === "later"
                ? ([["Due", <Time key="due" at={letter.dueAt} zone={zone} />]] as const)
                : []),
              ...(letter.attempts > 0 ? ([["Tries", String(letter.attempts)]] as const) : []),
            ]}
          />
        }
      />
      <LedgerSection title="The letter">
        {refused ? (
          <Alert tone="err" title="Nothing was changed" live>
            {refused.sentence}
          </Alert>
        ) : null}
        {letter.lastError && !settled ? (
          <Alert tone="warn" title="The last try failed">
            {letter.lastError}
          </Alert>
        ) : null}
        {letter.state === "withdrawn" ? (
          <Alert title="Taken back">This letter was not sent: what it says no longer holds.</Alert>
        ) : null}
        <div className="whitespace-pre-wrap">{letter.body}</div>
      </LedgerSection>
      <LedgerSection title="Pass it on" className="no-print">
        <div className="stack">
          <div className="actions">
            <a className="btn" href={`${here}/eml`} download>
              Download as e-mail (.eml)
            </a>
            {letter.calendar ? (
              <a className="btn" href={`${here}/ics`} download>
                Download the calendar file (.ics)
              </a>
            ) : null}
          </div>
          {settled ? null : (
            <Form method="post" className="actions">
              <Button name="intent" value="passed-on" disabled={busy}>
                I have passed it on
              </Button>
              {sends && letter.attempts > 0 ? (
                <Button name="intent" value="again" variant="plain" disabled={busy}>
                  Try to send it again now
                </Button>
              ) : null}
            </Form>
          )}
          <p className="hint">
            The .eml file opens in a mail program as a draft. You can also print this page: only the letter is printed.
          </p>
        </div>
      </LedgerSection>
    </main>
  );
}
