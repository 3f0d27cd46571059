import { type ReactNode, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#app/ui/button.tsx";
import type { Room } from "#app/workspace/room.ts";

/** The parts of the agreement, in the order in which they are written. */
export const PARTS = [
  { id: "position", title: "Position" },
  { id: "criteria", title: "Criteria and weights" },
  { id: "questions", title: "Questions" },
  { id: "exercises", title: "Exercises" },
  { id: "panel", title: "Panel" },
  { id: "rules", title: "Rules" },
  { id: "sign", title: "Sign" },
] as const;

export type PartId = (typeof PARTS)[number]["id"];

/** One part: its number and name under a strong rule, a sentence, and what is written in it. */
export function Part({ id, lede, children }: { id: PartId; lede?: ReactNode; children: ReactNode }) {
  const index = PARTS.findIndex((part) => part.id === id);
  return (
    <section className="part" id={`part-${id}`} aria-labelledby={`part-${id}-name`} tabIndex={-1}>
      <h2 id={`part-${id}-name`}>
        {index + 1}. {PARTS[index]?.title}
      </h2>
      {lede ? <p className="lede">{lede}</p> : null}
      <div className="stack">{children}</div>
    </section>
  );
}

/** A line that opens: number, words, a note at its end, who is writing in it. Its inside is drawn only while open. */
export function Entry({
  room,
  field,
  index,
  title,
  note,
  attention,
  children,
}: {
  room: Room;
  /** What the keys of its fields begin with. */
  field: string;
  index: number;
  title: ReactNode;
  note?: ReactNode;
  /** Why this line needs somebody, in a word or two. */
  attention?: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const line = useRef<HTMLDetailsElement>(null);
  // Somebody may have opened the line before this code ran.
  useEffect(() => setOpen(line.current?.open ?? false), []);
  const writer = useWriter(room, field);
  return (
    <details className="entry" ref={line} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="n num">{index + 1}</span>
        <span className="w">{title}</span>
        <span className="t">
          {writer ? <span className="now">{writer} is writing</span> : null}
          {attention ? <span className="attention">{attention}</span> : null}
          {note}
        </span>
      </summary>
      {open ? <div className="inside stack">{children}</div> : null}
    </details>
  );
}

/** The first other person whose cursor is in a field that begins with `field`. */
function useWriter({ connection }: Room, field: string): string | null {
  const subscribe = useCallback((listener: () => void) => connection?.onPeople(listener) ?? (() => {}), [connection]);
  return useSyncExternalStore(
    subscribe,
    () => connection?.people().find((person) => !person.self && person.field?.startsWith(field))?.name ?? null,
    () => null,
  );
}

/** Where a chosen line stands: up, down, or out. Focus stays on the button that was used. */
export function OrderButtons({
  name,
  index,
  count,
  onMove,
  onLeaveOut,
}: {
  name: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
  onLeaveOut: () => void;
}) {
  const used = useRef<HTMLButtonElement | null>(null);
  // The browser drops focus when React moves the line; without this a keyboard reader is thrown to the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the place changes
  useEffect(() => {
    used.current?.focus();
    used.current = null;
  }, [index]);
  const move = (to: number) => (event: { currentTarget: HTMLButtonElement }) => {
    used.current = event.currentTarget;
    onMove(to);
  };
  return (
    <div className="actions">
      <span className="small muted" aria-live="polite">
        Number {index + 1} of {count}
      </span>
      <Button small type="button" aria-disabled={index === 0} onClick={index === 0 ? undefined : move(index - 1)}>
        Move up<span className="vh"> {name}</span>
      </Button>
      <Button
        small
        type="button"
        aria-disabled={index === count - 1}
        onClick={index === count - 1 ? undefined : move(index + 1)}
      >
        Move down<span className="vh"> {name}</span>
      </Button>
      <Button small variant="plain" type="button" onClick={onLeaveOut}>
        Leave out<span className="vh"> {name}</span>
      </Button>
    </div>
  );
}

/** A copy of the list in which the entry at `from` stands at `to`. */
export function moved(ids: readonly string[], from: number, to: number): string[] {
  const next = ids.filter((_, i) => i !== from);
  next.splice(to, 0, ids[from] as string);
  return next;
}
