import { useFetcher } from "@remix-run/react";
import { useEffect, useMemo, useState } from "react";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import type { Room } from "#app/workspace/room.ts";
import { type Difference, differences, restore, type Target } from "#shared/history-restore.ts";

/** More lines than this nobody compares in a dialog. */
const MOST_LINES = 12;

/** Brings an earlier text back by a new edit, after a look at what would change. For those who may write here now. */
export function Restore({
  room,
  at,
  from,
  when,
  onRestored,
}: {
  room: Room;
  /** The row after which the text stood so. */
  at: number;
  /** Where the text of a moment is asked for. */
  from: string;
  /** The moment in words. */
  when: string;
  onRestored: () => void;
}) {
  const [open, setOpen] = useState(false);
  const text = useFetcher<Target>({ key: `restore ${from} ${at}` });
  const target = text.data;
  const lines = useDifferences(room, open ? target : undefined);
  return (
    <>
      <Button
        small
        type="button"
        disabled={!room.editable}
        onClick={() => {
          text.load(`${from}/text?at=${at}`);
          setOpen(true);
        }}
      >
        Restore this text
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`Restore the text of ${when}?`}>
        <p>
          This writes the earlier words again, as a new edit under your name. Everything written since stays in this
          history.
        </p>
        <Preview lines={text.state === "idle" ? lines : null} />
        <div className="actions">
          <Button
            variant="solid"
            type="button"
            disabled={!lines || lines.length === 0 || !room.editable}
            onClick={() => {
              if (!room.doc || !target) return;
              restore(room.doc, target);
              setOpen(false);
              onRestored();
            }}
          >
            Restore
          </Button>
          <Button type="button" onClick={() => setOpen(false)}>
            Cancel
          </Button>
        </div>
      </Dialog>
    </>
  );
}

/** What would change now, again after every change of the room. */
function useDifferences({ doc, ready }: Room, target: Target | undefined): Difference[] | null {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (!doc || !target) return;
    const bump = () => setChanges((n) => n + 1);
    doc.on("update", bump);
    return () => doc.off("update", bump);
  }, [doc, target]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` counts the changes of the document
  return useMemo(() => (doc && ready && target ? differences(doc, target) : null), [doc, ready, target, changes]);
}

function Preview({ lines }: { lines: Difference[] | null }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 400);
    return () => clearTimeout(timer);
  }, []);
  if (!lines) return <p className="muted">{slow ? "Reading the earlier text…" : null}</p>;
  if (lines.length === 0)
    return <p className="muted">The text already reads like this. There is nothing to restore.</p>;
  return (
    <>
      <p>
        <b>{lines.length === 1 ? "One part changes:" : `${lines.length} parts change:`}</b>
      </p>
      <ul className="past-preview">
        {lines.slice(0, MOST_LINES).map(({ label, before, after }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a preview is drawn anew as a whole
          <li key={i}>
            {label ? <span className="label">{label}</span> : null}
            {before ? (
              <del className="past-out">
                <span className="vh">Goes: </span>
                {shorten(before)}
              </del>
            ) : null}{" "}
            {after ? (
              <ins className="past-in">
                <span className="vh">Comes back: </span>
                {shorten(after)}
              </ins>
            ) : null}
          </li>
        ))}
      </ul>
      {lines.length > MOST_LINES ? <p className="muted">And {lines.length - MOST_LINES} more.</p> : null}
    </>
  );
}

const shorten = (words: string): string => (words.length > 240 ? `${words.slice(0, 240)} …` : words || "(empty line)");
