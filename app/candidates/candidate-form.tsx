import { Form, Link, useNavigation } from "@remix-run/react";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { isDay } from "#shared/service.ts";
import { type FormError, type FormValues, nextKey } from "./form-values.ts";
import { LiveYears, type RuleFacts } from "./live-years.tsx";

/** The form of a candidate's file, for adding and for changing. Inputs keep what was typed; rows come and go. */
export function CandidateForm({
  initial,
  errors,
  rule,
  submit,
  submitting,
  back,
}: {
  initial: FormValues;
  errors: readonly FormError[];
  rule: RuleFacts;
  /** Verb and object. */
  submit: string;
  submitting: string;
  /** Where “Leave without saving” goes. */
  back: string;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [spans, setSpans] = useState(initial.spans);
  const [youth, setYouth] = useState(initial.youth);
  const [typed, setTyped] = useState<TypedSpan[]>(() => initial.spans.filter(complete));
  const busy = useNavigation().state !== "idle";
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.sentence;
  const reread = () => {
    if (form.current) setTyped(typedSpans(new FormData(form.current)).filter(complete));
  };
  return (
    <Form method="post" ref={form} onInput={reread} className="candidate-form" noValidate>
      {errors.length > 0 ? (
        <div className="ledger">
          <div className="mm">
            <ErrorSummary errors={errors} attempt={errors} />
          </div>
        </div>
      ) : null}
      <LedgerSection title="Candidate">
        <Field
          name="name"
          label="Name"
          hint="With rank, as it will stand on the record."
          error={errorOf("name")}
          defaultValue={initial.name}
          maxLength={200}
          autoComplete="off"
          required
        />
        <Field
          name="email"
          label="E-mail (optional)"
          hint="Tells two people of one name apart. The invitation to the interview goes there."
          error={errorOf("email")}
          defaultValue={initial.email}
          maxLength={254}
          type="email"
          autoComplete="off"
        />
        <Field
          name="post"
          label="Present post (optional)"
          error={errorOf("post")}
          defaultValue={initial.post}
          maxLength={200}
          autoComplete="off"
        />
      </LedgerSection>
      <LedgerSection
        title="Sworn service"
        note="Every agency, the earliest first."
        aside={<LiveYears spans={typed} rule={rule} />}
      >
        <ol className="entries">
          {spans.map((span, index) => (
            <li key={span.key}>
              <fieldset className="entry">
                <legend className="label">Service {index + 1}</legend>
                <Field
                  name={`spans.${span.key}.agency`}
                  label="Agency"
                  error={errorOf(`spans.${span.key}.agency`)}
                  defaultValue={span.agency}
                  maxLength={200}
                  autoComplete="off"
                />
                <Field
                  name={`spans.${span.key}.post`}
                  label="Post (optional)"
                  error={errorOf(`spans.${span.key}.post`)}
                  defaultValue={span.post}
                  maxLength={200}
                  autoComplete="off"
                />
                <div className="two">
                  <Field
                    name={`spans.${span.key}.from`}
                    label="First day"
                    error={errorOf(`spans.${span.key}.from`)}
                    defaultValue={span.from}
                    type="date"
                  />
                  <Field
                    name={`spans.${span.key}.to`}
                    label="Last day (empty: still serving)"
                    error={errorOf(`spans.${span.key}.to`)}
                    defaultValue={span.to}
                    type="date"
                  />
                </div>
                {spans.length > 1 ? (
                  <RemoveRow
                    what={`service ${index + 1}`}
                    onRemove={() => {
                      setSpans(spans.filter((other) => other !== span));
                      setTyped(typed.filter((other) => other.key !== span.key));
                    }}
                  />
                ) : null}
              </fieldset>
            </li>
          ))}
        </ol>
        <AddRow
          intent="add-span"
          label="Add another service"
          onAdd={() => {
            const key = nextKey(spans);
            flushSync(() => setSpans([...spans, { key, agency: "", post: "", from: "", to: "" }]));
            document.getElementById(`spans.${key}.agency`)?.focus();
          }}
        />
      </LedgerSection>
      <LedgerSection title="Work with young people" note="What the candidate did, when, and who can confirm it.">
        <ol className="entries">
          {youth.map((item, index) => (
            <li key={item.key}>
              <fieldset className="entry">
                <legend className="label">Evidence {index + 1}</legend>
                <Field
                  name={`youth.${item.key}.what`}
                  as="textarea"
                  rows={2}
                  label="What"
                  error={errorOf(`youth.${item.key}.what`)}
                  defaultValue={item.what}
                  maxLength={600}
                />
                <Field
                  name={`youth.${item.key}.when`}
                  label="When"
                  hint="For example “2023 to present, weekly”."
                  error={errorOf(`youth.${item.key}.when`)}
                  defaultValue={item.when}
                  maxLength={200}
                  autoComplete="off"
                />
                <Field
                  name={`youth.${item.key}.verifier`}
                  label="Who confirms it (optional)"
                  error={errorOf(`youth.${item.key}.verifier`)}
                  defaultValue={item.verifier}
                  maxLength={200}
                  autoComplete="off"
                />
                {youth.length > 1 ? (
                  <RemoveRow
                    what={`evidence ${index + 1}`}
                    onRemove={() => setYouth(youth.filter((other) => other !== item))}
                  />
                ) : null}
              </fieldset>
            </li>
          ))}
        </ol>
        <AddRow
          intent="add-youth"
          label="Add more evidence"
          onAdd={() => {
            const key = nextKey(youth);
            flushSync(() => setYouth([...youth, { key, what: "", when: "", verifier: "" }]));
            document.getElementById(`youth.${key}.what`)?.focus();
          }}
        />
        <div className="actions gap-above">
          <Button variant="solid" name="intent" value="save" disabled={busy}>
            {busy ? submitting : submit}
          </Button>
          <Link to={back}>Leave without saving</Link>
        </div>
      </LedgerSection>
    </Form>
  );
}

/** Without scripts the button sends the form, and the page comes back with one more row. */
function AddRow({ intent, label, onAdd }: { intent: string; label: string; onAdd: () => void }) {
  return (
    <Button
      small
      name="intent"
      value={intent}
      onClick={(event) => {
        event.preventDefault();
        onAdd();
      }}
    >
      {label}
    </Button>
  );
}

function RemoveRow({ what, onRemove }: { what: string; onRemove: () => void }) {
  return (
    <Button type="button" variant="plain" small onClick={onRemove}>
      Remove {what}
    </Button>
  );
}

interface TypedSpan {
  key: number;
  from: string;
  to: string;
}

function typedSpans(form: FormData): TypedSpan[] {
  return [...form.keys()].flatMap((name) => {
    const key = /^spans\.(\d+)\.from$/.exec(name)?.[1];
    return key === undefined
      ? []
      : [{ key: Number(key), from: String(form.get(name)), to: String(form.get(`spans.${key}.to`) ?? "") }];
  });
}

/** Only spans whose dates make sense are counted while typing. */
function complete({ from, to }: TypedSpan): boolean {
  return isDay(from) && (to === "" || (isDay(to) && to >= from));
}
