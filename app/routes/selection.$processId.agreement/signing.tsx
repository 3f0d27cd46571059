import { useFetcher } from "@remix-run/react";
import { type FormEvent, useSyncExternalStore } from "react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Pair } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { Room } from "#app/workspace/room.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { namedTerms, type TermsChoices } from "#shared/documents/process.ts";
import { shortHash } from "#shared/fingerprint.ts";
import type { Signed } from "#shared/signed.ts";

/** What the signing and reopening resources answer. */
type Answer = { ok: true } | { ok: false; sentence: string };

/** Both marks, filled where a signature stands, and the sentence that says it. */
export function SignedPair({ signatures }: { signatures: readonly Signed[] }) {
  const standing = signatures.filter((s) => s.voidedAt === null);
  const [agency, district] = (["supervisor", "administrator"] as const).map((role) =>
    standing.some((s) => s.role === role),
  );
  return <Pair agency={agency ?? false} district={district ?? false} agreed="has signed" open="has not signed" />;
}

/** While the text is being written: what is missing, then the button that fixes the text and signs it. */
export function SignDraft({
  processId,
  room,
  missing,
  choices,
  organization,
}: {
  processId: string;
  room: Room;
  missing: readonly { part: string; sentence: string }[];
  choices: TermsChoices;
  organization: string;
}) {
  const fetcher = useFetcher<Answer>();
  const unsaved = useUnsaved(room);
  const waiting = !room.editable
    ? "Signing opens when this page is connected."
    : unsaved
      ? "Signing opens when your last words are saved."
      : null;
  const sign = (event: FormEvent) => {
    event.preventDefault();
    if (!room.doc) return;
    // What this screen shows at this moment: the server signs nothing else.
    fetcher.submit(
      { seen: canonicalJson(namedTerms(room.doc, choices)) },
      { method: "post", action: `/selection/${processId}/signature` },
    );
  };
  if (missing.length > 0) return <Missing missing={missing} />;
  return (
    <form onSubmit={sign} className="stack">
      <RefusedAlert fetcher={fetcher} />
      <p>
        Nothing is missing. Your signature fixes the text: nobody can edit it from then on, and the other lead signs
        exactly this text. You sign for {organization}.
      </p>
      <div className="actions">
        <Button variant="solid" disabled={waiting !== null || fetcher.state !== "idle"}>
          Fix the text and sign
        </Button>
        {waiting ? <span className="small muted">{waiting}</span> : null}
      </div>
    </form>
  );
}

/** The fixed text: the other lead's signature puts it in force. */
export function SignFrozen({
  processId,
  hash,
  organization,
}: {
  processId: string;
  hash: string;
  organization: string;
}) {
  const fetcher = useFetcher<Answer>();
  return (
    <fetcher.Form method="post" action={`/selection/${processId}/signature`} className="stack">
      <RefusedAlert fetcher={fetcher} />
      <input type="hidden" name="hash" value={hash} />
      <p>
        Your signature says that you have read this text and agree to it for {organization}. It binds exactly this text,
        fingerprint <span className="num">{shortHash(hash)}</span>. With it the agreement is in force and candidates may
        be added.
      </p>
      <div className="actions">
        <Button variant="solid" disabled={fetcher.state !== "idle"}>
          Sign the agreement
        </Button>
      </div>
    </fetcher.Form>
  );
}

/** Opens the fixed text again. Says how many signatures that voids before it asks for the reason. */
export function Reopen({ processId, standing }: { processId: string; standing: number }) {
  const fetcher = useFetcher<Answer>();
  return (
    <details>
      <summary>Change the text</summary>
      <fetcher.Form method="post" action={`/selection/${processId}/reopening`} className="stack reopening">
        <p>
          This opens the text for both leads again and makes{" "}
          {standing === 1 ? "the signature already given" : `the ${standing} signatures already given`} void. The void
          signature stays visible, with your name and reason.
        </p>
        <Field
          as="textarea"
          name="reason"
          label="Why does the text have to change?"
          hint="The other lead reads it."
          rows={2}
          maxLength={500}
          required
          error={refusalIn(fetcher)}
        />
        <Button variant="danger" disabled={fetcher.state !== "idle"}>
          Open the text again
        </Button>
      </fetcher.Form>
    </details>
  );
}

/** Every signature ever given, in order, the void ones with who ended them. */
export function SignatureHistory({ signatures, zone }: { signatures: readonly Signed[]; zone: string }) {
  if (signatures.length === 0) return null;
  return (
    <ul className="history">
      {signatures.map((s) => (
        <li key={s.id}>
          {s.name} signed on <Time at={s.signedAt} zone={zone} />, fingerprint{" "}
          <span className="num nowrap">{shortHash(s.hash)}</span>.
          {s.voidedAt ? (
            <span className="attention">
              {" "}
              Void since {s.voidedBy} opened the text again on <Time at={s.voidedAt} zone={zone} />
              {s.voidReason ? `: “${s.voidReason}”` : "."}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Missing({ missing }: { missing: readonly { part: string; sentence: string }[] }) {
  return (
    <div>
      <p>
        {missing.length === 1 ? "One thing is missing" : `${missing.length} things are missing`} before anyone can sign.
      </p>
      <ul className="dashes">
        {missing.map(({ part, sentence }) => (
          <li key={sentence}>
            <a href={`#part-${part}`}>{sentence}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function RefusedAlert({ fetcher }: { fetcher: Answered }) {
  const sentence = refusalIn(fetcher);
  return sentence ? (
    <Alert tone="err" title="Not signed" live>
      {sentence}
    </Alert>
  ) : null;
}

interface Answered {
  data?: Answer;
  state: string;
}

function refusalIn({ data, state }: Answered): string | null {
  return state === "idle" && data && !data.ok ? data.sentence : null;
}

/** Is there a change on this screen that the server has not acknowledged yet? */
function useUnsaved(room: Room): boolean {
  const { connection } = room;
  return useSyncExternalStore(
    (listener) => connection?.onSave(listener) ?? (() => {}),
    () => (connection?.save().unsent ?? 0) > 0,
    () => false,
  );
}
