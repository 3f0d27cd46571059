/**
 * `<ScoreField room criterion note? current? … />`: one criterion of a card: 1–5 or "Not observed", the anchors, and the
 * evidence. The anchors of the `current` criterion stand open; the others open on demand, or when a key leads there.
 * The place for evidence comes with the rating. The defaults are a rater's own card (shared/documents/card.ts); the
 * joint scorecard passes its keys and words, and shows no anchors:
 *
 *   <ScoreField room={room} criterion={c} brief field={agreedKey(c.id)} textField={reasonKey(c.id)}
 *     none={{ value: "not-measured", label: "Not measured" }} textLabel="Reason for this score"
 *     need={() => "Write one sentence that gives the reason."} />
 *
 * - `need(rating)` → the sentence when evidence is required for this rating and missing, else `null`. It is shown after
 *   the person has left the field, or at once with `showGaps` (Check answers).
 * - Inside `<RatingKeys>` the keys 1–5, 0, N, J, K work here.
 */
import { type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { evidenceKey, RATINGS, ratingKey } from "#shared/documents/card.ts";
import type { Criterion } from "#shared/documents/process.ts";
import { Ring, useLiveField } from "./field-frame.tsx";
import { RatingKeysContext } from "./keys.tsx";
import { LiveText } from "./live-text.tsx";
import type { Room } from "./room.ts";
import { useTextValue, useValue } from "./values.ts";

type Score = (typeof RATINGS)[number];

interface Absent {
  value: string;
  label: string;
}

interface ScoreFieldProps {
  room: Room;
  criterion: Criterion;
  /** Beside the title: which questions inform this criterion. */
  note?: ReactNode;
  /** The question asked now gives evidence for this criterion. */
  current?: boolean;
  /** The scale and the text only: no anchors, the text always there. */
  brief?: boolean;
  /** What stands under the scale: the others' ratings in open scoring. */
  beside?: ReactNode;
  field?: string;
  textField?: string;
  textLabel?: string;
  none?: Absent;
  need?: (rating: number | string) => string | null;
  showGaps?: boolean;
}

const NOT_OBSERVED: Absent = { value: "not-observed", label: "Not observed" };
const EXTREMES = (rating: number | string) =>
  rating === 1 || rating === 5 ? `A ${rating} needs one sentence of evidence.` : null;

export function ScoreField(props: ScoreFieldProps) {
  const { room, criterion, note, none = NOT_OBSERVED, need = EXTREMES, showGaps = false } = props;
  const { current = false, brief = false, beside } = props;
  const { field = ratingKey(criterion.id), textField = evidenceKey(criterion.id) } = props;
  const { textLabel = "Evidence: what you saw or heard" } = props;
  const [value, set] = useValue(room, field);
  const evidence = useTextValue(room, textField);
  const [left, setLeft] = useState(false);
  const [open, setOpen] = useState(current);
  const [writing, setWriting] = useState(false);
  const { people, whoId, control } = useLiveField({ room, field, label: criterion.title });
  const box = useRef<HTMLFieldSetElement>(null);
  const register = useContext(RatingKeysContext);
  useEffect(() => {
    const element = box.current;
    if (!element || !room.editable) return;
    return register({
      element,
      rate: (score) => set(score ?? none.value),
      focus: () => {
        const choices = element.querySelectorAll<HTMLInputElement>("input[type=radio]");
        ([...choices].find((choice) => choice.checked) ?? choices[0])?.focus();
        element.querySelector("details")?.setAttribute("open", "");
        element.scrollIntoView({ block: "nearest" });
      },
    });
  }, [register, room.editable, set, none.value]);

  const rating = typeof value === "number" || typeof value === "string" ? value : null;
  const missing = rating !== null && evidence.trim() === "" && (left || showGaps) ? need(rating) : null;
  const unrated = showGaps && rating === null ? `Choose 1 to 5, or “${none.label}”.` : null;
  if (room.mode === "read") return <ReadScore {...{ criterion, note, rating, evidence, none, textLabel }} />;
  const choice = (option: Score | string, words: string) => (
    <label key={option} className={option === none.value ? "no" : undefined}>
      <input
        type="radio"
        name={control.id}
        id={option === 1 ? control.id : undefined}
        value={option}
        checked={rating === option}
        disabled={!room.editable}
        onFocus={control.onFocus}
        onBlur={control.onBlur}
        onChange={() => set(option)}
      />
      <span className="vh">{criterion.title}: </span>
      {words}
    </label>
  );
  return (
    <fieldset className={current ? "crit current" : "crit"} ref={box} aria-describedby={control["aria-describedby"]}>
      <legend>
        <span className="lg">
          {criterion.title}
          {note ? <span className="here">{note}</span> : null}
        </span>
      </legend>
      {unrated ? <p className="error-msg">{unrated}</p> : null}
      <Ring people={people} whoId={whoId}>
        <div className="rate">
          <div className="rate-scale">{RATINGS.map((score) => choice(score, String(score)))}</div>
          {choice(none.value, none.label)}
        </div>
      </Ring>
      {rating !== null && !brief ? (
        <p className="between">
          <Meaning rating={rating} criterion={criterion} none={none} />{" "}
          <button type="button" className="btn btn-plain btn-s" disabled={!room.editable} onClick={() => set(null)}>
            Clear<span className="vh"> the rating of {criterion.title}</span>
          </button>
        </p>
      ) : null}
      {beside}
      {brief ? null : (
        <details
          className="anchors-fold"
          name="anchors"
          open={current}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>
            What 1, 3 and 5 look like<span className="vh"> in {criterion.title}</span>
          </summary>
          <Anchors criterion={criterion} rating={rating} />
        </details>
      )}
      {brief || open || writing || rating !== null || evidence !== "" ? (
        <LiveText
          room={room}
          field={textField}
          label={textLabel}
          labelHidden={brief}
          context={criterion.title}
          rows={2}
          error={missing}
          onEnter={() => setWriting(true)}
          onLeave={() => setLeft(true)}
        />
      ) : null}
    </fieldset>
  );
}

/** What the chosen number says; 2 and 4 lie between two written anchors. */
function Meaning({ rating, criterion, none }: { rating: number | string; criterion: Criterion; none: Absent }) {
  if (rating === none.value)
    return (
      <>
        <b>{none.label}</b>: left out of every count, never a zero.
      </>
    );
  const { anchors } = criterion;
  if (rating === 2 || rating === 4) {
    const [low, high] = rating === 2 ? ([1, 3] as const) : ([3, 5] as const);
    return (
      <>
        <b>{rating}</b> lies between {low}, {clause(anchors[low])}, and {high}, {clause(anchors[high])}.
      </>
    );
  }
  return (
    <>
      <b>{rating}</b>: {anchors[rating as 1 | 3 | 5]}
    </>
  );
}

/** The first words of an anchor as part of a sentence: no capital, no stop. */
function clause(anchor: string): string {
  const words = anchor.trim().split(/[;,.](?:\s|$)/, 1)[0] ?? "";
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

function Anchors({ criterion, rating }: { criterion: Criterion; rating: number | string | null }) {
  const near = (level: 1 | 3 | 5) =>
    typeof rating === "number" && Math.abs(rating - level) <= (level === rating ? 0 : 1);
  return (
    <dl className="anchors">
      {([1, 3, 5] as const).map((level) => (
        <div key={level} className={near(level) ? "on" : undefined}>
          <dt>{level}</dt>
          <dd>{criterion.anchors[level]}</dd>
        </div>
      ))}
    </dl>
  );
}

function ReadScore(props: {
  criterion: Criterion;
  note: ReactNode;
  rating: number | string | null;
  evidence: string;
  none: Absent;
  textLabel: string;
}) {
  const { criterion, note, rating, evidence, none, textLabel } = props;
  return (
    <section className="crit" aria-label={criterion.title}>
      <p className="lg">
        {criterion.title}
        {note ? <span className="here">{note}</span> : null}
      </p>
      <p>{rating === null ? "No rating." : <b>{rating === none.value ? none.label : `${rating} of 5`}</b>}</p>
      <p className="label">{textLabel}</p>
      {evidence ? <p className="live-read">{evidence}</p> : <p className="muted">Nothing written.</p>}
    </section>
  );
}
