import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { type Answer, useAct } from "./refusals.tsx";

/** What a command answered: why not, or what it made. */
export type Posted = Answer & { reason?: string; threadId?: string };

/**
 * A form that keeps everything entered when it is refused, says why at the field it is about, and is empty again once it
 * is done, unless its person typed on.
 */
export function Posting({
  to,
  id,
  label,
  done,
  hold = false,
  multipart = false,
  small = false,
  onDone,
  beside,
  children,
}: {
  to: string;
  id: string;
  /** Verb and object. */
  label: string;
  /** What holds now, once it is posted. */
  done: string;
  /** True while it cannot be sent; the form itself says why. */
  hold?: boolean;
  multipart?: boolean;
  small?: boolean;
  /** Called with the answer, once it is posted. */
  onDone?: (answer: Posted) => void;
  /** Another button. */
  beside?: ReactNode;
  children: (error: (field: string) => string | null) => ReactNode;
}) {
  const fetcher = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [posted, setPosted] = useState(false);
  const sent = useRef("");
  const [more, setMore] = useState(false);
  const busy = fetcher.state !== "idle";
  const data = fetcher.data as Posted | undefined;
  const latest = useRef(onDone);
  latest.current = onDone;
  const refused = !busy && data?.ok === false ? data : null;
  const settled = useRef(data);
  useEffect(() => {
    if (busy || !data || settled.current === data) return;
    settled.current = data;
    setPosted(data.ok);
    if (!data.ok) return document.getElementById(`${id}-${data.reason}`)?.focus();
    // What was typed while it was on its way went with nothing: it stays.
    const later = form.current !== null && textsOf(form.current) !== sent.current;
    setMore(later);
    if (!later) form.current?.reset();
    latest.current?.(data);
  }, [busy, data, id]);
  const named = refused?.reason && FIELDS.includes(refused.reason) ? refused.reason : null;
  return (
    <fetcher.Form
      ref={form}
      method="post"
      action={to}
      className="act"
      encType={multipart ? "multipart/form-data" : undefined}
      onSubmit={(event) => {
        if (!busy && !hold) sent.current = textsOf(event.currentTarget);
        fetcher.guard(event, () => hold);
      }}
    >
      {children((field) => (field === named ? (refused?.sentence ?? null) : null))}
      <div role="alert">
        {refused && !named ? (
          <p className="error-msg">
            <Icon name="alert" />
            <span>{refused.sentence}</span>
          </p>
        ) : null}
      </div>
      <div className="actions">
        <Button small={small} aria-disabled={busy || hold || undefined}>
          {busy ? "Sending" : label}
        </Button>
        {beside}
        <span className="small muted" role="status">
          {posted && !busy && !refused ? done : ""}
          {posted && !busy && !refused && more ? ` ${TYPED_LATER}` : ""}
        </span>
      </div>
    </fetcher.Form>
  );
}

const TYPED_LATER = "You typed on meanwhile: your words still stand here, and what you added was not sent.";

/** What stands in the fields of a form. */
const textsOf = (form: HTMLFormElement) =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));

/** The fields that say their own refusal. */
const FIELDS: readonly string[] = ["role", "tone", "observedOn", "words", "file", "quote", "dueOn", "doneOn", "reason"];
