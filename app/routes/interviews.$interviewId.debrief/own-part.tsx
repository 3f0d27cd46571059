import { LiveChoice } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { RATINGS } from "#shared/documents/card.ts";
import { dissentKey, movedKey, moveReasonKey } from "#shared/documents/joint.ts";
import { type JointPart, ratingWord } from "./parts.ts";
import type { Page } from "./route.tsx";

/** A person's own move away from the first score, with its reason, and a person's own dissent. Nobody else can write here. */
export function OwnPart({
  page,
  room,
  criterionId,
  part,
}: {
  page: Page;
  room: Room;
  criterionId: string;
  part: JointPart;
}) {
  const me = page.me ?? "";
  const first = page.first[criterionId]?.find((f) => f.userId === me)?.rating;
  const moved = part.moves.find((m) => m.userId === me && m.to !== first);
  const title = page.criteria.find((c) => c.id === criterionId)?.title ?? "";
  const options = [...RATINGS, "not-observed" as const]
    .filter((value) => value !== first)
    .map((value) => ({ value, label: `Move to ${ratingWord(value)}` }));
  return (
    <details className="own-part">
      <summary>
        Revise my score, or dissent<span className="vh">: {title}</span>
      </summary>
      {first === undefined ? null : (
        <LiveChoice
          room={room}
          field={movedKey(criterionId, me)}
          label="My score"
          as="select"
          placeholder={`I keep ${ratingWord(first)}`}
          options={options}
        />
      )}
      {moved ? (
        <LiveText
          room={room}
          field={moveReasonKey(criterionId, me)}
          label="Why I moved"
          hint={`Needed: ${ratingWord(first)} to ${ratingWord(moved.to)} stands only with its reason. Your first score stays beside it.`}
          rows={2}
          max={1000}
        />
      ) : null}
      <LiveText
        room={room}
        field={dissentKey(criterionId, me)}
        label="My dissent"
        hint="Stands in the sealed record under your name."
        rows={2}
        max={1000}
      />
    </details>
  );
}
