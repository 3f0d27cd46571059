/**
 * Single values both sides set; the last one wins and the log keeps both.
 * - `<LiveChoice room field label options={[{ value, label, hint? }]} as?="radio" | "select" placeholder? fallback? />`
 * - `<LiveCheck room field label fallback? />`
 * - `<LiveNumber room field label min max step? unit? fallback? />` and `<LiveDate room field label fallback? />`
 *   send a value only once it is complete and legal; until then the words beside it say what is wrong.
 * For those who only read, each is plain text.
 */
import { type ReactNode, useState } from "react";
import type { Scalar } from "#shared/documents/form.ts";
import { HintAndError, type LiveFieldProps, ReadField, Ring, useLiveField } from "./field-frame.tsx";
import { useValue } from "./values.ts";

export interface LiveOption {
  value: Scalar;
  label: string;
  hint?: ReactNode;
}

interface LiveChoiceProps extends LiveFieldProps {
  options: readonly LiveOption[];
  as?: "radio" | "select";
  /** A select's first entry, which stands for `null`. */
  placeholder?: string;
  fallback?: Scalar;
}

export function LiveChoice(props: LiveChoiceProps) {
  const { room, field, label, labelHidden, hint, error, options, as = "radio", placeholder, fallback } = props;
  const [value, set] = useValue(room, field, fallback);
  const { people, whoId, control } = useLiveField(props);
  const chosen = options.findIndex((option) => option.value === value);
  if (room.mode === "read")
    return <ReadField label={label} labelHidden={labelHidden} text={options[chosen]?.label ?? ""} />;
  if (as === "select")
    return (
      <div className={error ? "field has-error" : "field"}>
        <label htmlFor={control.id} className={labelHidden ? "vh" : undefined}>
          {label}
        </label>
        <HintAndError id={control.id} hint={hint} error={error} />
        <Ring people={people} whoId={whoId}>
          <select
            {...control}
            className="input"
            disabled={!room.editable}
            value={chosen}
            onChange={(event) => set(options[Number(event.currentTarget.value)]?.value ?? null)}
          >
            {placeholder || chosen === -1 ? <option value={-1}>{placeholder ?? "Choose…"}</option> : null}
            {options.map((option, index) => (
              <option key={String(option.value)} value={index}>
                {option.label}
              </option>
            ))}
          </select>
        </Ring>
      </div>
    );
  const { id, onFocus, onBlur, ...described } = control;
  return (
    <fieldset className={error ? "field has-error" : "field"} onFocus={onFocus} onBlur={onBlur} {...described}>
      <legend className={labelHidden ? "vh" : "label"}>{label}</legend>
      <HintAndError id={id} hint={hint} error={error} />
      <Ring people={people} whoId={whoId}>
        {options.map((option, index) => (
          <label className="check" key={String(option.value)}>
            <input
              type="radio"
              name={id}
              id={index === 0 ? id : undefined}
              disabled={!room.editable}
              checked={index === chosen}
              onChange={() => set(option.value)}
            />
            <span>
              {option.label}
              {option.hint ? <span className="hint sub">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </Ring>
    </fieldset>
  );
}

export function LiveCheck(props: LiveFieldProps & { fallback?: boolean }) {
  const { room, field, label, labelHidden, hint, error, fallback = false } = props;
  const [value, set] = useValue(room, field, fallback);
  const { people, whoId, control } = useLiveField(props);
  if (room.mode === "read") return <ReadField label={label} labelHidden={labelHidden} text={value ? "Yes" : "No"} />;
  return (
    <div className={error ? "field has-error" : "field"}>
      <Ring people={people} whoId={whoId}>
        <label className="check" htmlFor={control.id}>
          <input
            {...control}
            type="checkbox"
            disabled={!room.editable}
            checked={value === true}
            onChange={(event) => set(event.currentTarget.checked)}
          />
          <span className={labelHidden ? "vh" : undefined}>{label}</span>
        </label>
      </Ring>
      <HintAndError id={control.id} hint={hint} error={error} />
    </div>
  );
}

interface LiveNumberProps extends LiveFieldProps {
  min: number;
  max: number;
  step?: number;
  /** Said after the number for those who read: "3 years". */
  unit?: string;
  fallback?: number;
}

export function LiveNumber(props: LiveNumberProps) {
  const { min, max, step = 1, unit } = props;
  return (
    <TypedValue
      {...props}
      type="number"
      attributes={{ min, max, step, inputMode: step % 1 === 0 ? "numeric" : "decimal" }}
      show={(value) => (unit && value !== "" ? `${value} ${unit}` : value)}
      parse={(typed) => {
        const number = Number(typed);
        return typed.trim() === "" || !Number.isFinite(number) || number < min || number > max ? null : number;
      }}
      complaint={`Enter a number from ${min} to ${max}.`}
    />
  );
}

export function LiveDate(props: LiveFieldProps & { fallback?: string }) {
  return (
    <TypedValue
      {...props}
      type="date"
      attributes={{}}
      show={(value) => value}
      parse={(typed) => (/^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : null)}
      complaint="Enter a whole date: month, day and year."
    />
  );
}

interface TypedValueProps extends LiveFieldProps {
  type: "number" | "date";
  attributes: { min?: number; max?: number; step?: number; inputMode?: "numeric" | "decimal" };
  fallback?: Scalar;
  show: (value: string) => string;
  /** The value to send, or `null` while it is not a legal one. */
  parse: (typed: string) => Scalar;
  complaint: string;
}

function TypedValue(props: TypedValueProps) {
  const { room, field, label, labelHidden, hint, type, attributes, fallback, show, parse, complaint } = props;
  const [value, set] = useValue(room, field, fallback);
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const error = left && typed !== null ? complaint : props.error;
  const { people, whoId, control } = useLiveField({ ...props, error });
  const stored = value === undefined || value === null ? "" : String(value);
  if (room.mode === "read") return <ReadField label={label} labelHidden={labelHidden} text={show(stored)} />;
  return (
    <div className={error ? "field has-error" : "field"}>
      <label htmlFor={control.id} className={labelHidden ? "vh" : undefined}>
        {label}
      </label>
      <HintAndError id={control.id} hint={hint} error={error} />
      <Ring people={people} whoId={whoId}>
        <input
          {...control}
          {...attributes}
          type={type}
          className="input live-short"
          readOnly={!room.editable}
          value={typed ?? stored}
          onChange={(event) => {
            const next = parse(event.currentTarget.value);
            setLeft(false);
            setTyped(event.currentTarget.value);
            if (next !== null) set(next);
          }}
          onBlur={() => {
            control.onBlur();
            setLeft(true);
            if (typed !== null && parse(typed) !== null) setTyped(null);
          }}
        />
      </Ring>
    </div>
  );
}
