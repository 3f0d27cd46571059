import { Alert } from "#app/ui/alert.tsx";

/** A link that was just made. It is kept nowhere: this is the one time it is shown. */
export function LinkReady({ title, link }: { title: string; link: string }) {
  return (
    <Alert tone="ok" title={title} live>
      <p>Copy it now and pass it on; it is shown only this once.</p>
      <p className="once mt-2">
        <code>{link}</code>
      </p>
    </Alert>
  );
}
