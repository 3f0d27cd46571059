/**
 * What every live field has around its control: label, hint, error, and the ring of someone else who is in it.
 * The field is never locked; the ring's words are read as part of the control's description.
 */
import type { ReactNode } from "react";
import { useEffect, useId } from "react";
import { PARTIES } from "#shared/roles.ts";
import { ErrorText } from "../ui/field.tsx";
import { Mark } from "../ui/marks.tsx";
import type { Person } from "./people.ts";
import type { Room } from "./room.ts";
import { useFieldPeople } from "./values.ts";

export interface LiveFieldProps {
  room: Room;
  /** The key in the document. */
  field: string;
  label: string;
  /** Shown for screen readers only. */
  labelHidden?: boolean;
  /** What the field belongs to, when its label alone does not say: read before it, and named when text is handed back. */
  context?: string;
  hint?: ReactNode;
  error?: string | null;
  /** The control's id, for error summaries; the field's key when not given. */
  id?: string;
}

/** Ids, presence and handlers that a live control spreads onto itself. */
export function useLiveField({ room, field, label, context, hint, error, id = field }: LiveFieldProps) {
  const people = useFieldPeople(room, field);
  const unique = useId();
  const { connection } = room;
  const words = context ? `${context}. ${label}` : label;
  useEffect(() => connection?.label(field, words), [connection, field, words]);
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`, people.length > 0 && `${unique}-who`];
  return {
    people,
    whoId: `${unique}-who`,
    control: {
      id,
      "aria-describedby": describedBy.filter(Boolean).join(" ") || undefined,
      "aria-invalid": error ? true : undefined,
      onFocus: () => {
        if (room.mode === "write") room.setField(field);
      },
      onBlur: () => room.setField(null),
    } as const,
  };
}

/** Hint and error in their places, above the control. */
export function HintAndError({ id, hint, error }: { id: string; hint?: ReactNode; error?: string | null }) {
  return (
    <>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <ErrorText id={id} error={error} />
    </>
  );
}

/** The ring around a control, in the party's ink, with mark and name. */
export function Ring({ people, whoId, children }: { people: readonly Person[]; whoId: string; children: ReactNode }) {
  const first = people[0];
  const names = [...new Set(people.map((person) => `${person.name} (${PARTIES[person.party].label})`))];
  return (
    <div className={first ? "ring" : "ring-none"} data-party={first?.party}>
      {children}
      {first ? (
        <>
          <span className="ring-tab" aria-hidden="true">
            <Mark party={first.party} />
            {first.name}
            {people.length > 1 ? ` and ${people.length - 1} more` : ""}
          </span>
          <span className="vh" id={whoId}>
            {names.join(", ")} {names.length === 1 ? "is" : "are"} editing
          </span>
        </>
      ) : null}
    </div>
  );
}

/** A field for those who read: the label and plain text, no control. */
export function ReadField({ label, labelHidden, text }: { label: string; labelHidden?: boolean; text: string }) {
  return (
    <div className="field">
      <p className={labelHidden ? "vh" : "label"}>{label}</p>
      {text ? <p className="live-read">{text}</p> : <p className="muted">Nothing written.</p>}
    </div>
  );
}
