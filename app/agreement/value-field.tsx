import { useState } from "react";
import { HintAndError, ReadField, Ring, useLiveField } from "#app/workspace/field-frame.tsx";
import { LiveCheck, LiveChoice } from "#app/workspace/fields.tsx";
import type { Room } from "#app/workspace/room.ts";
import { useValue } from "#app/workspace/values.ts";
import type { ClauseParameter } from "#shared/content/mou-clauses.ts";
import type { Scalar } from "#shared/documents/form.ts";
import { mouKeys } from "#shared/documents/mou.ts";
import { isActedUpon, limitsInWords, optionInWords, parseValue, unitInWords, valueInWords } from "#shared/mou.ts";

/** One value of a clause, as its type wants it entered. A number or a date is sent only once it is a legal one. */
export function ValueField({ room, parameter, value }: { room: Room; parameter: ClauseParameter; value: Scalar }) {
  const shared = { room, field: mouKeys.parameter(parameter.key), label: parameter.label, hint: hintOf(parameter) };
  if (parameter.type === "boolean") return <LiveCheck {...shared} fallback={value === true} />;
  if (parameter.type === "enum")
    return (
      <LiveChoice
        {...shared}
        as="select"
        fallback={value}
        options={(parameter.options ?? []).map((option) => ({ value: option, label: optionInWords(option) }))}
      />
    );
  return <TypedField {...shared} parameter={parameter} value={value} />;
}

/** What the value is for, and whether Accord itself acts on it. */
export function hintOf({ key, steers }: Pick<ClauseParameter, "key" | "steers">): string {
  return isActedUpon(key)
    ? `Steers: ${lower(steers)}.`
    : `For: ${lower(steers)}. Accord keeps it and does not act on it.`;
}

function TypedField({
  parameter,
  value: fallback,
  ...shared
}: {
  room: Room;
  field: string;
  label: string;
  hint: string;
  parameter: ClauseParameter;
  value: Scalar;
}) {
  const { room, field, label, hint } = shared;
  const [value, set] = useValue(room, field, fallback);
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const error = left && typed !== null ? limitsInWords(parameter) : null;
  const { people, whoId, control } = useLiveField({ ...shared, error });
  if (room.mode === "read") return <ReadField label={label} text={valueInWords(parameter, value ?? null)} />;
  const stored = value === undefined || value === null ? "" : String(value);
  return (
    <div className={error ? "field has-error" : "field"}>
      <label htmlFor={control.id}>{label}</label>
      <HintAndError id={control.id} hint={hint} error={error} />
      <Ring people={people} whoId={whoId}>
        <span className="mou-value">
          <input
            {...control}
            type="text"
            inputMode={parameter.type === "integer" ? "numeric" : undefined}
            className={parameter.type === "list" ? "input" : "input live-short"}
            readOnly={!room.editable}
            value={typed ?? stored}
            onChange={(event) => {
              const next = parseValue(parameter, event.currentTarget.value);
              setLeft(false);
              setTyped(event.currentTarget.value);
              if (next !== undefined) set(next);
            }}
            onBlur={() => {
              control.onBlur();
              setLeft(true);
              if (typed !== null && parseValue(parameter, typed) !== undefined) setTyped(null);
            }}
          />
          <span className="muted">{unitInWords(parameter.unit, 2)}</span>
        </span>
      </Ring>
    </div>
  );
}

const lower = (words: string): string =>
  /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
