/** Unsent text is never thrown away silently: `<HandedOverText>` offers it for copying, `<LeaveOrStay>` asks before it is left behind. */
import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import type { HandedOver } from "./workspace.ts";

export function HandedOverText({ handed, onDone }: { handed: HandedOver | null; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  // More words may be handed back while the dialog is open: they are not copied yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with each
  useEffect(() => setCopied(false), [handed]);
  const all = handed?.texts.map(({ label, text }) => `${label}\n${text}`).join("\n\n") ?? "";
  const copy = async () => {
    await navigator.clipboard.writeText(all);
    setCopied(true);
  };
  const done = () => {
    setAsking(false);
    onDone();
  };
  // These words are nowhere else: one key does not throw them away.
  const close = () => (copied ? done() : setAsking(true));
  return (
    <Dialog open={handed !== null} onClose={close} title="Copy your words">
      <p>{handed?.sentence}</p>
      {handed?.texts.map(({ label, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
        <div className="field" key={index}>
          <label htmlFor={`handed-${index}`}>{label}</label>
          <textarea
            id={`handed-${index}`}
            className="input"
            rows={Math.min(12, 2 + text.split("\n").length + Math.floor(text.length / 60))}
            readOnly
            value={text}
          />
        </div>
      ))}
      <p role="status" className="small muted">
        {copied ? "Copied." : asking ? "These words are kept nowhere else. Copy them, or throw them away." : ""}
      </p>
      <div className="actions">
        <Button type="button" variant="solid" onClick={copy}>
          Copy all
        </Button>
        {asking && !copied ? (
          <Button type="button" variant="danger" onClick={done}>
            Throw them away
          </Button>
        ) : (
          <Button type="button" variant="plain" onClick={close}>
            Close
          </Button>
        )}
      </div>
    </Dialog>
  );
}

interface LeaveOrStayProps {
  open: boolean;
  unsent: number;
  /** Words stand in a form that was not sent. */
  inForm: boolean;
  onStay: () => void;
  onLeave: () => void;
}

export function LeaveOrStay({ open, unsent, inForm, onStay, onLeave }: LeaveOrStayProps) {
  const [lasting, setLasting] = useState(false);
  // Normally the acknowledgement is faster than this, and the page simply goes on.
  useEffect(() => {
    if (!open) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), 600);
    return () => clearTimeout(timer);
  }, [open]);
  return (
    <Dialog open={open && (inForm || lasting)} onClose={onStay} title="Not everything is sent yet">
      {inForm ? <p>What you wrote in the form on this page was not sent. It would be gone.</p> : null}
      {unsent > 0 ? (
        <p>
          {unsent === 1 ? "One change is" : `${unsent} changes are`} kept on this page only. What is kept is sent as
          soon as there is a connection.
        </p>
      ) : null}
      <div className="actions">
        <Button type="button" variant="solid" onClick={onStay}>
          Stay on this page
        </Button>
        <Button type="button" variant="danger" onClick={onLeave}>
          Leave without sending
        </Button>
      </div>
    </Dialog>
  );
}
