import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { QrCode } from "#app/interview/qr.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { postedForm, textOf } from "#server/acts/form.ts";
import { CODE_MINUTES, endVisit, makeJoinCode } from "#server/commands/joining.ts";
import { codeToShow, joinPage } from "#server/pages/join.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import "../interview/join.css";

export const meta: MetaFunction = () => [{ title: "Join on another device · Accord" }];

export function loader({ request, context, params: { interviewId = "" } }: LoaderFunctionArgs) {
  const page = joinPage(requireViewer(context, request), interviewId);
  if (!page) throw notFound();
  return { ...page, minutes: CODE_MINUTES };
}

export async function action({ request, context, params: { interviewId = "" } }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const form = await postedForm(request);
  const userId = textOf(form, "person") || ctx.viewer.userId;
  if (form.get("intent") === "end") {
    const ended = endVisit(ctx, { interviewId, userId, device: textOf(form, "device") });
    if (!ended.ok && ended.reason === "not-found") throw notFound();
    return ended.ok ? { done: "The device has left this interview." } : data({ refused: ended.sentence }, 409);
  }
  const made = makeJoinCode(ctx, { interviewId, userId });
  if (!made.ok && made.reason === "not-found") throw notFound();
  if (!made.ok) return data({ refused: made.sentence }, 409);
  const { code, expiresAt, name } = made;
  const shown = codeToShow(ctx, { code, origin: new URL(request.url).origin });
  return { made: { ...shown, expiresAt, name, userId } };
}

type Made = Extract<Awaited<ReturnType<typeof action>>, { made: object }>["made"];

export default function JoinOnAnotherDevice() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const made = (answer && "made" in answer ? answer.made : null) ?? null;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={`/interviews/${page.id}`}>Interview of {page.candidate}</Link>}
        title="Join on another device"
        lede="A tablet at the table shows this interview and nothing else. The tablet is signed out when the result is sealed, and after 16 hours in any case."
      >
        {answer && "done" in answer ? <Alert tone="ok" title={answer.done} live /> : null}
        {answer && "refused" in answer ? (
          <Alert tone="err" title="Nothing was changed" live>
            {answer.refused}
          </Alert>
        ) : null}
      </PageHead>
      {page.guests === null ? null : <Guests page={page} made={made} />}
      <LedgerSection
        title="Your device"
        note={page.rates ? "Your card and the notes, on a tablet." : "You follow the interview there; you do not rate."}
      >
        {made?.userId === page.me ? <Code made={made} zone={page.zone} /> : null}
        <ShowCode label={made?.userId === page.me ? "Make another code" : "Show a code"} minutes={page.minutes} />
        <Devices of={page.me} devices={page.devices} zone={page.zone} />
      </LedgerSection>
    </main>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** Guests without an account come in by a code only; the coordinator shows it to them. */
function Guests({ page, made }: { page: Page; made: Made | null }) {
  return (
    <LedgerSection
      title="Guests on this panel"
      note="They have no account. They come in by a code."
      aside={
        <p>
          Show the code to the guest and to nobody else: whoever uses it writes the guest’s card. Each code is on
          record. A new one ends the tablet before it.
        </p>
      }
    >
      {page.guests?.length === 0 ? (
        <p>
          No guest without an account sits on this panel. Guests are named under <Link to="/people">People</Link> and
          chosen for the panel in the process agreement.
        </p>
      ) : null}
      {page.guests?.map((guest) => (
        <section key={guest.userId} className="join-guest" aria-label={guest.name}>
          <h3>
            <Mark party="community" /> {guest.name}
          </h3>
          <p className="muted">{guest.organization}</p>
          {guest.recused ? (
            <p>Does not rate this candidate, so there is nothing to join.</p>
          ) : (
            <>
              {made?.userId === guest.userId ? <Code made={made} zone={page.zone} /> : null}
              <ShowCode label={`Show a code for ${guest.name}`} person={guest.userId} minutes={page.minutes} />
              <Devices of={guest.userId} name={guest.name} devices={guest.devices} zone={page.zone} />
            </>
          )}
        </section>
      ))}
    </LedgerSection>
  );
}

function Code({ made, zone }: { made: Made; zone: string }) {
  return (
    <div className="join-code" role="status">
      <QrCode {...made.qr} label={`QR code of the address ${made.typed}`} />
      <div>
        <p>Point the other device’s camera at it, or type this address there:</p>
        <p className="once">
          <code>{made.typed}</code>
        </p>
        <p className="small muted">
          Works once, until <Time at={made.expiresAt} zone={zone} as="time" />. It is shown only now.
        </p>
      </div>
    </div>
  );
}

function ShowCode({ label, person, minutes }: { label: string; person?: string; minutes: number }) {
  const busy = useNavigation().state === "submitting";
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="intent" value="code" />
      {person ? <input type="hidden" name="person" value={person} /> : null}
      <div className="actions">
        <Button disabled={busy}>{label}</Button>
        <span className="hint">Works once, for {minutes} minutes.</span>
      </div>
    </Form>
  );
}

function Devices({ of, name, devices, zone }: { of: string; name?: string; devices: Page["devices"]; zone: string }) {
  if (devices.length === 0) return <p className="small muted mt-4">No device has joined.</p>;
  return (
    <ul className="tasks mt-4">
      {devices.map(({ device, since }) => (
        <li className="task" key={device}>
          <div className="t">
            Joined <Time at={since} zone={zone} as="slot" />
          </div>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="intent" value="end" />
            <input type="hidden" name="person" value={of} />
            <input type="hidden" name="device" value={device} />
            <Button small>
              <span>
                End it<span className="vh"> for {name ?? "yourself"}</span>
              </span>
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
