import { DotStrip, StripHead } from "#app/ui/dot-strip.tsx";
import { LiveChoice } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { ScoreField } from "#app/workspace/score-field.tsx";
import { SCALE } from "#shared/content/rubric.ts";
import { RATINGS, type Rating } from "#shared/documents/card.ts";
import {
  agreedKey,
  dissentKey,
  type JointContent,
  movedKey,
  moveReasonKey,
  reasonKey,
} from "#shared/documents/joint.ts";
import { spreadOf } from "#shared/statistics/scores.ts";
import type { Page } from "./route.tsx";

const WORDS = Object.fromEntries(
  SCALE.filter(({ value }) => value % 2 === 1).map(({ value, label }) => [value, label]),
);

export function PlotHead() {
  return (
    <div className="plot-row plot-head" aria-hidden="true">
      <div>Widest difference first</div>
      <StripHead words={WORDS} />
      <div>Joint score and reason</div>
    </div>
  );
}

/** One criterion: how far apart the first scores are, the scores themselves, and what the panel agrees together. */
export function CriterionRow({
  page,
  room,
  criterion,
  joint,
  names,
  showGaps,
}: {
  page: Page;
  room: Room;
  criterion: Page["criteria"][number];
  joint: JointContent;
  names: boolean;
  showGaps: boolean;
}) {
  const { id, title } = criterion;
  const first = page.first[id] ?? [];
  const spread = spreadOf(first.map((f) => f.rating));
  const agreed = joint.agreed[id];
  const seat = (userId: string) => page.seats.find((s) => s.userId === userId);
  const unseen = first
    .filter((f) => f.rating === "not-observed")
    .map((f) => (names ? seat(f.userId)?.shortName : "One"));
  const dots = first.flatMap(({ userId, rating }) => {
    const person = seat(userId);
    return person && rating !== "not-observed"
      ? [{ key: userId, name: person.shortName, party: person.party, score: rating }]
      : [];
  });
  return (
    <section className="plot-row" aria-labelledby={`row-${id}`}>
      <div>
        <h2 id={`row-${id}`}>{title}</h2>
        <p className={(spread.points ?? 0) > 1 ? "apart wide" : "apart"}>{spread.sentence}</p>
        {unseen.length > 0 ? <p className="apart">{unseen.join(", ")}: not observed</p> : null}
      </div>
      <DotStrip scores={dots} agreed={typeof agreed === "number" ? agreed : null} names={names} />
      <div className={room.mode === "write" ? "joint-score open" : "joint-score"}>
        <span className="n" aria-hidden="true">
          {typeof agreed === "number" ? agreed : "–"}
        </span>
        <div>
          {room.mode === "write" ? (
            <ScoreField
              room={room}
              criterion={criterion}
              brief
              field={agreedKey(id)}
              textField={reasonKey(id)}
              none={{ value: "not-measured", label: "Not measured" }}
              textLabel="Reason for the joint score"
              need={() => "Write one sentence that gives the reason."}
              showGaps={showGaps}
            />
          ) : (
            <p>
              <span className="vh">Joint score: {agreed === undefined ? "none yet" : String(agreed)}. </span>
              {agreed === "not-measured" ? <b>Not measured. </b> : null}
              {joint.reasons[id] ?? "No reason written yet."}
            </p>
          )}
          <Others page={page} criterionId={id} joint={joint} names={names} own={room.mode === "write"} />
          {room.mode === "write" && page.me ? <OwnPart page={page} room={room} criterionId={id} joint={joint} /> : null}
        </div>
      </div>
    </section>
  );
}

/** Moves and dissent, in sentences. One's own are shown where they are written. */
function Others({
  page,
  criterionId,
  joint,
  names,
  own,
}: {
  page: Page;
  criterionId: string;
  joint: JointContent;
  names: boolean;
  own: boolean;
}) {
  const said = (userId: string) => !(own && userId === page.me);
  const name = (userId: string) =>
    names ? (page.seats.find((s) => s.userId === userId)?.shortName ?? "Somebody") : "One person";
  const firstOf = (userId: string) => page.first[criterionId]?.find((f) => f.userId === userId)?.rating;
  const moves = joint.moves.filter((m) => m.criterionId === criterionId && said(m.userId));
  const dissent = joint.dissent.filter((d) => d.criterionId === criterionId && said(d.userId));
  return (
    <>
      {moves.map((m) => (
        <p className="moves" key={m.userId}>
          {name(m.userId)} moved {word(firstOf(m.userId))} to {word(m.to)}
          {m.reason ? `: ${m.reason}` : ". The reason is still to come."}
        </p>
      ))}
      {dissent.map((d) => (
        <p className="moves" key={d.userId}>
          {name(d.userId)} dissents: {d.text}
        </p>
      ))}
    </>
  );
}

/** A person's own move away from the first score, with its reason, and a person's own dissent. Nobody else can write here. */
function OwnPart({
  page,
  room,
  criterionId,
  joint,
}: {
  page: Page;
  room: Room;
  criterionId: string;
  joint: JointContent;
}) {
  const me = page.me ?? "";
  const first = page.first[criterionId]?.find((f) => f.userId === me)?.rating;
  const moved = joint.moves.find((m) => m.criterionId === criterionId && m.userId === me);
  const title = page.criteria.find((c) => c.id === criterionId)?.title ?? "";
  const options = [...RATINGS, "not-observed" as const]
    .filter((value) => value !== first)
    .map((value) => ({ value, label: `Move to ${word(value)}` }));
  return (
    <details className="own-part">
      <summary>
        My move or dissent<span className="vh"> on {title}</span>
      </summary>
      {first === undefined ? null : (
        <LiveChoice
          room={room}
          field={movedKey(criterionId, me)}
          label="My score"
          as="select"
          placeholder={`I keep ${word(first)}`}
          options={options}
        />
      )}
      {moved ? (
        <LiveText
          room={room}
          field={moveReasonKey(criterionId, me)}
          label="Why I moved"
          hint="Your first score stays beside it."
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

const word = (rating: Rating | undefined) =>
  rating === undefined ? "no score" : rating === "not-observed" ? "not observed" : String(rating);
