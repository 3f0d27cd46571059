import { type ReactNode, useEffect, useId, useRef, useState } from "react";

/**
 * For acts that cannot be undone; everything else is a page. The browser keeps focus inside and gives it back on close.
 * Escape asks `onClose`, and `open` decides: a dialog may stay until something was answered.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // A browser closes a dialog at the second Escape, whatever the page says. It comes back when it is still open for us.
  const [closes, setCloses] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `closes` counts what the browser did by itself
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open, closes]);
  return (
    <dialog
      className="dialog"
      ref={dialog}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        if (!open) return;
        setCloses((n) => n + 1);
        onClose();
      }}
      aria-labelledby={id}
    >
      <h2 id={id}>{title}</h2>
      {open ? children : null}
    </dialog>
  );
}
