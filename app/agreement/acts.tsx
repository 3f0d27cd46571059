import { useFetcher } from "@remix-run/react";
import { type FormEvent, type ReactNode, useSyncExternalStore } from "react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Pair } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { Room } from "#app/workspace/room.ts";
import type { MouPage } from "#server/pages/mou.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { type MouTerms, missingInMou, readMou } from "#shared/documents/mou.ts";
import { shortHash } from "#shared/fingerprint.ts";
import { type Answer, refusalIn } from "./answer.ts";

/** Who marked the text ready, what is missing, and the lead's own mark. */
export function Ready({ page, room, terms }: { page: MouPage; room: Room; terms: MouTerms }) {
  const fetcher = useFetcher<Answer>();
  const unsaved = useUnsaved(room);
  const missing = missingInMou(terms);
  // A mark stands on one text. What the server said of it holds while this screen shows the same words.
  const same = canonicalJson(terms) === canonicalJson(page.terms);
  const marks = page.ready.map((mark) => ({ ...mark, stands: mark.stands && same }));
  const stands = (role: string) => marks.some((mark) => mark.role === role && mark.stands);
  const mark = (event: FormEvent) => {
    event.preventDefault();
    if (!room.doc) return;
    // What this screen shows at this moment: the mark is given on nothing else.
    const { version, names, reason } = page.terms;
    fetcher.submit(
      { seen: canonicalJson(readMou(room.doc, { version, names, reason })) },
      { method: "post", action: `/agreement/${page.version}/ready` },
    );
  };
  const waiting = !room.editable
    ? "Opens when this page is connected."
    : unsaved
      ? "Opens when your words are saved."
      : null;
  const lead = page.me.role === "supervisor" || page.me.role === "administrator";
  return (
    <div className="stack">
      <p>
        <Pair
          agency={stands("supervisor")}
          district={stands("administrator")}
          agreed="has marked it ready"
          open="has not marked it ready"
        />{" "}
        When both leads have marked the same text ready, it stands still and the negotiation starts.
      </p>
      <ul className="mou-marks">
        {marks.map((one) => (
          <li key={`${one.role}-${one.at}`} className={one.stands ? undefined : "attention"}>
            {one.name} marked {one.stands ? "this text" : "an earlier text"} ready,{" "}
            <Time at={one.at} zone={page.program.timeZone} />
            {one.stands ? "." : ". The text has changed since."}
          </li>
        ))}
      </ul>
      <Refused fetcher={fetcher} title="Not marked" />
      {missing.length > 0 ? (
        <ul className="mou-dashes">
          {missing.map(({ clause, sentence }) => (
            <li key={sentence}>
              <a href={`?clause=${clause}`}>{sentence}</a>
            </li>
          ))}
        </ul>
      ) : lead && !stands(page.me.role) ? (
        <form onSubmit={mark} className="actions">
          <Button variant="solid" disabled={waiting !== null || fetcher.state !== "idle"}>
            Mark the text ready
          </Button>
          {waiting ? <span className="small muted">{waiting}</span> : null}
        </form>
      ) : null}
    </div>
  );
}

/** The end of the negotiation: fix the text, or write on it. */
export function EndNegotiation({ page, open }: { page: MouPage; open: number }) {
  return (
    <div className="stack">
      <p>
        {open === 0
          ? "No proposal is open. Fixing the text lets both executives sign exactly these words."
          : `${open === 1 ? "One proposal is" : `${open} proposals are`} open. The text can be fixed when none is.`}
      </p>
      <div className="actions">
        {page.may.freeze && open === 0 ? (
          <Act page={page} act="freezing" label="Fix the text for signing" solid />
        ) : null}
        {page.may.redraft && open === 0 ? (
          <Act page={page} act="writing" label="Open the text for writing again" />
        ) : null}
      </div>
    </div>
  );
}

/** An executive signs the fixed text. */
export function SignMou({ page, organization }: { page: MouPage; organization: string }) {
  const fetcher = useFetcher<Answer>();
  if (!page.hash) return null;
  return (
    <fetcher.Form method="post" action={`/agreement/${page.version}/signature`} className="stack">
      <Refused fetcher={fetcher} title="Not signed" />
      <input type="hidden" name="hash" value={page.hash} />
      <p>
        Your signature says that you have read this text and agree to it for {organization}. It binds exactly this text,
        fingerprint <span className="num">{shortHash(page.hash)}</span>. With both signatures it is in force.
      </p>
      <div className="actions">
        <Button variant="solid" disabled={fetcher.state !== "idle"}>
          Sign the agreement
        </Button>
      </div>
    </fetcher.Form>
  );
}

