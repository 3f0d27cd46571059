import { Check, Field } from "#app/ui/field.tsx";

/** What the server sent back about a form of this page. */
export interface Refused {
  intent: string;
  of: string;
  reason: string;
  sentence: string;
  values: Record<string, string>;
  gaps: Readonly<Record<string, string>>;
}

export interface SlotValues {
  date?: string;
  time?: string;
  minutes: number;
  place: string;
}

/** Date, time, length and place. @param id makes the controls of several forms on one page distinct */
export function SlotFields(props: {
  id: string;
  start: SlotValues;
  timeLabel: string;
  clocks: string;
  refused: Refused | null;
}) {
  const { id, start, refused } = props;
  const kept = refused?.values;
  const gaps = refused?.gaps ?? {};
  // What is missing is said at the control where it is missing; what is wrong with a whole slot, at the day.
  const gap = (name: string) => gaps[name] ?? null;
  const wrong = (...reasons: string[]) => (refused && reasons.includes(refused.reason) ? refused.sentence : null);
  return (
    <>
      <div className="two">
        <Field
          name="date"
          id={`${id}-date`}
          label="Day"
          type="date"
          defaultValue={kept?.date ?? start.date}
          error={Object.keys(gaps).length > 0 ? gap("date") : wrong("slot")}
          required
        />
        <Field
          name="time"
          id={`${id}-time`}
          label={props.timeLabel}
          hint={props.clocks}
          type="time"
          defaultValue={kept?.time ?? start.time}
          error={gap("time")}
          required
        />
      </div>
      <div className="two">
        <Field
          name="minutes"
          id={`${id}-minutes`}
          label="Minutes for each"
          type="number"
          min={10}
          max={480}
          defaultValue={kept?.minutes ?? start.minutes}
          error={gap("minutes") ?? wrong("minutes")}
          required
        />
        <Field
          name="place"
          id={`${id}-place`}
          label="Place"
          hint="Building and room. The panel and the candidate read it."
          maxLength={200}
          defaultValue={kept?.place ?? start.place}
          error={wrong("place")}
        />
      </div>
    </>
  );
}

/** Says who would sit in two interviews at once, and lets it be set all the same. */
export function Overlap({ id, refused }: { id: string; refused: Refused | null }) {
  if (refused?.reason !== "overlap") return null;
  return <Check name="despite" id={`${id}-despite`} label="Set it all the same" error={refused.sentence} />;
}

const OWN_FIELD = ["slot", "minutes", "place", "pause", "order", "overlap", "reason", "need"];

/** A refusal that belongs to no control of the form. */
export function Elsewhere({ refused }: { refused: Refused | null }) {
  if (!refused || OWN_FIELD.includes(refused.reason)) return null;
  return (
    <p className="error-msg" role="alert">
      {refused.sentence}
    </p>
  );
}
