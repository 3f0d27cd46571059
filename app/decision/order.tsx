import { useEffect, useRef } from "react";
import { Button } from "#app/ui/button.tsx";
import { LiveChoice, LiveDate } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { PLACE_WORDS } from "#shared/decision.ts";
import { type DecisionDraft, decisionKeys, PLACES, type Placed } from "#shared/documents/decision.ts";
import { setValue } from "#shared/documents/form.ts";

/** The ranked order, live: who stands where, what follows, and why a place differs from the scores. */
export function OrderPart({ room, draft }: { room: Room; draft: DecisionDraft }) {
  const placed = draft.order.every((one) => one.place !== null);
  const nobody = draft.order.every((one) => one.place !== "appoint") && (placed || draft.nobody !== "");
  const move = (from: number, to: number) => {
    const ids = draft.order.map((one) => one.candidateId);
    const [moved] = ids.splice(from, 1);
    if (!room.doc || moved === undefined) return;
    ids.splice(to, 0, moved);
    const { doc } = room;
    doc.transact(() => {
      ids.forEach((id, i) => {
        setValue(doc, decisionKeys.order(id), (i + 1) * 10);
      });
    });
  };
  return (
    <>
      <ol>
        {draft.order.map((one, index) => (
          <PlaceRow
            key={one.candidateId}
            room={room}
            one={one}
            index={index}
            count={draft.order.length}
            onMove={move}
          />
        ))}
      </ol>
      {draft.order.some((one) => one.place === "alternate") ? (
        <LiveDate
          room={room}
          field={decisionKeys.alternatesUntil}
          label="Alternates stand by until"
          hint="After this day the list ends by itself."
          fallback={draft.alternatesUntil ?? undefined}
        />
      ) : null}
      {nobody ? (
        <LiveText
          room={room}
          field={decisionKeys.nobody}
          label="Why nobody is appointed"
          hint="Only when the post stays open."
          rows={2}
          fallback={draft.nobody}
        />
      ) : null}
      {draft.others.length > 0 ? (
        <>
          <p>
            No sealed result: {draft.others.map((one) => `${one.name} (${one.state.toLowerCase()})`).join(", ")}. They
            are named in the record and are not ranked.
          </p>
          <LiveText
            room={room}
            field={decisionKeys.others}
            label="Why it is decided without them"
            rows={2}
            fallback={draft.othersReason}
          />
        </>
      ) : null}
    </>
  );
}

function PlaceRow({
  room,
  one,
  index,
  count,
  onMove,
}: {
  room: Room;
  one: Placed;
  index: number;
  count: number;
  onMove: (from: number, to: number) => void;
}) {
  const used = useRef<HTMLButtonElement | null>(null);
  // The browser drops focus when the row moves; without this a keyboard reader is thrown to the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the place changes
  useEffect(() => {
    used.current?.focus();
    used.current = null;
  }, [index]);
  const step = (to: number, words: string) => (
    <Button
      small
      type="button"
      aria-disabled={to < 0 || to >= count || !room.editable}
      onClick={(event) => {
        if (to < 0 || to >= count || !room.editable) return;
        used.current = event.currentTarget;
        onMove(index, to);
      }}
    >
      {words}
      <span className="vh"> {one.name}</span>
    </Button>
  );
  return (
    <li className="place-row">
      <div className="place-line">
        <span className="n">{one.rank}</span>
        <div>
          <b>{one.name}</b>
          <p className="small muted">
            Mechanical {one.mechanical?.toFixed(2) ?? "not measured"}
            {one.mechanicalRank ? `, rank ${one.mechanicalRank}` : ""}. Agreed{" "}
            {one.agreed?.toFixed(2) ?? "not measured"}
            {one.agreedRank ? `, rank ${one.agreedRank}` : ""}.
          </p>
        </div>
        <LiveChoice
          room={room}
          field={decisionKeys.place(one.candidateId)}
          label={`What follows for ${one.name}`}
          labelHidden
          as="select"
          placeholder="Choose what follows"
          fallback={one.place}
          options={PLACES.map((value) => ({ value, label: PLACE_WORDS[value] }))}
        />
      </div>
      {one.differs || one.gap ? (
        <LiveText
          room={room}
          field={decisionKeys.gap(one.candidateId)}
          label="Why the place differs from the scores"
          context={one.name}
          rows={2}
          fallback={one.gap}
        />
      ) : null}
      {room.mode === "write" && count > 1 ? (
        <div className="actions no-print">
          {step(index - 1, "Move up")}
          {step(index + 1, "Move down")}
        </div>
      ) : null}
    </li>
  );
}