/** Back to the negotiation: says what it voids before it asks for the reason. */
export function ReopenMou({ page }: { page: MouPage }) {
  const standing = page.signatures.filter((s) => s.voidedAt === null).length;
  return (
    <Reasoned
      page={page}
      act="reopening"
      summary="Change the text"
      label="Why does the text have to change?"
      button="Go back to the negotiation"
      danger
    >
      {standing === 0
        ? "This opens the negotiation again. Nobody has signed yet."
        : `This opens the negotiation again and makes ${standing === 1 ? "the signature" : "both signatures"} already given void. It stays visible, with your name and reason.`}
    </Reasoned>
  );
}

/** The review of the version in force. */
export function Review({ page }: { page: MouPage }) {
  const { may, reaffirmed } = page;
  const has = (role: string) => reaffirmed.some((mark) => mark.role === role);
  if (page.state !== "review")
    return may.startReview ? <Act page={page} act="review" label="Start the review" /> : null;
  return (
    <div className="stack">
      <p>
        <Pair
          agency={has("supervisor")}
          district={has("administrator")}
          agreed="has reaffirmed it"
          open="has not reaffirmed it"
        />{" "}
        It stays in force during the review. Both leads reaffirm it unchanged, or one of them opens an amendment.
      </p>
      {reaffirmed.map((mark) => (
        <p key={mark.role}>
          {mark.name} reaffirmed it, <Time at={mark.at} zone={page.program.timeZone} />.
        </p>
      ))}
      {may.reaffirm ? <Act page={page} act="reaffirmation" label="Reaffirm the agreement" solid /> : null}
      {may.amend ? (
        <Reasoned
          page={page}
          act="amendment"
          summary="Open an amendment"
          label="Why is the agreement amended?"
          button="Open the next version"
        >
          This opens version {page.version + 1}, written from these words. Version {page.version} stays in force until
          both executives have signed the new one.
        </Reasoned>
      ) : null}
    </div>
  );
}

function Act({ page, act, label, solid = false }: { page: MouPage; act: string; label: string; solid?: boolean }) {
  const fetcher = useFetcher<Answer>();
  return (
    <fetcher.Form method="post" action={`/agreement/${page.version}/${act}`}>
      <Refused fetcher={fetcher} title="Not done" />
      <Button variant={solid ? "solid" : "line"} disabled={fetcher.state !== "idle"}>
        {label}
      </Button>
    </fetcher.Form>
  );
}

function Reasoned({
  page,
  act,
  summary,
  label,
  button,
  danger = false,
  children,
}: {
  page: MouPage;
  act: string;
  summary: string;
  label: string;
  button: string;
  danger?: boolean;
  children: ReactNode;
}) {
  const fetcher = useFetcher<Answer>();
  return (
    <details>
      <summary>{summary}</summary>
      <fetcher.Form method="post" action={`/agreement/${page.version}/${act}`} className="stack mou-reasoned">
        <p>{children}</p>
        <Field
          as="textarea"
          id={`${act}-reason`}
          name="reason"
          label={label}
          rows={2}
          maxLength={1000}
          required
          error={refusalIn(fetcher)}
        />
        <Button variant={danger ? "danger" : "line"} disabled={fetcher.state !== "idle"}>
          {button}
        </Button>
      </fetcher.Form>
    </details>
  );
}

function Refused({ fetcher, title }: { fetcher: { data?: Answer; state: string }; title: string }) {
  const sentence = refusalIn(fetcher);
  return sentence ? (
    <Alert tone="err" title={title} live>
      {sentence}
    </Alert>
  ) : null;
}

/** Is there a change on this screen that the server has not acknowledged yet? */
function useUnsaved({ connection }: Room): boolean {
  return useSyncExternalStore(
    (listener) => connection?.onSave(listener) ?? (() => {}),
    () => (connection?.save().unsent ?? 0) > 0,
    () => false,
  );
}
