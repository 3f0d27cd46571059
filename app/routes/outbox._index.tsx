import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { DataTable } from "#app/ui/data-table.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { outboxPage } from "#server/pages/outbox.ts";
import { requireViewer } from "#server/viewer.ts";

export const meta: MetaFunction = () => [{ title: "Outbox · Accord" }];

export function loader({ context, request }: LoaderFunctionArgs) {
  return outboxPage(requireViewer(context, request));
}

type Letter = ReturnType<typeof loader>["letters"][number];

export default function Outbox() {
  const { letters, sends, zone } = useLoaderData<typeof loader>();
  const open = letters.filter(({ state }) => state !== "sent" && state !== "withdrawn");
  const settled = letters.filter(({ state }) => state === "sent" || state === "withdrawn");
  return (
    <main id="main" className="page">
      <PageHead
        title="Outbox"
        lede={
          sends
            ? "Every letter this program sends by e-mail. Accord sends each when it is due and tries again when the mail server does not take it."
            : "Every letter this program would send by e-mail. No mail server is set up, so somebody passes each one on: open it, download it, send it, and say so."
        }
      />
      <LedgerSection title="To go out" note={sends ? "The newest first." : "Pass these on when they are due."} wide>
        {open.length === 0 ? (
          <Empty title="No letter is waiting">Letters appear here when an interview is set, moved or called off.</Empty>
        ) : (
          <Letters caption="Letters to go out" letters={open} zone={zone} sends={sends} />
        )}
      </LedgerSection>
      {settled.length > 0 ? (
        <LedgerSection title="Settled" note="Sent, passed on, or taken back." wide>
          <Letters caption="Settled letters" letters={settled} zone={zone} sends={sends} />
        </LedgerSection>
      ) : null}
    </main>
  );
}

function Letters(props: { caption: string; letters: readonly Letter[]; zone: string; sends: boolean }) {
  const due = props.letters.some(({ later }) => later);
  return (
    <DataTable
      caption={props.caption}
      captionHidden
      columns={[
        { label: "Subject" },
        { label: "To" },
        { label: "Written", wideOnly: true },
        ...(due ? [{ label: "Due" }] : []),
        { label: "State" },
      ]}
      rows={props.letters.map((letter) => ({
        key: letter.id,
        cells: [
          <>
            <Link to={`/outbox/${letter.id}`}>{letter.subject}</Link>
            <span className="sub">{letter.kind}</span>
          </>,
          letter.to,
          <Time key="at" at={letter.at} zone={props.zone} as="slot" />,
          ...(due
            ? [
                letter.later ? (
                  <Time key="due" at={letter.dueAt} zone={props.zone} as="slot" />
                ) : (
                  <span key="due" className="muted">
                    At once
                  </span>
                ),
              ]
            : []),
          <LetterState key="state" letter={letter} zone={props.zone} sends={props.sends} />,
        ],
      }))}
    />
  );
}

function LetterState({ letter, zone, sends }: { letter: Letter; zone: string; sends: boolean }) {
  switch (letter.state) {
    case "sent":
      return (
        <>
          Sent <Time at={letter.sentAt ?? letter.at} zone={zone} as="slot" />
        </>
      );
    case "withdrawn":
      return <span className="muted">Taken back before it was sent</span>;
    case "later":
      return <>Not due yet</>;
    case "no-address":
      return <b className="attention">No e-mail address: print it</b>;
    case "failed":
      return <b className="attention">Not sent: no further try</b>;
    case "retrying":
      return (
        <>
          Not sent yet; next try <Time at={letter.dueAt} zone={zone} as="slot" />
        </>
      );
    default:
      return <>{sends ? "Going out" : "To be passed on"}</>;
  }
}
